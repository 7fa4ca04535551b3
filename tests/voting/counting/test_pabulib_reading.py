"""Reading a published file: what is forgiven, what is noted, what is refused and on which line."""

from __future__ import annotations

from fractions import Fraction

import pytest

from micro_projects.kernel.refusal import Refused
from micro_projects.voting.counting import Ballot
from micro_projects.voting.counting.file_count import count_file
from micro_projects.voting.counting.pabulib import read

PLAIN = """META
key;value
budget;100
vote_type;approval
rule;greedy
num_projects;2
num_votes;3
PROJECTS
project_id;cost;name;votes
a;60;Well;2
b;50;"Bench; with ""back""\";2
VOTES
voter_id;vote
1;a
2;a,b
3;b
"""
POINTS = PLAIN.replace("approval", "cumulative").replace(
    "vote\n1;a\n2;a,b\n3;b", "vote;points\n1;a;2\n2;b,a;3,1"
)


def with_ballots(kind: str, *rows: str, header: str = "voter_id;vote") -> bytes:
    """PLAIN with other ballots."""
    head = PLAIN.replace("approval", kind).split("VOTES")[0].replace("num_votes;3\n", "")
    return "\n".join([head + "VOTES", header, *rows, ""]).encode()


def test_reads_what_is_written() -> None:
    file = read(PLAIN.encode())
    assert [p.project.id for p in file.published] == ["a", "b"]
    assert file.published[1].project.name == 'Bench; with "back"'
    assert file.ballots == ((Ballot(("a",)), 1), (Ballot(("a", "b")), 1), (Ballot(("b",)), 1))
    assert (file.budget, file.form, file.notes) == (100, "approval", ())
    assert len(file.digest) == 64


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\n\n"),
        PLAIN.rstrip("\n"),
        PLAIN.replace("2;a,b", " 2 ; a , b "),
        PLAIN.replace("1;a\n", "1;a;;\n"),
        PLAIN.replace("META\n", "META;\n").replace("key;value\n", ""),
        PLAIN.replace("rule;greedy", "rule;greedy\nsome_new_key;x"),
        PLAIN.replace("budget;100", "budget;100.00"),
        PLAIN.replace("project_id;cost;", "Project_ID;COST;"),
    ],
)
def test_forgives_what_published_files_do(text: str) -> None:
    file = read(text.encode())
    assert file.data() == read(PLAIN.encode()).data()
    assert file.notes == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("\ufeff" + PLAIN, "bom"),
        (PLAIN.replace("num_votes;3", "num_votes;4"), "counts_differ"),
        (PLAIN.replace("budget;100", "budget;100,0"), "decimal_comma"),
        (PLAIN.replace("3;b", "2;b"), "voter_twice"),
        (PLAIN.replace("3;b", "3;"), "empty_ballot"),
        (PLAIN.replace("3;b", "3;b,b"), "project_twice"),
        (PLAIN.replace("approval", "choose-1"), "not_choose_1"),
    ],
)
def test_notes_what_is_odd_and_counts_it(text: str, code: str) -> None:
    file = read(text.encode())
    assert [note.code for note in file.notes] == [code]
    assert file.notes[0].say()
    assert file.data().cast == 3


def test_a_project_named_twice_counts_twice_and_the_line_is_told() -> None:
    found = count_file(PLAIN.replace("3;b", "3;b,b").replace('""";2', '""";3').encode())
    assert found.count.votes == {"a": 2, "b": 3}
    (note,) = found.notes
    assert (note.facts["ballots"], note.facts["line"]) == ("1", "16")


def test_withdrawn_by_its_cost_is_passed_over_in_no_skip() -> None:
    text = PLAIN.replace("a;60;", "a;999999999;").replace("rule;greedy", "rule;greedy-no-skip")
    found = count_file(text.encode(), budget="2000000000")
    assert found.count.winners == ("b",)
    assert found.explanations["a"].outcome == "withdrawn"


@pytest.mark.parametrize(
    ("kind", "header", "rows", "scores"),
    [
        ("choose-1", "voter_id;vote", ["1;a", "2;a", "3;b"], {"a": 2, "b": 1}),
        ("ordinal", "voter_id;vote", ["1;a,b", "2;b"], {"a": 2, "b": 2}),
        ("ordinal", "voter_id;vote;points", ["1;a,b;5,4", "2;b;5"], {"a": 5, "b": 9}),
        ("cumulative", "voter_id;vote;points", ["1;b,a;2.5,1", "2;b;1"], {"a": 1, "b": Fraction(7, 2)}),
        ("scoring", "voter_id;vote;points", ["1;a,b;-1,3", "2;a;2"], {"a": 1, "b": 3}),
    ],
)
def test_every_vote_type(kind: str, header: str, rows: list[str], scores: dict[str, int]) -> None:
    assert count_file(with_ballots(kind, *rows, header=header)).count.scores == scores


