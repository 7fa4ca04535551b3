"""The views of this room: imported here, so that the house finds them."""

from micro_projects.oversight import finding_views, printing, supervision_views
from micro_projects.oversight.room import room

__all__ = ["finding_views", "printing", "room", "supervision_views"]
