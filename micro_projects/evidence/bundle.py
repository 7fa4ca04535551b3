"""The evidence bundle (docs/evidence.md): every file in the order of its path, made one at a time.

The same bytes for the same scope, signed head and redactions: nothing in it depends on the day, the process or
the reader.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache

from micro_projects.evidence import queries, reading
from micro_projects.evidence.queries import Head, Scope
from micro_projects.evidence.tree import Tree
from micro_projects.evidence.zipping import zipped
from micro_projects.kernel import canonical
from micro_projects.kernel.tlog import note
from micro_projects.notices import checking, machine_form
from micro_projects.open_data import producing
from micro_projects.verifying import shipping
from micro_projects.web.language import binding

VERSION = 1
Files = Iterator[tuple[str, bytes]]


def make(code: str, size: int | None = None) -> Iterator[bytes]:
    """The bundle of a project's or proposal's code, or of ``PLACE/YEAR``, at the newest signed head or that of `size`.

    Refusals come before the first byte.
    """
    about = queries.scope(code)
    return stream(about, queries.heads(about, size))


def stream(about: Scope, heads: list[Head]) -> Iterator[bytes]:
    """The archive, in pieces."""
    with binding():
        yield from zipped(_listed(about, heads))


def tag(about: Scope, heads: list[Head]) -> str:
    """The ETag, without making it: scope, heads, the last redaction, and the program that makes it."""
    said = [about.of, str(queries.last_redaction()), _program()]
    said += [f"{head.log.code} {head.checkpoint.size} {head.checkpoint.root.hex()}" for head in heads]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]


@cache
def _program() -> str:
    """A hash over what of the program is in a bundle."""
    shipped = hashlib.sha256(checking.page_bytes())
    for path, body in shipping.source_files().items():
        shipped.update(path.encode() + body)
    return shipped.hexdigest()


def _listed(about: Scope, heads: list[Head]) -> Files:
    """Every file; the manifest stands after all it names but the verifier, which is read beforehand."""
    hashes: dict[str, str] = {}
    verifier = {f"verifier/{path}": body for path, body in sorted(shipping.source_files().items())}
    for path, body in _files(about, heads):
        hashes[path] = hashlib.sha256(body).hexdigest()
        yield path, body
    hashes |= {path: hashlib.sha256(body).hexdigest() for path, body in verifier.items()}
    yield "manifest.json", canonical.dump(_manifest(about, heads, hashes))
    yield from verifier.items()


def _manifest(about: Scope, heads: list[Head], hashes: dict[str, str]) -> canonical.Value:
    return {
        "files": {path: hashes[path] for path in sorted(hashes)},
        "logs": {
            head.log.code: {"root": head.checkpoint.root.hex(), "size": head.checkpoint.size}
            for head in heads
        },
        "of": about.of,
        "v": VERSION,
    }


def _files(about: Scope, heads: list[Head]) -> Files:
    """All that is hashed as it goes by, paths sorted."""
    yield "check.html", checking.page_bytes()
    for name, body in sorted(_data(about, heads).items()):
        yield f"data/{name}", body
    yield "index.html", reading.page(about, heads)
    for head in sorted(heads, key=lambda head: head.log.code):
        for path, body in _log(about, head):
            yield f"logs/{head.log.code}/{path}", body


def _data(about: Scope, heads: list[Head]) -> dict[str, bytes]:
    sizes = queries.sizes(heads)
    if about.project is None:
        return producing.files(about.place.code, about.year, sizes)
    return producing.files_of_project(about.project, sizes) if about.born else {}


def _log(about: Scope, head: Head) -> Files:
    """One log's files: head, entries, keys, parts, proofs, tiles."""
    code, inside = head.log.code, queries.upto(about, head)
    yield "checkpoint", head.checkpoint.note.encode()
    for entry, parts in machine_form.read(head.log.id, inside, as_text=True):
        yield (
            f"disclosures/{entry.index}.json",
            machine_form.form(code, entry, parts, f"parts/{entry.index}"),
        )
    keys = [note.Verifier(head.log.origin, public) for public in head.keys]
    yield "key", "".join(f"{key.line}\n" for key in keys).encode()
    for part in queries.files(about, head, sorted(machine_form.TEXTS)):
        yield f"parts/{part.index}/{part.name}", part.body or b""
    tree = Tree(queries.leaves(head))
    root = tree.root.hex()
    for index in queries.indices(about, head):
        yield f"proofs/{index}.json", _proof(code, index, tree, root)
    yield from tree.tiles()


def _proof(code: str, index: int, tree: Tree, root: str) -> bytes:
    """As ``/log/<log>/proof/inclusion`` gives it."""
    told = {
        "index": index,
        "leaf": tree.node(0, index).hex(),
        "log": code,
        "proof": [node.hex() for node in tree.proof(index)],
        "root": root,
        "size": tree.size,
    }
    return json.dumps(told, separators=(",", ":")).encode() + b"\n"
