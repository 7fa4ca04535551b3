"""What people said, kept decent: limits, reports, hiding with a reason, appeal; all of it counted publicly."""
