"""A secret vote (无记名表决): who voted, apart from what was voted. No row says when, none leads from one to the other.

docs/decisions/secret-vote.md. The triggers stand in motion_models, beside those of votes by name.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base


class SecretVote(Base):
    """The public half of the key pair made when the vote was called; the other half is a file (`secret_keys`)."""

    __tablename__ = "secret_vote"

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    public_key: Mapped[bytes]


class SecretMark(Base):
    """The register: this member has voted."""

    __tablename__ = "secret_mark"
    __table_args__ = {"sqlite_with_rowid": False}

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)


class SecretSealed(Base):
    """What a member cast, sealed while the vote runs; replaced when they change it, deleted when it is opened."""

    __tablename__ = "secret_sealed"
    __table_args__ = (
        ForeignKeyConstraint(["motion_id", "person_id"], ["secret_mark.motion_id", "secret_mark.person_id"]),
        {"sqlite_with_rowid": False},
    )

    motion_id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True)
    sealed: Mapped[bytes]


class SecretBallot(Base):
    """One opened ballot under a random number, written in the order of these numbers. Whose it is nothing says."""

    __tablename__ = "secret_ballot"
    __table_args__ = (
        CheckConstraint("choice IN ('yes','no','abstain')", name="choice"),
        {"sqlite_with_rowid": False},
    )

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    choice: Mapped[str]


class SecretSlip(Base):
    """A one-time code (表决码) for the shared tablet, for a member without a phone: its HMAC. Gone with the vote."""

    __tablename__ = "secret_slip"
    __table_args__ = {"sqlite_with_rowid": False}

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    mac: Mapped[bytes] = mapped_column(unique=True)
    used: Mapped[bool]
