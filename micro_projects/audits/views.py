"""The views of this room: imported here, so that the house finds them."""

from micro_projects.audits import audit_views, desk_views, paper_views
from micro_projects.audits.room import room

__all__ = ["audit_views", "desk_views", "paper_views", "room"]
