"""The views of this room: imported here, so that the house finds them."""

from micro_projects.voting import (
    ballot_views,
    booth_tablet_views,
    booth_views,
    code_letter_views,
    code_views,
    group_views,
    keeper_views,
    paper_counter_views,
    paper_entry_views,
    paper_upload_views,
    paper_views,
    receipt_views,
    reconcile_views,
    result_views,
    round_views,
    sample_views,
    simulation_views,
)
from micro_projects.voting.room import room

__all__ = [
    "ballot_views",
    "booth_tablet_views",
    "booth_views",
    "code_letter_views",
    "code_views",
    "group_views",
    "keeper_views",
    "paper_counter_views",
    "paper_entry_views",
    "paper_upload_views",
    "paper_views",
    "receipt_views",
    "reconcile_views",
    "result_views",
    "room",
    "round_views",
    "sample_views",
    "simulation_views",
]
