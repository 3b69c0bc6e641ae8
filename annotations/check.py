"""Finds what is wrong with a folder of annotated plans, all of it in one run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from pathlib import Path

from annotations import brat, digests, splits
from annotations.corpus import annotation_files, plan_name
from annotations.errors import AnnotationError
from annotations.language import later, say, translated
from annotations.shingles import MAX_SHARED, shared, shingles
from annotations.splits import Split, Splits
from annotations.storage import decode_utf8, read_bytes
from annotations.types import Annotation, Entity, Label, Role
from annotations.values import value_of

_Key = tuple[Label, int, int]


class Severity(StrEnum):
    """Whether a finding has to be mended."""

    ERROR = later("error")
    WARNING = later("warning")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, or that looks so.

    Args:
        severity: whether it has to be mended.
        path: the file.
        line: the 1-based line, where one is to blame.
        message: what is wrong.
    """

    severity: Severity
    path: Path
    line: int | None
    message: str

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {translated(self.severity)}: {self.message}"


def check(folder: Path) -> list[Finding]:
    """All findings in a folder of annotated plans, file by file.

    Args:
        folder: the folder; plans in folders below it are checked too, and below folders
            named train, dev and test belong to these splits where ``splits.toml`` is silent.

    Raises:
        AnnotationError: when there is no such folder or no annotation in it.
    """
    files = annotation_files(folder)
    findings = list(_texts_alone(folder, files))
    texts: dict[str, str] = {}
    for name, path in files.items():
        try:
            texts[name] = decode_utf8(
                read_bytes(path.with_suffix(".txt")), path.with_suffix(".txt")
            )
            standoff = decode_utf8(read_bytes(path), path)
        except AnnotationError as error:
            findings.append(_broken(error))
            continue
        findings += check_standoff(standoff, texts[name], path)
    try:
        findings += _digest_findings(folder, texts)
    except AnnotationError as error:
        findings.append(_broken(error))
    try:
        findings += _split_findings(folder, texts, splits.load(folder))
    except AnnotationError as error:
        findings.append(_broken(error))
    return findings


def check_standoff(standoff: str, text: str, path: Path) -> list[Finding]:
    """All findings in one ``.ann`` file.

    Args:
        standoff: what the file holds.
        text: the annotated text.
        path: the file, for messages.
    """
    lines = standoff.removeprefix("\ufeff").split("\n")
    findings = _unreadable_lines(lines, text, path)
    annotation = brat.loads("\n".join(lines), text, name=path)
    at: dict[_Key, int] = {}
    first_with: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if line.startswith("T"):
            (entity,) = brat.loads(line, text).entities
            at.setdefault(entity.key, number)
        if line.startswith(("T", "R")):
            first = first_with.setdefault(line.partition("\t")[2].strip(), number)
            if first != number:
                findings.append(
                    _warning(path, number, say("the same stands in line {first}", first=first))
                )
    findings += _border_findings(annotation, at, path)
    findings += _overlap_findings(annotation, at, path)
    findings += _lead_findings(annotation, at, path)
    findings += _value_findings(annotation, at, path)
    return sorted(findings, key=lambda finding: finding.line or 0)


def _unreadable_lines(lines: list[str], text: str, path: Path) -> list[Finding]:
    """Blank the lines that break the format, so that the rest can be looked at."""
    findings: list[Finding] = []
    blanked: set[str] = set()
    while True:
        try:
            brat.loads("\n".join(lines), text, name=path)
        except AnnotationError as error:
            if error.line is None:
                raise
            name, _, body = lines[error.line - 1].partition("\t")
            # A relation or note of an entity that is gone for its own fault has none itself.
            ends = body.replace("\t", " ").split()
            if not any(end.rpartition(":")[2] in blanked for end in ends):
                findings.append(_broken(error))
            blanked.add(name)
            lines[error.line - 1] = ""
        else:
            return findings


def _value_findings(
    annotation: Annotation, at: Mapping[_Key, int], path: Path
) -> Iterator[Finding]:
    valued: set[Entity] = set()
    for note in annotation.notes:
        if not isinstance(note.on, Entity):
            continue
        line = at[note.on.key]
        try:
            value = value_of(note)
        except ValueError as error:
            yield _error(path, line, f"{_shown(note.on, annotation.text)}: {error}")
            continue
        if value is not None and note.on in valued:
            yield _error(
                path, line, say("{on} has two values", on=_shown(note.on, annotation.text))
            )
        if value is not None:
            valued.add(note.on)


def _border_findings(
    annotation: Annotation, at: Mapping[_Key, int], path: Path
) -> Iterator[Finding]:
    for entity in annotation.entities:
        covered = entity.span.of(annotation.text)
        if covered != covered.strip():
            yield _error(
                path,
                at[entity.key],
                say(
                    "{label} begins or ends with white space: {covered!r}",
                    label=entity.label,
                    covered=covered,
                ),
            )


