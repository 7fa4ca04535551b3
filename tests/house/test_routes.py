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


def test_a_write_is_never_open_to_everybody(app: Flask) -> None:
    """Signing in and choosing a language are the only posts without a sign-in; a witness's line carries its own proof."""
    posts = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and rule.endpoint not in FREE
        if TABLE[GUARDED[app.view_functions[rule.endpoint]]].who == "anyone"
    }
    assert posts == {"front.preferences", "notices.cosign", "people.sign_in_post"}
