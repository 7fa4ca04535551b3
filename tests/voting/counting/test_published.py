"""Published rounds of real cities: our scores and winners equal the official ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from micro_projects.voting.counting.file_count import FileCount, count_file

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "pabulib"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the published rounds are not beside the project")

FILES = {
    "Poland_Gdynia_2021_Wielki_Kack__small": ("greedy_no_skip", 1043, 17, 5),
    "Poland_Lodz_2024_Ruda": ("greedy_threshold", 1250, 15, 9),
    "Poland_Czestochowa_2024_Dzbow": ("greedy", 882, 16, 5),
    "Netherlands_Amsterdam_304": ("greedy", 624, 29, None),
    "France_Toulouse_2019": ("greedy", 1494, 30, None),
    "US_Stanford_Dataset_Saratoga_NY_2022_vote_rankings": ("greedy", 854, 9, None),
}


def counted(name: str, **options: str) -> FileCount:
    """The file counted by its own rule."""
    return count_file((FOLDER / f"{name}.pb").read_bytes(), **options)


@pytest.mark.parametrize("name", FILES)
def test_votes_scores_and_winners_are_the_official_ones(name: str) -> None:
    found = counted(name)
    rule, ballots, projects, winners = FILES[name]
    count, rows = found.count, found.file.published
    assert (count.rule.name, count.data.cast, len(rows)) == (rule, ballots, projects)
    assert all(row.votes == count.votes[row.project.id] for row in rows)
    scored = [row for row in rows if row.score is not None]
    assert all(row.score == count.scores[row.project.id] for row in scored)
    assert bool(scored) == (count.data.form != "approval")
    assert not [note for note in found.notes if note.code != "unknown_rule"]
    if winners is not None:
        assert set(count.winners) == found.file.official_winners()
        assert len(count.winners) == winners


def test_saratoga_is_borda_by_the_ballots_length_and_its_rule_is_said_to_be_unknown() -> None:
    found = counted("US_Stanford_Dataset_Saratoga_NY_2022_vote_rankings")
    assert found.count.data.form == "ranked"
    assert found.count.scores["3108"] == 1499
    assert [note.code for note in found.notes] == ["unknown_rule"]
    assert "unknown" in found.notes[0].say()


def test_the_tie_in_czestochowa_is_reported_with_both_orders() -> None:
    name = "Poland_Czestochowa_2024_Dzbow"
    (tie,) = counted(name).count.ties
    assert (tie.score, tie.order, tie.funded) == (389, ("54", "674"), ("54",))
    assert (tie.other_order, tie.other_funded) == (("674", "54"), ("674",))
    assert counted(name, ties="cost").count.winners == counted(name).count.winners


def test_the_threshold_of_gdynia_applies_to_no_skip() -> None:
    assert counted("Poland_Gdynia_2021_Wielki_Kack__small").count.allocation.threshold == 50
