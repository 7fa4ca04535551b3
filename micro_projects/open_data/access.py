"""Open data is for everybody."""

from micro_projects.web.access import ANYONE

ACTS = {"open_data.read": ANYONE}
