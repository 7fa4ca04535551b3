"""The evidence bundle: one file with everything it takes to check a project or a cycle without this server."""
