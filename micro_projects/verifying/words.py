"""What the verifier says, in Chinese and English, in a table of its own: it must run without our catalogues."""

from __future__ import annotations

import os
from collections.abc import Mapping

LANGUAGES = ("zh", "en")

WORDS: Mapping[str, tuple[str, str]] = {
    # what cannot be read at all
    "bomb": ("解压后大得不合常理，不予读取", "unpacks to far more than it says or may"),
    "cannot_open": ("打不开", "cannot be opened"),
    "encrypted": ("加了密，读不了", "is encrypted"),
    "file_too_large": (
        "文件%(size)s字节，超过上限%(most)s",
        "a file of %(size)s bytes; at most %(most)s are read",
    ),
    "index_name": ("公开条目的文件名不是序号", "a disclosure's file is not named by its index"),
    "link": ("是链接或设备，不是普通文件", "is a link or a device, not a file"),
    "list_too_long": ("文件目录过长，上限%(most)s字节", "its list of files is longer than %(most)s bytes"),
    "log_name": ("日志编号不合规定", "not the id of a log"),
    "log_too_long": ("日志超过%(most)s条，本程序读不了", "a log of more than %(most)s entries"),
    "malformed": ("“%(key)s”缺失或格式不对", "“%(key)s” is missing or not of its form"),
    "method": ("压缩方式%(method)s不能读", "packed by method %(method)s, which is not read"),
    "no_logs": ("没有日志，或多于%(most)s本", "no logs in it, or more than %(most)s"),
    "no_manifest": ("没有 manifest.json，不是证据包", "no manifest.json: not an evidence bundle"),
    "not_a_zip": ("不是完整的ZIP文件", "not a whole ZIP file"),
    "path_long": ("路径过长或层次过深", "a path that is too long or too deep"),
    "path_outside": ("路径指向证据包之外", "a path that leads outside"),
    "path_signs": ("路径里有不允许的字符", "a path with characters that are not allowed"),
    "path_twice": ("同一路径出现两次（或只差大小写）", "the same path twice (or differing in case only)"),
    "too_large": ("总量超过%(most)s字节", "more than %(most)s bytes in all"),
    "too_many_files": ("文件超过%(most)s个", "more than %(most)s files"),
    "too_much": ("公开内容超过%(most)s字节，本程序读不了", "disclosures of more than %(most)s bytes"),
    "version": ("版本%(version)s，本程序只读版本1", "version %(version)s; only version 1 is read"),
    "known_unreadable": (
        "读不懂这个检查点；请给出检查点文件、“条数:根哈希”或公示单二维码的完整网址",
        "not a checkpoint: give a note's file, SIZE:ROOTHEX, or a sheet's whole address",
    ),
    "unexpected": ("检查中断（%(kind)s），不能算通过", "the check broke off (%(kind)s); nothing is passed"),
    # addresses
    "no_answer": ("没有应答（%(kind)s）", "no answer (%(kind)s)"),
    "no_httpx": (
        "读取网址需要安装 httpx；也可以下载证据包后检查",
        "reading an address needs httpx; or download the bundle and check that",
    ),
    "redirected": ("转到了别的网站，不予跟随", "leads to another site, which is not followed"),
    "status": ("应答状态%(status)s", "answered with status %(status)s"),
    "no_file_list": (
        "网址没有文件清单，逐个文件核对不适用",
        "an address has no list of files to compare with",
    ),
    # files
    "damaged": ("文件损坏", "is damaged"),
    "file_hash": ("内容与 manifest.json 里的哈希不符", "is not what manifest.json names"),
    "file_more": ("manifest.json 没有这个文件", "is not named in manifest.json"),
    "manifest_log": ("关于日志%(log)s的条数或根与检查点不符", "says another size or root of log %(log)s"),
    "manifest_of": ("“%(of)s”在公开条目里找不到", "no disclosure is about “%(of)s”"),
    "missing": ("文件缺失", "is missing"),
    "not_canonical": ("不是规范的JSON写法", "is not canonical JSON of the known keys"),
    # signature
    "bad_checkpoint": ("不是检查点", "is not a checkpoint"),
    "bad_cosignature": ("见证人%(witness)s的签名不对", "the cosignature of %(witness)s is wrong"),
    "bad_key": ("有一行不是公钥", "a line of it is not a verifier key"),
    "bad_signature": ("签名不是这本日志的公钥所签", "is not signed by the log's key"),
    "bad_witness_key": ("不是见证人的公钥", "is not a witness's key"),
    "no_cryptography": (
        "这里不能核对签名：没有安装 cryptography",
        "signature cannot be checked here: cryptography is not installed",
    ),
    "no_key": ("没有公钥", "holds no key"),
    "other_origin": ("签名的公钥不叫%(origin)s", "is signed by a key that is not named %(origin)s"),
    "unknown_witness": (
        "有见证人%(witness)s的签名；没有用 --witness 给出其公钥，不能核对",
        "cosigned by %(witness)s, whose key was not given with --witness",
    ),
    # root
    "bad_proof": ("包含证明不成立", "the proof does not lead to the root"),
    "other_root": (
        "由全部叶子哈希算出的根与检查点不符（%(size)s条）",
        "the root over all %(size)s leaf hashes is another one",
    ),
    "tile_length": ("长度不对", "is not of its length"),
    "tile_other": ("与下层哈希算出的不符", "is not what the leaves below it make"),
    # leaf
    "beyond": ("序号超出检查点（%(size)s条）", "is beyond the checkpoint, which has %(size)s entries"),
    "elsewhere": ("自称是日志%(log)s第%(index)s条", "says it is entry %(index)s of log %(log)s"),
    "entry_keys": ("条目的键不对：%(keys)s", "its entry has other keys: %(keys)s"),
    "entry_not_canonical": ("条目不是规范的JSON", "its entry is not canonical JSON under the profile"),
    "no_leaves": ("缺少日志的哈希，无法对照", "the log's hashes are not there to compare with"),
    "only_hashes": (
        "共%(size)s条，其中%(here)s条在这里；其余只有哈希，内容不能核对",
        "%(here)s of %(size)s entries are here; of the others only the hashes",
    ),
    "other_leaf": ("与日志第%(index)s条的叶子哈希不符", "does not hash to leaf %(index)s of the log"),
    "twice": ("第%(index)s条出现两次", "entry %(index)s is there twice"),
    # content
    "manifest_not_canonical": ("内容清单不是规范的JSON", "its manifest is not canonical JSON"),
    "other_content": ("内容清单与条目里的哈希不符", "its manifest is not the entry's content"),
    "other_part": ("部分“%(part)s”与清单里的哈希不符", "part “%(part)s” is not what the manifest says"),
    "part_elsewhere": ("文件被指到别处：%(file)s", "its file is said to be elsewhere: %(file)s"),
    "part_gone": ("部分“%(part)s”缺失，也没有遮盖记录", "part “%(part)s” is gone and no redaction names it"),
    "part_media": ("部分“%(part)s”的类型与清单不符", "part “%(part)s” is of another media type"),
    "part_more": ("部分“%(part)s”不在清单里", "part “%(part)s” is not in the manifest"),
    "part_redacted": ("部分“%(part)s”已按规定遮盖", "part “%(part)s” was redacted; a redaction says why"),
    "redaction_ahead": ("遮盖了还没有公开的第%(index)s条", "redacts entry %(index)s, which came later"),
    "redaction_offices": ("遮盖没有两个部门共同决定", "was not decided by two offices"),
    # consistency
    "forked": (
        "与已知的检查点（%(known)s条）不是同一本日志：历史被改写",
        "does not extend the known checkpoint of %(known)s entries: history was rewritten",
    ),
    "known_log_missing": ("没有已知检查点所说的日志%(log)s", "the log %(log)s you know of is not in it"),
    "key_unproved": (
        "公钥是随这份材料来的，单凭它不能证明这是真的日志：谁都能用自己的钥匙另做一份。"
        "请把公钥指纹%(fingerprint)s和公示单上印的对照，或用 --at-least 给出公示单二维码里的地址",
        "the key came with what was checked and proves nothing by itself: anybody can sign another log with a key "
        "of their own. Compare its fingerprint %(fingerprint)s with the one printed on a sheet, or give the "
        "address in a sheet's QR code as --at-least",
    ),
    "known_other_key": (
        "已知的检查点不是这些公钥签的",
        "the checkpoint you know was not signed by any of these keys",
    ),
    "no_keys_read": ("没有读到公钥，公钥指纹未核对", "no key was read, so its fingerprint was not compared"),
    "nothing_known": (
        "没有用 --at-least 给出已知的检查点，不能排除这是一份旧日志",
        "no known checkpoint was given with --at-least: an old log would not be noticed",
    ),
    "older": (
        "只有%(size)s条，您已知的检查点有%(known)s条：这是旧日志",
        "has %(size)s entries, the checkpoint you know has %(known)s: an old log was replayed",
    ),
    "predecessor_missing": (
        "它所接续的日志%(log)s不在这里",
        "log %(log)s, which it goes on from, is not here",
    ),
    "predecessor_root": (
        "所称前一本日志在第%(size)s条时的根不对",
        "names another root of the log before at %(size)s entries",
    ),
    "sheet_content": ("与纸上的内容哈希不符", "is not what the sheet says"),
    "sheet_entry_missing": ("纸上的第%(index)s条不在这里", "entry %(index)s of the sheet is not here"),
    "sheet_key": (
        "没有公钥的指纹是纸上的%(fingerprint)s",
        "no key has the sheet's fingerprint %(fingerprint)s",
    ),
    # corrections
    "corrected_missing": ("被更正的第%(index)s条不在这里", "entry %(index)s, which it corrects, is not here"),
    "other_subject": (
        "更正的第%(index)s条说的是别的事",
        "corrects entry %(index)s, which is of another subject",
    ),
    "points_ahead": ("更正指向后面的第%(index)s条", "corrects entry %(index)s, which is not before it"),
    # facts
    "more": ("另有%(count)s处", "and %(count)s more"),
    "no_facts": ("机读内容缺失或不可信，不能核对", "its facts are withheld or not what was hashed"),
    # period and gate
    "calendar_twice": (
        "日历版本%(version)s有两种内容",
        "calendar version %(version)s was disclosed in two ways",
    ),
    "gate_early": (
        "公示%(notice)s在规定时间%(gate)s之前放行",
        "notice %(notice)s was released before %(gate)s",
    ),
    "gate_unknown": (
        "公示%(notice)s的放行时间没有公开，不能核对",
        "the gate's time of notice %(notice)s is not disclosed here",
    ),
    "held": (
        "公示%(notice)s放行时，异议%(objection)s还没有了结",
        "notice %(notice)s was released while objection %(objection)s held it",
    ),
    "letter_box": (
        "称公示%(notice)s的意见箱已核对，日志里此前没有这一条",
        "says the letter box of notice %(notice)s was confirmed; no entry before says so",
    ),
    "no_calendar": (
        "日历版本%(version)s不在这里，期限不能重算",
        "calendar version %(version)s is not here: not recomputable",
    ),
    "no_notice": ("公示%(notice)s不在这里", "notice %(notice)s is not here"),
    "no_zone": ("这台机器没有时区“%(zone)s”的资料", "this machine does not know the time zone %(zone)s"),
    "provisional": ("“日历未定”的说明不对", "says wrongly whether the calendar is provisional"),
    "shortened": ("延长后反而提前结束", "an extension that ends sooner"),
    "time_not_disclosed": ("没有公开“%(what)s”，不能核对", "“%(what)s” is not disclosed: not recomputable"),
    "time_wrong": (
        "“%(what)s”写的是%(said)s，重算是%(right)s",
        "“%(what)s” says %(said)s; counted again it is %(right)s",
    ),
    # lot
    "lot_root": (
        "抽签用的根不是日志在第%(size)s条时的根",
        "was not drawn over the log's root at %(size)s entries",
    ),
    "not_drawn": ("签还没有抽", "is not drawn yet"),
    "not_prepared": ("抽签名单的公开不在这里", "the disclosure of its population is not here"),
    "number_early": (
        "在约定的公开号码产生（%(due)s）之前抽签",
        "was drawn before its number was due, %(due)s",
    ),
    "number_known": (
        "公布名单时约定的号码已经产生（%(due)s）",
        "its number was due (%(due)s) before its population",
    ),
    "population": ("名单的哈希不对", "its population has another hash"),
    "redrawn": ("重新抽签得到别的顺序", "drawn again it gives another order"),
    # draw
    "picked": ("照名额重新抽取得到别的人", "drawn again by its quotas it gives others"),
    "quotas": ("每格名额不是名单的比例", "its quotas are not the population's shares"),
    "small_cells": ("有的分格不到5人", "it has cells of fewer than five people"),
    # tally
    "by_council": (
        "%(round)s由议事会逐项表决，没有选票可重算：不能重算",
        "%(round)s was resolved by the council: not recomputable",
    ),
    "frozen_hash": ("冻结内容的哈希不对", "what was frozen has another hash"),
    "no_records": (
        "%(round)s没有公开逐张记录：不能重算",
        "%(round)s: cast-vote records not disclosed: not recomputable",
    ),
    "not_frozen": (
        "%(round)s的冻结内容不在这里：不能重算",
        "%(round)s: what was frozen is not here: not recomputable",
    ),
    "record_twice": ("%(round)s的逐张记录有重复编号", "%(round)s: a cast-vote record is there twice"),
    "receipt_twice": (
        "%(round)s有两张记录是同一个回执",
        "%(round)s: two cast-vote records have the same receipt",
    ),
    "record_wrong": (
        "%(round)s有一张记录不合选票规则",
        "%(round)s: a cast-vote record breaks the ballot's rules",
    ),
    "records_unreadable": ("%(round)s的逐张记录读不懂", "%(round)s: the cast-vote records cannot be read"),
    "tally_other": (
        "%(round)s的“%(what)s”写的是%(said)s，重新计票是%(right)s",
        "%(round)s: “%(what)s” says %(said)s; counted again it is %(right)s",
    ),
    "tie_not_drawn": (
        "%(round)s的并列由抽签决定，抽签不在这里：不能重算",
        "%(round)s: a lot decides between equals and is not here: not recomputable",
    ),
    # ledger
    "below_zero": (
        "第%(number)s笔分录使“%(account)s”变成负数（%(fen)s分）",
        "posting %(number)s leaves “%(account)s” at %(fen)s fen",
    ),
    "final_postings": ("决算列出的分录与逐笔公开的不同", "lists other postings than were disclosed"),
    "flow": (
        "第%(number)s笔分录（%(act)s）的走向不允许",
        "posting %(number)s (%(act)s) goes a way money may not go",
    ),
    "no_postings": ("没有列出分录，不能核对", "lists no postings: not recomputable"),
    "posting_act": (
        "第%(number)s笔分录的行为与条目不符",
        "posting %(number)s is of another act than its entry",
    ),
    "posting_order": ("第%(number)s笔分录的编号不在前一笔之后", "posting %(number)s is out of turn"),
    "posting_other": ("第%(number)s笔分录前后说法不一", "posting %(number)s is stated in two ways"),
    "posting_twice": ("第%(number)s笔分录出现两次", "posting %(number)s is there twice"),
    "posting_unsaid": (
        "月报里的第%(number)s笔分录没有逐笔公开过",
        "posting %(number)s of a month was never disclosed with its act",
    ),
    "postings_missing": (
        "共%(total)s笔分录，缺%(count)s笔，余额不能重算",
        "%(count)s of %(total)s postings are not here: sums not recomputable",
    ),
    "sum_other": (
        "“%(what)s”写的是%(said)s分，重算是%(right)s分",
        "“%(what)s” says %(said)s fen; added again it is %(right)s",
    ),
    # payment
    "hands_unknown": (
        "没有公开经手人，三人是否不同不能核对",
        "who requested, verified and released is not told apart here",
    ),
    "invoice_twice": ("发票%(number)s已在%(first)s付过", "invoice %(number)s was paid already in %(first)s"),
    "no_contract": ("项目%(project)s的合同不在这里", "the contract of project %(project)s is not here"),
    "no_invoice": ("没有公开发票号", "no invoice is disclosed"),
    "not_resolved": (
        "项目%(project)s的议定金额不在这里",
        "what project %(project)s was resolved to cost is not here",
    ),
    "over_resolved": (
        "项目%(project)s的%(fen)s分超过议定和追加的%(most)s分",
        "project %(project)s: %(fen)s fen is more than resolved and supplemented, %(most)s",
    ),
    "overpaid": (
        "项目%(project)s已付%(paid)s分，超过合同和追加的%(most)s分",
        "project %(project)s: %(paid)s fen paid, %(most)s contracted and supplemented",
    ),
    "same_hand": ("经手的三个人不是三个不同的人", "the three hands are not three different people"),
}

