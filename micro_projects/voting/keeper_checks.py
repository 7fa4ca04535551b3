"""Invariant 6 on the data: a key its keepers have is not on the server; samples are drawn over every mark."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.kernel.finding import Finding
from micro_projects.notices import queries as notices
from micro_projects.voting import keeper_queries, round_keys, sample_queries
from micro_projects.voting.keeper_models import KeyShare, KeySplit
from micro_projects.voting.models import Round
from micro_projects.voting.sample_models import MarkSample

SECRECY = "6 secrecy"


def keepers() -> Iterator[Finding]:
    """While the keepers have the key nobody else has; nothing came back before closing; nobody gave two."""
    splits = {split.round_id: split for split in db.session.scalars(select(KeySplit))}
    query = select(Round).where(Round.keepers.is_(True), Round.public_key.is_not(None)).order_by(Round.id)
    for round_ in db.session.scalars(query):
        split = splits.get(round_.id)
        given_up = split is not None and split.given_up_at is not None
        if round_.state not in ("frozen", "void") and not given_up:
            yield Finding(SECRECY, f"round {round_.code}: it opened while the server had its keepers' key")
        if split is not None and given_up and split.restored_at is None and round_keys.is_kept(round_.code):
            yield Finding(
                SECRECY, f"round {round_.code}: its keepers have the key, yet the server has it too"
            )
        if split is not None and split.restored_at is not None:
            back = [s for s in keeper_queries.shares(round_.id) if s.returned_at is not None]
            if len({share.returned_by for share in back}) < 2:
                yield Finding(
                    SECRECY, f"round {round_.code}: its key was made again from fewer than two shares"
                )
    early = (
        select(KeyShare.seat, Round)
        .join(Round, Round.id == KeyShare.round_id)
        .where(KeyShare.returned_at < Round.closes_at)
    )
    for seat, round_ in db.session.execute(early):
        yield Finding(SECRECY, f"round {round_.code}: the share of {seat} was given back before closing")


def samples() -> Iterator[Finding]:
    """A sample's lot holds every mark, and asked is whom it drew first."""
    for sample in db.session.scalars(select(MarkSample).order_by(MarkSample.id)):
        places = notices.lot_places(sample.lot_id)
        if {place.code: place.member_id for place in places} != sample_queries.fingerprints(sample.round_id):
            yield Finding(SECRECY, f"mark sample {sample.id}: it was not drawn over the round's marks")
        drawn = [place.member_id for place in places if place.rank is not None][: sample.size]
        if [row.entry_id for row in sample_queries.asked(sample.id)] != drawn:
            yield Finding(SECRECY, f"mark sample {sample.id}: others are asked than were drawn")


CHECKS = (keepers, samples)
