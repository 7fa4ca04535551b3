"""Groups of opinion among 2,000 people over 200 statements. Target: under 2 s."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import numpy as np

from machine import beside, measure, table
from micro_projects.viewpoints import grouping, results
from micro_projects.viewpoints.grouping import MISSING

PEOPLE, STATEMENTS = 2000, 200


def answers(seed: int = 7) -> Any:
    """Four camps of unequal size, a fifth of all answers given."""
    r = np.random.default_rng(seed)
    camp = r.choice(4, PEOPLE, p=[0.5, 0.25, 0.15, 0.1])
    leaning = r.beta(0.6, 0.6, (4, STATEMENTS))[camp]
    drawn = r.random((PEOPLE, STATEMENTS))
    said = np.where(drawn < 0.12, 0, np.where(drawn < 0.12 + 0.88 * leaning, 1, -1))
    diligence = r.beta(0.6, 2.4, PEOPLE)
    return np.where(r.random((PEOPLE, STATEMENTS)) < diligence[:, None], said, MISSING).astype(np.int8)


def by_scikit_learn(matrix: Any) -> None:
    """The same steps by the library, with as many starts."""
    from sklearn.cluster import KMeans  # type: ignore[import-untyped]
    from sklearn.decomposition import PCA  # type: ignore[import-untyped]
    from sklearn.metrics import silhouette_score  # type: ignore[import-untyped]

    enough = (matrix != MISSING).sum(axis=1) >= grouping.ENOUGH
    points = PCA(2, svd_solver="full").fit_transform(grouping.filled(matrix[enough]))
    for k in range(2, grouping.MOST_GROUPS + 1):
        labels = KMeans(k, n_init=grouping.STARTS, tol=0, random_state=1).fit_predict(points)
        silhouette_score(points, labels)


def main() -> None:
    """Time it, beside scikit-learn where that is installed."""
    matrix = answers()
    whole = measure(lambda: results.figure(matrix, range(1, STATEMENTS + 1)), runs=3, warm_up=1)
    rows = [[f"{PEOPLE:,} × {STATEMENTS}: groups, counts, what they stand for", "2 s", whole]]
    if find_spec("sklearn"):
        ours, theirs = beside(
            lambda: grouping.find(matrix), lambda: by_scikit_learn(matrix), runs=1, warm_up=0
        )
        rows += [["groups alone", "", ours], ["the same by scikit-learn", "", theirs]]
    else:
        rows.append(["scikit-learn", "", "not installed"])
    print(table(["what", "target", "measured"], rows))


if __name__ == "__main__":
    main()
