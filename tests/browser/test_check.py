"""The page that checks on the phone, in a real browser: what holds is green, each way of cheating is red where it shows.

The network is tampered with, never our code: answers of the real server are changed on their way to the page.
"""

from __future__ import annotations

import functools
import hashlib
import http.server
import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from micro_projects.kernel.tlog import cosignature, merkle, note, tiles
from micro_projects.kernel.tlog.checkpoint import Checkpoint
from micro_projects.notices import checking

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser, Page, Route

    from micro_projects.demo.founding import Founded

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.founded]

POSTED = {"board": "公告栏", "notice": "FT-LH-2026-D1", "photo": "0" * 64, "sheet": "0" * 64}
REDACTION = {
    "ground": "personal",
    "log": "QH",
    "offices": ["officer", "district"],
    "parts": ["name-1"],
    "redaction": "QH-1-R1",
    "reference": "个人信息保护法第四十七条",
}
Answers = dict[str, Callable[[bytes], "bytes | None"]]
"""What comes instead of the answer to a path; None: not there."""


class World:
    """The log as the server shows it, and what can be forged with a key.

    Signed at the sizes `old`, `printed` (when the sheet was) and `now`; the entry `picked` is on the sheet and has a
    photo, of the entry `cut` a part is withheld.
    """

    def __init__(self, app: Flask, first: int) -> None:
        self.app = app
        self.old, self.printed, self.now = first + 6, first + 9, first + 12
        self.picked, self.cut = first + 2, first + 3

    def read(self) -> None:
        """What the server says of it, once it is all there."""
        self.form = json.loads(self.get(f"/disclosures/QH/{self.picked}.json"))
        self.entries = [
            json.loads(self.get(f"/disclosures/QH/{n}.json"))["entry"].encode() for n in range(self.now)
        ]
        self.key = note.parse_key(self.get("/log/QH/key").decode().strip())
        self.origin = self.key.name

    def get(self, path: str) -> bytes:
        client = self.app.test_client()
        client.inspect = path != "/check.html"  # type: ignore[attr-defined]  # its script and style are inside it
        answer = client.get(path)
        assert answer.status_code == 200, path
        body: bytes = answer.data
        return body

    def paper(self, index: int | None = None) -> str:
        """The fragment of a sheet printed when the log had `printed` entries."""
        content = json.loads(self.entries[self.picked if index is None else index])["content"].removeprefix(
            "sha256:"
        )
        root = merkle.root_of(map(merkle.leaf_hash, self.entries[: self.printed]))
        return checking.fragment(bytes.fromhex(content), self.printed, root, self.key.public)

    def signer(self) -> note.Signer:
        """The log's own: an operator who cheats has it."""
        from micro_projects.notices import log_keys

        return log_keys.signers(self.app.extensions["settings"].keys, "QH")[0]

    def forged(self, entries: list[bytes], signer: note.Signer) -> Answers:
        """A whole other log, in itself without a fault."""
        leaves = [merkle.leaf_hash(entry) for entry in entries]
        root, read = merkle.root_of(leaves), reader(leaves)
        text = Checkpoint(self.origin, len(entries), root).text()
        proof = [one.hex() for one in merkle.inclusion_proof(self.picked, len(entries), read)]
        whole = {
            "log": "QH",
            "index": self.picked,
            "size": len(entries),
            "leaf": leaves[self.picked].hex(),
            "proof": proof,
        }
        steps = [one.hex() for one in merkle.consistency_proof(self.printed, len(entries), read)]
        return {
            "/log/QH/checkpoint": lambda _: note.sign(text, [signer]).encode(),
            "/log/QH/key": lambda _: (signer.line + "\n").encode(),
            "/log/QH/proof/inclusion": lambda _: json.dumps(whole).encode(),
            "/log/QH/proof/consistency": lambda _: json.dumps({"proof": steps}).encode(),
        }

    def bundle(self, path: Path) -> None:
        """What somebody saved: an evidence bundle's files of this log, as docs/evidence.md lays them out."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as packed:
            for name in ("checkpoint", "key"):
                packed.writestr(f"logs/QH/{name}", self.get(f"/log/QH/{name}"))
            for tile in tiles.all_paths(self.now):
                packed.writestr(f"logs/QH/{tile}", self.get(f"/log/QH/{tile}"))
            for index in range(self.now):
                form = json.loads(self.get(f"/disclosures/QH/{index}.json"))
                for name, part in form["parts"].items():
                    if part and "file" in part:
                        body = self.get(f"/disclosures/QH/{index}/parts/{name}")
                        part["file"] = f"parts/{index}/{name}"
                        packed.writestr(f"logs/QH/{part['file']}", body)
                packed.writestr(f"logs/QH/disclosures/{index}.json", json.dumps(form, ensure_ascii=False))
                proof = self.get(f"/log/QH/proof/inclusion?index={index}&size={self.now}")
                packed.writestr(f"logs/QH/proofs/{index}.json", proof)


def reader(leaves: list[bytes]) -> merkle.Read:
    """The complete nodes over `leaves`."""
    nodes: dict[tuple[int, int], bytes] = {}
    for index, leaf in enumerate(leaves):
        for level, at, made in merkle.appended(index, leaf, lambda a, b: nodes[a, b]):
            nodes[level, at] = made
    return lambda level, index: nodes[level, index]


@pytest.fixture
def world(app: Flask, founded: Founded) -> World:
    """A log signed at three sizes; one part of an entry is withheld."""
    from micro_projects.extensions import db
    from micro_projects.notices.disclosing import current_log, disclose
    from micro_projects.notices.models import ContentPart
    from micro_projects.notices.signing import sign_due
    from micro_projects.web.door import act
    from micro_projects.web.sentence import say

    with app.app_context():
        place = founded.place()
        where = {"place_id": place.id, "path": place.path}
        photo = {"photo-1": ("image/jpeg", bytes(range(256)) * 20), "name-1": ("text/plain", "王某".encode())}
        made = World(app, current_log().size)
        while (size := current_log().size) < made.now:
            with act() as now:
                if size == made.now - 1:
                    facts = REDACTION | {"index": made.cut, "appeal_until": now.isoformat()}
                    disclose("redaction", say("遮盖了一个名字"), **where, at=now, facts=facts)
                    cut = db.session.get_one(ContentPart, (current_log().id, made.cut, "name-1"))
                    cut.salt = cut.body = None
                else:
                    disclose(
                        "notice.posted",
                        say("第%(n)s句话", n=size),
                        **where,
                        at=now,
                        facts=POSTED,
                        attachments=photo,
                    )
            if current_log().size in (made.old, made.printed, made.now):
                db.session.commit()
                assert sign_due(app) == 1
        db.session.remove()
    made.read()
    return made


def tamper(page: Page, answers: Answers) -> None:
    """Change answers on their way."""

    def change(path: str, route: Route) -> None:
        real = route.fetch(timeout=10_000)
        body = answers[path](real.body())
        route.fulfill(status=404 if body is None else 200, body=body or b"", content_type="text/plain")

    page.unroute_all()
    for path in answers:
        page.route(lambda url, path=path: url.split("?")[0].endswith(path), functools.partial(change, path))


def checked(page: Page, address: str) -> tuple[str, dict[str, str]]:
    """The verdict and each step's state, once the check is over; nothing was green before it had begun."""
    page.goto("about:blank")
    page.goto(address, wait_until="commit")
    return done(page)


