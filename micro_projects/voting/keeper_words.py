"""A key share as words on paper (SLIP-39): split in three, two of which make the key again; read as it is typed. Pure.

The words are English. Each also has its number, 1 to 1024, so that nobody has to spell in a language they do not
write: a share may be typed as words, as their first four letters, as numbers, or mixed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics, rs1024
from shamir_mnemonic.constants import CHECKSUM_LENGTH_WORDS, CUSTOMIZATION_STRING_EXTENDABLE
from shamir_mnemonic.wordlist import WORD_INDEX_MAP, WORDLIST

from micro_projects.kernel.refusal import N_, Refusal, Refused, require

LENGTH = 33
"""Words of a share of 256 bits."""
NEEDED, SHARES = 2, 3
_PREFIX = 4
"""Letters that tell every word of the list from all others."""
_BY_PREFIX = {word[:_PREFIX]: n for n, word in enumerate(WORDLIST)}
_SYMBOL_BITS = 10
Share = tuple[int, ...]
"""Numbers of its words in order, from 0."""

NOT_A_WORD = Refusal(
    "not_a_share_word",
    N_("第%(at)d个“%(typed)s”不在词表里。"),
    N_("请对照纸上的第%(at)d个词，输入这个词，或者它旁边的数字（1到1024）。"),
    422,
)
TOO_FEW_WORDS = Refusal(
    "share_length",
    N_("一份钥匙有%(length)d个词，现在输入了%(typed)d个。"),
    N_("请对照纸上的顺序，看看漏了哪个，或者哪个输了两遍。"),
    422,
)
ONE_WRONG = Refusal(
    "share_word_wrong",
    N_("第%(at)d个词和抄写时不一样。"),
    N_("请看清纸上的第%(at)d个词，改好再提交；别的词都对得上。"),
    422,
)
SOME_WRONG = Refusal(
    "share_words_wrong",
    N_("有两个以上的词和抄写时不一样，或者顺序不对。"),
    N_("请对照纸，从第1个词起逐个核对。"),
    422,
)


def split(secret: bytes) -> list[Share]:
    """Three shares of a secret, any two of which make it again; one alone says nothing of it."""
    (group,) = generate_mnemonics(1, [(NEEDED, SHARES)], secret, iteration_exponent=0)
    return [tuple(WORD_INDEX_MAP[word] for word in text.split()) for text in group]


def combine(shares: Sequence[Share]) -> bytes:
    """The secret of two shares; ValueError when they do not belong together."""
    try:
        return bytes(combine_mnemonics([" ".join(words(share)) for share in shares]))
    except MnemonicError as wrong:
        raise ValueError(str(wrong)) from wrong


def words(share: Share) -> list[str]:
    """Its words in order."""
    return [WORDLIST[n] for n in share]


def fingerprint(share: Share) -> bytes:
    """SHA-256 of the share's words: 256 secret bits leave nothing to guess."""
    return hashlib.sha256(" ".join(words(share)).encode()).digest()


def read(typed: str) -> Share:
    """The share that was typed; refused with the word that is wrong, where one can be told."""
    pieces = [piece for piece in re.split(r"[\s,.;，。；、]+", typed) if piece]
    share = tuple(read_word(piece, at) for at, piece in enumerate(pieces, start=1))
    require(len(share) == LENGTH, TOO_FEW_WORDS, length=LENGTH, typed=len(share))
    rest = _syndrome(share)
    if rest:
        places = [at for at in range(LENGTH) if _may_be(rest, at)]
        raise Refused(ONE_WRONG, at=places[0] + 1) if len(places) == 1 else Refused(SOME_WRONG)
    return share


def read_word(typed: str, at: int) -> int:
    """The number of a word typed as itself, its first letters, or its number (from 1); `at`: its place, for people."""
    plain = typed.strip().lower()
    if plain.isascii() and plain.isdigit() and 1 <= int(plain[:5]) <= len(WORDLIST):
        return int(plain) - 1
    number: int | None = WORD_INDEX_MAP.get(plain)
    if number is None and len(plain) == _PREFIX:
        number = _BY_PREFIX.get(plain)
    if number is None:
        raise Refused(NOT_A_WORD, at=at, typed=typed[:20])
    return number


# -- which word is wrong ----------------------------------------------------------------------------------
# The checksum is linear over bits, so what one wrong word adds to it can be looked for place by place.


def _syndrome(share: Share) -> int:
    """0 for a share whose checksum fits; else what is wrong adds up to this."""
    data, kept = share[:-CHECKSUM_LENGTH_WORDS], share[-CHECKSUM_LENGTH_WORDS:]
    made: list[int] = rs1024.create_checksum(data, CUSTOMIZATION_STRING_EXTENDABLE)
    return _joined(made) ^ _joined(kept)


def _joined(symbols: Sequence[int]) -> int:
    value = 0
    for symbol in symbols:
        value = value << _SYMBOL_BITS | symbol
    return value


def _may_be(rest: int, at: int) -> bool:
    """Whether one wrong word at this place explains the whole difference."""
    none = _syndrome((0,) * LENGTH)
    basis: list[int] = []
    for bit in range(_SYMBOL_BITS):
        one = tuple(1 << bit if n == at else 0 for n in range(LENGTH))
        basis.append(_reduced(_syndrome(one) ^ none, basis))
    return _reduced(rest, basis) == 0


def _reduced(value: int, basis: Sequence[int]) -> int:
    for one in basis:
        value = min(value, value ^ one)
    return value
