"""Who may see the front pages."""

from micro_projects.web.access import ANYONE, SIGNED_IN

ACTS = {"front.read": ANYONE, "front.preferences": ANYONE, "front.desk": SIGNED_IN}
