"""Groups equal a reference made of scikit-learn; they do not depend on the order people come in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_rand_score, silhouette_score

from micro_projects.viewpoints import grouping, results
from micro_projects.viewpoints.grouping import AGREE, DISAGREE, MISSING, PASS, Matrix

SHAPES = [
    # people, statements, camps, share answered on average: as in public data sets of conversations of this kind
    pytest.param(87, 37, 2, 0.55, id="a small town's: 87 people, 37 statements, over half answered"),
    pytest.param(340, 95, 3, 0.30, id="a city's: 340 people, 95 statements, a third answered"),
    pytest.param(1900, 200, 4, 0.20, id="a country's: 1,900 people, 200 statements, a fifth answered"),
]


def people(n: int, statements: int, camps: int, density: float, seed: int = 7) -> Matrix:
    """Made by seed: camps of unequal size, each with its own leaning on every statement; some pass.

    How much one answers differs widely (beta), and early statements are answered more than late ones, as they
    are where each is shown to whoever comes.
    """
    r = np.random.default_rng(seed)
    sizes = np.array([0.5, 0.25, 0.15, 0.1][:camps])
    camp = r.choice(camps, n, p=sizes / sizes.sum())
    leaning = r.beta(0.6, 0.6, (camps, statements))[camp]
    drawn = r.random((n, statements))
    said = np.where(drawn < 0.12, PASS, np.where(drawn < 0.12 + 0.88 * leaning, AGREE, DISAGREE))
    diligence = r.beta(3 * density, 3 * (1 - density), n)
    late = np.linspace(1.4, 0.6, statements)
    return np.where(r.random((n, statements)) < diligence[:, None] * late, said, MISSING).astype(np.int8)


def reference(matrix: Matrix) -> tuple[np.ndarray, np.ndarray, dict[int, float]]:
    """Who is grouped, their labels, each k's silhouette: nothing of ours, the libraries' own way."""
    values = np.where(matrix == MISSING, np.nan, matrix.astype(float))
    enough = (~np.isnan(values)).sum(axis=1) >= grouping.ENOUGH
    values = values[enough]
    values = values[:, ~np.isnan(values).all(axis=0)]
    values = np.where(np.isnan(values), np.nanmean(values, axis=0), values)
    points = PCA(n_components=2, svd_solver="full").fit_transform(values)
    labels = {
        k: KMeans(k, n_init=60, tol=0, max_iter=1000, random_state=1).fit_predict(points) for k in range(2, 6)
    }
    scores = {k: float(silhouette_score(points, one)) for k, one in labels.items()}
    return enough, labels[max(scores, key=lambda k: scores[k])], scores


@pytest.mark.parametrize(("n", "statements", "camps", "density"), SHAPES)
def test_equal_to_the_reference(n: int, statements: int, camps: int, density: float) -> None:
    matrix = people(n, statements, camps, density)
    enough, labels, scores = reference(matrix)
    found = grouping.find(matrix, smallest=1)
    assert ((found.of >= 0) == enough).all()
    assert max(found.silhouettes, key=found.silhouettes.__getitem__) == max(scores, key=scores.__getitem__)
    k = len(set(labels))
    assert found.silhouettes[k] == pytest.approx(scores[k], abs=1e-9)
    assert adjusted_rand_score(labels, found.of[enough]) == 1.0
    sizes = np.bincount(labels)
    assert found.sizes == tuple(sorted((int(size) for size in sizes), reverse=True))


@given(
    st.integers(0, 2**32 - 1),
    arrays(
        np.int8, st.tuples(st.integers(5, 60), st.integers(1, 12)), elements=st.sampled_from([-1, 0, 1, 2])
    ),
)
@settings(max_examples=60)
def test_the_order_people_come_in_changes_nothing(seed: int, matrix: Matrix) -> None:
    order = np.random.default_rng(seed).permutation(len(matrix))
    one, other = grouping.find(matrix), grouping.find(matrix[order])
    assert (one.of[order] == other.of).all()
    assert one.sizes == other.sizes


@given(
    arrays(
        np.int8, st.tuples(st.integers(1, 50), st.integers(1, 12)), elements=st.sampled_from([-1, 0, 1, 2])
    )
)
@settings(max_examples=60)
def test_groups_are_whole(matrix: Matrix) -> None:
    found = grouping.find(matrix)
    grouped = found.of[found.of >= 0]
    assert sum(found.sizes) == len(grouped)
    assert list(found.sizes) == sorted(found.sizes, reverse=True)
    assert [int((grouped == g).sum()) for g in range(len(found.sizes))] == list(found.sizes)
    assert len(found.sizes) <= 1 or min(found.sizes) >= grouping.SMALLEST
    for row, group in zip(matrix, found.of, strict=True):  # who answers alike is together
        assert set(found.of[(matrix == row).all(axis=1)]) == {group}


def test_the_order_of_statements_names_other_columns_only() -> None:
    matrix = people(120, 30, 3, 0.6)
    order = np.random.default_rng(1).permutation(30)
    assert adjusted_rand_score(grouping.find(matrix).of, grouping.find(matrix[:, order]).of) == 1.0


def test_nothing_to_tell_apart_is_one_group() -> None:
    alike = np.full((30, 8), AGREE, dtype=np.int8)
    assert grouping.find(alike).sizes == (30,)
    assert grouping.find(np.zeros((0, 4), dtype=np.int8)).sizes == ()
    assert grouping.find(np.full((9, 4), MISSING, dtype=np.int8)).sizes == ()


def test_who_answered_too_little_is_in_no_group() -> None:
    matrix = people(60, 20, 2, 0.9)
    matrix[0, 6:] = MISSING
    matrix[0, :6] = AGREE
    assert grouping.find(matrix).of[0] == -1
    matrix[0, 6] = AGREE
    assert grouping.find(matrix).of[0] >= 0
    few = matrix[:, :4]
    assert (grouping.find(few).of >= 0).sum() == (few != MISSING).all(axis=1).sum()  # all four, of four


def test_a_small_group_is_counted_with_its_nearest() -> None:
    matrix = np.array([[1] * 8] * 20 + [[-1] * 8] * 3 + [[1] * 4 + [-1] * 4] * 9, dtype=np.int8)
    assert grouping.find(matrix, smallest=1).sizes == (20, 9, 3)
    found = grouping.find(matrix)
    assert found.sizes == (20, 12)
    assert found.of[20] == found.of[23]


def test_a_result_is_kept_and_read_again() -> None:
    found, _ = results.figure(people(60, 9, 2, 0.9), list(range(1, 10)))
    again = results.read(results.kept(found))
    assert results.kept(again) == results.kept(found)
    assert again.participants == 60
