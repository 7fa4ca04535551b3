"""Who may do which act. Each room lists its acts in ``access.ACTS``; what is not listed is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from flask import redirect, request, url_for
from flask_login import current_user

from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, Refusal, require

NOT_ALLOWED = Refusal(
    "not_allowed",
    N_("这一步不由您的角色办理。"),
    N_("如果您认为应当可以，请联系社区管理员核对您的角色、所在辖区和任期。"),
    403,
)
NOT_ON_ROLL = Refusal(
    "not_on_roll",
    N_("只有本社区名册上的居民可以办理这一步。"),
    N_("请到社区服务窗口核对名册；工作人员也可以现场代办。"),
    403,
)


@dataclass(frozen=True, slots=True)
class Allowed:
    """Who may: everybody, those signed in, those on the community's roll, or holders of `roles`."""

    who: str
    roles: frozenset[str] = frozenset()


ANYONE = Allowed("anyone")
SIGNED_IN = Allowed("signed_in")
ON_ROLL = Allowed("on_roll")
THE_CLOCK = Allowed("clock")


def role(*roles: str) -> Allowed:
    """Holders of one of `roles` in the subject's place or above."""
    return Allowed("role", frozenset(roles))


def on_roll_or(*roles: str) -> Allowed:
    """Those on the roll, or holders of one of `roles` (a worker on a resident's behalf)."""
    return Allowed("on_roll_or_role", frozenset(roles))


TABLE: dict[str, Allowed] = {}
"""Every act of every room; filled when the house is put together."""


def enter(acts: Mapping[str, Allowed]) -> None:
    """Add a room's table; the same act with two answers is a mistake."""
    for name, allowed in acts.items():
        if TABLE.setdefault(name, allowed) != allowed:
            raise ValueError(f"act {name} is listed twice")


def permit(by: Actor, act: str, place_id: int, path: str) -> None:
    """Refuse unless `by` may do `act` in the place; the first line of every action."""
    allowed = TABLE[act]
    if allowed.who == "anyone":
        return
    if allowed.who == "clock":
        require(by.person_id is None, NOT_ALLOWED)
        return
    require(by.person_id is not None, NOT_ALLOWED)
    if allowed.who == "signed_in":
        return
    listed = by.roll_entry(place_id) is not None
    if allowed.who == "on_roll":
        require(listed, NOT_ON_ROLL)
    elif allowed.who == "role":
        require(by.holds(allowed.roles, path), NOT_ALLOWED)
    else:
        require(listed or by.holds(allowed.roles, path), NOT_ON_ROLL)


def may(by: Actor | None, act: str, place_id: int, path: str) -> bool:
    """Whether `permit` would let them: for showing or hiding a button, never instead of it."""
    from micro_projects.kernel.refusal import Refused

    if by is None:
        return TABLE[act].who == "anyone"
    try:
        permit(by, act, place_id, path)
    except Refused:
        return False
    return True


View = TypeVar("View", bound=Callable[..., Any])
GUARDED: dict[Callable[..., Any], str] = {}
"""Which act each guarded view names; the house tests walk it."""


def allow(act: str) -> Callable[[View], View]:
    """Let a view be reached only by somebody who may do `act` somewhere; the action decides where."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            allowed = TABLE[act]
            if allowed.who != "anyone":
                if not current_user.is_authenticated:
                    return redirect(url_for("people.sign_in", next=_back()))
                actor: Actor = current_user.actor
                require(allowed.who != "role" or actor.roles & allowed.roles, NOT_ALLOWED)
                require(allowed.who != "on_roll" or actor.rolls, NOT_ON_ROLL)
                either = actor.rolls or actor.roles & allowed.roles
                require(allowed.who != "on_roll_or_role" or either, NOT_ON_ROLL)
                require(allowed.who != "clock", NOT_ALLOWED)
            return view(*args, **kwargs)

        GUARDED[guarded] = act
        return guarded  # type: ignore[return-value]

    return guard


def _back() -> str:
    return request.full_path.rstrip("?") if request.method == "GET" else request.path
