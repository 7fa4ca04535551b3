"""How disclosed facts are told: which keys hold money, long texts, dicts by code.

Labels stand beside; what codes are called comes from the rooms (`kernel.disclosure.disclosure_codes`).
"""

from __future__ import annotations

from micro_projects.kernel.refusal import N_
from micro_projects.notices.fact_labels import LABELS

__all__ = ["BOOLEANS", "LABELS", "LONG", "MAPS", "MONEY"]

BOOLEANS = {"days": (N_("上班"), N_("放假"))}
"""Keys whose yes and no have words of their own."""
MAPS = {"arguments": "argument", "balances": "from", "found": "check", "turnout": "channels"}
"""Keys that hold a dict by code → the key under which its codes have their words."""
MONEY = frozenset(
    "add_step advance amount balances budget contracted cost estimate fen limit paid price reclaim remainder retention "
    "spent supplements yearly_cost".split()
)
"""Keys whose whole numbers are fen; `balances` holds sums by account."""
LONG = frozenset(
    "answer beneficiaries correction explanation motion problem reason reservation scope text wish".split()
)
"""Keys that hold what people wrote."""
