"""A folder of annotated plans: ``NAME.txt`` and ``NAME.ann``, brat standoff."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from annotations import brat
from annotations.errors import AnnotationError
from annotations.language import say
from annotations.storage import decode_utf8, read_bytes
from annotations.types import Annotation

# Windows refuses these; a name may come from a file that somebody sent.
_FORBIDDEN = re.compile(r'[\\:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class AnnotatedPlan:
    """A plan's annotation under its name.

    Args:
        name: its path within the folder, without an ending, with ``/`` between the parts.
        annotation: its text, entities and relations.
        certainty: for a suggestion how sure its maker is, from 0 to 1; ``None`` once a
            person has annotated or reviewed the plan.
    """

    name: str
    annotation: Annotation
    certainty: float | None = None

    @property
    def suggested(self) -> bool:
        """Whether no person has reviewed it yet."""
        return self.certainty is not None


def is_plan_name(name: str) -> bool:
    """Whether ``name`` can be a file on every system, and lies within its folder."""
    parts = name.split("/")
    return not _FORBIDDEN.search(name) and all(part and part == part.strip(" .") for part in parts)


def as_plan_name(name: str) -> str:
    """The nearest name that `is_plan_name`, for a plan that goes by the name of its file."""
    parts = (_FORBIDDEN.sub("_", part).strip(" .") for part in name.split("/"))
    return "/".join(part for part in parts if part) or "_"


def annotation_files(folder: Path) -> dict[str, Path]:
    """The ``.ann`` files of a folder and the folders in it, by plan name.

    Raises:
        AnnotationError: when there is no such folder or no such file in it.
    """
    if not folder.is_dir():
        raise AnnotationError(
            folder, say("no such folder") if not folder.exists() else say("not a folder")
        )
    files = {plan_name(path, folder): path for path in sorted(folder.rglob("*.ann"))}
    if not files:
        raise AnnotationError(folder, say("holds no .ann file"))
    return files


def plan_name(path: Path, folder: Path) -> str:
    """What the plan whose file is ``path`` is called in ``folder``."""
    return path.relative_to(folder).with_suffix("").as_posix()


def read_corpus(folder: Path, *, texts: Mapping[str, str] | None = None) -> list[AnnotatedPlan]:
    """All plans of a folder, by name.

    Args:
        folder: the folder.
        texts: texts by plan name, for ``.ann`` files without a text beside them, as a second
            annotator's are.

    Raises:
        AnnotationError: names the first file and line that is wrong.
    """
    return [
        AnnotatedPlan(name, _read(path, (texts or {}).get(name)))
        for name, path in annotation_files(folder).items()
    ]


def _read(path: Path, text: str | None) -> Annotation:
    if text is None or path.with_suffix(".txt").exists():
        return brat.read(path)
    return brat.loads(decode_utf8(read_bytes(path), path), text, name=path)
