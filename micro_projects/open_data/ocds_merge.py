"""What the releases of one process add up to: OCDS's merging rules for the fields we publish.

Objects merge field by field; arrays of objects merge by `id`; everything else, and the fields the schema marks
``wholeListMerge``, is replaced by the later release. `id`, `date` and `tag` of releases are not merged.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]
_OF_A_RELEASE = ("id", "date", "tag")
_WHOLE = ("additionalIdentifiers", "additionalClassifications")


def compiled(releases: Sequence[Json]) -> Json:
    """The state after the last of `releases`, which come in order of time."""
    state: Json = {}
    for release in releases:
        _merge(state, {name: value for name, value in release.items() if name not in _OF_A_RELEASE})
    last = releases[-1]
    head = {
        "ocid": last["ocid"],
        "id": f"{last['ocid']}-{last['date']}",
        "date": last["date"],
        "tag": ["compiled"],
    }
    return head | {name: value for name, value in state.items() if name != "ocid"}


def _merge(old: Json, new: Json) -> None:
    for name, value in new.items():
        if isinstance(value, dict):
            _merge(old.setdefault(name, {}), value)
        elif _by_id(name, value):
            old[name] = _merged(old.get(name, []), value)
        elif name == "roles":  # a party keeps what it was before
            old[name] = list(dict.fromkeys([*old.get(name, []), *value]))
        else:
            old[name] = value


def _by_id(name: str, value: object) -> bool:
    return (
        name not in _WHOLE
        and isinstance(value, list)
        and all(isinstance(one, dict) and "id" in one for one in value)
    )


def _merged(old: list[Json], new: list[Json]) -> list[Json]:
    kept = {one["id"]: one for one in old}
    for one in new:
        _merge(kept.setdefault(one["id"], {}), one)
    return list(kept.values())
