"""The views of this room: imported here, so that the house finds them."""

from micro_projects.oversight import audit_views, finding_views, supervision_views
from micro_projects.oversight.room import room

__all__ = ["audit_views", "finding_views", "room", "supervision_views"]
