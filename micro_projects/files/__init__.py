"""Photos and documents: checked, re-encoded, stored, served, bound to a subject."""
