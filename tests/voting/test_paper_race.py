"""Two workers, one voter or one stub, at the same instant: one hand-in, by constraint, on both databases."""

from __future__ import annotations

import threading

import pytest
from flask import Flask

from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.voting import paper_queries, paper_sheet_queries, queries
from support import papers
from support.voting import Story


@pytest.mark.each_database
def test_one_voter_and_one_stub_are_used_once(voting: Story, app: Flask) -> None:
    papers.print_sheets(voting, 8)
    papers.hand_out(voting, 1, 8)
    round_id, a = voting.round.id, voting.codes[0]
    db.session.rollback()
    told: list[str] = []
    together = threading.Barrier(12)

    def come(login: str, number: int) -> None:
        with app.app_context():
            together.wait()
            try:
                if number:
                    papers.hand_in(voting, login, number, f"form {threading.get_ident()}")
                else:
                    voting.cast(login, a)
                told.append("done")
            except Refused as no:
                told.append(no.refusal.code)
            finally:
                db.session.remove()

    same_voter = [("resident01", n) for n in (1, 2, 3, 4)] + [("resident01", 0)] * 2
    same_stub = [(f"resident{n:02d}", 5) for n in range(2, 8)]
    threads = [threading.Thread(target=come, args=one) for one in (*same_voter, *same_stub)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    db.session.rollback()
    assert paper_queries.account(round_id).used == 2
    assert paper_sheet_queries.handed_in(round_id) == 2
    assert not queries.sealed(round_id)
    assert set(told) <= {"done", "paper_is_in", "paper_is_in_already", "stub_ended"}
