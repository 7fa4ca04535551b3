"""Notices (公示): what is disclosed, objections to it, and the public log that proves both."""
