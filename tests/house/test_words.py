"""Files are named for their purpose, and the words of docs/words.md are one each."""

import re

from support.code import ROOT, files

FORBIDDEN = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "manager",
    "managers",
    "service",
    "services",
}


def test_no_file_is_named_for_nothing() -> None:
    wrong = [
        str(path)
        for path in files(".py", ".html", ".js", ".css")
        for part in path.with_suffix("").parts
        if FORBIDDEN & set(re.split(r"[_\-]", part.lower()))
    ]
    assert not wrong, "split by purpose instead"


def test_each_word_means_one_thing() -> None:
    rows = re.findall(r"^\| ([a-z_, ]+) \|", (ROOT / "docs" / "words.md").read_text(), re.M)
    words = [word.strip() for row in rows for word in row.split(",") if word.strip() != "code"]
    assert len(words) > 80
    assert sorted(words) == sorted(set(words))
