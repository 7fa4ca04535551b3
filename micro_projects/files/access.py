"""Who may open files. What is not public, `queries.openable` decides by the file's place."""

from micro_projects.web.access import ANYONE

ACTS = {"files.read": ANYONE}
