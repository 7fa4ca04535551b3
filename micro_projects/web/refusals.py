"""How a refusal reaches a person: a page that says why and what next; JSON for a program."""

from __future__ import annotations

import errno
from datetime import datetime
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, Refusal, Refused
from micro_projects.web.seats import AGAIN_SECONDS
from micro_projects.web.show import last_minute, moment

NOT_FOUND = Refusal(
    "not_found", N_("没有这个页面，或者它不对外公开。"), N_("请检查网址，或从首页、搜索重新查找。"), 404
)
EXPIRED_FORM = Refusal(
    "expired_form",
    N_("这个表单打开太久，已经过期；您的内容还没有提交。"),
    N_("请按浏览器的“返回”，内容仍在页面里；刷新登录后再提交一次。"),
    400,
)
TOO_LARGE = Refusal(
    "too_large",
    N_("提交的内容太大，没有保存。"),
    N_("每张照片不超过 12 MB，文字不超过一万字；请缩小后再提交。"),
    413,
)
WRONG_METHOD = Refusal("wrong_method", N_("这个网址不能这样访问。"), N_("请从页面上的按钮办理。"), 405)
BAD_REQUEST = Refusal(
    "bad_request", N_("请求的内容读不懂，什么也没有改动。"), N_("请返回上一页，刷新后再试。"), 400
)
BROKEN = Refusal(
    "broken",
    N_("系统出了故障，这一步没有办成，什么也没有改动。"),
    N_("请稍后再试；如仍不行，请打社区电话，由工作人员代办。"),
    500,
)
UNAVAILABLE = Refusal(
    "unavailable",
    N_("系统暂时无法读写数据，什么也没有改动。"),
    N_("请过几分钟再试；截止时间临近的，请打社区电话登记。"),
    503,
)
_NO_DISK = frozenset({errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO})
_BY_STATUS = {404: NOT_FOUND, 405: WRONG_METHOD, 413: TOO_LARGE}


def words(refusal: Refusal, facts: dict[str, Any]) -> tuple[str, str]:
    """Why and what next, in the request's language, facts filled in."""
    shown = {name: _shown(name, value) for name, value in facts.items()}
    return _fill(_(refusal.why), shown), _fill(_(refusal.next), shown)


def line(refused: Refused) -> str:
    """The same of one that was raised, as one line: for beside a form."""
    return "".join(words(refused.refusal, refused.facts))


def lines(refused: Refused | None) -> list[str]:
    """That line as the forms' macros take it (`extra`); nothing when nothing was refused."""
    return [line(refused)] if refused else []


_BEGINNINGS = frozenset({"starts", "opens", "due", "since"})
"""Facts that are the first instant of something; every other instant is an end: 24:00, not 0:00 of the next day."""


def _shown(name: str, value: Any) -> Any:
    if isinstance(value, Money):
        return str(value)
    if isinstance(value, datetime):
        return moment(value) if name in _BEGINNINGS else last_minute(value)
    return _(value) if isinstance(value, str) and value else value


def _fill(text: str, facts: dict[str, Any]) -> str:
    return text % facts if "%(" in text else text


def answer(refusal: Refusal, facts: dict[str, Any] | None = None) -> tuple[Response | str, int]:
    """The response that says a refusal."""
    why, then = words(refusal, facts or {})
    if request.path.startswith("/api/"):
        problem = jsonify(
            type=f"urn:micro-projects:refusal:{refusal.code}", title=why, detail=then, status=refusal.status
        )
        problem.content_type = "application/problem+json"
        return problem, refusal.status
    return (
        render_template("_frame/refusal.html", refusal=refusal, why=why, next=then, status=refusal.status),
        refusal.status,
    )


def init(app: Flask) -> None:
    """Every way a request can fail ends as a refusal page."""

    @app.errorhandler(Refused)
    def refused(error: Refused) -> Any:
        said = answer(error.refusal, error.facts)
        return (*said, {"Retry-After": str(AGAIN_SECONDS)}) if said[1] == 503 else said

    @app.errorhandler(CSRFError)
    def expired(error: CSRFError) -> Any:
        return answer(EXPIRED_FORM)

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Any:
        if error.code is not None and 300 <= error.code < 400:
            return error
        return answer(_BY_STATUS.get(error.code or 500, BAD_REQUEST if (error.code or 500) < 500 else BROKEN))

    @app.errorhandler(Exception)
    def broken(error: Exception) -> Any:
        from sqlalchemy.exc import DBAPIError

        app.logger.exception("unexpected", extra={"path": request.path})
        if app.config["TESTING"] and not isinstance(error, DBAPIError):
            raise error
        if not _is_unavailable(error):
            return answer(BROKEN)
        if "_login_user" not in g:
            g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]
        return answer(UNAVAILABLE)


def _is_unavailable(error: Exception) -> bool:
    """Whether the database or the disk is not there: then a page must not ask the database who is looking at it."""
    from sqlalchemy.exc import OperationalError
    from sqlalchemy.exc import TimeoutError as NoConnectionFree

    if isinstance(error, OSError):
        return error.errno in _NO_DISK
    return isinstance(error, OperationalError | NoConnectionFree)
