"""Pure Python under everything: no Flask, no database, no clock of its own."""
