"""A process that appends to the log, act after act, until it is told to stop by the log's size or by SIGKILL.

Run as ``python -m support.appending NAME TARGET``; each act it was acknowledged is printed, a line each.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256

ENTRIES, IN_FULL = 100, 4
"""In one act: its journal row and its entries stand or fall together. The first few are whole disclosures, the others
bare entries by the same way into the log, so that thousands take seconds."""


def main(name: str, target: int) -> None:
    """Append until the log has `target` entries."""
    from config import from_environment
    from micro_projects.app import create_app
    from micro_projects.extensions import db
    from micro_projects.journal import actions as journal
    from micro_projects.kernel import canonical
    from micro_projects.kernel.actor import CLOCK_ACTOR
    from micro_projects.kernel.tlog import merkle
    from micro_projects.notices import disclosing
    from micro_projects.notices.models import LogEntry
    from micro_projects.places import queries as places
    from micro_projects.web.door import act
    from micro_projects.web.sentence import say

    def bare(like: LogEntry) -> LogEntry:
        """One more entry of the same act, without parts."""
        columns = {c.name: getattr(like, c.name) for c in LogEntry.__table__.columns}
        manifest = canonical.dump({"parts": [], "v": 1})
        content = sha256(manifest)
        said = json.loads(like.entry) | {"content": f"sha256:{content.hexdigest()}"}
        entry = canonical.dump_entry(said)
        changed = {"entry": entry, "leaf": merkle.leaf_hash(entry)}
        return LogEntry(**columns | changed | {"manifest": manifest, "content": content.digest()})

    app = create_app(from_environment())
    with app.app_context():
        place = places.place("QH")
        for number in range(target):
            code = f"{name}-{number}"
            with act() as now:
                log = disclosing.current_log()
                db.session.refresh(log)
                if log.size >= target:
                    return
                journal.write(CLOCK_ACTOR, "test.append", None, now, code=code)
                for n in range(IN_FULL):
                    first = disclosing.disclose(
                        "cycle.ended",
                        say("第%(n)d条", n=n),
                        place_id=place.id,
                        path=place.path,
                        at=now,
                        code=code,
                        facts={"cycle": "FT-LH-2026", "year": 2026},
                    )
                for _ in range(ENTRIES - IN_FULL):
                    disclosing.append(log, bare(first))
            sys.stdout.write(f"{code}\n")
            sys.stdout.flush()
            db.session.expunge_all()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
