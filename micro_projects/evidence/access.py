"""A bundle holds what is public anyway: it is for everybody."""

from micro_projects.web.access import ANYONE

ACTS = {"evidence.read": ANYONE}
