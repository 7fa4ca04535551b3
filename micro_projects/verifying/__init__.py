"""Checking what was disclosed, offline: pure Python, no database, no server, nothing of ours to trust."""
