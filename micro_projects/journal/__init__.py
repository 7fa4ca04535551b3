"""Who did what, when, to what: append-only, written by every act in its own transaction (invariant 1)."""
