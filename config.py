"""Every setting, typed, read once from the environment and checked at start.

Each is named MICRO_PROJECTS_<NAME>. A wrong value stops the start with one line that names it.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from micro_projects.kernel.clock import Clock, clock_from

PREFIX = "MICRO_PROJECTS_"
LOCALES = ("zh", "en")


class WrongSetting(Exception):  # noqa: N818 - read by a person at start
    """One line: which setting, what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the house is told from outside. Field names are the environment's, in lower case."""

    home: Path
    """HOME: the data folder (default ``var/``): database, files, keys."""
    database_url: str
    """DATABASE_URL: ``sqlite:///…`` or ``postgresql+psycopg://…`` (default a SQLite file in HOME)."""
    secret_key: str
    """SECRET_KEY: signs sessions and forms; made and kept in HOME in development, required in production."""
    base_url: str
    """BASE_URL: how people reach this server; its host is the log's origin and the only accepted host."""
    clock: str
    """CLOCK: a demo clock, see kernel.clock; refused in production."""
    storage_url: str
    """STORAGE_URL: folder for photos and documents (default ``HOME/files``)."""
    demo: bool
    """DEMO: ``1`` fills an empty database with the fictional community; refused in production."""
    demo_password: str
    """DEMO_PASSWORD: of every demo account."""
    locale: str
    """LOCALE: language of somebody who has not chosen (``zh`` or ``en``)."""
    trusted_proxies: int
    """TRUSTED_PROXIES: how many proxies in front add X-Forwarded headers (default 0)."""
    production: bool
    """PRODUCTION: ``1`` where real people use it."""
    port: int
    """PORT (without prefix too): where `serve` listens on 127.0.0.1 (default 8000)."""
    workers: int
    """WORKERS: how many web processes `serve` starts (default 2)."""
    signer: bool
    """SIGNER: ``0`` leaves signing the log to ``micro-projects signer``, under an account of its own (default 1)."""

    def clock_now(self) -> Clock:
        """The clock to read."""
        return clock_from(self.clock)

    @property
    def keys(self) -> Path:
        """The folder of private keys: outside the database and its back-ups."""
        return self.home / "keys"


def from_environment(env: Mapping[str, str] | None = None) -> Settings:
    """Read and check every setting; `WrongSetting` names the first that is wrong."""
    read = _Reader(os.environ if env is None else env)
    production = read.flag("PRODUCTION")
    home = Path(read.text("HOME", "var")).resolve()
    settings = Settings(
        home=home,
        database_url=read.text("DATABASE_URL", f"sqlite:///{home / 'micro-projects.sqlite3'}"),
        secret_key=read.text("SECRET_KEY", ""),
        base_url=read.text("BASE_URL", f"http://127.0.0.1:{read.port()}").rstrip("/"),
        clock=read.text("CLOCK", ""),
        storage_url=read.text("STORAGE_URL", str(home / "files")),
        demo=read.flag("DEMO"),
        demo_password=read.text("DEMO_PASSWORD", "micro-projects-demo"),
        locale=read.text("LOCALE", "zh"),
        trusted_proxies=read.number("TRUSTED_PROXIES", 0),
        production=production,
        port=read.port(),
        workers=read.number("WORKERS", 2),
        signer=read.flag("SIGNER", "1"),
    )
    _check(settings)
    return settings if settings.secret_key else _with_kept_secret(settings)


def _check(s: Settings) -> None:
    rules = (
        (s.locale in LOCALES, "LOCALE", f"is {s.locale!r}; give one of {', '.join(LOCALES)}"),
        (
            s.database_url.startswith(("sqlite:///", "postgresql+psycopg://")),
            "DATABASE_URL",
            "is neither sqlite:///FILE nor postgresql+psycopg://…",
        ),
        (
            urlsplit(s.base_url).scheme in ("http", "https") and urlsplit(s.base_url).hostname,
            "BASE_URL",
            f"is {s.base_url!r}; give an address such as https://projects.example.cn",
        ),
        (_clock_ok(s.clock), "CLOCK", f"is {s.clock!r}; give +40d, or 2026-03-02T09:00+08:00"),
        ("://" not in s.storage_url, "STORAGE_URL", "only a folder is supported so far"),
        (s.workers >= 1, "WORKERS", "must be at least 1"),
        (not (s.production and s.demo), "DEMO", "must not be set in production"),
        (not (s.production and s.clock), "CLOCK", "must not be set in production"),
        (
            not s.production or len(s.secret_key) >= 32,
            "SECRET_KEY",
            "needs at least 32 characters in production",
        ),
    )
    for holds, name, what in rules:
        if not holds:
            raise WrongSetting(f"{PREFIX}{name} {what}")


def _clock_ok(setting: str) -> bool:
    try:
        clock_from(setting)
    except ValueError:
        return False
    return True


def _with_kept_secret(s: Settings) -> Settings:
    import dataclasses

    kept = s.home / "secret_key"
    if not kept.exists():
        s.home.mkdir(parents=True, exist_ok=True)
        kept.write_text(secrets.token_hex(32))
        kept.chmod(0o600)
    return dataclasses.replace(s, secret_key=kept.read_text().strip())


class _Reader:
    def __init__(self, env: Mapping[str, str]) -> None:
        self.env = env

    def text(self, name: str, default: str) -> str:
        return self.env.get(PREFIX + name, "").strip() or default

    def flag(self, name: str, default: str = "0") -> bool:
        value = self.text(name, default)
        if value not in ("0", "1"):
            raise WrongSetting(f"{PREFIX}{name} is {value!r}; give 0 or 1")
        return value == "1"

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not value.isdigit():
            raise WrongSetting(f"{PREFIX}{name} is {value!r}; give a whole number")
        return int(value)

    def port(self) -> int:
        value = self.text("PORT", self.env.get("PORT", "").strip() or "8000")
        if not value.isdigit() or not 0 < int(value) < 65536:
            raise WrongSetting(f"PORT is {value!r}; give a number from 1 to 65535")
        return int(value)
