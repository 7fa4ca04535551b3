"""Files and functions stay small enough to be read at once."""

import ast

import pytest

from support.code import ROOT, files

LINES_OF_A_FILE = {
    ".py": 400,
    ".html": 400,
    ".js": 400,
    ".css": 600,
}  # a style sheet is a list, and one request
LINES_OF_A_FUNCTION = 60


@pytest.mark.parametrize("suffix", LINES_OF_A_FILE)
def test_no_file_is_long(suffix: str) -> None:
    long = {
        str(path): lines
        for path in files(suffix)
        if path.parts[0] not in ("tests", "migrations")
        and (lines := len((ROOT / path).read_text().splitlines())) > LINES_OF_A_FILE[suffix]
    }
    assert not long, "split by purpose"


def test_no_function_is_long() -> None:
    long = {}
    for path in files(".py"):
        if path.parts[0] == "migrations":
            continue
        for node in ast.walk(ast.parse((ROOT / path).read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LINES_OF_A_FUNCTION:
                    long[f"{path}:{node.lineno} {node.name}"] = lines
    assert not long
