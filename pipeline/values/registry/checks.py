"""What makes a registry unusable: names and identifiers used twice, circles of successors."""

from __future__ import annotations

from datetime import date

from annotations.language import say
from pipeline.errors import RuleError
from pipeline.values.mentions import syllables
from pipeline.values.registry.entries import Entry


def check_entries(entries: tuple[Entry, ...]) -> None:
    """Refuse what would make a value depend on the order of the files."""
    seen: dict[tuple[str, bool], Entry] = {}
    names: dict[tuple[str, str, tuple[str, ...]], Entry] = {}
    for entry in entries:
        other = seen.setdefault((entry.id, bool(entry.units)), entry)
        if other is not entry:
            raise RuleError(
                say(
                    "{file}: two entries have the id {id!r}; give one another",
                    file=entry.file,
                    id=entry.id,
                )
            )
        for name, unit in entry.names:
            territories = entry.units if not unit else frozenset((unit,))
            for place in territories or ("",):
                key = (place, unit, syllables(name).low)
                first = names.setdefault(key, entry)
                if first is not entry and _overlap(first, entry):
                    raise RuleError(
                        say(
                            "{file}: {name!r} is a name of {id!r} and of {other!r} at the same "
                            "time; take it from one of them or give them dates",
                            file=entry.file,
                            name=name,
                            id=first.id,
                            other=entry.id,
                        )
                    )
    _check_successors(entries)


def _overlap(one: Entry, other: Entry) -> bool:
    begins = max(one.start or date.min, other.start or date.min)
    return begins < min(one.end or date.max, other.end or date.max)


def _check_successors(entries: tuple[Entry, ...]) -> None:
    follows = {entry.id: entry for entry in entries if entry.successor}
    known = {entry.id for entry in entries}
    for entry in entries:
        if entry.successor and entry.successor not in known:
            raise RuleError(
                say(
                    "{file}: {id}: no entry has the id {successor!r}",
                    file=entry.file,
                    id=entry.id,
                    successor=entry.successor,
                )
            )
        path = [entry.id]
        while (step := follows.get(path[-1])) is not None:
            path.append(step.successor)
            if step.successor in path[:-1]:
                raise RuleError(
                    say(
                        "{file}: successors make a circle: {path}; break it",
                        file=entry.file,
                        path=" -> ".join(path),
                    )
                )