def test_equal_ballots_are_put_together() -> None:
    file = read(with_ballots("cumulative", "1;a,b;1,2", "2;b,a;2,1", header="voter_id;vote;points"))
    assert file.ballots == ((Ballot(("a", "b"), (1, 2)), 2),)
    assert read(with_ballots("approval", "1;a,b", "2;b,a")).ballots == ((Ballot(("a", "b")), 2),)
    assert len(read(with_ballots("ordinal", "1;a,b", "2;b,a")).ballots) == 2


@pytest.mark.parametrize(
    ("source", "code", "line"),
    [
        (PLAIN.encode().replace(b"Well", b"W\xff"), "not_utf8", 10),
        (PLAIN.replace("a;60;Well", 'a;60;"Well').encode(), "wrong_cells", 10),
        (PLAIN.replace("1;a\n", '1;"a\n').encode(), "broken_quotes", 14),
        (PLAIN.replace("Well", "W" * 200_000).encode(), "broken_csv", 10),
        (b"budget;100\n" + PLAIN.encode(), "before_sections", 1),
        (PLAIN.replace("rule;greedy", "PROJECTS").encode(), "two_sections", 8),
        (PLAIN.split("VOTES")[0].encode(), "no_section", 11),
        (b"", "no_section", 1),
        (PLAIN.split("voter_id")[0].encode(), "no_header", 12),
        (PLAIN.replace("project_id;cost", "project_id;price").encode(), "no_column", 9),
        (PLAIN.replace("voter_id;vote", "voter_id;choice").encode(), "no_column", 13),
        (PLAIN.replace("voter_id;vote", "vote;vote").encode(), "two_columns", 13),
        (PLAIN.replace("a;60;Well;2", "a;60;Well;2;9").encode(), "wrong_cells", 10),
        (PLAIN.replace("a;60;Well;2", "a;60").encode(), "wrong_cells", 10),
        (PLAIN.replace("rule;greedy", "budget;7").encode(), "two_keys", 5),
        (PLAIN.replace("rule;greedy", ";x").encode(), "empty_id", 5),
        (PLAIN.replace("budget;100\n", "").encode(), "no_key", 1),
        (PLAIN.replace("vote_type;approval", "vote_type;").encode(), "no_key", 1),
        (PLAIN.replace("budget;100", "budget;1 000").encode(), "not_a_number", 3),
        (PLAIN.replace("budget;100", "budget;1,000.5").encode(), "not_a_number", 3),
        (PLAIN.replace("a;60", "a;sixty").encode(), "not_a_number", 10),
        (PLAIN.replace("a;60", "a;NaN").encode(), "not_a_number", 10),
        (PLAIN.replace("a;60", "a;1e999999999").encode(), "not_a_number", 10),
        (PLAIN.replace("a;60", "a;٦٠").encode(), "not_a_number", 10),
        (PLAIN.replace("Well;2", "Well;two").encode(), "not_a_number", 10),
        (PLAIN.replace("a;60", "a;-60").encode(), "negative", 10),
        (PLAIN.replace("approval", "acclaim").encode(), "unknown_vote_type", 4),
        (PLAIN.replace("a;60", ";60").encode(), "empty_id", 10),
        (PLAIN.replace("b;50", "a;50").encode(), "two_projects", 11),
        (PLAIN.replace("2;a,b", "2;a,z").encode(), "unknown_project", 15),
        (PLAIN.replace("approval", "scoring").encode(), "no_points", 13),
        (POINTS.replace("3,1", "3").encode(), "uneven_points", 15),
        (POINTS.replace("3,1", "3,one").encode(), "not_a_number", 15),
    ],
)
def test_refuses_with_the_line(source: bytes, code: str, line: int) -> None:
    with pytest.raises(Refused) as no:
        read(source)
    refusal, facts = no.value.refusal, no.value.facts
    assert (refusal.code, facts["line"]) == (f"pb_{code}", line)
    assert str(line) in refusal.why % facts
    assert refusal.status == 422


def test_a_recount_that_differs_from_the_published_figures_is_said() -> None:
    (note,) = count_file(PLAIN.replace("Well;2", "Well;3").encode()).notes
    assert note.code == "published_differs"
    assert note.facts == {"project": "a", "column": "votes", "value": "3", "found": "2"}
