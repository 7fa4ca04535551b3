"""Why each project was funded or not: one explanation each, plain figures, all of it recomputable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from micro_projects.voting.counting.explain_greedy import explain_greedy
from micro_projects.voting.counting.explained import Explanation
from micro_projects.voting.counting.rules import Count

__all__ = ["EXPLAINERS", "Explanation", "explain"]


def explain(counted: Count) -> dict[str, Explanation]:
    """The explanation of every project, in rank order."""
    return EXPLAINERS[counted.rule.name](counted)


def _shares(counted: Count) -> dict[str, Explanation]:
    """numpy is loaded here, and only when a count by equal shares is explained."""
    from micro_projects.voting.counting.explain_shares import explain_shares

    return explain_shares(counted)


EXPLAINERS: Mapping[str, Callable[[Count], dict[str, Explanation]]] = MappingProxyType(
    dict.fromkeys(("greedy", "greedy_no_skip", "greedy_threshold"), explain_greedy)
    | dict.fromkeys(("mes", "mes+greedy", "mes_add1", "mes_add1+greedy"), _shares)
)
"""By the rule's name, as in `rules.RULES`."""
