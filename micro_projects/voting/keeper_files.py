"""Key shares on the server: until a keeper has theirs on paper, and from giving back until the key is made again.

Files 0600 in the key folder, beside the key: never in the database or its back-ups.
"""

from __future__ import annotations

from nacl.public import PrivateKey

from micro_projects.kernel import kept_file
from micro_projects.kernel.refusal import N_, Refusal, Refused
from micro_projects.voting import keeper_words, round_keys
from micro_projects.voting.keeper_rules import SEATS
from micro_projects.voting.keeper_words import Share

WAITING, RETURNED = "waiting", "returned"
GONE = Refusal(
    "key_files_gone",
    N_("服务器上的钥匙文件不见了，份额无法显示。"),
    N_("请提出作废这一轮，重新冻结。已经领走的份额不能再用。"),
)


def split(code: str) -> dict[str, Share]:
    """Split the round's key; each seat's share waits in a file of its own."""
    shares = dict(zip(SEATS, keeper_words.split(bytes(round_keys.private(code))), strict=True))
    for seat, share in shares.items():
        _keep(code, seat, WAITING, share)
    return shares


def waiting(code: str, seat: str) -> Share:
    """A share that is not on paper yet; refused when its file is gone."""
    return _read(code, seat, WAITING)


def forget(code: str, seat: str) -> None:
    """The keeper has it on paper: it goes."""
    kept_file.shred(round_keys.path(code, f"{seat}.{WAITING}"))


def give_up(code: str) -> None:
    """The key and whatever shares are left go from the server."""
    round_keys.destroy(code)


def keep_returned(code: str, seat: str, share: Share) -> None:
    """A keeper gave theirs back."""
    _keep(code, seat, RETURNED, share)


def restore(code: str, seats: list[str], public_key: bytes) -> None:
    """Make the key again from the shares of `seats`; the shares' files go. ValueError when it is not the round's."""
    if not round_keys.is_kept(code):
        shares = [_read(code, seat, RETURNED) for seat in seats]
        key = PrivateKey(keeper_words.combine(shares[: keeper_words.NEEDED]))
        if bytes(key.public_key) != public_key:
            raise ValueError("the shares make another round's key")
        kept_file.keep(round_keys.path(code), key.encode())
    for seat in SEATS:
        kept_file.shred(round_keys.path(code, f"{seat}.{RETURNED}"))


def _keep(code: str, seat: str, what: str, share: Share) -> None:
    kept_file.keep(
        round_keys.path(code, f"{seat}.{what}"), " ".join(keeper_words.words(share)).encode("ascii")
    )


def _read(code: str, seat: str, what: str) -> Share:
    try:
        return keeper_words.read(round_keys.path(code, f"{seat}.{what}").read_text("ascii"))
    except FileNotFoundError:
        raise Refused(GONE) from None
