"""Open data: what is disclosed as CSV, JSON, OCDS, OC4IDS, Pabulib, Atom and iCalendar."""
