"""The money of a cycle: a double-entry ledger in fen that the database itself keeps in balance."""
