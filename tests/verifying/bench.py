"""A log and its evidence bundle made by hand from docs/evidence.md: the verifier's test bed.

Nothing here uses the house; what a test wants wrong it changes in the facts before they are hashed and signed
(`edits`), or in the finished files.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from micro_projects.kernel import canonical
from micro_projects.kernel.tlog import merkle, note, tiles
from micro_projects.kernel.tlog.checkpoint import Checkpoint
from micro_projects.verifying.tree import Tree

Edit = Callable[[dict[str, Any]], None]
SIGNER = note.Signer("example.org/log/QH", sha256(b"the bench's key").digest())
OTHER = note.Signer("example.org/log/QH", sha256(b"somebody else's key").digest())


@dataclass
class Bench:
    """A log that grows by `add` and becomes a bundle by `files`."""

    log: str = "QH"
    signers: tuple[note.Signer, ...] = (SIGNER,)
    edits: Mapping[tuple[str, int], Edit] = field(default_factory=dict)
    """What to change in the facts of the n-th entry of a kind, before anything is hashed."""
    entry_edits: Mapping[tuple[str, int], Edit] = field(default_factory=dict)
    """The same for the entry itself."""
    of: str = "FT-LH/2026"
    entries: list[bytes] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)
    attached: dict[tuple[int, str], bytes] = field(default_factory=dict)
    _seen: Counter[str] = field(default_factory=Counter)

    def add(
        self,
        kind: str,
        facts: dict[str, Any],
        subject: str,
        at: str,
        *,
        supersedes: int | None = None,
        parts: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> int:
        """Append one disclosure; its index."""
        facts = json.loads(json.dumps(facts))
        key = kind, self._seen[kind]
        self._seen[kind] += 1
        if key in self.edits:
            self.edits[key](facts)
        bodies = {
            "text": ("text/plain", f"{kind} {subject}".encode()),
            "facts": ("application/json", canonical.dump(facts)),
            **(parts or {}),
        }
        index = len(self.entries)
        salts = {name: sha256(f"{index} {name}".encode()).digest() for name in bodies}
        lines: list[canonical.Value] = [
            {"hash": sha256(salts[name] + body).hexdigest(), "media": media, "name": name, "size": len(body)}
            for name, (media, body) in sorted(bodies.items())
        ]
        manifest = canonical.dump({"parts": lines, "v": 1})
        entry: dict[str, Any] = {
            "content": f"sha256:{sha256(manifest).hexdigest()}",
            "issued_at": datetime.fromisoformat(at).isoformat(timespec="seconds"),
            "kind": kind,
            "place": "FT-LH",
            "reason_code": None,
            "subject": subject,
            "supersedes": supersedes,
            "v": 1,
        }
        if key in self.entry_edits:
            self.entry_edits[key](entry)
        raw = canonical.dump_entry(entry)
        self.entries.append(raw)
        shown: dict[str, Any] = {}
        for name, (media, body) in bodies.items():
            part = {"media": media, "size": len(body), "salt": salts[name].hex()}
            if media in ("text/plain", "application/json"):
                shown[name] = {**part, "text": body.decode()}
            else:
                shown[name] = {**part, "file": f"parts/{index}/{name}"}
                self.attached[index, name] = body
        self.told.append(
            {
                "log": self.log,
                "index": index,
                "entry": raw.decode(),
                "manifest": manifest.decode(),
                "parts": shown,
            }
        )
        return index

    @property
    def tree(self) -> Tree:
        """The tree as it is now."""
        return Tree(b"".join(merkle.leaf_hash(entry) for entry in self.entries))

    def note(self, size: int | None = None) -> str:
        """The signed checkpoint, now or of an earlier size."""
        size = len(self.entries) if size is None else size
        head = Checkpoint(self.signers[0].name, size, self.tree.root(size))
        return note.sign(head.text(), self.signers)

    def withhold(self, index: int, name: str) -> None:
        """Show a part no more."""
        self.told[index]["parts"][name] = None
        self.attached.pop((index, name), None)

    def files(self) -> dict[str, bytes]:
        """The bundle's files with their manifest."""
        base, tree, size = f"logs/{self.log}", self.tree, len(self.entries)
        made: dict[str, bytes] = {
            "index.html": b"<!doctype html><title>evidence</title>",
            "data/projects.csv": b"code,cost\nFT-LH-2026-001,7000000\n",
            f"{base}/key": "".join(f"{s.line}\n" for s in self.signers).encode(),
            f"{base}/checkpoint": self.note().encode(),
        }
        for tile in tiles.all_tiles(size):
            made[f"{base}/{tile.path}"] = tree.tile(tile.level, tile.index, tile.width)
        for told in self.told:
            index = told["index"]
            made[f"{base}/disclosures/{index}.json"] = json.dumps(told, ensure_ascii=False).encode()
            made[f"{base}/proofs/{index}.json"] = json.dumps(self.proof(index, tree)).encode()
        for (index, name), body in self.attached.items():
            made[f"{base}/parts/{index}/{name}"] = body
        return with_manifest(made, self.of, {self.log: {"size": size, "root": tree.root(size).hex()}})

    def proof(self, index: int, tree: Tree) -> dict[str, Any]:
        """The inclusion proof as the log's address gives it."""
        path = merkle.inclusion_proof(index, tree.size, tree.node)
        return {
            "log": self.log,
            "index": index,
            "size": tree.size,
            "leaf": tree.leaf(index).hex(),
            "proof": [node.hex() for node in path],
            "root": tree.root(tree.size).hex(),
        }


def with_manifest(
    files: Mapping[str, bytes], of: str = "", logs: dict[str, Any] | None = None
) -> dict[str, bytes]:
    """`files` with a manifest that names them; what it said of subject and logs stays where not given."""
    before = json.loads(files["manifest.json"]) if "manifest.json" in files else {}
    named: dict[str, Any] = {
        path: sha256(body).hexdigest() for path, body in files.items() if path != "manifest.json"
    }
    told = {"v": 1, "of": of or before["of"], "logs": logs or before["logs"], "files": named}
    return {**files, "manifest.json": canonical.dump(told)}


def zipped(files: Mapping[str, bytes], path: Path, method: int = zipfile.ZIP_STORED) -> Path:
    """The files as a ZIP at `path`."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), files[name], method)
    path.write_bytes(data.getvalue())
    return path


def unpacked(files: Mapping[str, bytes], folder: Path) -> Path:
    """The files in a folder."""
    for name, body in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)
    return folder
