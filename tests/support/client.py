"""A client that behaves as a browser does, and looks at every page it is given."""

from __future__ import annotations

from contextvars import Context
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from micro_projects.demo.visitor import Page
from micro_projects.web.preview import SEEN
from support import pages

_CSRF = "0123456789abcdef0123456789abcdef01234567"


class Client(FlaskClient):
    """Requests run outside the test's own context, carry the form's token, and answers are inspected.

    `form_token = False` posts without the token; `inspect = False` takes pages as they come. Where a page first
    shows what would be published, its button is pressed; `confirms = False` stays on it.
    """

    form_token = True
    inspect = True
    confirms = True

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """One request. What the test itself has read is forgotten, so that it reads what the request wrote."""
        settings = self.application.extensions["settings"]
        if args and isinstance(args[0], str) and not args[0].startswith("http"):
            kwargs.setdefault("base_url", settings.base_url)
        _forget()
        response = Context().run(super().open, *args, **kwargs)
        _forget()
        if self.inspect and response.mimetype == "text/html":
            faults = pages.faults(response.get_data(as_text=True), response.headers)
            asked = args[0] if args and isinstance(args[0], str) else kwargs.get("path")
            assert not faults, f"{asked}: " + "; ".join(faults)
        return response

    def post(self, *args: Any, **kwargs: Any) -> Any:
        """POST a form as a page of ours would."""
        data = kwargs.get("data")
        if self.form_token and "json" not in kwargs and (data is None or isinstance(data, dict)):
            kwargs["data"] = {"csrf_token": self._token(kwargs.get("base_url")), **(data or {})}
        response = super().post(*args, **kwargs)
        shown = self._shown(response) if self.confirms else None
        return response if shown is None else super().post(shown.action, data=shown.values)

    def _shown(self, response: Any) -> Any:
        """The form under what would be published, when that is what the page shows."""
        if response.mimetype != "text/html" or f'name="{SEEN}"' not in response.get_data(as_text=True):
            return None
        page = Page(response.request.url, response.status_code, response.get_data(as_text=True))
        return next(form for form in page.forms if SEEN in form.offered)

    def _token(self, base_url: str | None) -> str:
        app = self.application
        with self.session_transaction(base_url=base_url or app.extensions["settings"].base_url) as session:
            raw = session.setdefault("csrf_token", _CSRF)
        return str(URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(raw))


def _forget() -> None:
    if has_app_context():
        from micro_projects.extensions import db

        db.session.rollback()
