"""What the files of a plan's own are called."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath

MAX_BYTES = 200
"""File systems take names of 255 bytes; endings and prefixes need some of them."""

STANDARD_INPUT = "-"


def output_names(inputs: Iterable[str]) -> dict[str, str]:
    """A file name without ending for each input, no two alike.

    An input goes by its stem; inputs that share one get their folder's name before it, then
    their own ending behind it, then their whole path. Names that differ only in case or in
    Unicode form count as alike, since some file systems take them for one.

    Args:
        inputs: paths as the user gave them; ``-`` is standard input.
    """
    unique = list(dict.fromkeys(inputs))
    level = dict.fromkeys(unique, 0)
    while True:
        names = {name: _SHAPES[level[name]](PurePath(name)) for name in unique}
        alike: defaultdict[str, list[str]] = defaultdict(list)
        for name in unique:
            alike[_compared(names[name])].append(name)
        rising = [
            name
            for group in alike.values()
            if len(group) > 1
            for name in group
            if level[name] < len(_SHAPES) - 1
        ]
        if not rising:
            return _numbered(names, list(alike.values()))
        for name in rising:
            level[name] += 1


def _stem(path: PurePath) -> str:
    return "stdin" if str(path) == STANDARD_INPUT else _short(path.stem)


def _with_folder(path: PurePath) -> str:
    return _short("_".join(part for part in (path.parent.name, path.stem) if part))


def _with_ending(path: PurePath) -> str:
    return _short("_".join(part for part in (path.parent.name, path.name) if part))


def _whole(path: PurePath) -> str:
    return _short("_".join(part for part in path.parts if part not in (path.anchor, "..")))


_SHAPES: Sequence[Callable[[PurePath], str]] = (_stem, _with_folder, _with_ending, _whole)


def _numbered(names: dict[str, str], groups: list[list[str]]) -> dict[str, str]:
    """Tell apart what its whole path does not, as ``a_b/c`` and ``a/b_c``."""
    taken = {_compared(name) for name in names.values()}
    for group in groups:
        for name in group[1:]:
            stem, count = names[name], 2
            while _compared(f"{stem}-{count}") in taken:
                count += 1
            names[name] = f"{stem}-{count}"
            taken.add(_compared(names[name]))
    return names


def _compared(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _short(name: str) -> str:
    encoded = name.encode("utf-8", "surrogateescape")
    if len(encoded) <= MAX_BYTES:
        return name
    digest = hashlib.sha256(encoded).hexdigest()[:8]
    return f"{encoded[: MAX_BYTES - 9].decode('utf-8', 'ignore')}-{digest}"
