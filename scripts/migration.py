"""Write the next migration: ``.venv/bin/python scripts/migration.py add_something``.

The newest schema is built by the migrations so far, compared with the models (guards included), and the
difference written to migrations/versions/. Read it before you commit it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)

from sqlalchemy import create_engine  # noqa: E402 - found on the path set above

from micro_projects import migrating, rooms  # noqa: E402


def main(slug: str) -> None:
    """Write it and say where."""
    rooms.load_models()
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/before.sqlite3")
        if any((migrating.FOLDER / "versions").glob("[0-9]*.py")):
            migrating.upgrade(engine)
        with engine.connect() as connection:
            print(migrating.write(connection, slug))
        engine.dispose()


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].isidentifier():
        sys.exit("one word for what it does, such as add_letter_codes")
    main(sys.argv[1])
