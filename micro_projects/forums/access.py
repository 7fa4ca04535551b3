"""Who may do what here."""

from micro_projects.web.access import ANYONE

ACTS = {"forum.read": ANYONE}
