"""Real published rounds through import and the result page: official votes, scores, winners."""

from __future__ import annotations

import contextlib
import io
from fractions import Fraction
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pabulib.checker import Checker

from micro_projects.kernel.refusal import Refused
from micro_projects.voting import commands, explaining, files, queries
from micro_projects.voting.counting import Rule, Ties, count, pabulib
from micro_projects.voting.counting.file_count import count_file
from micro_projects.voting.counting.round_json import Record, write_json
from micro_projects.voting.import_actions import import_round
from micro_projects.web.door import act
from support.code import ROOT
from support.voting import Story

SMALL = """META
key;value
budget;100
vote_type;approval
rule;greedy
PROJECTS
project_id;cost;name
a;60;长廊
b;60;健身角
c;30;路灯
VOTES
voter_id;vote
1;a
2;a,b
3;b
4;b,c
"""
FOLDER = ROOT.parent / "shared" / "data" / "pabulib"
PUBLISHED = sorted(FOLDER.glob("*.pb"))
needs_files = pytest.mark.skipif(not PUBLISHED, reason="the published rounds are not beside the project")


def bring_in(story: Story, path: Path) -> str:
    by = story.actor("admin")
    with act() as now:
        return import_round(path, "FT-LH", by, now).code


@needs_files
@pytest.mark.parametrize("path", PUBLISHED, ids=lambda p: p.stem)
def test_official_votes_and_winners(story: Story, client: FlaskClient, path: Path) -> None:
    file = pabulib.read(path.read_bytes())
    code = bring_in(story, path)
    round_ = queries.round_or_404(code)
    assert (round_.state, round_.imported, round_.cycle_id) == ("counted", True, None)
    assert len(queries.records(round_.id)) == round_.ballots == file.data().cast
    lines = {line.project.code: line for line in queries.result(round_.id)}
    for row in file.published:
        line = lines[row.project.id]
        assert line.tally is not None
        assert row.votes in (None, line.tally.votes)
        assert row.score in (None, explaining.figure(line.tally.score))
    winners = {key for key, line in lines.items() if line.allocation and line.allocation.funded}
    official = file.official_winners()
    page = client.get(f"/rounds/{code}/result")
    text = page.get_data(as_text=True)
    assert page.status_code == 200
    if official and file.meta["rule"].startswith("greedy"):
        assert winners == official
        assert "重新计票的入选项目与公布的完全一致" in text
    for key in winners:
        assert f'id="p-{key}"' in text
    assert client.get(f"/rounds/{code}").status_code == 200


@needs_files
@pytest.mark.parametrize("path", PUBLISHED, ids=lambda p: p.stem)
def test_what_went_in_comes_out(story: Story, client: FlaskClient, path: Path) -> None:
    code = bring_in(story, path)
    before = count_file(path.read_bytes())
    written = client.get(f"/rounds/{code}/records.pb").get_data()
    with contextlib.redirect_stdout(io.StringIO()):
        errors = Checker().process_files([written.decode()])[1]["results"]["errors"]
    assert errors == {}
    for again in (count_file(written), count_file(client.get(f"/rounds/{code}/round.json").get_data())):
        assert again.count.rule.name == before.count.rule.name
        assert again.count.votes == before.count.votes
        assert again.count.scores == before.count.scores
        assert again.count.winners == before.count.winners
        assert again.count.data.cast == before.count.data.cast
        assert not again.notes
    table = client.get(f"/rounds/{code}/records.csv").get_data(as_text=True)
    assert len(table.splitlines()) == before.count.data.cast + 1