def done(page: Page) -> tuple[str, dict[str, str]]:
    verdict = page.wait_for_selector("[data-done]", timeout=15_000).get_attribute("data-done")
    states = page.eval_on_selector_all(
        "[data-step]", "all => all.map(e => [e.dataset.step, e.dataset.state])"
    )
    return str(verdict), dict(states)


def wrong(states: dict[str, str]) -> set[str]:
    return {step for step, state in states.items() if state == "bad"}


def in_json(**changes: Any) -> Callable[[bytes], bytes]:
    return lambda body: json.dumps(json.loads(body) | changes, ensure_ascii=False).encode()


def test_a_sheet_that_fits_is_green_and_can_be_read(page: Page, world: World) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    verdict, states = checked(page, f"/v/QH/{world.picked}#{world.paper()}")
    assert verdict == "same"
    assert states.pop("witnessed") == "open"
    assert set(states.values()) == {"good"}
    assert len(states) == 9
    said = page.inner_text("main")
    assert "是同一份，没有被改过" in said
    assert f"第{world.picked}句话" in page.inner_text(".check-text")
    page.locator("[data-step=signed] summary").click()
    assert "浏览器自带" in page.inner_text("[data-step=signed]")
    assert world.key.public.hex() in page.inner_text("[data-step=signed]")
    for step in page.locator("[data-step] summary").all():
        step.click()
    assert fits(page) == []

    page.emulate_media(color_scheme="dark")
    assert fits(page) == []
    page.context.add_cookies([{"name": "lang", "value": "en", "url": page.url.split("/v/")[0]}])
    verdict, _ = checked(page, f"/v/QH/{world.picked}")
    assert verdict == "noPaper"
    words = page.evaluate(
        """() => { const main = document.querySelector("main").cloneNode(true);
        main.querySelectorAll("[lang=zh-CN], dd").forEach((one) => one.remove()); return main.textContent }"""
    )
    assert "Without the QR code" in words
    assert not [letter for letter in words if "\u3400" <= letter <= "\u9fff" or letter in "，。：；"]
    page.emulate_media(color_scheme="light")
    assert fits(page) == []


