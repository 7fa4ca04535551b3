"""The result that scripts rely on, the command line, and that nothing heavy is loaded for it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from micro_projects.voting.counting.tally import TRANSLATE, tally, tally_command

ROOT = Path(__file__).resolve().parents[3]
FILE = """META
key;value
budget;{budget}
vote_type;approval
{rule}
PROJECTS
project_id;cost;name
b;60.50;Bench
a;60.50;Arch
c;30;Curb
VOTES
voter_id;vote
1;a,b
2;b,a
3;c
4;c
5;c
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small round by greedy, with a tie."""
    return write(tmp_path, "rule;greedy")


def write(folder: Path, rule: str, budget: str = "100") -> Path:
    """The round with another rule in its META."""
    path = folder / "round.pb"
    path.write_text(FILE.format(rule=rule, budget=budget))
    return path


def run(*arguments: object) -> Result:
    """The command line."""
    return CliRunner().invoke(tally_command, [str(a) for a in arguments])


def test_the_result_has_exactly_the_promised_form(file: Path) -> None:
    result = tally(file)
    explanations = result.pop("explanations")
    assert result == {
        "rule": "greedy",
        "budget": 100,
        "ballots": 5,
        "votes": {"b": 2, "a": 2, "c": 3},
        "scores": {"b": 2, "a": 2, "c": 3},
        "winners": ["c", "b"],
        "spent": 90.5,
        "ties": [
            {
                "score": 2,
                "decided_by": "file",
                "order": ["b", "a"],
                "funded": ["b"],
                "other_order": ["a", "b"],
                "other_funded": ["a"],
                "undrawn": False,
            }
        ],
        "notes": [],
    }
    assert set(explanations) == {"a", "b", "c"}
    assert explanations["a"]["outcome"] == "too_dear"
    assert explanations["a"]["shortfall"] == 51
    assert explanations["a"]["more_votes"] == 1
    assert explanations["a"]["highest_cost"] == 9.5
    assert explanations["a"]["above"] == ["c", "b"]
    json.dumps(explanations, allow_nan=False)


@pytest.mark.parametrize(
    ("options", "winners"),
    [
        ({"ties": "id"}, ["c", "a"]),
        ({"budget": "60.50"}, ["c"]),
        ({"budget": 151}, ["c", "b", "a"]),
        ({"rule": "greedy_no_skip", "budget": "29"}, []),
        ({"rule": "greedy-no-skip"}, ["c", "b"]),
    ],
)
def test_options(file: Path, options: dict[str, str], winners: list[str]) -> None:
    assert tally(file, **options)["winners"] == winners


@pytest.mark.parametrize(
    ("written", "asked", "rule", "winners", "notes"),
    [
        ("rule;greedy-threshold\nmin_project_score_threshold;3", None, "greedy_threshold", ["c"], []),
        ("rule;greedy-no-skip\nmin_project_score_threshold;3", None, "greedy_no_skip", ["c"], []),
        ("rule;greedy\nmin_project_score_threshold;3", None, "greedy", ["c", "b"], []),
        ("rule;greedy\nmin_project_score_threshold;3", "greedy_threshold", "greedy_threshold", ["c"], []),
        ("rule;greedy-threshold", None, "greedy_threshold", ["c", "b"], ["no_threshold"]),
        ("rule;dice", None, "greedy", ["c", "b"], ["unknown_rule"]),
        ("edition;1", None, "greedy", ["c", "b"], ["no_rule"]),
        ("rule;dice", "greedy", "greedy", ["c", "b"], []),
    ],
)
def test_the_rule_of_the_file_or_greedy_and_says_so(
    tmp_path: Path, written: str, asked: str | None, rule: str, winners: list[str], notes: list[str]
) -> None:
    result = tally(write(tmp_path, written), rule=asked)
    assert (result["rule"], result["winners"]) == (rule, winners)
    assert [note["code"] for note in result["notes"]] == notes
    assert all(note["text"] for note in result["notes"])


def test_json_and_table(file: Path) -> None:
    asked = run(file, "--json", "--ties", "id")
    assert asked.exit_code == 0
    assert json.loads(asked.output) == tally(file, ties="id")
    shown = run(file)
    assert shown.exit_code == 0
    assert "1\t✓\t3\t30\tc Curb" in shown.output
    assert "影响结果的并列：" in shown.output
    assert "入选 2 个，共 90.5，剩余 9.5。" in shown.output


def test_what_is_odd_is_shown_to_people_too(tmp_path: Path) -> None:
    assert "“dice”" in run(write(tmp_path, "rule;dice")).output


def test_it_speaks_the_language_of_the_command_line(file: Path) -> None:
    @click.group()
    @click.pass_context
    def line(ctx: click.Context) -> None:
        ctx.meta[TRANSLATE] = lambda text: f"«{text}»"

    line.add_command(tally_command)
    assert "«名次»" in CliRunner().invoke(line, ["tally", str(file)]).output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--rule", "dice"], "dice"),
        (["--ties", "lot"], "lot"),
        (["--budget", "much"], "much"),
        (["--budget", "-1"], "-1"),
        (["--nonsense"], "nonsense"),
    ],
)
def test_wrong_usage_is_2_with_one_line(file: Path, arguments: list[str], said: str) -> None:
    result = run(file, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not result.stdout


def test_unreadable_input_is_2_and_names_the_line(tmp_path: Path) -> None:
    assert run(tmp_path / "none.pb").exit_code == 2
    path = write(tmp_path, "rule;greedy", budget="much")
    result = run(path)
    assert result.exit_code == 2
    assert "第 3 行" in result.stderr
    assert result.stderr.count("\n") == 1
    path = write(tmp_path, "rule;greedy-threshold\nmin_project_score_threshold;some")
    assert run(path).exit_code == 2


def test_runs_as_a_module_and_loads_neither_web_nor_database(file: Path) -> None:
    script = (
        "import runpy, sys\n"
        "sys.argv = ['tally', sys.argv[1], '--json']\n"
        "try:\n    runpy.run_module('micro_projects.voting.counting', run_name='__main__')\n"
        "finally:\n"
        "    import micro_projects.voting.counting.pabulib_writer\n"
        "    wrong = {'flask', 'sqlalchemy', 'numpy', 'babel', 'wtforms'} & set(sys.modules)\n"
        "    sys.stderr.write(','.join(sorted(wrong)))\n"
    )
    command = [sys.executable, "-c", script, str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["winners"] == ["c", "b"]
