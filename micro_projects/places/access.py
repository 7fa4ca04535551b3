"""Who may change places and the calendar."""

from micro_projects.web.access import ANYONE, role

ACTS = {
    "places.add": role("admin"),
    "places.import_calendar": role("admin"),
    "places.calendar": ANYONE,
}
