"""What stands on a printed sheet: plain data for the templates of ``templates/print`` (binding: Chinese)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from micro_projects.cycles.pack_table import PackLine
from micro_projects.notices import checking
from micro_projects.notices.facts_view import Block, Shown, Table
from micro_projects.web.paper import Data, listing
from micro_projects.web.typesetting import drawn_code


@dataclass(frozen=True, slots=True)
class Proof:
    """What a sheet says of itself, so that it can be checked without this server: hashes are raw bytes."""

    base_url: str
    log: str
    index: int
    content: bytes
    size: int
    root: bytes
    key: bytes
    """The public key that signed `size` and `root`."""

    @property
    def short_address(self) -> str:
        """What can be typed."""
        return f"{self.base_url}/v/{self.log}/{self.index}"

    @property
    def address(self) -> str:
        """What the square code holds: its fragment stays on the phone (docs/evidence.md)."""
        return checking.address(
            self.base_url, self.log, self.index, self.content, self.size, self.root, self.key
        )


def grouped(digest: str) -> str:
    """Hexadecimal in groups of eight, for comparing by eye."""
    return " ".join(digest[n : n + 8] for n in range(0, len(digest), 8))


def qr(proof: Proof) -> Data:
    """The square code with what it is for."""
    return {
        "svg": drawn_code(proof.address),
        "alt": str(_("二维码：%(address)s", address=proof.short_address)),
        "caption": str(_("手机扫码，核对本纸")),
        "why": str(
            _(
                "扫左边的码，手机会把这张纸同公开日志逐项核对：纸被换过，或者网页被改过，都看得出来。不会扫码的，可以请窗口代为核对。"
            )
        ),
    }


def evidence(proof: Proof, code: str = "") -> list[list[str]]:
    """What proves the sheet, line by line."""
    lines = [(_("公示编号"), code)] if code else []
    lines += [
        (_("公开日志"), _("%(log)s 第 %(n)s 条", log=proof.log, n=proof.index)),
        (_("内容校验值"), grouped(proof.content.hex())),
        (_("检查点"), _("日志前 %(n)s 条，根值如下", n=proof.size)),
        (_("日志根值"), grouped(proof.root.hex())),
        (_("公钥指纹"), grouped(checking.fingerprint(proof.key))),
        (_("核对页校验值"), grouped(checking.page_hash())),
        (_("核对网址"), proof.short_address),
    ]
    return [[str(label), str(value)] for label, value in lines]


# -- disclosed facts --------------------------------------------------------------------------------------


def block(shown: Block, *, hashes: bool = True) -> Data:
    """Facts as the web shows them; without `hashes` on the board, where the one content hash stands for them."""
    lines = [(label, one) for label, one in shown.lines if hashes or one.kind != "hash"]
    return {
        "title": shown.title,
        "lines": [[label, one.text] for label, one in lines],
        "prose": [[label, one.text] for label, one in shown.prose],
        "tables": [table(one, hashes=hashes) for one in shown.tables],
        "inner": [block(one, hashes=hashes) for one in shown.inner],
    }


def table(shown: Table, *, hashes: bool = True) -> Data:
    """A table with the share of the width each column gets."""
    kept = [n for n in range(len(shown.columns)) if hashes or not _hashes(row[n] for row in shown.rows)]
    rows = [[_text(row[n]) for n in kept] for row in shown.rows]
    return listing(shown.title, [shown.columns[n] for n in kept], rows)


def _hashes(cells: Iterable[Shown | None]) -> bool:
    return any(cell is not None and cell.kind == "hash" for cell in cells)


def pack(lines: Sequence[PackLine]) -> Data:
    """A rule pack as a table."""
    columns = [(_("规则"), "text"), (_("内容"), "text"), (_("依据"), "text")]
    return listing(_("本周期的规则包"), columns, [[line.label, line.value, line.source] for line in lines])


def _text(cell: Shown | None) -> str:
    return cell.text if cell else ""


# -- the sheets -------------------------------------------------------------------------------------------


def ways(base_url: str, code: str, place: Any) -> Data:
    """How to object, and until when it is answered."""
    address = place.address or str(_("社区服务窗口"))
    ways_ = [
        (_("窗口"), _("%(address)s，请带身份证，工作人员代办。", address=address)),
        (_("写信"), _("投进社区意见箱，写明公示编号 %(code)s、姓名和电话。", code=code)),
        (_("网上"), _("打开 %(url)s，点“提出异议”。", url=f"{base_url}/notices/{code}")),
    ]
    if place.phone:
        ways_.append((_("电话"), _("%(phone)s（咨询）", phone=place.phone)))
    return {
        "lead": str(_("谁觉得内容不实、结果不妥或者程序不对，都可以在截止前提出异议。")),
        "ways": [[str(label), str(text)] for label, text in ways_],
        "answer": str(
            _(
                "三个工作日内受理，十个工作日内由没有参与此事的人答复，答复前不进入下一步；可以要求不公开身份。"
            )
        ),
    }


def contact(base_url: str, code: str, place: Any) -> Data:
    """Where to ask, when nothing waits for the notice."""
    lines = [
        (_("窗口"), place.address or _("社区服务窗口")),
        (_("电话"), place.phone or "—"),
        (_("网上"), f"{base_url}/notices/{code}"),
    ]
    return {"lead": "", "ways": [[str(label), str(text)] for label, text in lines], "answer": ""}
