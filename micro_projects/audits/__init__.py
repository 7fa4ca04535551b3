"""Audits: scope and term, red flags, samples, working papers, the report; looks behind a mask are counted."""
