"""The discussion of a proposal: its comments in threads; saying something, replying, changing one's own words."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from micro_projects.deliberation import comment_actions as actions
from micro_projects.deliberation import comment_queries as queries
from micro_projects.deliberation import comment_rules as own_rules
from micro_projects.deliberation import question_queries, question_rules, rules
from micro_projects.deliberation.comment_forms import CommentForm, QuestionForm, ReplyForm, RevisionForm
from micro_projects.deliberation.comment_models import Comment
from micro_projects.deliberation.question_actions import may_answer
from micro_projects.deliberation.views import room
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import require
from micro_projects.kernel.word_diff import changes
from micro_projects.proposals import page_queries as proposal_pages
from micro_projects.proposals import queries as proposals
from micro_projects.proposals import rules as proposal_rules
from micro_projects.proposals.moving import is_worker
from micro_projects.proposals.page_queries import Sheet
from micro_projects.proposals.showing import attempt
from micro_projects.web import paging
from micro_projects.web.access import allow
from micro_projects.web.door import act, me, me_or_none, now

NO_STANCE = "none"
"""What the address calls comments without a stance."""


def address(code: str) -> str:
    """A proposal's discussion."""
    return url_for("deliberation.discussion", code=code)


@room.get("/proposals/<code>/discussion")
@allow("deliberation.read")
def discussion(code: str) -> Any:
    """What residents say and ask about a proposal."""
    return discussion_page(code, CommentForm(), QuestionForm())


@room.post("/proposals/<code>/comments")
@allow("deliberation.comment")
def comment(code: str) -> Any:
    """Say something."""
    form, proposal = CommentForm(), proposals.by_code(code)
    if not form.validate():
        return discussion_page(code, form, QuestionForm(formdata=None)), 422

    def do() -> None:
        with act() as at:
            entry = resident(form.resident.data, proposal.place_id)
            actions.comment(me(), proposal, form.stance.data or "", form.text.data, at, entry=entry)

    extra, status = attempt(do)
    if extra:
        return discussion_page(code, form, QuestionForm(formdata=None), said=extra), status
    return redirect(address(code), 303)


def resident(typed: str | None, place_id: int) -> Any:
    """The roll entry of whoever a worker writes for; None for oneself."""
    return proposals.entry_typed(typed, place_id) if typed else None


def discussion_page(code: str, comment: Any, question: Any, said: Any = (), asked: Any = ()) -> str:
    """The page, with what was typed and why it was refused."""
    actor, sheet = me_or_none(), _open_sheet(code)
    p, viewer = sheet.proposal, actor.person_id if actor else None
    chosen = request.args.get("stance", "")
    stance = "" if chosen == NO_STANCE else chosen if chosen in own_rules.STANCES and chosen else None
    rows = queries.threads(p.id, paging.after_id(), paging.SIZE + 1, viewer, stance)
    return render_template(
        "deliberation/discussion.html",
        **_around(sheet, actor),
        comments=paging.page(rows, lambda row: row.comment.id),
        questions=question_queries.of_proposal(p.id, viewer),
        may_answer={r for r in question_rules.ROLES_ASKED if actor and may_answer(actor, r, p)},
        comment=comment,
        question=question,
        said=list(said),
        asked=list(asked),
        chosen=chosen if stance is not None else "",
        parts=_parts(code, chosen if stance is not None else ""),
        roles=question_rules.ROLES_ASKED,
    )


def _parts(code: str, chosen: str) -> list[tuple[str, str, bool]]:
    """The comments seen in parts: all, and by stance."""
    named = [("", _("全部")), *((key or NO_STANCE, _(word)) for key, word in own_rules.STANCES.items())]
    return [
        (word, f"{url_for('deliberation.discussion', code=code, stance=key or None)}#comments", key == chosen)
        for key, word in named
    ]


def _open_sheet(code: str) -> Sheet:
    sheet = proposal_pages.sheet(code)
    require(sheet.proposal.state != "draft", proposal_rules.NO_PROPOSAL)
    return sheet


