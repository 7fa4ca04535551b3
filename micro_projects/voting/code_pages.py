"""What pages of codes share: a worker finds a voter; what voters see is kept by no cache and tells no other site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, render_template

from micro_projects.kernel import text
from micro_projects.kernel.refusal import Refused
from micro_projects.voting import ballot_pages, code_queries, pages, rules
from micro_projects.voting.code_forms import FindVoter
from micro_projects.voting.code_queries import Voter
from micro_projects.voting.models import Round
from micro_projects.web.refusals import words


def finding(
    template: str,
    round_: Round,
    form: FindVoter,
    voters: Sequence[Voter] | None,
    refused: Refused | None = None,
    **shown: Any,
) -> Response:
    """A worker's page with voters to be found on it; `voters` None: nobody was looked for."""
    page = render_template(
        template,
        round=round_,
        title=pages.title_of(round_),
        crumbs=pages.breadcrumbs(round_),
        form=form,
        voters=voters,
        channels=rules.CHANNELS,
        refused=words(refused.refusal, refused.facts) if refused else (),
        **shown,
    )
    return ballot_pages.unkept(page, refused.refusal.status if refused else 200)


def found(round_id: int, form: FindVoter) -> list[Voter]:
    """Voters of a household, or of a document; with neither field filled, the fields say so."""
    if not form.validate():
        return []
    number = (form.national_id.data or "").upper()
    return code_queries.voters(round_id, national_id=number, household=text.line(form.household.data or ""))


def private(answer: Response) -> Response:
    """No page of a code tells another site where its reader came from."""
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def unkept(answer: Any) -> Response:
    """Kept by no cache, and private."""
    return private(ballot_pages.unkept(answer))
