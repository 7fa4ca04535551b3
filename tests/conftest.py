"""What every test may ask for. Each test has its own database, folder and clock; nothing real is waited for.

def test_something(client, clock): …            SQLite
@pytest.mark.postgres                           PostgreSQL instead
@pytest.mark.each_database                      both, one after the other
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from micro_projects.kernel.clock import ManualClock
from support import disclosed, postgres, rundir
from support import founded as founded_support
from support import year as year_support
from support.browser import browser, listening, live_server, page
from support.client import Client
from support.databases import KINDS, Databases

if TYPE_CHECKING:
    from flask import Flask

    from config import Settings
    from micro_projects.demo.founding import Founded

__all__ = ["browser", "listening", "live_server", "page"]

START = datetime.fromisoformat("2026-03-02T09:00+08:00")
"""A Monday morning: when every test begins."""

hypothesis_settings.register_profile(
    "ours",
    deadline=None,  # two busy cores are no reason to fail
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    print_blob=True,
)
hypothesis_settings.load_profile("ours")


# -- the run: one folder shared by its workers, made and removed by whoever starts them -----------------

_RUN = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Workers are told the folder; everybody else makes one."""
    given = getattr(config, "workerinput", {}).get("run_folder")
    config.stash[_RUN] = Path(given) if given else rundir.make()
    os.umask(0o022)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker where the run's folder is."""
    node.workerinput["run_folder"] = str(node.config.stash[_RUN])


def pytest_sessionstart(session: pytest.Session) -> None:
    """Every disclosure any test makes is held against its schema (tests/support/disclosed.py)."""
    disclosed.watch(session.config.stash[_RUN])


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """After the whole suite: a kind of disclosure that no test made is a failure."""
    config = session.config
    whole = config.args == config.getini("testpaths") and not (
        config.option.keyword or config.option.markexpr
    )
    if not whole or exitstatus or hasattr(config, "workerinput"):
        return
    unmade = disclosed.never_made(config.stash[_RUN])
    if unmade:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        config.get_terminal_writer().line(
            f"\nno test makes the disclosures {', '.join(sorted(unmade))}", red=True
        )


def pytest_unconfigure(config: pytest.Config) -> None:
    """The run's own server is stopped and its folder removed."""
    if not hasattr(config, "workerinput") and _RUN in config.stash:
        rundir.remove(config.stash[_RUN])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`each_database` runs a test twice."""
    if metafunc.definition.get_closest_marker("each_database"):
        if "database_kind" not in metafunc.fixturenames:
            metafunc.fixturenames.append("database_kind")
        kinds = [pytest.param(kind, marks=[pytest.mark.postgres] * (kind == "postgres")) for kind in KINDS]
        metafunc.parametrize("database_kind", kinds, indirect=True)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Say what is missing instead of failing for it."""
    if item.get_closest_marker("postgres") and postgres.binaries() is None:
        pytest.skip("PostgreSQL's binaries are not installed (Debian: postgresql)")


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Tests reach this machine only."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test reached for the network: {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(autouse=True)
def sheets_are_hung(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each notice's sheet is on a board at once; not where a worker does it (`stage`), nor with ``unhung``."""
    if "stage" in request.fixturenames or request.node.get_closest_marker("unhung"):
        return
    from micro_projects.kernel.calls import calls
    from support.boards import HEARD, hang

    heard = {**calls._listeners, HEARD: [*calls._listeners.get(HEARD, []), hang]}
    monkeypatch.setattr(calls, "_listeners", heard)


# -- what a test stands on -----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def run_folder(pytestconfig: pytest.Config) -> Path:
    """The run's folder, shared by its workers."""
    return pytestconfig.stash[_RUN]


@pytest.fixture
def clock(request: pytest.FixtureRequest, run_folder: Path) -> ManualClock:
    """Stands at Monday 2 March 2026, nine in the morning in Shenzhen, until it is moved; after a played year later."""
    if request.node.get_closest_marker("played"):
        request.getfixturevalue("database_url")
        return ManualClock(year_support.ended(run_folder))
    return ManualClock(START)


@pytest.fixture
def databases(run_folder: Path) -> Iterator[Databases]:
    """Fresh databases; they are gone when the test is over."""
    made = Databases(run_folder)
    yield made
    made.drop_all()


@pytest.fixture
def database_kind(request: pytest.FixtureRequest) -> str:
    """`sqlite`, or `postgres` where the test's marks say so."""
    kind: str = getattr(
        request, "param", "postgres" if request.node.get_closest_marker("postgres") else "sqlite"
    )
    return kind


@pytest.fixture
def database_url(
    databases: Databases, database_kind: str, request: pytest.FixtureRequest, run_folder: Path, home: Path
) -> str:
    """A database with tables and no rows; ``@pytest.mark.founded``: the demo's district; ``played``: its whole year."""
    if request.node.get_closest_marker("played"):
        return year_support.url(databases, database_kind, run_folder, home)
    if request.node.get_closest_marker("founded"):
        url = databases.fresh(database_kind, "founded", partial(founded_support.fill, run_folder))
        founded_support.copy_keys(run_folder, url, home)
        return url
    return databases.fresh(database_kind)


@pytest.fixture
def home(run_folder: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The data folder."""
    folder = run_folder / f"home_{os.getpid()}_{abs(hash(request.node.nodeid))}"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def environment(home: Path, database_url: str, request: pytest.FixtureRequest) -> dict[str, str]:
    """The settings as the environment would say them: ``os.environ | environment`` for a process."""
    address = "http://127.0.0.1"
    if "listening" in request.fixturenames:
        port = request.getfixturevalue("listening").getsockname()[1]
        address = f"http://127.0.0.1:{port}"
    return {
        "MICRO_PROJECTS_HOME": str(home),
        "MICRO_PROJECTS_DATABASE_URL": database_url,
        "MICRO_PROJECTS_SECRET_KEY": "a key that only tests know, long enough for production",
        "MICRO_PROJECTS_BASE_URL": address,
    }


@pytest.fixture
def settings(environment: dict[str, str]) -> Settings:
    """The settings of this test's house."""
    from config import from_environment

    return from_environment(environment)


@pytest.fixture
def app(settings: Settings, clock: ManualClock, run_folder: Path) -> Iterator[Flask]:
    """The whole house, as it is put together for people; an unexpected error reaches the test."""
    from jinja2 import FileSystemBytecodeCache

    from micro_projects.app import create_app
    from micro_projects.extensions import db

    made = create_app(settings, clock)
    made.testing = True
    made.test_client_class = Client
    cache = run_folder / "templates"
    cache.mkdir(exist_ok=True)
    made.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(cache))
    yield made
    with made.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture
def inside(app: Flask) -> Iterator[Flask]:
    """The house with its context pushed, for tests that call actions and queries themselves."""
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> Client:
    """A browser without a screen that inspects every page it is given."""
    made = app.test_client()
    assert isinstance(made, Client)
    return made


@pytest.fixture
def founded(app: Flask) -> Founded:
    """The demo's district, with ``@pytest.mark.founded``: places, people, roles, roll, calendar, log."""
    from micro_projects.demo.founding import again

    with app.app_context():
        return again()