def _around(sheet: Sheet, actor: Actor | None) -> dict[str, Any]:
    """What every page of a discussion knows."""
    p = sheet.proposal
    return {
        "sheet": sheet,
        "p": p,
        "speaking": rules.may_speak(p.state),
        "listed": actor is not None and actor.roll_entry(p.place_id) is not None,
        "worker": actor is not None and is_worker(actor, p.path),
        "viewer": actor.person_id if actor else None,
        "at": now(),
        "stances": own_rules.STANCES,
        "changes": changes,
        "edited_until": own_rules.edited_until,
    }


# -- one comment -----------------------------------------------------------------------------------------


@room.get("/proposals/<code>/discussion/<token>")
@allow("deliberation.read")
def thread(code: str, token: str) -> Any:
    """One comment with all its replies."""
    return _thread_page(code, token, ReplyForm())


@room.post("/proposals/<code>/discussion/<token>/replies")
@allow("deliberation.comment")
def reply(code: str, token: str) -> Any:
    """Reply to a comment."""
    form, proposal = ReplyForm(), proposals.by_code(code)
    if not form.validate():
        return _thread_page(code, token, form), 422

    def do() -> None:
        with act() as at:
            entry = resident(form.resident.data, proposal.place_id)
            parent = queries.by_token(token, proposal.id)
            actions.reply(me(), proposal, parent, form.text.data, at, entry=entry)

    extra, status = attempt(do)
    if extra:
        return _thread_page(code, token, form, extra), status
    return redirect(url_for("deliberation.thread", code=code, token=token), 303)


def _thread_page(code: str, token: str, form: ReplyForm, extra: Any = ()) -> Any:
    actor, sheet = me_or_none(), _open_sheet(code)
    comment = queries.by_token(token, sheet.proposal.id)
    require(comment.parent_id is None, own_rules.NO_COMMENT)
    viewer = actor.person_id if actor else None
    spoken = queries.thread(comment, paging.after_id(), paging.SIZE + 1, viewer)
    return render_template(
        "deliberation/thread.html",
        **_around(sheet, actor),
        row=spoken,
        replies=paging.page(spoken.replies, lambda one: one.comment.id),
        form=form,
        extra=list(extra),
    )


@room.get("/proposals/<code>/discussion/<token>/revise")
@allow("deliberation.revise")
def revise(code: str, token: str) -> Any:
    """One's own words, to be changed."""
    sheet = _open_sheet(code)
    comment = queries.by_token(token, sheet.proposal.id)
    require(comment.author_id == me().person_id, own_rules.NOT_OWN)
    form = RevisionForm(formdata=None, data={"text": queries.newest_text(comment.id).text})
    return _revise_page(sheet, comment, token, form)


@room.post("/proposals/<code>/discussion/<token>/revise")
@allow("deliberation.revise")
def revise_post(code: str, token: str) -> Any:
    """Change them: an edit within ten minutes, later a correction."""
    form, sheet = RevisionForm(), _open_sheet(code)
    comment = queries.by_token(token, sheet.proposal.id)
    require(comment.author_id == me().person_id, own_rules.NOT_OWN)
    if not form.validate():
        return _revise_page(sheet, comment, token, form), 422

    def do() -> None:
        correcting = request.form.get("correcting") == "yes"
        with act() as at:
            actions.revise(me(), sheet.proposal, comment, form.text.data, at, correcting=correcting)

    extra, status = attempt(do)
    if extra:
        return _revise_page(sheet, comment, token, form, extra), status
    return redirect(address(code), 303)


def _revise_page(sheet: Sheet, comment: Comment, token: str, form: RevisionForm, extra: Any = ()) -> str:
    return render_template(
        "deliberation/revise.html",
        sheet=sheet,
        p=sheet.proposal,
        comment=comment,
        token=token,
        form=form,
        open=rules.may_speak(sheet.proposal.state),
        correcting=own_rules.is_correction(comment.at, now()),
        until=own_rules.edited_until(comment.at),
        extra=list(extra),
    )
