"""What the files of a plan's own are called."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import count
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


def another_name(name: str, taken: Iterable[str]) -> str:
    """A file name without ending for an input that was not foreseen, unlike all in ``taken``."""
    compared = {_compared(other) for other in taken}
    shapes = [shape(PurePath(name)) for shape in _SHAPES]
    free = (shape for shape in shapes if _compared(shape) not in compared)
    return next(free, None) or _counted(shapes[-1], compared)


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
            names[name] = _counted(names[name], taken)
            taken.add(_compared(names[name]))
    return names


def _counted(name: str, taken: Collection[str]) -> str:
    numbered = (f"{name}-{number}" for number in count(2))
    return next(candidate for candidate in numbered if _compared(candidate) not in taken)


def _compared(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _short(name: str) -> str:
    encoded = name.encode("utf-8", "surrogateescape")
    if len(encoded) <= MAX_BYTES:
        return name
    digest = hashlib.sha256(encoded).hexdigest()[:8]
    return f"{encoded[: MAX_BYTES - 9].decode('utf-8', 'ignore')}-{digest}"
