"""People, their secrets (encrypted), accounts, roles with terms, the roll of a community."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, never_deleted


class Person(Base):
    """Somebody known to the system. `public_name` is what others read: 张**, or in full where the role asks it."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    """For addresses; random."""
    public_name: Mapped[str]
    created_at: Mapped[datetime]


class PersonKey(Base):
    """The data key of one person, wrapped by the master outside the database; erasing a person destroys it."""

    __tablename__ = "person_key"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    master_version: Mapped[int]
    wrapped: Mapped[bytes | None]
    destroyed_at: Mapped[datetime | None]


class PersonSecret(Base):
    """One secret field: AES-GCM under the person's key; `blind_index` is an HMAC for look-up only."""

    __tablename__ = "person_secret"
    __table_args__ = (
        UniqueConstraint("person_id", "kind"),
        Index("ix_person_secret_kind_blind_index", "kind", "blind_index"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    """``name``, ``phone``, ``address``, ``national_id`` (index only)."""
    ciphertext: Mapped[bytes | None]
    blind_index: Mapped[bytes | None]


class Account(Base):
    """How a person signs in."""

    __tablename__ = "account"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    epoch: Mapped[int] = mapped_column(default=0)
    """Raised when the password changes: every older sign-in ends."""
    closed_at: Mapped[datetime | None]


class SignInAttempt(Base):
    """Counted per account and address; no lock-out, only a wait."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("ix_sign_in_attempt_key_at", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[bytes]
    """HMAC of the login, or of the address."""
    at: Mapped[datetime]


class RoleHolding(Base):
    """A role held in a place for a term: from `from_on`, through the day before `until_on`."""

    __tablename__ = "role_holding"
    __table_args__ = (
        Index("ix_role_holding_place_id_role", "place_id", "role"),
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="term"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class RollEntry(Base):
    """A resident on a community's roll. A person stands on one roll only while not removed."""

    __tablename__ = "roll_entry"
    __table_args__ = (
        Index(
            "uq_roll_entry_person_in_force",
            "person_id",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
        Index("ix_roll_entry_place_id_id", "place_id", "id"),
        CheckConstraint("age_band IN ('18_34','35_49','50_64','65_up')", name="age_band"),
        CheckConstraint("sex IN ('female','male')", name="sex"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    """Random; the voter everywhere is this entry, never the account."""
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    """The community."""
    grid_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    household: Mapped[str]
    age_band: Mapped[str | None]
    """A key of `roll_rules.AGE_BANDS` on the day it was put on the roll; None: not known."""
    sex: Mapped[str | None]
    """``female``, ``male``; None: not known. Only for draws with quotas, as the age band; never shown of one person."""
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    removed_reason: Mapped[str | None]


for table in ("person", "account", "role_holding", "roll_entry"):
    never_deleted(table)
