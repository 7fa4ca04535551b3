"""Accounts, sign-in, roles held in a place for a term, the roll."""