def _overlap_findings(
    annotation: Annotation, at: Mapping[_Key, int], path: Path
) -> Iterator[Finding]:
    tasks = list(annotation.labelled(Label.TASK))
    flat = [entity for entity in annotation.entities if entity.label is not Label.TASK]
    for layer in (flat, tasks):
        yield from _overlaps_in(layer, annotation.text, at, path)
    for task in tasks:
        for entity in flat:
            if task.span.overlaps(entity.span) and not task.span.contains(entity.span):
                message = say(
                    "{entity} crosses the border of a TASK, line {line}",
                    entity=_shown(entity, annotation.text),
                    line=at[task.key],
                )
                yield _error(path, at[entity.key], message)


def _overlaps_in(
    layer: Sequence[Entity], text: str, at: Mapping[_Key, int], path: Path
) -> Iterator[Finding]:
    last: Entity | None = None
    for entity in layer:
        if last is not None and last.span.overlaps(entity.span):
            message = say(
                "{entity} overlaps {last}, line {line}",
                entity=_shown(entity, text),
                last=_shown(last, text),
                line=at[last.key],
            )
            yield _error(path, at[entity.key], message)
        if last is None or entity.span.end > last.span.end:
            last = entity


def _lead_findings(annotation: Annotation, at: Mapping[_Key, int], path: Path) -> Iterator[Finding]:
    led = {relation.head for relation in annotation.relations if relation.role is Role.LEAD}
    for task in annotation.labelled(Label.TASK):
        if task not in led:
            yield _warning(
                path, at[task.key], say("no LEAD: {task}", task=_shown(task, annotation.text))
            )


def _texts_alone(folder: Path, files: Mapping[str, Path]) -> Iterator[Finding]:
    for path in sorted(folder.rglob("*.txt")):
        if plan_name(path, folder) not in files:
            yield _warning(
                path,
                None,
                say("not annotated: {name} is missing", name=path.with_suffix(".ann").name),
            )


def _digest_findings(folder: Path, texts: Mapping[str, str]) -> Iterator[Finding]:
    path = folder / digests.FILE_NAME
    recorded = digests.load(folder)
    if not recorded:
        yield _warning(
            path, None, say("missing: a text that changes is not noticed; run 'annotations digest'")
        )
        return
    for name, known in recorded.items():
        if name not in texts:
            yield _error(
                path,
                known.line,
                say("{name}.txt is recorded here and missing or unreadable", name=name),
            )
        elif digests.digest(texts[name]) != known.sha256:
            yield _error(
                path,
                known.line,
                say(
                    "{name}.txt changed since it was annotated: review its annotation, "
                    "then run 'annotations digest'",
                    name=name,
                ),
            )
    for name in sorted(texts.keys() - recorded):
        yield _warning(
            path, None, say("{name}.txt is not recorded; run 'annotations digest'", name=name)
        )


@dataclass(frozen=True, slots=True)
class _Member:
    """A plan of a split, and where that is said."""

    name: str
    split: Split
    path: Path
    line: int | None


def _split_findings(
    folder: Path, texts: Mapping[str, str], table: Splits | None
) -> Iterator[Finding]:
    if table is not None:
        for name in sorted(table.plans.keys() - texts):
            yield _error(
                table.path,
                table.lines.get(name),
                say("{name} is not a plan of this folder", name=name),
            )
        for name in sorted(texts.keys() - table.plans):
            yield _warning(table.path, None, say("{name} is in no split", name=name))
    members = list(_members(folder, texts, table))
    sequences = {member.name: shingles(texts[member.name]) for member in members}
    for one, other in combinations(members, 2):
        if one.split is other.split:
            continue
        share = shared(sequences[one.name], sequences[other.name])
        where = f"{other.name} ({other.split}) and {one.name} ({one.split})"
        if Path(one.name).name == Path(other.name).name or texts[one.name] == texts[other.name]:
            yield _error(
                other.path, other.line, say("the same plan in two splits: {where}", where=where)
            )
        elif share > MAX_SHARED:
            message = say(
                "near-duplicates across splits: {where} share {share:.1%} of their text",
                where=where,
                share=share,
            )
            yield _error(other.path, other.line, message)


def _members(folder: Path, texts: Mapping[str, str], table: Splits | None) -> Iterator[_Member]:
    for name in texts:
        parent = name.partition("/")[0]
        if table is not None and name in table.plans:
            yield _Member(name, table.plans[name].split, table.path, table.lines.get(name))
        elif "/" in name and parent in list(Split):
            yield _Member(name, Split(parent), folder / f"{name}.txt", None)


def _broken(error: AnnotationError) -> Finding:
    return Finding(Severity.ERROR, Path(error.path), error.line, error.reason)


def _error(path: Path, line: int | None, message: str) -> Finding:
    return Finding(Severity.ERROR, path, line, message)


def _warning(path: Path, line: int | None, message: str) -> Finding:
    return Finding(Severity.WARNING, path, line, message)


def _shown(entity: Entity, text: str) -> str:
    words = " ".join(entity.span.of(text).split())
    return f"{entity.label} {words if len(words) <= 50 else f'{words[:49]}…'!r}"
