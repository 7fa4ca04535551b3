"""create_app(): the one place where the house is put together."""

from __future__ import annotations

import hashlib
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, url_for
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Settings, from_environment
from micro_projects import rooms
from micro_projects.extensions import db
from micro_projects.kernel.clock import Clock
from micro_projects.notices.log_queries import signing_failed
from micro_projects.people.vault import Vault
from micro_projects.web import access, language, numbers, preview, refusals, security, show
from micro_projects.web.door import me_or_none

TOP = Path(__file__).parent.parent
MAX_REQUEST = 13 * 1024 * 1024
TICK_MARK = "last_tick"
"""A file in HOME that the clockwork touches after every tick."""
STALE_SECONDS = 60


def create_app(settings: Settings | None = None, clock: Clock | None = None) -> Flask:
    """The house, for these settings and this clock (default: from the environment)."""
    settings = settings or from_environment()
    app = Flask("micro_projects", root_path=str(TOP), template_folder="templates", static_folder="static")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=MAX_REQUEST,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https://"),
        SESSION_COOKIE_NAME="login",
        WTF_CSRF_TIME_LIMIT=24 * 3600,
        WTF_CSRF_SSL_STRICT=False,
        SEND_FILE_MAX_AGE_DEFAULT=31536000,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.extensions.update(
        settings=settings, clock=clock or settings.clock_now(), vault=Vault.at(settings.keys)
    )
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies
        )
    if settings.database_url.startswith("sqlite:///"):
        Path(settings.database_url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    app.url_map.converters.update(numbers.CONVERTERS)
    rooms.load_models()
    db.init_app(app)
    CSRFProtect(app)
    language.init(app)
    show.init(app)
    security.init(app, settings.base_url)
    refusals.init(app)
    preview.init(app)
    _sign_in(app)
    for module in rooms.modules("access"):
        if hasattr(module, "ACTS"):
            access.enter(module.ACTS)
    rooms.connect()
    for module in rooms.modules("views"):
        app.register_blueprint(module.room)
    app.context_processor(_context)
    app.extensions["ready"] = lambda: _ready(app)
    return app


def _engine_options(url: str) -> dict[str, Any]:
    """Errors are logged whole: without the values, among which are ballots' contents and people's words."""
    if url.startswith("sqlite"):
        return {"hide_parameters": True, "connect_args": {"timeout": 10, "check_same_thread": False}}
    return {"hide_parameters": True, "pool_size": 8, "max_overflow": 8, "pool_pre_ping": True}


def _sign_in(app: Flask) -> None:
    from micro_projects.people.sessions import load

    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(load)


def _ready(app: Flask) -> bool:
    """Whether people can be served: the database answers, the clock ticked within a minute, the log is signed."""
    mark: Path = app.extensions["settings"].home / TICK_MARK
    signed = not signing_failed(app.extensions["clock"].now())
    return signed and mark.exists() and time.time() - mark.stat().st_mtime < STALE_SECONDS


def _context() -> dict[str, Any]:
    from micro_projects.front.frame import frame

    return {
        "csp_nonce": security.nonce,
        "static_url": static_url,
        "me": me_or_none(),
        "signed_in": current_user.is_authenticated,
        **frame(),
    }


def static_url(path: str) -> str:
    """A static file's address with a part of its hash, cacheable for ever."""
    return url_for("static", filename=path, v=_fingerprint(path))


@lru_cache(maxsize=256)
def _fingerprint(path: str) -> str:
    file = TOP / "static" / path
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.is_file() else ""