CHECKS: Mapping[str, tuple[str, str]] = {
    "files": ("文件", "files"),
    "signature": ("签名", "signature"),
    "root": ("根哈希", "root"),
    "leaf": ("条目", "leaf"),
    "content": ("内容", "content"),
    "consistency": ("前后一致", "consistency"),
    "corrections": ("更正", "corrections"),
    "period": ("公示期", "period"),
    "gate": ("放行", "gate"),
    "lot": ("抽签", "lot"),
    "draw": ("抽取参加人", "drawing participants"),
    "tally": ("计票", "tally"),
    "ledger": ("账簿", "ledger"),
    "payment": ("付款", "payment"),
}
FRAME: Mapping[str, tuple[str, str]] = {
    "cannot": ("不能核对", "cannot be checked"),
    "checked": ("核对了", "checked"),
    "clean": ("没有发现问题。", "No fault found."),
    "clean_but": (
        "没有发现问题；有%(count)d处不能核对，见上。",
        "No fault found; could not be checked: %(count)d, see above.",
    ),
    "clean_unproved": (
        "没有发现自相矛盾的地方；但公钥没有和别处的对照过，还不能证明这就是真的日志。有%(count)d处不能核对，见上。",
        "No contradiction found, but the key was not compared with anything from elsewhere: this is not shown to be "
        "the real log. Could not be checked: %(count)d, see above.",
    ),
    "faults": ("发现%(count)d处问题。", "Faults found: %(count)d."),
    "log": (
        "日志%(log)s：%(size)s条，其中%(seen)s条在这里，根%(root)s",
        "log %(log)s: %(size)s entries, %(seen)s of them here, root %(root)s",
    ),
    "unreadable": ("读不了", "unreadable"),
}


def chosen(asked: str | None) -> str:
    """The language asked for, else the environment's: English where that says so, else Chinese."""
    if asked in LANGUAGES:
        return asked
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    said = next((value for name in names if (value := os.environ.get(name))), "")
    return "en" if said.lower().startswith("en") else "zh"


def say(
    table: Mapping[str, tuple[str, str]], code: str, language: str, facts: Mapping[str, str | int]
) -> str:
    """The sentence `code` of a table, filled."""
    shown = {name: printable(value) if isinstance(value, str) else value for name, value in facts.items()}
    return table[code][LANGUAGES.index(language)] % shown


def printable(text: str, most: int = 200) -> str:
    """`text` on one line without anything a terminal would obey."""
    short = text if len(text) <= most else text[:most] + "…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in short)
