"""What people read for an agency: its name with its place, so that they can tell it from others."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import TypeAlias

from pipeline.values.registry import Registry

_LEVEL_WORDS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "cấp")
_KINDS = {"tinh": "tỉnh", "thanh-pho": "thành phố"}
_COMMITTEES = frozenset(("tỉnh", "thành", "huyện", "quận", "thị"))
"""Words that tell the level in front of "ủy": "Tỉnh ủy Nghệ An"."""
_BY_NAME = frozenset(("báo",))
"""Bodies that bear the place's name alone: "Báo Nghệ An"."""


Places: TypeAlias = MutableMapping[str, tuple[str, str]]
"""Districts and communes by their slugs: the word for what they are, and their name."""


def title(
    identifier: str,
    *,
    name: str,
    registry: Registry,
    places: Places,
    bodies: Mapping[str, str],
) -> str:
    """The name of a body with its place: "Sở Y tế tỉnh Nghệ An".

    Args:
        identifier: of one body, not of several, nor of a collective.
        name: its canonical name, or what is written.
        registry: the provinces and the bodies that units stand under.
        places: how the plan writes districts and communes.
        bodies: names of bodies that no registry has, by their identifiers.
    """
    body, _, part = identifier.rpartition(">")
    if part and body:
        over = bodies.get(body) or _name(body, registry)
        over = title(body, name=over, registry=registry, places=places, bodies=bodies)
        return name if not over or name.endswith(over) else f"{name} {over}"
    path = identifier.partition("@")[2]
    province = registry.province(path.partition("/")[0])
    if not name or province is None:
        return name
    unit = path.partition("/")[2]
    if not unit:
        return _placed(name, province.name, _KINDS[province.kind])
    level, own = places.get(unit, ("", unit.replace("-", " ")))
    if name.endswith(f"{own}, {province.name}"):
        return name
    return f"{_placed(name, own, level)}, {province.name}"


def _name(identifier: str, registry: Registry) -> str:
    """The registry's name of a body without its place."""
    entries = registry.kinds(identifier.partition("@")[0])
    return next((entry.name for entry in entries), "")


def _placed(name: str, place: str, level: str) -> str:
    """``name`` with its place behind it, in the stead of a word for its level."""
    if not name:
        return ""
    folded = name.casefold()
    if folded.endswith(place.casefold()):
        return name
    for word in _LEVEL_WORDS:
        if folded.endswith(f" {word}"):
            name = name[: -len(word) - 1]
            break
    *_, word, last = ("", *name.casefold().split())
    telling = word in _COMMITTEES if last == "ủy" else name.casefold() in _BY_NAME
    return f"{name} {place}" if telling or not level else f"{name} {level} {place}"
