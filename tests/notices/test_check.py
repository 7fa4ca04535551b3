"""What the page that checks is made of: one script, one file, words in both languages, other people's code unchanged."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64decode

import pytest

from micro_projects.kernel.tlog import note
from micro_projects.notices import checking
from micro_projects.notices.checking_words import FOR_THE_SCRIPT, WORDS
from support.code import ROOT

KEY = bytes(range(32))


def test_the_address_on_paper_is_as_documented() -> None:
    made = checking.address("https://example.cn/", "QH", 17, b"\x01" * 32, 40, b"\x02" * 32, KEY)
    digest = hashlib.sha256(KEY).hexdigest()
    assert made == f"https://example.cn/v/QH/17#h={'01' * 32}&s=40&r={'02' * 32}&k={digest[:32]}"
    assert checking.fingerprint(KEY) == note.fingerprint(KEY).replace(" ", "")


def test_other_peoples_files_are_unchanged() -> None:
    rows = re.findall(
        r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", (ROOT / "static/vendor/README.md").read_text(), re.M
    )
    kept = {path.name for path in (ROOT / "static" / "vendor").glob("*.js")}
    assert {name for name, _ in rows} == kept == {checking.ED25519}
    for name, digest in rows:
        assert hashlib.sha256((ROOT / "static" / "vendor" / name).read_bytes()).hexdigest() == digest
    assert "MIT" in (ROOT / "static" / "vendor" / "noble-ed25519-LICENSE").read_text()


def test_every_module_is_in_the_script_and_every_name_stands_once() -> None:
    modules = {path.stem for path in (ROOT / "static" / "js" / "checking").glob("*.js")}
    assert modules == set(checking.MODULES)
    script = checking.script()
    assert not re.search(r"^(import|export)\b", script.split("// ---- bytes ----")[1], re.M)
    names = re.findall(
        r"^(?:async )?(?:const|let|function|class) (\w+)", script.split("// ---- bytes ----")[1], re.M
    )
    assert len(names) > 40
    assert sorted(names) == sorted(set(names))


def test_every_word_the_script_says_is_there_and_every_word_is_said() -> None:
    script = checking.script().split("// ---- bytes ----")[1]
    outcomes = set(re.findall(r'(?:good|bad|open)\("(\w+)"', script))
    outcomes |= set(re.findall(r'Fault\("\w+", "(\w+)"', script))
    # `? good("a") : bad("b")` and the like are found above; states and verdicts are made of their parts
    said = {f"is_{word}" for word in outcomes}
    said |= {f"value_{label}" for label in re.findall(r'\["(\w+)", (?!")', script)}
    said |= {f"value_{label}" for label in ("witness", "witnessUnknown")}
    steps = re.search(r"STEPS = \[(.*?)\]", script, re.S)
    assert steps
    said |= {f"{what}_{step}" for step in re.findall(r"\w+", steps[1]) for what in ("title", "proves")}
    verdicts = {"same", "different", "undecided", "noPaper", "broken"}
    said |= {f"verdict_{one}" for one in verdicts} | {f"verdict_{one}_more" for one in verdicts}
    said |= {f"state_{one}" for one in ("good", "bad", "open", "waiting")} | {"by_browser", "by_page"}
    said |= {f"ground_{one}" for one in ("personal", "statute", "court")}
    said |= {f"office_{one}" for one in ("officer", "district")}
    said |= set(re.findall(r'say\("(\w+)"', script))
    assert said == set(FOR_THE_SCRIPT)
    assert checking.words("en").keys() == checking.words("zh").keys()
    assert not [
        word for word in checking.words("en", script=False).values() if re.search("[\u3400-\u9fff]", word)
    ]


def test_the_one_file_is_whole_and_the_same_whoever_asks(client) -> None:
    client.inspect = False
    answer = client.get("/check.html")
    client.set_cookie("lang", "en")
    again = client.get("/check.html")
    assert answer.data == again.data == checking.page_bytes()
    assert hashlib.sha256(answer.data).hexdigest() == checking.page_hash()
    assert client.get("/check.html", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    html = answer.get_data(as_text=True)
    assert not re.search(r"""(?:src|href|action)=|@import|url\(""", html.split("<script")[0])
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    allowed = policy[1].replace("&#39;", "'")
    assert answer.headers["Content-Security-Policy"] == f"{allowed}; frame-ancestors 'none'"
    assert "unsafe" not in allowed
    for tag, what in (("style", "style-src"), ('script type="module"', "script-src")):
        inside = re.search(rf"<{tag}>(.*?)</{tag.split()[0]}>", html, re.S)
        named = re.search(rf"{what} 'sha256-([^']+)'", allowed)
        assert inside
        assert named
        assert hashlib.sha256(inside[1].encode()).digest() == b64decode(named[1])


def test_the_script_is_served_once_and_for_ever(client) -> None:
    answer = client.get(f"/check.js?v={checking.script_hash()}")
    assert answer.get_data(as_text=True) == checking.script()
    assert "immutable" in answer.headers["Cache-Control"]
    assert "immutable" not in client.get("/check.js?v=older").headers["Cache-Control"]
    assert "".join(checking.script().split()) in "".join(checking.page_bytes().decode().split())


@pytest.mark.founded
def test_the_page_answers_for_an_entry_that_is_not_there_but_not_for_a_log(client, founded) -> None:
    assert client.get("/v/QH/99999").status_code == 200
    assert client.get("/v/XX/0").status_code == 404
    page = client.get("/v/QH/0").get_data(as_text=True)
    assert checking.page_hash() in page
    assert WORDS["noScript"] in page
    assert "check-good" not in page
    told = json.loads(client.get("/disclosures/QH/0/withheld.json").data)
    assert told == {"log": "QH", "index": 0, "parts": {}}
    assert client.get("/log/QH/witnesses").data == b""
    assert client.get("/log/QH/witnesses").headers["Access-Control-Allow-Origin"] == "*"
