"""What a witness signs: a head that a known key signed and that extends the one it remembers. Nothing else, ever.

Source: C2SP tlog-witness and tlog-cosignature.
"""

from __future__ import annotations

from collections.abc import Sequence

from micro_projects.kernel.tlog import checkpoint, cosignature, merkle, note
from micro_projects.kernel.tlog.checkpoint import Checkpoint
from micro_projects.witnessing.memory import Log, Memory


class NotSigned(Exception):  # noqa: N818 - an answer, not an error
    """Why a head was not signed. `code` is a key of `words.WHY`; an alarm is kept as evidence."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail

    @property
    def is_alarm(self) -> bool:
        """Whether the log contradicts itself: both heads were kept, and somebody has to look."""
        return self.code in ("fork", "shrunk", "inconsistent")


def opened(raw: str, log: Log) -> tuple[Checkpoint, str, note.Note]:
    """The head of a note that one of the log's known keys signed, and the text that was signed."""
    try:
        read = note.open_note(raw, log.keys)
        head = checkpoint.parse(read.text)
    except note.BadNote as bad:
        raise NotSigned("unsigned", str(bad)) from None
    if head.origin != log.origin:
        raise NotSigned("origin", head.origin)
    return head, read.text, read


def accept(memory: Memory, log: Log, raw: str, proof: Sequence[bytes], seconds: int) -> str:
    """Check a head against the last one, remember it on the disk, and only then cosign it: the line.

    `proof` shows that it extends the remembered head (RFC 9162 §2.1.4); none is needed for the same size
    or the first. `seconds` is the time since 1970 that the cosignature says.
    """
    head, text, _read = opened(raw, log)
    last = log.last
    if last is not None:
        _compare(memory, log, last, head, raw, proof)
    memory.remember(log, raw)
    return cosignature.sign(text, memory.name, memory.private, seconds)


def _compare(
    memory: Memory, log: Log, last: Checkpoint, head: Checkpoint, raw: str, proof: Sequence[bytes]
) -> None:
    why = ""
    if head.size < last.size:
        why = "shrunk"
    elif head.size == last.size:
        why = "" if head.root == last.root else "fork"
    elif not merkle.verify_consistency(last.size, head.size, last.root, head.root, proof):
        why = "inconsistent"
    if why:
        memory.keep_evidence(log, why, raw, proof)
        raise NotSigned(why, f"{last.size} → {head.size}")
