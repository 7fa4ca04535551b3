"""Supervisors drawn by lot, inspections, findings that must be answered, the auditor's desk."""
