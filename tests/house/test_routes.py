"""Access is refused by default: every route names an act, and every act somebody who may."""

from __future__ import annotations

from flask import Flask

from micro_projects.web.access import GUARDED, TABLE

FREE = {"static"}
"""Files of the page itself: style, scripts, the mark."""


def test_every_route_names_an_act_of_the_table(app: Flask) -> None:
    unguarded = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in FREE and app.view_functions[rule.endpoint] not in GUARDED
    }
    assert not unguarded, "each view needs @allow"
    unknown = {act for view in app.view_functions.values() if (act := GUARDED.get(view)) and act not in TABLE}
    assert not unknown, "each act needs a line in its room's access.ACTS"


def test_who_may_is_one_of_the_known_answers(app: Flask) -> None:
    from micro_projects.people.rules import ROLES

    assert {allowed.who for allowed in TABLE.values()} <= {
        "anyone",
        "signed_in",
        "on_roll",
        "clock",
        "role",
        "on_roll_or_role",
    }
    assert {role for allowed in TABLE.values() for role in allowed.roles} <= set(ROLES)


BY_CODE = {
    "voting.code_typed",
    "voting.code_step",
    "voting.code_cast",
    "voting.tablet_typed",
    "voting.tablet_step",
    "voting.tablet_cast",
    "council.tablet_vote",
}
"""Voting without an account: typing a code writes nothing but that one was wrong, casting asks for its ticket."""


def test_a_write_is_never_open_to_everybody(app: Flask) -> None:
    """Signing in, choosing a language, looking a receipt up; a witness's line and a voter's code carry their own proof."""
    posts = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and rule.endpoint not in FREE
        if TABLE[GUARDED[app.view_functions[rule.endpoint]]].who == "anyone"
    }
    assert posts >= BY_CODE
    assert posts - BY_CODE == {"front.preferences", "notices.cosign", "people.sign_in_post", "voting.look_up"}
