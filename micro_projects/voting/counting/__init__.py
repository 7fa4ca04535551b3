"""Counting (计票) and explaining: pure, exact, deterministic. No database, no web, no clock.

`count(RoundData, Rule, Ties) -> Count` and `explain(Count)`; `pabulib` reads and writes published rounds,
`words` puts an explanation into sentences, `tally` counts a file.
"""

from micro_projects.voting.counting.explain import Explanation, explain
from micro_projects.voting.counting.round_data import Ballot, Number, Project, RoundData, distinct
from micro_projects.voting.counting.rules import RULES, Count, count
from micro_projects.voting.counting.standing import Rule
from micro_projects.voting.counting.ties import Tie, Ties

__all__ = [
    "RULES",
    "Ballot",
    "Count",
    "Explanation",
    "Number",
    "Project",
    "RoundData",
    "Rule",
    "Tie",
    "Ties",
    "count",
    "distinct",
    "explain",
]