def test_a_round_of_ours_comes_back_with_its_terms(story: Story, client: FlaskClient, tmp_path: Path) -> None:
    counted = count_file(SMALL.encode())
    records = [Record(f"r{n}", ballot) for n, (ballot, _) in enumerate(counted.file.ballots)]
    terms = Rule("mes_add1+greedy", None, {"g": frozenset("ab")}, Fraction(1, 10), Fraction(1, 2))
    exact = count(counted.file.data(), terms, Ties("lot", {"c": 0, "b": 1, "a": 2}))
    path = tmp_path / "round.json"
    path.write_text(write_json(exact, {"description": "去年", "currency": "CNY"}, records))
    code = bring_in(story, path)
    round_ = queries.round_or_404(code)
    assert (round_.rule, round_.overshoot, round_.add_step.fen) == ("mes_add1+greedy", 1000, 50)
    again = count_file(client.get(f"/rounds/{code}/round.json").get_data())
    assert again.count.rule == exact.rule
    assert again.count.winners == exact.winners
    assert again.count.data.budget == exact.data.budget


@pytest.mark.parametrize(
    ("was", "became", "refused"),
    [
        ('"overshoot":"1/10"', '"overshoot":"1/7"', "not_our_terms"),
        ('"whole":"1"', '"whole":"1/3"', "not_our_terms"),
        ('"budget": "100"', '"budget": "-1"', "json_figure"),
        ('"choices":["a"]', '"choices":["z"]', "json_project"),
        ('"id":"r1"', '"id":"r0"', "json_new"),
        ('"form": "approval"', '"form": "dice"', "json_form"),
        ('"terms": {', '"terms": {"luck":1,', "pb_bad_terms"),
        ('"ballots": [', '"ballots": {', "json_not_json"),
        ("micro-projects round 1", "another 1", "json_format"),
    ],
)
def test_a_rounds_json_that_is_wrong_says_where(
    story: Story, tmp_path: Path, was: str, became: str, refused: str
) -> None:
    counted = count_file(SMALL.encode())
    records = [Record(f"r{n}", ballot) for n, (ballot, _) in enumerate(counted.file.ballots)]
    terms = Rule("mes_add1", None, {}, Fraction(1, 10))
    text = write_json(count(counted.file.data(), terms, Ties("cost")), {}, records)
    assert was in text
    path = tmp_path / "round.json"
    path.write_text(text.replace(was, became))
    with pytest.raises(Refused) as no, act() as now:
        import_round(path, "FT-LH", story.actor("admin"), now)
    assert no.value.refusal.code == refused
    assert refused == "not_our_terms" or no.value.facts["line"] > 1


@needs_files
def test_the_command(story: Story) -> None:
    runner = story.app.test_cli_runner()
    path = next(p for p in PUBLISHED if "Gdynia" in p.name)
    done = runner.invoke(commands.round_group, ["import", str(path), "--community", "FT-LH"])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("FT-LH-I1\t")
    for format_ in files.FORMATS:
        out = runner.invoke(commands.round_group, ["export", "FT-LH-I1", "--format", format_])
        assert out.exit_code == 0, out.output
        assert out.output
    assert runner.invoke(commands.round_group, ["export", "FT-LH-I9"]).exit_code == 1
    wrong = runner.invoke(
        commands.round_group, ["import", str(path), "--community", "FT-LH", "--by", "resident01"]
    )
    assert wrong.exit_code == 1


def test_nothing_half_done_from_a_bad_file(story: Story, tmp_path: Path) -> None:
    bad = tmp_path / "bad.pb"
    bad.write_text(
        "META\nkey;value\nbudget;100.005\nvote_type;approval\nPROJECTS\nproject_id;cost\na;10\nVOTES\nvoter_id;vote\n1;a\n"
    )
    by = story.actor("admin")
    with pytest.raises(Refused) as refused, act() as now:
        import_round(bad, "FT-LH", by, now)
    assert refused.value.refusal.code == "fraction_of_fen"
    assert not queries.imported(story.founded.community)
    with pytest.raises(Refused) as refused, act() as now:
        import_round(tmp_path / "none.pb", "FT-LH", by, now)
    assert refused.value.refusal.code == "cannot_read"
    with pytest.raises(Refused) as refused, act() as now:
        import_round(bad, "FT-LH", story.actor("resident01"), now)
    assert refused.value.refusal.code == "not_allowed"
