"""Reports, reviews and the public count over HTTP; and where hidden words must not be."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
import sqlalchemy as sa

from makers.proposals import Story
from micro_projects.conduct import review_actions
from micro_projects.conduct.models import Contribution, WordsReview
from micro_projects.deliberation import comment_actions, council_actions
from micro_projects.extensions import db
from micro_projects.kernel.calls import calls
from micro_projects.notices.models import LogEntry
from micro_projects.proposals.models import Proposal
from micro_projects.web.door import act
from support.client import Client
from support.founded import PASSWORD
from support.statements import counted

pytestmark = pytest.mark.founded
BAD = "他家电话13800000000"


def sign_in(client: Client, login: str) -> None:
    client.post("/sign-out")
    assert client.post("/sign-in", data={"login": login, "password": PASSWORD}).status_code == 303


def said(story: Story, proposal: Proposal, words: str = BAD, who: str = "resident05") -> str:
    with act() as now:
        comment = comment_actions.comment(story.as_(who), proposal, "against", words, now)
    return db.session.get_one(Contribution, ("comment", comment.id)).token


def test_from_a_report_to_shown_again(story: Story, client: Client) -> None:
    proposal = story.deliberating()
    token, code = said(story, proposal), proposal.code
    report = f"/words/{token}/report"
    assert client.get(report).status_code == 302  # signed out
    sign_in(client, "resident05")
    assert "这是您自己的发言" in client.get(report).text
    sign_in(client, "resident08")
    assert client.get("/words/nothing/report").status_code == 404
    assert client.post(report, data={"text": "有电话"}).status_code == 422
    long = client.post(report, data={"ground": "personal", "text": "长" * 501})
    assert long.status_code == 422
    assert "长" * 501 in long.text
    assert client.post(report, data={"ground": "personal", "text": "有 <b>电话</b>"}).status_code == 303
    assert "已经收到您的举报" in client.get(report).text
    assert client.post(report, data={"ground": "personal", "text": "再报"}).status_code == 409
    review = f"/words/reviews/{db.session.scalars(sa.select(WordsReview.token)).one()}"
    assert "有 &lt;b&gt;" not in client.get(review).text  # how it stands; not the reports
    client.post("/sign-out")
    assert client.get(review).status_code == 404  # nobody is pilloried before anything is decided
    sign_in(client, "resident05")
    assert client.get(review).status_code == 404
    sign_in(client, "moderator9")  # another community's convener
    assert client.get(review).status_code == 404
    hide = {"outcome": "hide", "ground": "personal", "reason": "写了别人的电话。"}
    assert client.post(f"{review}/decide", data=hide).status_code == 404
    sign_in(client, "moderator")
    page = client.get(review).text
    assert BAD in page
    assert "有 &lt;b&gt;电话" in page
    assert story.as_("resident08").name not in page.replace("**", "")
    kept = client.post(f"{review}/decide", data={"outcome": "hide", "reason": "我写的说明"})
    assert kept.status_code == 422
    assert "我写的说明" in kept.text
    client.confirms = False
    assert "写了别人的电话。" in client.post(f"{review}/decide", data=hide).text  # what would be published
    assert client.get(review).text.count("您的决定")
    client.confirms = True
    assert client.post(f"{review}/decide", data=hide).status_code == 303
    sign_in(client, "resident05")
    assert BAD in client.get(f"/proposals/{code}/discussion").text  # one's own
    assert BAD in client.get(review).text
    assert client.post(f"{review}/appeal", data={"text": ""}).status_code == 422
    assert client.post(f"{review}/appeal", data={"text": "是我自己的电话。"}).status_code == 303
    assert client.post(f"{review}/words", data={"reason": "想看"}).status_code == 403
    sign_in(client, "affairs")
    assert BAD not in client.get(review).text
    assert client.post(f"{review}/words", data={"reason": ""}).status_code == 422
    assert BAD in client.post(f"{review}/words", data={"reason": "决定申诉"}).text
    assert BAD not in client.get(review).text
    assert client.post(f"{review}/decide-appeal", data={"upheld": "yes"}).status_code == 422
    again = {"upheld": "yes", "reason": "是本人的电话。"}
    assert client.post(f"{review}/decide-appeal", data=again).status_code == 303
    client.post("/sign-out")
    assert BAD in client.get(f"/proposals/{code}/discussion").text
    assert "申诉成立，已经恢复" in client.get("/c/FT-LH/words").text
    assert "处理、审计人员看过 1 次" in client.get("/c/FT-LH/words").text


def test_who_is_spoken_of_or_decides_nothing_reads_no_report(story: Story, client: Client) -> None:
    token = said(story, story.deliberating(), "召集人收了好处")
    words = db.session.scalars(sa.select(Contribution).where(Contribution.token == token)).one()
    with act() as now:
        review_actions.report(story.as_("resident08"), words, "insult", "我住在他楼上，听见的", now)
    review = f"/words/reviews/{db.session.scalars(sa.select(WordsReview.token)).one()}"
    for login, reads in (("moderator", False), ("officer", False), ("affairs", True)):
        sign_in(client, login)
        assert ("我住在他楼上" in client.get(review).text) is reads


def test_hidden_words_are_nowhere_for_strangers(story: Story, client: Client) -> None:
    proposal = story.deliberating()
    token = said(story, proposal)
    words = db.session.scalars(sa.select(Contribution).where(Contribution.token == token)).one()
    with act() as now:
        report = review_actions.report(story.as_("resident08"), words, "personal", "有电话", now)
    review = db.session.get_one(WordsReview, report.review_id)
    with act() as now:
        review_actions.decide(story.as_("moderator"), review, True, "personal", "写了别人的电话。", now)
    facts = json.dumps(council_actions.disclosed_facts([proposal.id]), default=str, ensure_ascii=False)
    assert "13800000000" not in facts
    assert '"hidden": 1' in facts
    here = f"/proposals/{proposal.code}"
    index = db.session.scalars(sa.select(LogEntry.index).where(LogEntry.kind == "conduct.hidden")).one()
    for path in (
        *(here, f"{here}/discussion", f"{here}/discussion/{token}", f"/words/reviews/{review.token}"),
        *(
            "/",
            "/c/FT-LH",
            "/c/FT-LH/2026",
            "/c/FT-LH/2026/questions",
            "/c/FT-LH/words",
            "/c/FT-LH/words.json",
        ),
        *("/c/FT-LH/notices.atom", "/c/FT-LH/notices", "/search?q=%E4%BB%96%E5%AE%B6", "/sitemap.xml"),
        *("/open-data/FT-LH/2026", f"/disclosures/QH/{index}", f"/disclosures/QH/{index}.json"),
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "电话13800000000" not in answer.text, path
    for path in (f"/evidence/{proposal.code}.zip", "/evidence/FT-LH/2026.zip"):
        answer = client.get(path)
        held = zipfile.ZipFile(io.BytesIO(answer.data)) if answer.status_code == 200 else None
        for name in held.namelist() if held else ():
            assert b"13800000000" not in held.read(name), name  # type: ignore[union-attr]
    page = client.get(f"{here}/discussion").text
    assert "这条发言已隐藏" in page
    assert "写了别人的电话。" in page
    for login in ("resident08", "worker1", "moderator", "admin"):
        sign_in(client, login)
        assert "他家电话" not in client.get(f"{here}/discussion").text
    assert calls("said", "comment", [words.said_id])[words.said_id].text == BAD  # hiding deletes nothing


def test_the_public_count(story: Story, client: Client) -> None:
    assert "没有隐藏过一条" in client.get("/c/FT-LH/words").text
    proposal = story.deliberating()
    for n, who in enumerate(("resident05", "resident06", "resident07")):
        token = said(story, proposal, f"坏话{n}", who)
        words = db.session.scalars(sa.select(Contribution).where(Contribution.token == token)).one()
        with act() as now:
            report = review_actions.report(story.as_("resident08"), words, "insult", "骂人", now)
        review = db.session.get_one(WordsReview, report.review_id)
        if n < 2:
            with act() as now:
                review_actions.decide(story.as_("moderator"), review, n == 0, "insult", "说明", now)
    told = client.get("/c/FT-LH/words.json").json
    month = story.now.astimezone().strftime("%Y-%m")
    counts = {
        "said": 3,
        "reported": 3,
        "kept": 1,
        "hidden": 1,
        "restored": 0,
        "hidden_by_ground": {"personal": 0, "insult": 1, "advertising": 0, "unlawful": 0},
    }
    assert told["total"] == counts
    assert told["months"] == [{"month": month, **counts}]
    assert told["waiting"] == [{"office": "moderator", "waiting": 1, "overdue": 0}]
    story.clock.forward(timedelta(days=10))
    assert "逾期 1 件" in client.get("/c/FT-LH/words").text
    with counted() as asked:
        client.get("/c/FT-LH/words")
    assert len(asked) <= 8
    assert client.get("/c/NOWHERE/words").status_code == 404
    for place in ("FT", "QH"):
        assert client.get(f"/c/{place}/words").status_code == 404  # communities only
