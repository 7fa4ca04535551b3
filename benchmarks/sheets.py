"""Sheets on paper: milliseconds and kB of each form. Target: a notice under 400 ms and 150 kB.

Every run sets another document (its title counts), so that nothing is remembered from the run before. Beside each
stands the same compiler setting one line in the same font: what no sheet can be faster than.
"""

from __future__ import annotations

import itertools
import resource
import tempfile
from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import typst

from config import from_environment
from machine import beside, table
from micro_projects.app import create_app
from micro_projects.notices import facts_view, printing
from micro_projects.notices.printing import Proof
from micro_projects.web import paper
from micro_projects.web.typesetting import STANDARDS, _fonts, on_one_side, pages, typeset

RUNS = 15
WARM_UP = 2
MANY = 200
AT = datetime.fromisoformat("2026-03-02T09:00+08:00")
BASE = "https://projects.example.cn"
BARE = b"""#set document(title: sys.inputs.t, date: datetime(year: 2026, month: 3, day: 2))
#set text(font: "Noto Sans SC", lang: "zh")
= #sys.inputs.t"""
TITLES = (
    "三号楼前坡道加装扶手和防滑条",
    "小区东门到公交站补装路灯",
    "为独居老人装一键呼叫器",
    "暑期四点半课堂",
)


def proposals(n: int) -> dict[str, Any]:
    """What D1 discloses of `n` proposals."""
    return {
        "proposals": [
            {
                "proposal": f"FT-LH-2026-{k:03d}",
                "outcome": "screened_in",
                "reason": "要件齐全，不在负面清单内。",
                "text": {
                    "title": f"{TITLES[k % len(TITLES)]}（第{k}件）",
                    "estimate": 1_200_000 + k * 37_000,
                },
            }
            for k in range(1, n + 1)
        ]
    }


def notice(n: int, form: str) -> dict[str, Any]:
    """The data of a notice's sheet."""
    place = SimpleNamespace(address="莲花路18号社区党群服务中心一楼", phone="0000-1234567", name="莲花社区")
    proof = Proof(BASE, "QH", 16, b"\x84" * 32, 234, b"\xae" * 32, b"k" * 32)
    glance = facts_view.overview(proposals(n))
    assert glance is not None
    return {
        **paper.frame("2026年提议公开", place.name, "FT-LH-2026-D1"),
        "paper": form,
        "lead": f"提议公开：2026年周期共收到{n}件提案，公示期满后进入商议。对其中任何一件或对程序，都可以提出异议。",
        "note": "",
        "tables": [printing.table(glance)],
        "block": None,
        "more": "各项的全文、依据和理由见网页，或到社区服务窗口查阅。",
        "period": {
            "last": "2026年3月9日 周一 24:00",
            "count": "公示 5 个工作日，公布当天不算。",
            "law": "本周期规则包。",
        },
        "object": printing.ways(BASE, "FT-LH-2026-D1", place),
        "contact": printing.contact(BASE, "FT-LH-2026-D1", place),
        "issuer": place.name,
        "issued_on": "2026年3月2日",
        "qr": printing.qr(proof),
        "evidence": printing.evidence(proof, "FT-LH-2026-D1"),
    }


def sign_in_sheet() -> dict[str, Any]:
    """A plain document: 21 members."""
    columns = [("序号", "text"), ("姓名", "text"), ("席位", "text"), ("签名", "blank")]
    rows = [[n, "王小明", f"第{n}网格居民代表", ""] for n in range(1, 22)]
    pieces = [paper.lead("请本人签名，不能代签。"), paper.table("", columns, rows, by_hand=True)]
    return {**paper.frame("居民议事会签到表", "莲花社区", "S01"), "paper": "a4", "pieces": pieces}


def another(data: dict[str, Any], make: Callable[..., bytes], template: str) -> Callable[[], bytes]:
    """Sets `data` under a title of its own each time."""
    count = itertools.count()
    return lambda: make(template, {**data, "title": f"{data['title']}（{next(count)}）"}, dated=AT)


def bare() -> Callable[[], bytes]:
    """One line, the same compiler, font and standards."""
    count = itertools.count()

    def line() -> bytes:
        inputs = {"t": f"你好（{next(count)}）"}
        made = typst.compile(
            BARE, font_paths=_fonts(), sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=0
        )
        assert isinstance(made, bytes)
        return made

    return line


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as home, create_app(_settings(home)).app_context():
        kinds: list[tuple[str, dict[str, Any], Callable[..., bytes], str]] = [
            ("notice, 8 proposals, A4", notice(8, "a4"), on_one_side, "notice"),
            ("notice, 8 proposals, A3", notice(8, "a3"), on_one_side, "notice"),
            ("notice, 8 proposals, large print", notice(8, "large"), typeset, "notice"),
            ("notice, 60 proposals, A4", notice(60, "a4"), on_one_side, "notice"),
            ("notice, 60 proposals, large print", notice(60, "large"), typeset, "notice"),
            ("sign-in sheet", sign_in_sheet(), typeset, "document"),
        ]
        rows = []
        for name, data, make, template in kinds:
            work = another(data, make, template)
            pdf = work()
            ours, line = beside(work, bare(), runs=RUNS, warm_up=WARM_UP)
            rows.append([name, pages(pdf), f"{len(pdf) / 1000:.0f} kB", ours, line])
        print(table(["what", "pages", "size", "least / median / most", "one bare line"], rows))
        again, before = another(notice(8, "a4"), on_one_side, "notice"), _memory()
        for _ in range(MANY):
            again()
        print(f"\nMemory after {MANY} more sheets in one process: {before:.0f} → {_memory():.0f} MiB.")


def _settings(home: str) -> Any:
    return from_environment({"MICRO_PROJECTS_HOME": home, "MICRO_PROJECTS_SECRET_KEY": "x" * 40})


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
