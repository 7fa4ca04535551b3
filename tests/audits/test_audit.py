"""One audit from its opening to the further look, and who is turned away at each step."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from makers.oversight import Watched
from micro_projects.audits import actions, follow_up_actions, queries, rules, sample_actions, unmask_actions
from micro_projects.audits.models import Audit, AuditSample, Unmasking
from micro_projects.clockwork import tick
from micro_projects.extensions import db
from micro_projects.kernel import canonical, lot
from micro_projects.kernel.refusal import Refused
from micro_projects.notices.models import ContentPart, LogEntry
from micro_projects.oversight import finding_actions, finding_queries
from micro_projects.places.models import Place
from micro_projects.web.door import act

pytestmark = pytest.mark.founded


def opened(works: Watched, **more: object) -> Audit:
    today = works.today()
    given = {"since": today - timedelta(days=300), "until": today, "ends": today + timedelta(days=60), **more}
    with act() as now:
        return actions.open_audit(
            works.as_("auditor"), works.founded.place(), "合同抽查", "合同有没有拆分？", **given, now=now
        )


def refusal(work, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused, act() as now:
        work(*args, now=now, **kwargs)
    return refused.value.refusal.code


def part(kind: str, name: str) -> str:
    """A part of the newest entry of a kind."""
    db.session.rollback()
    query = (
        sa.select(ContentPart.body)
        .join(LogEntry, sa.and_(LogEntry.log_id == ContentPart.log_id, LogEntry.index == ContentPart.index))
        .where(LogEntry.kind == kind, ContentPart.name == name)
        .order_by(LogEntry.index.desc())
        .limit(1)
    )
    return db.session.scalars(query).one().decode()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"since": timedelta(1)}, "backwards"),
        ({"until": timedelta(1)}, "backwards"),
        ({"ends": timedelta(0)}, "term_wrong"),
        ({"ends": timedelta(367)}, "term_wrong"),
    ],
)
def test_scope_and_term_must_make_sense(works: Watched, more: dict, code: str) -> None:
    with pytest.raises(Refused) as refused:
        opened(works, **{name: works.today() + delta for name, delta in more.items()})
    assert refused.value.refusal.code == code


def test_who_handles_a_place_does_not_audit_it(works: Watched) -> None:
    from micro_projects.people import actions as people

    with act() as now:
        people.hold(
            works.as_("admin"),
            works.founded.place().id,
            works.person("auditor"),
            "worker",
            works.today(),
            None,
            now,
        )
    with pytest.raises(Refused) as refused:
        opened(works)
    assert refused.value.refusal.code == "not_independent"


def test_masks_are_lifted_only_within_an_audit(works: Watched) -> None:
    who, place = works.as_("auditor"), works.founded.place()
    person = works.person("resident05")
    looked = (who, place, person, "核对合同")
    assert refusal(unmask_actions.unmask_person, *looked) == "out_of_term"
    audit = opened(works)
    with act() as now:
        assert unmask_actions.unmask_person(*looked, now)
    assert queries.unmaskings(audit.id) == 1
    other = db.session.get_one(Place, works.founded.other)
    assert refusal(unmask_actions.unmask_person, who, other, person, "别处") == "out_of_term"
    works.pass_days(61)
    assert refusal(unmask_actions.unmask_person, *looked) == "out_of_term"
    with act() as now:
        actions.extend(who, queries.audit(audit.code), works.today() + timedelta(days=9), now)
    with act() as now:
        assert unmask_actions.unmask_person(*looked, now)
    with act() as now:
        actions.end(who, queries.audit(audit.code), "人手不够", now)
    assert refusal(unmask_actions.unmask_person, *looked) == "out_of_term"
    assert json.loads(part("audit.ended", "facts"))["unmasked"] == 2


@pytest.mark.each_database
def test_the_database_refuses_a_look_outside_the_term_and_a_shorter_term(works: Watched) -> None:
    audit = opened(works)
    row = {
        "by_id": works.person("auditor"),
        "person_id": works.person("resident05"),
        "place_id": works.founded.place().id,
        "path": works.founded.place().path,
        "reason": "x",
    }
    with act() as now:
        db.session.add(Unmasking(audit_id=audit.id, at=now, **row))
        db.session.flush()
    for changed in ({"audit_id": None}, {"path": "QH/"}, {"at": audit.ends_at}):
        with pytest.raises(DatabaseError, match="unmasking_in_term"):
            _insert({"audit_id": audit.id, **row, **changed})
    with pytest.raises(DatabaseError, match="audit_fixed"), act():
        db.session.execute(sa.update(Audit).values(ends_at=audit.ends_at - timedelta(days=1)))


def _insert(row: dict) -> None:
    with act() as now:
        db.session.execute(sa.insert(Unmasking).values({"at": now, **row}))


def test_an_audit_from_beginning_to_end(works: Watched) -> None:
    works.drawn()
    who = works.as_("auditor")
    audit = opened(works)
    code = audit.code
    with act() as now:
        sample = sample_actions.sample(who, queries.audit(code), "notices", 1, now)
    known = json.loads(part("audit.sampled", "facts"))
    assert set(known) == {"audit", "number", "population", "size", "what", "digest"}  # not what was drawn
    assert refusal(actions.hear, who, queries.audit(code), "草稿") == "needs_paper"
    assert refusal(
        sample_actions.write_paper, who, queries.audit(code), "a", "b", item=(1, 2), outcome="clean"
    ) == ("not_drawn")
    for outcome in ("exception", "clean"):
        with act() as now:
            sample_actions.write_paper(
                who, queries.audit(code), "看过", "没有问题", now, item=(1, 1), outcome=outcome
            )
    assert queries.outcomes(queries.papers(audit.id)) == {(1, 1): "clean"}
    with act() as now:
        finding = finding_actions.raise_finding(who, works.project.subject, "defect", "合同缺附件", now)
        raised = finding.code
    with act() as now:
        actions.hear(who, queries.audit(code), "草稿：合同缺附件。", now)
    assert refusal(actions.report, who, queries.audit(code), "报告") == "still_hearing"
    assert refusal(sample_actions.sample, who, queries.audit(code), "notices", 1) == "not_running"
    assert refusal(actions.respond, works.as_("resident05"), queries.audit(code), "我来说") == "not_allowed"
    with act() as now:
        actions.respond(works.as_("officer"), queries.audit(code), "附件已经补上。", now)
    with act() as now:
        actions.report(who, queries.audit(code), "报告：合同缺附件，已补。", now)
    assert part("audit.reported", "report") == "报告：合同缺附件，已补。"
    assert part("audit.reported", "response-1") == "附件已经补上。"
    told = json.loads(part("audit.reported", "facts"))
    assert [f["finding"] for f in told["findings"]] == [raised]
    _redrawn(told["samples"][0], known["digest"], sample.number)
    _looked_at_again(works, code, raised)


def _redrawn(told: dict, digest: str, number: int) -> None:
    """A stranger draws the sample again from what was disclosed."""
    drawn = lot.draw(told["codes"], bytes.fromhex(told["log_root"]), str(number))
    assert drawn.seed.hex() == told["seed"]
    chosen = [item["code"] for item in told["drawn"]]
    assert list(drawn.order[: len(chosen)]) == chosen
    salt = bytes.fromhex(told["salt"])
    assert rules.sample_digest(salt, drawn.population_hash, drawn.seed, chosen).hex() == digest
    assert canonical.sha256_of(sorted(told["codes"])).hex() == told["population"]


def _looked_at_again(works: Watched, code: str, raised: str) -> None:
    who, app = works.as_("auditor"), works.app
    finding = finding_queries.finding(raised)
    soon = works.today() + timedelta(days=5)
    audit = queries.audit(code)
    assert refusal(follow_up_actions.set_follow_up, who, audit, finding, soon) == "open_item"
    with act() as now:
        finding_actions.answer(works.as_("worker1"), finding, "已补", now)
    with act() as now:
        finding_actions.close(who, finding, "看过", now)
    assert refusal(follow_up_actions.set_follow_up, who, audit, finding, works.today()) == "follow_date"
    with act() as now:
        look = follow_up_actions.set_follow_up(who, audit, finding, soon, now)
        number = look.id
    early = (who, audit, queries.follow_ups(audit.id)[0], "kept", "还在")
    assert refusal(follow_up_actions.follow_up, *early) == "follow_early"
    works.pass_days(5)
    tick(app)
    db.session.rollback()
    (look,) = queries.follow_ups(audit.id)
    assert look.reminded_at is not None
    with act() as now:
        follow_up_actions.follow_up(who, audit, look, "relapsed", "附件又不见了", now)
    assert json.loads(part("audit.followed_up", "facts"))["outcome"] == "relapsed"
    assert (
        refusal(follow_up_actions.follow_up, who, audit, queries.follow_ups(audit.id)[0], "kept", "x")
        == "followed"
    )
    assert number == queries.follow_ups(audit.id)[0].id


def test_the_hearing_ends_by_time_too(works: Watched) -> None:
    who = works.as_("auditor")
    code = opened(works).code
    with act() as now:
        actions.hear(who, queries.audit(code), "草稿", now)
    works.pass_days(20)
    tick(works.app)
    db.session.rollback()
    assert queries.audit(code).reminded_at is not None
    assert refusal(actions.respond, works.as_("officer"), queries.audit(code), "迟了") == "hearing_over"
    with act() as now:
        actions.report(who, queries.audit(code), "报告", now)
    assert queries.audit(code).state == "reported"


def test_a_sample_cannot_be_taken_back(works: Watched) -> None:
    who = works.as_("auditor")
    code = opened(works).code
    audit = queries.audit(code)
    assert refusal(sample_actions.sample, who, audit, "notices", 0) == "sample_size"
    assert refusal(sample_actions.sample, who, audit, "notices", 10_000) == "sample_size"
    assert refusal(sample_actions.sample, who, audit, "payments", 1) == "empty_population"
    with act() as now:
        sample_actions.sample(who, queries.audit(code), "notices", 1, now)
    with pytest.raises(DatabaseError, match="audit_sample_no_delete"), act():
        db.session.execute(sa.delete(AuditSample))