def fits(page: Page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = [
        f"{v['id']}: {[n['html'][:100] for n in v['nodes']][:3]}"
        for v in Axe().run(page).response["violations"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found + ([f"{wide} px too wide"] if wide > 0 else [])


def ways_of_cheating(world: World) -> dict[str, tuple[Answers, set[str]]]:
    """What is answered instead, and which steps must say so."""
    here, form = f"/disclosures/QH/{world.picked}.json", world.form
    entry, text = form["entry"], form["parts"]["text"]
    head = world.get("/log/QH/checkpoint").decode()
    line = note.split(head)[1][0]
    broken = line._replace(signature=line.signature[:-1] + bytes([line.signature[-1] ^ 1])).line
    old = world.get(f"/log/QH/checkpoint?size={world.old}")
    own, stranger = world.signer(), note.Signer(world.origin, b"a stranger's seed, 32 bytes long")
    forged = [*world.entries[:2], world.entries[2].replace(b'"kind":"', b'"kind":"x'), *world.entries[3:]]
    changed = entry.replace("notice.posted", "notice.lied")
    next_one = world.get(f"/disclosures/QH/{world.picked + 1}.json")

    def after(_: bytes) -> bytes | None:
        return in_json(index=world.picked)(next_one)

    return {
        "changed entry": ({here: in_json(entry=changed)}, {"leaf", "included"}),
        "entry written otherwise": ({here: in_json(entry=entry + " ")}, {"entry", "leaf", "included"}),
        "changed text": (
            {here: in_json(parts=form["parts"] | {"text": text | {"text": "第五句话"}})},
            {"parts"},
        ),
        "changed photo": (
            {f"/disclosures/QH/{world.picked}/parts/photo-1": lambda body: body[:-1] + b"?"},
            {"parts"},
        ),
        "part left out": (
            {here: in_json(parts={k: v for k, v in form["parts"].items() if k != "photo-1"})},
            {"parts"},
        ),
        "changed manifest": (
            {here: in_json(manifest=form["manifest"].replace('"v":1', '"v":2'))},
            {"content"},
        ),
        "entry not given": ({here: lambda _: None}, {"paper_content"}),
        "entries reordered": ({here: after}, {"paper_content", "leaf", "included"}),
        "entry removed, all signed again": (
            world.forged(world.entries[:2] + world.entries[3:], own) | {here: after},
            {"paper_content", "paper_log"},
        ),
        "forked log, all signed again": (world.forged(forged, own), {"paper_log"}),
        "forked log under another key": (world.forged(forged, stranger), {"paper_key", "paper_log"}),
        "other key": (world.forged(world.entries, stranger), {"paper_key"}),
        "wrong signature": (
            {"/log/QH/checkpoint": lambda _: (note.split(head)[0] + "\n" + broken).encode()},
            {"signed"},
        ),
        "old checkpoint replayed": (
            {"/log/QH/checkpoint": lambda _: old},
            {"paper_log"},
        ),
        "another log's checkpoint": (
            {"/log/QH/checkpoint": lambda body: body.replace(b"/log/QH", b"/log/QI")},
            {"signed", "paper_key"},
        ),
        "not the format": ({"/log/QH/checkpoint": lambda _: b"hello"}, {"leaf"}),
    }


def test_every_way_of_cheating_is_red_at_its_step(page: Page, world: World) -> None:
    found = {}
    for what, (answers, steps) in ways_of_cheating(world).items():
        tamper(page, answers)
        verdict, states = checked(page, f"/v/QH/{world.picked}#{world.paper()}")
        if verdict != "different" or wrong(states) != steps:
            found[what] = (verdict, wrong(states), steps)
        assert "对不上" in page.inner_text(".verdict") or what in found
    assert not found


def test_what_cannot_be_checked_is_grey_never_green(page: Page, world: World) -> None:
    paper = world.paper()
    tamper(page, {})
    page.route("**/log/QH/key", lambda route: route.abort())
    verdict, states = checked(page, f"/v/QH/{world.picked}#{paper}")
    assert (verdict, wrong(states)) == ("undecided", set())
    assert states["signed"] == states["paper_key"] == "open"

    tamper(page, {})
    verdict, states = checked(page, f"/v/QH/{world.picked}#{paper[:-9]}")
    assert verdict == "broken"
    assert states["paper_content"] == states["paper_log"] == "open"
    assert wrong(states) == set()

    form = json.loads(world.get(f"/disclosures/QH/{world.cut}.json"))
    assert form["parts"]["name-1"] is None
    verdict, states = checked(page, f"/v/QH/{world.cut}#{world.paper(world.cut)}")
    assert (verdict, wrong(states)) == ("same", set())
    assert states["parts"] == "open"
    page.locator("[data-step=parts] summary").click()
    said = page.inner_text("[data-step=parts]")
    assert "依规定遮盖" in said
    assert f"公开日志QH第{world.now - 1}条" in said
    assert "含个人信息 · 个人信息保护法第四十七条" in said

    verdict, states = checked(page, f"/v/QH/{world.now + 5}")
    assert (verdict, wrong(states)) == ("undecided", set())

    tamper(page, {"/log/QH/checkpoint": lambda _: None})
    verdict, states = checked(page, f"/v/QH/{world.picked}")
    assert (verdict, wrong(states)) == ("undecided", set())
    assert checked(page, f"/v/QH/{world.picked}#{paper}")[0] == "different"

    # the key was replaced after the sheet was printed: the old one still answers for its time
    successor = note.Signer(world.origin, b"the log's next seed, 32 bytes!!!")
    answers = world.forged(world.entries, successor)
    then = world.get(f"/log/QH/checkpoint?size={world.printed}")
    tamper(page, answers)
    page.route(f"**/log/QH/checkpoint?size={world.printed}", lambda route: route.fulfill(body=then))
    page.route(f"**/log/QH/key?size={world.printed}", lambda route: route.fulfill(body=world.key.line + "\n"))
    verdict, states = checked(page, f"/v/QH/{world.picked}#{paper}")
    assert (verdict, states["paper_key"], wrong(states)) == ("same", "open", set())


def test_a_log_that_was_succeeded_says_by_which_and_still_holds(page: Page, world: World) -> None:
    """A sheet from before a loss: everything holds, and one grey line shows the way on."""
    logs = [
        {"id": "QH", "current": False, "successor": "QH-2"},
        {"id": "QH-2", "current": True, "successor": None},
    ]
    tamper(page, {"/log": lambda _: json.dumps(logs).encode()})
    verdict, states = checked(page, f"/v/QH/{world.picked}#{world.paper()}")
    assert (verdict, wrong(states)) == ("same", set())
    way = page.locator(".check-succeeded a")
    assert "这本日志（QH）后来由QH-2接着" in way.inner_text()
    assert way.get_attribute("href") == "/log/QH-2"
    assert fits(page) == []
    tamper(page, {"/log": lambda _: b"no list"})
    assert checked(page, f"/v/QH/{world.picked}#{world.paper()}")[0] == "same"
    assert page.locator(".check-succeeded").count() == 0


def test_without_ed25519_in_the_browser_the_page_checks_with_its_own(page: Page, world: World) -> None:
    page.add_init_script(
        """const known = globalThis.SubtleCrypto?.prototype.importKey;
        if (known) SubtleCrypto.prototype.importKey = function (format, key, algorithm, ...rest) {
          if ((algorithm.name ?? algorithm) === "Ed25519") return Promise.reject(new DOMException("", "NotSupportedError"));
          return known.call(this, format, key, algorithm, ...rest);
        };"""
    )
    verdict, states = checked(page, f"/v/QH/{world.picked}#{world.paper()}")
    assert (verdict, wrong(states)) == ("same", set())
    page.locator("[data-step=signed] summary").click()
    assert "本页自带" in page.inner_text("[data-step=signed]")
    head = world.get("/log/QH/checkpoint")
    tamper(
        page,
        {
            "/log/QH/checkpoint": lambda _: head.replace(
                f"\n{world.now}\n".encode(), f"\n{world.now + 1}\n".encode()
            )
        },
    )
    verdict, states = checked(page, f"/v/QH/{world.picked}#{world.paper()}")
    assert verdict == "different"
    assert "signed" in wrong(states)


def test_without_scripts_the_page_says_how_to_check_otherwise(
    browser: Browser, live_server: str, world: World
) -> None:
    context = browser.new_context(base_url=live_server, java_script_enabled=False)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(f"/v/QH/{world.picked}#{world.paper()}")
    assert "浏览器关闭了脚本" in page.inner_text("main")
    assert not page.locator("[data-state], .verdict").count()
    page.get_by_role("link", name="自己对照").click()
    assert page.url.endswith(f"/disclosures/QH/{world.picked}")
    context.close()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """Another server that hosts the one file."""
    (tmp_path / "hosted").mkdir()
    (tmp_path / "hosted" / "check.html").write_bytes(checking.page_bytes())
    handler = functools.partial(Quiet, directory=str(tmp_path / "hosted"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/check.html"
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Nothing is printed."""


def test_the_same_file_hosted_elsewhere_asks_the_log(
    page: Page, live_server: str, world: World, elsewhere: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    assert world.get("/check.html") == checking.page_bytes()
    page.goto(elsewhere)
    page.get_by_label("纸上二维码里的地址").fill("hello")
    page.get_by_role("button", name="开始核对").click()
    assert page.get_by_role("alert").is_visible()
    page.get_by_label("纸上二维码里的地址").fill(f"{live_server}/v/QH/{world.picked}#{world.paper()}")
    page.get_by_role("button", name="开始核对").click()
    verdict, states = done(page)
    assert (verdict, wrong(states)) == ("same", set())
    assert fits(page) == []
    page.get_by_role("button", name="English").click()
    page.get_by_text("It is the same, and has not been changed.").wait_for()
    assert fits(page) == []
    page.goto("about:blank")
    page.goto(f"{elsewhere}#{live_server}/v/QH/{world.picked}#{world.paper()}")
    assert done(page)[0] == "same"


@dataclass
class Saved:
    """A copy of the page on the disk, without a network, and a bundle to give it."""

    page: Page
    world: World
    folder: Path
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.folder / "check.html").write_bytes(checking.page_bytes())
        self.world.bundle(self.packed)
        self.page.context.set_offline(True)
        self.page.on("request", lambda request: self.asked.append(request.url))

    @property
    def packed(self) -> Path:
        return self.folder / "bundle.zip"

    @property
    def paper(self) -> str:
        return f"https://gone.example/v/QH/{self.world.picked}#{self.world.paper()}"

    def given(
        self, path: Path, address: str = "", witnesses: str = "", beside: Path | None = None
    ) -> tuple[str, dict[str, str]]:
        page = self.page
        page.goto("about:blank")
        page.goto((self.folder / "check.html").as_uri())
        page.set_input_files("#files", [path, beside] if beside else path)
        page.locator("[data-count]:not(:text-is('0'))").wait_for()
        page.fill("#address", address)
        page.fill("#witnesses", witnesses)
        if not address:
            page.select_option("#entry", f"/v/QH/{self.world.picked}")
        page.click("form button[type=submit]")
        return done(page)


@pytest.fixture
def saved(page: Page, world: World, tmp_path: Path) -> Iterator[Saved]:
    made = Saved(page, world, tmp_path)
    yield made
    assert all(url.startswith(("file:", "about:")) for url in made.asked), made.asked


def test_a_saved_copy_checks_a_saved_bundle_without_a_network(page: Page, world: World, saved: Saved) -> None:
    packed, paper = saved.packed, saved.paper
    verdict, states = saved.given(packed, paper)
    assert (verdict, wrong(states)) == ("same", set())
    assert saved.given(packed)[0] == "noPaper"
    cut = saved.given(packed, f"https://gone.example/v/QH/{world.cut}#{world.paper(world.cut)}")
    assert cut[0] == "same"
    page.locator("[data-step=parts] summary").click()
    assert f"公开日志QH第{world.now - 1}条" in page.inner_text("[data-step=parts]")

    # each file of the check with one byte changed
    for name, step in {
        f"logs/QH/disclosures/{world.picked}.json": None,
        f"logs/QH/parts/{world.picked}/photo-1": "parts",
        f"logs/QH/proofs/{world.picked}.json": None,
        f"logs/QH/tile/0/000.p/{world.now}": "paper_log",
        "logs/QH/checkpoint": None,
    }.items():
        verdict, states = saved.given(flipped(packed, saved.folder / "flipped.zip", name), paper)
        assert verdict == "different", name
        assert step is None or wrong(states) == {step}


def test_a_saved_copy_knows_the_witnesses_it_is_told_of(page: Page, world: World, saved: Saved) -> None:
    packed, paper = saved.packed, saved.paper
    signed = world.get("/log/QH/checkpoint").decode()
    text, seed = note.split(signed)[0], b"a witness's seed, 32 bytes long!"
    lines = cosignature.sign(text, "witness.example/w", seed, 1_800_000_000)
    seen = saved.folder / "bundle.zip.cosignatures"
    seen.write_text(lines)
    key = cosignature.Verifier("witness.example/w", note.public_of(seed)).line
    assert saved.given(packed, paper, beside=seen)[1]["witnessed"] == "open"
    verdict, states = saved.given(packed, paper, key, seen)
    assert (verdict, states["witnessed"]) == ("same", "good")
    assert "2027-01-15T08:00:00Z" in page.text_content("[data-step=witnessed]")
    late = cosignature.sign(text, "witness.example/w", seed, 1_800_000_001)
    first, second = note.parse_signature(lines.strip()), note.parse_signature(late.strip())
    lied = first._replace(
        signature=second.signature[:8] + first.signature[8:]
    ).line  # another time, the same signature
    seen = replaced(packed, saved.folder / "lied.zip", "logs/QH/checkpoint", (signed + lied).encode())
    assert wrong(saved.given(seen, paper, key)[1]) == {"witnessed"}


def flipped(packed: Path, made: Path, name: str) -> Path:
    with zipfile.ZipFile(packed) as source:
        body = bytearray(source.read(name))
    middle = len(body) // 2
    while not chr(body[middle]).isalnum() and len(body) < 5000:
        middle += 1
    body[middle] ^= 1
    return replaced(packed, made, name, bytes(body))


def replaced(packed: Path, made: Path, name: str, body: bytes) -> Path:
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as target:
        for one in source.namelist():
            target.writestr(one, body if one == name else source.read(one))
    return made


TREES = """async ({ included, extended, tiles, sizes }) => {
          const { isIncluded, isExtension, rootFromTiles } = await import("/static/js/checking/merkle.js");
          const { unhex, hex } = await import("/static/js/checking/bytes.js");
          const bad = [];
          const other = (proof) => proof.map((one, n) => (n === proof.length - 1 ? one.map((b) => b ^ 1) : one));
          for (const [leaf, index, size, proof, root] of included) {
            const given = [unhex(leaf), index, size, proof.map((one) => unhex(one)), unhex(root)];
            if (!(await isIncluded(...given))) bad.push(["included", index, size]);
            if (proof.length && await isIncluded(given[0], index, size, other(given[3]), given[4])) bad.push(["flipped", index, size]);
            if (await isIncluded(given[0], index, size, given[3].concat([given[0]]), given[4])) bad.push(["longer", index, size]);
            if (size > 1 && await isIncluded(given[0], (index + 1) % size, size, given[3], given[4])) bad.push(["moved", index, size]);
          }
          for (const [old, oldRoot, size, root, proof] of extended) {
            const given = [old, unhex(oldRoot), size, unhex(root), proof.map((one) => unhex(one))];
            if (!(await isExtension(...given))) bad.push(["extended", old, size]);
            if (old < size && await isExtension(old, given[3], size, given[3], given[4])) bad.push(["other root", old, size]);
            if (proof.length && await isExtension(...given.slice(0, 4), other(given[4]))) bad.push(["flipped proof", old, size]);
          }
          const tile = (level, number) => unhex(tiles[`${level}/${number}`]);
          const roots = [];
          for (const size of sizes) roots.push(hex(await rootFromTiles(size, tile)));
          return { bad, roots };
        }"""
"""Every proof as it is and changed; roots out of tiles."""


def test_the_script_agrees_with_the_program_about_trees(page: Page, live_server: str) -> None:
    page.goto("/check.html")
    sizes = 33
    leaves = [hashlib.sha256(bytes([n])).digest() for n in range(sizes)]
    read = reader(leaves)
    roots = [merkle.root(n, read).hex() for n in range(sizes + 1)]
    hexed = lambda proof: [one.hex() for one in proof]  # noqa: E731
    included = [
        [leaves[i].hex(), i, n, hexed(merkle.inclusion_proof(i, n, read)), roots[n]]
        for n in range(1, sizes + 1)
        for i in range(n)
    ]
    extended = [
        [old, roots[old], new, roots[new], hexed(merkle.consistency_proof(old, new, read))]
        for new in range(1, sizes + 1)
        for old in range(1, new + 1)
    ]
    many = [hashlib.sha256(n.to_bytes(4, "big")).digest() for n in range(600)]
    read_many = reader(many)
    row = [read_many(8, n) for n in range(2)]
    rows = {"0/0": many[:256], "0/1": many[256:512], "0/2": many[512:], "1/0": row}
    page.goto("/v/QH/0")
    told = page.evaluate(
        TREES,
        {
            "included": included,
            "extended": extended,
            "tiles": {name: b"".join(hashes).hex() for name, hashes in rows.items()},
            "sizes": [1, 2, 255, 256, 257, 512, 600],
        },
    )
    assert told["bad"] == []
    assert told["roots"] == [merkle.root(n, read_many).hex() for n in (1, 2, 255, 256, 257, 512, 600)]


def test_the_script_takes_canonical_entries_only(page: Page, live_server: str) -> None:
    page.goto("/v/QH/0")
    entry = '{"content":"c","issued_at":"t","kind":"k","place":"p","reason_code":null,"subject":"字","supersedes":7,"v":1}'
    wrongly = [
        entry.replace("7", "7.0"),
        entry.replace("7", "7e0"),
        entry.replace("7", "9007199254740992"),
        entry.replace('"v":1', '"v":1,"v":1'),
        entry.replace("字", "\\u5b57"),
        entry.replace("字", "e\u0301"),
        entry.replace(',"v":1', ""),
        entry.replace('"v":1', '"v":1,"w":1'),
        '{"v":1,' + entry[1:].replace(',"v":1', ""),
        entry.replace("字", "字" * 22000),
        entry + "\n",
        "[]",
    ]
    taken = page.evaluate(
        """async (texts) => {
          const { entryOf } = await import("/static/js/checking/entry.js");
          return texts.map((text) => { try { entryOf(text); return true } catch { return false } });
        }""",
        [entry, *wrongly],
    )
    assert taken == [True] + [False] * len(wrongly)
