"""Who may change places, their maps and the calendar."""

from micro_projects.web.access import ANYONE, role

ACTS = {
    "places.add": role("admin"),
    "places.import_calendar": role("admin"),
    "places.calendar": ANYONE,
    "places.map": ANYONE,
    "places.import_map": role("admin", "worker"),
}
