"""Inclusion proofs of a bundle (RFC 9162 §2.1.3): each leads from its leaf to the root. Told under `root`."""

from __future__ import annotations

from collections.abc import Iterator

from micro_projects.kernel.tlog import merkle
from micro_projects.verifying import shape
from micro_projects.verifying.case import Case, Log
from micro_projects.verifying.limits import MOST_NOTE
from micro_projects.verifying.report import Broken, Checked, Line, fault


def proofs(case: Case) -> Iterator[Line]:
    """Check every proof of every log; an address gives them one by one and is not asked."""
    found = case.record.files
    if found is None:
        return
    for log in case.logs.values():
        folder = case.record.where(log.id, "proofs/")
        for path in sorted(path for path in found.sizes if path.startswith(folder)):
            if log.head is None or log.tree is None:
                return
            try:
                told = shape.load(found.read(path, MOST_NOTE))
                right = _leads(log, told) and path == f"{folder}{told['index']}.json"
            except Broken as broken:
                yield broken.fault
                continue
            except shape.Malformed as wrong:
                yield fault(path, "malformed", key=wrong.key[:64])
                continue
            if right:
                yield Checked(1)
            else:
                yield fault(path, "bad_proof")


def _leads(log: Log, told: object) -> bool:
    """Whether a proof as ``/log/<log>/proof/inclusion`` gives it is true of this log."""
    assert log.head is not None and log.tree is not None
    index, size = shape.number(told, "index"), shape.number(told, "size")
    leaf, root = shape.digest(told, "leaf"), shape.digest(told, "root")
    path = [shape.hash_of(one, "proof") for one in shape.texts(told, "proof")]
    inside = index < size <= log.head.size and shape.text(told, "log") == log.id
    return (
        inside
        and leaf == log.tree.leaf(index)
        and root == log.tree.root(size)
        and merkle.verify_inclusion(leaf, index, size, path, root)
    )
