"""What a server, a courier or a forger could do to a log: each is caught, and named."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from verifying.bench import OTHER, SIGNER, Bench, with_manifest, zipped
from verifying.conftest import Ask, asked, found, named
from verifying.story import story

from micro_projects.kernel.tlog import cosignature, note

NOTE, KEY = "logs/QH/checkpoint", "logs/QH/key"
WITNESS = sha256(b"a witness's key").digest()


def told(files: dict[str, bytes], index: int) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(files[f"logs/QH/disclosures/{index}.json"])
    return value


def retold(files: dict[str, bytes], index: int, value: dict[str, Any]) -> dict[str, bytes]:
    raw = json.dumps(value, ensure_ascii=False).encode()
    return with_manifest({**files, f"logs/QH/disclosures/{index}.json": raw})


@pytest.mark.parametrize("seed", [0, 1])
def test_one_byte_of_any_file_flipped_is_found_and_the_file_named(tmp_path: Path, seed: int) -> None:
    files = story().files()
    missed = []
    for number, path in enumerate(sorted(files)):
        body = bytearray(files[path])
        at = (number * 7919 + seed * len(body) // 2) % len(body)
        body[at] ^= 1 << (number + seed) % 7
        status, report = asked(zipped({**files, path: bytes(body)}, tmp_path / "flipped.zip"))
        if status == 2:
            right = report["unreadable"]["where"] == path
        else:
            lines = [f"{line['where']} {line['what']}" for line in report["findings"]]
            right = status == 1 and any(path in line for line in lines)
        if not right:
            missed.append((path, at))
    assert missed == []


def test_every_byte_of_the_manifest_flipped_is_found(tmp_path: Path) -> None:
    bench = Bench(of="FT-LH/2026")
    bench.add(
        "money.open", {"postings": [], "cycle": "FT-LH-2026"}, "cycle:FT-LH-2026", "2026-01-06T09:00:00+08:00"
    )
    files = bench.files()
    whole, missed = files["manifest.json"], []
    for at in range(len(whole)):
        body = bytearray(whole)
        body[at] ^= 1
        if asked(zipped({**files, "manifest.json": bytes(body)}, tmp_path / "flipped.zip"))[0] == 0:
            missed.append((at, bytes(body[max(0, at - 9) : at + 9])))
    assert missed == []


def test_a_changed_entry(ask: Ask) -> None:
    files = story().files()
    value = told(files, 1)
    value["entry"] = value["entry"].replace("2026-01-06", "2026-01-07")
    status, report = ask(retold(files, 1, value))
    assert (status, found(report)) == (1, {("leaf", "other_leaf")})
    assert named(report) == ["logs/QH/disclosures/1.json"]


def test_a_changed_text(ask: Ask) -> None:
    files = story().files()
    value = told(files, 1)
    value["parts"]["text"]["text"] = "something else!!!!!"
    assert found(ask(retold(files, 1, value))[1]) == {("content", "other_part")}


def test_changed_content_with_its_manifest(ask: Ask) -> None:
    files = story().files()
    value = told(files, 1)
    part = value["parts"]["text"]
    part["text"] = "x" * part["size"]
    manifest = json.loads(value["manifest"])
    digest = sha256(bytes.fromhex(part["salt"]) + part["text"].encode()).hexdigest()
    next(line for line in manifest["parts"] if line["name"] == "text")["hash"] = digest
    value["manifest"] = json.dumps(manifest, separators=(",", ":"), sort_keys=True)
    assert found(ask(retold(files, 1, value))[1]) == {("content", "other_content")}


@pytest.mark.parametrize("what", ["removed", "reordered", "changed"])
def test_the_log_itself_rewritten_under_the_old_checkpoint(ask: Ask, what: str) -> None:
    bench = story()
    signed = bench.note().encode()
    if what == "removed":
        bench.entries.pop()
        bench.told.pop()
    elif what == "reordered":
        bench.entries[3], bench.entries[4] = bench.entries[4], bench.entries[3]
    else:
        bench.entries[3] = bench.entries[3].replace(b"2026-03", b"2026-04")
        bench.told[3]["entry"] = bench.entries[3].decode()
    status, report = ask(with_manifest({**bench.files(), NOTE: signed}))
    assert status == 1
    expected = ("root", "missing") if what == "removed" else ("root", "other_root")
    assert expected in found(report)


def test_a_fork_signed_by_the_true_key_is_seen_by_who_knows_an_earlier_head(ask: Ask, tmp_path: Path) -> None:
    bench = story()
    known = tmp_path / "known"
    known.write_text(bench.note(20))
    fork = story(entry_edits={("money.open", 0): lambda e: e.update(issued_at="2026-01-06T08:00:00+08:00")})
    assert ("consistency", "forked") not in found(ask(fork.files())[1])  # by itself it looks right
    _, report = ask(fork.files(), "--at-least", str(known))
    assert ("consistency", "forked") in found(report)
    assert ask(bench.files(), "--at-least", str(known))[0] == 0


def test_an_old_log_replayed(ask: Ask, tmp_path: Path) -> None:
    bench = story()
    known = tmp_path / "known"
    known.write_text(bench.note())
    old = Bench()
    old.entries, old.told = bench.entries[:20], bench.told[:20]
    old.attached = {key: body for key, body in bench.attached.items() if key[0] < 20}
    status, report = ask(old.files(), "--at-least", str(known))
    assert status == 1
    assert found(report) == {("consistency", "older")}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, set()),
        ({"h": "00" * 32}, {("consistency", "sheet_content")}),
        ({"r": "00" * 32}, {("consistency", "forked")}),
        ({"k": "00" * 8}, {("consistency", "sheet_key")}),
        ({"s": "500"}, {("consistency", "older")}),
    ],
)
def test_against_the_paper(ask: Ask, change: dict[str, str], expected: set[tuple[str, str]]) -> None:
    bench = story()
    said = {
        "h": json.loads(bench.entries[9])["content"].removeprefix("sha256:"),
        "s": "15",
        "r": bench.tree.root(15).hex(),
        "k": sha256(SIGNER.verifier.public).hexdigest()[:16],
    }
    fragment = "&".join(f"{key}={value}" for key, value in {**said, **change}.items())
    _, report = ask(bench.files(), "--at-least", f"https://example.org/v/QH/9#{fragment}")
    assert found(report) == expected


@pytest.mark.parametrize(
    "given", ["12", "12:zz", "https://example.org/v/QH/9", "no-such-file", "/v/QH/9#h=1&s=1"]
)
def test_a_known_checkpoint_that_is_none(ask: Ask, given: str) -> None:
    status, report = ask(story().files(), "--at-least", given)
    assert (status, report["unreadable"]["code"]) == (2, "known_unreadable")


def test_a_sheet_of_another_log(ask: Ask) -> None:
    sheet = f"https://example.org/v/XX/1#h={'0' * 64}&s=1&r={'0' * 64}&k={'0' * 16}"
    assert ("consistency", "known_log_missing") in found(ask(story().files(), "--at-least", sheet)[1])


def test_signed_by_another_key(ask: Ask) -> None:
    forged = story(signers=(OTHER,)).files() | {KEY: f"{SIGNER.line}\n".encode()}
    assert found(ask(with_manifest(forged))[1]) == {("signature", "bad_signature")}


def test_a_forged_log_with_a_key_of_its_own_never_looks_proved(ask: Ask) -> None:
    """Everything in it fits, for whoever forged it made the key as well: only what comes from elsewhere tells."""
    forged, true = story(signers=(OTHER,)), story()
    unproved = ("consistency", "key_unproved")

    def sheet(bench: Bench, key: note.Signer) -> str:
        digits = sha256(key.verifier.public).hexdigest()[:32]
        content = json.loads(bench.entries[3])["content"].removeprefix("sha256:")
        root = bench.tree.root(9).hex()
        return f"https://example.org/v/QH/3#h={content}&s=9&r={root}&k={digits}"

    status, report = ask(forged.files())
    assert (status, unproved in found(report, "cannot")) == (0, True)
    told = next(line["what"] for line in report["cannot"] if line["code"] == "key_unproved")
    assert note.fingerprint(OTHER.verifier.public) in told
    assert unproved in found(ask(forged.files(), "--at-least", f"9:{forged.tree.root(9).hex()}")[1], "cannot")
    status, report = ask(forged.files(), "--at-least", sheet(forged, SIGNER))
    assert (status, ("consistency", "sheet_key") in found(report), unproved in found(report, "cannot")) == (
        1,
        True,
        True,
    )
    status, report = ask(true.files(), "--at-least", sheet(true, SIGNER))
    assert (status, unproved in found(report, "cannot")) == (0, False)


def test_the_true_keys_signature_moved_to_another_head(ask: Ask) -> None:
    files = story().files()
    lines = files[NOTE].split(b"\n")
    lines[1] = b"27"
    found_ = found(ask(with_manifest({**files, NOTE: b"\n".join(lines)}))[1])
    assert ("signature", "bad_signature") in found_


def test_a_key_of_another_name(ask: Ask) -> None:
    stranger = note.Signer("elsewhere.example/log", SIGNER.private)
    bench = story()
    text = bench.note().partition("\n\n")[0] + "\n"
    files = bench.files() | {KEY: f"{stranger.line}\n".encode(), NOTE: note.sign(text, [stranger]).encode()}
    assert found(ask(with_manifest(files))[1]) == {("signature", "other_origin")}


def test_the_known_checkpoint_was_signed_by_another_key(ask: Ask, tmp_path: Path) -> None:
    known = tmp_path / "known"
    known.write_text(story(signers=(OTHER,)).note(20))
    assert found(ask(story().files(), "--at-least", str(known))[1]) == {("consistency", "known_other_key")}


def test_rotation_signs_with_both(ask: Ask) -> None:
    status, report = ask(story(signers=(SIGNER, OTHER)).files())
    assert (status, report["checked"]["signature"]) == (0, 2)


def test_cosignatures_beside_the_bundle(tmp_path: Path) -> None:
    bench = story()
    path = zipped(bench.files(), tmp_path / "b.zip")
    text = bench.note().partition("\n\n")[0] + "\n"
    line = cosignature.sign(text, "witness.example", WITNESS, 1_790_000_000)
    key = cosignature.Verifier("witness.example", note.public_of(WITNESS)).line
    beside = tmp_path / "b.zip.cosignatures"
    beside.write_text(line)
    _, report = asked(path)
    assert ("signature", "unknown_witness") in found(report, "cannot")
    assert ("consistency", "key_unproved") in found(report, "cannot")
    status, report = asked(path, "--witness", key)
    assert (status, report["checked"]["signature"]) == (0, 2)
    assert ("consistency", "key_unproved") not in found(report, "cannot")
    beside.write_text(
        cosignature.sign(bench.note(20).partition("\n\n")[0] + "\n", "witness.example", WITNESS, 1)
    )
    assert found(asked(path, "--witness", key)[1]) == {("signature", "bad_cosignature")}


def test_a_tile_above_that_its_leaves_do_not_make(ask: Ask) -> None:
    bench = Bench()
    for number in range(300):
        bench.add("session.called", {"n": number}, "cycle:FT-LH-2026", "2026-01-06T09:00:00+08:00")
    files = bench.files()
    assert ask(files)[0] == 0
    path = "logs/QH/tile/1/000.p/1"
    status, report = ask(with_manifest({**files, path: bytes(32)}))
    assert (status, found(report), named(report)) == (1, {("root", "tile_other")}, [path])
    short = with_manifest({**files, "logs/QH/tile/0/000": files["logs/QH/tile/0/000"][:-32]})
    assert ("root", "tile_length") in found(ask(short)[1])


def test_a_false_proof(ask: Ask) -> None:
    files = story().files()
    path = "logs/QH/proofs/4.json"
    value = json.loads(files[path])
    value["proof"].reverse()
    status, report = ask(with_manifest({**files, path: json.dumps(value).encode()}))
    assert (status, found(report), named(report)) == (1, {("root", "bad_proof")}, [path])


def test_files_more_and_less(ask: Ask) -> None:
    files = story().files()
    _, report = ask({**files, "data/more.csv": b"x"})
    assert (found(report), named(report)) == ({("files", "file_more")}, ["data/more.csv"])
    _, report = ask({p: b for p, b in files.items() if p != "index.html"})
    assert (found(report), named(report)) == ({("files", "missing")}, ["index.html"])


@pytest.mark.parametrize("wrong", ["size", "root", "more", "of"])
def test_a_manifest_that_says_otherwise(ask: Ask, wrong: str) -> None:
    files = story().files()
    logs = json.loads(files["manifest.json"])["logs"]
    of = ""
    if wrong == "size":
        logs["QH"]["size"] += 1
    elif wrong == "root":
        logs["QH"]["root"] = "00" * 32
    elif wrong == "more":
        logs["XX"] = logs["QH"]
    else:
        of = "FT-LH/2031"
    expected = "manifest_of" if wrong == "of" else "manifest_log"
    assert found(ask(with_manifest(files, of, logs))[1]) == {("files", expected)}


def _succeeded(root: str) -> tuple[Bench, dict[str, bytes]]:
    """A log after the loss of its key: the old one, and the new one whose first entry names its root."""
    first = story()
    second = Bench("QH-2", (note.Signer("example.org/log/QH-2", SIGNER.private),))
    facts = {
        "log": "QH-2",
        "predecessor": "QH",
        "predecessor_origin": SIGNER.name,
        "signed_size": len(first.entries),
        "signed_root": root or first.tree.root(len(first.entries)).hex(),
    }
    second.add("log.begun", facts, "place:QH", "2026-12-02T09:00:00+08:00")
    files = first.files() | second.files()
    logs = {
        bench.log: {"size": len(bench.entries), "root": bench.tree.root(len(bench.entries)).hex()}
        for bench in (first, second)
    }
    return first, with_manifest(files, "", logs)


def test_a_log_that_goes_on_from_another(ask: Ask) -> None:
    first, files = _succeeded("")
    status, report = ask(files, "--at-least", f"9:{first.tree.root(9).hex()}")
    assert (status, report["findings"], sorted(report["logs"])) == (0, [], ["QH", "QH-2"])
    assert found(ask(_succeeded("ab" * 32)[1])[1]) == {("consistency", "predecessor_root")}
    alone = with_manifest(
        {p: b for p, b in files.items() if not p.startswith("logs/QH/")},
        "QH",
        {"QH-2": json.loads(files["manifest.json"])["logs"]["QH-2"]},
    )
    status, report = ask(
        alone, "--at-least", f"https://x.org/v/QH/1#h={'0' * 64}&s=1&r={'0' * 64}&k={'0' * 16}"
    )
    assert status == 0
    assert {("consistency", "predecessor_missing"), ("consistency", "known_log_missing")} <= found(
        report, "cannot"
    )
