"""What the public learns of an audit: scope and term at once, each sample's size and digest, the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from micro_projects.audits import queries
from micro_projects.audits.models import Audit, AuditSample
from micro_projects.kernel import canonical
from micro_projects.kernel.refusal import N_
from micro_projects.notices.disclosing import disclose_about
from micro_projects.oversight.models import Finding
from micro_projects.places.models import Place
from micro_projects.web.sentence import Sentence, say

OPENED = N_("审计%(code)s“%(title)s”开始：审计%(place)s从%(since)s到%(until)s的办理情况，%(ends)s前结束。")
EXTENDED = N_("审计%(code)s延长到%(ends)s。")
SAMPLED = N_("审计%(code)s第%(number)d次抽样：从%(population)d件里随机抽出%(size)d件；抽中哪些随报告公开。")
REPORTED = N_(
    "审计%(code)s“%(title)s”的报告公开：抽查%(items)d件，%(exceptions)d件有例外，"
    "发现事项%(findings)d条；查看实名和不公开的文件%(unmasked)d次。"
)
ENDED = N_("审计%(code)s“%(title)s”终止，没有出报告；查看实名和不公开的文件%(unmasked)d次。")
KEPT = N_("审计%(code)s对发现事项%(finding)s做了后续检查：整改保持住了。")
RELAPSED = N_("审计%(code)s对发现事项%(finding)s做了后续检查：问题又出现了。")


def opened(audit: Audit, place: Place, now: datetime) -> None:
    """Scope and term."""
    words = say(
        OPENED,
        code=audit.code,
        title=audit.title,
        place=place.name,
        since={"day": audit.since_on.isoformat()},
        until={"day": audit.until_on.isoformat()},
        ends=audit.ends_at,
    )
    facts = {
        "ends_at": audit.ends_at.isoformat(),
        "since": audit.since_on.isoformat(),
        "title": audit.title,
        "until": audit.until_on.isoformat(),
    }
    _disclose(audit, "audit.opened", words, now, facts, {"questions": audit.questions})


def extended(audit: Audit, now: datetime) -> None:
    """A longer term."""
    words = say(EXTENDED, code=audit.code, ends=audit.ends_at)
    _disclose(audit, "audit.extended", words, now, {"ends_at": audit.ends_at.isoformat()})


def sampled(audit: Audit, sample: AuditSample, now: datetime) -> None:
    """How much was drawn of how many, and what binds it."""
    words = say(
        SAMPLED, code=audit.code, number=sample.number, population=sample.population, size=sample.size
    )
    facts = {
        "digest": sample.digest.hex(),
        "number": sample.number,
        "population": sample.population,
        "size": sample.size,
        "what": sample.what,
    }
    _disclose(audit, "audit.sampled", words, now, facts)


def reported(audit: Audit, said: Sequence[queries.Said], now: datetime) -> None:
    """The report in full, with what it rests on."""
    found = queries.findings(audit.id)
    outcomes = queries.outcomes(queries.papers(audit.id))
    exceptions = sum(outcome == "exception" for outcome in outcomes.values())
    unmasked = queries.unmaskings(audit.id)
    words = say(
        REPORTED,
        code=audit.code,
        title=audit.title,
        items=len(outcomes),
        exceptions=exceptions,
        findings=len(found),
        unmasked=unmasked,
    )
    facts = {
        "findings": [{"finding": f.code, "severity": f.severity, "state": f.state} for f in found],
        "samples": _samples(audit, outcomes),
        "unmasked": unmasked,
    }
    texts = {"report": audit.report or ""}
    texts |= {f"response-{n}": one.response.text for n, one in enumerate(said, 1)}
    _disclose(audit, "audit.reported", words, now, facts, texts)


def _samples(audit: Audit, outcomes: dict[tuple[int, int], str]) -> list[Any]:
    """Everything it takes to draw each sample again, and what was seen of each item."""
    items = queries.items(audit.id)
    return [
        {
            "codes": canonical.load(s.codes.encode()),
            "drawn": [
                {"code": i.code, "outcome": outcomes.get((s.number, i.rank))}
                for i in items
                if i.sample == s.number
            ],
            "log_root": s.log_root.hex(),
            "log_size": s.log_size,
            "number": s.number,
            "population": s.population_hash.hex(),
            "salt": s.salt.hex(),
            "seed": s.seed.hex(),
            "what": s.what,
        }
        for s in queries.samples(audit.id)
    ]


def ended(audit: Audit, reason: str, now: datetime) -> None:
    """Given up, and how often masks were lifted all the same."""
    unmasked = queries.unmaskings(audit.id)
    words = say(ENDED, code=audit.code, title=audit.title, unmasked=unmasked)
    _disclose(audit, "audit.ended", words, now, {"unmasked": unmasked}, {"reason": reason})


def followed_up(audit: Audit, finding: Finding, outcome: str, text: str, now: datetime) -> None:
    """What the further look saw."""
    words = say(KEPT if outcome == "kept" else RELAPSED, code=audit.code, finding=finding.code)
    facts = {"finding": finding.code, "outcome": outcome}
    _disclose(audit, "audit.followed_up", words, now, facts, {"words": text})


def _disclose(
    audit: Audit,
    kind: str,
    words: Sentence,
    now: datetime,
    facts: dict[str, Any],
    texts: dict[str, str] | None = None,
) -> None:
    disclose_about(
        audit,
        kind,
        words,
        at=now,
        facts={"audit": audit.code, **facts},
        # what people wrote is a part of its own, so that a name in it can be withheld
        attachments={name: ("text/plain", text.encode()) for name, text in (texts or {}).items()},
    )
