"""The formats by name, and how their files are read and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from annotations.corpus import AnnotatedPlan, plan_name
from annotations.errors import AnnotationError, KehoachError
from annotations.formats.conversion import (
    Conversion,
    Decoded,
    Encoded,
    Losses,
    Source,
    tidied,
)
from annotations.language import say
from annotations.storage import read_bytes, write_all


class Converter(Protocol):
    """What the module of a format has."""

    def encode(self, plans: Sequence[AnnotatedPlan]) -> Encoded:
        """The files of the plans by name; a format of one file names it ""."""
        ...

    def decode(self, sources: Sequence[Source], texts: Mapping[str, str]) -> Decoded:
        """The plans in the files; ``texts`` are known texts by plan name."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, its files, and the module that converts it.

    The module is a `Converter` and is imported when it is asked for, so that reading brat
    files loads no spaCy.

    Args:
        name: what the command line calls it.
        suffixes: the endings of its files, the annotation's first.
        module: the module that converts it.
        folder: whether it is a folder with files of its own for each plan.
        flat: whether it holds one layer of entities alone, no TASKs and no relations.
        notes: whether it holds notes.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str
    folder: bool = False
    flat: bool = False
    notes: bool = False

    @property
    def _converter(self) -> Converter:
        return cast("Converter", import_module(self.module))

    def encode(self, plans: Sequence[AnnotatedPlan]) -> Encoded:
        """The files of the plans; the only file of a one-file format is named ""."""
        return self._converter.encode(plans)

    def decode(
        self, sources: Sequence[Source], *, texts: Mapping[str, str] | None = None
    ) -> Decoded:
        """Read the bytes of files.

        Args:
            sources: the files.
            texts: known texts by plan name: a format that holds no white space takes it from
                them, and a record without a name is the plan of its text.

        Raises:
            AnnotationError: names the file and line that break the format.
        """
        decoded = self._converter.decode(sources, texts or {})
        losses = Losses(decoded.conversion.losses)
        plans = tuple(tidied(plan, losses) for plan in decoded.plans)
        return Decoded(plans, Conversion.of(plans, losses))

    def write(self, plans: Sequence[AnnotatedPlan], out: Path) -> Conversion:
        """Write plans, all files or none.

        Args:
            plans: what to write.
            out: the file, or the folder for a format of one file a plan.

        Raises:
            AnnotationError: when a plan has no form in the format, or the disk refuses.
        """
        encoded = self.encode(plans)
        self.save(encoded, out)
        return encoded.conversion

    def save(self, encoded: Encoded, out: Path) -> None:
        """Write files that were encoded, all or none.

        Args:
            encoded: the files.
            out: as in `write`.

        Raises:
            AnnotationError: when the disk refuses.
        """
        write_all({self._path(name, out): data for name, data in encoded.files.items()})

    def read(self, path: Path, *, texts: Mapping[str, str] | None = None) -> Decoded:
        """Read a file, or all files of the format in a folder.

        Args:
            path: the file or folder.
            texts: as in `decode`.

        Raises:
            AnnotationError: names the file and line that break the format.
        """
        home = path if path.is_dir() else path.parent
        sources = [
            Source(plan_name(file, home), str(file), read_bytes(file)) for file in self._files(path)
        ]
        return self.decode(sources, texts=texts)

    def _files(self, path: Path) -> list[Path]:
        if not path.is_dir():
            beside = (path.with_suffix(suffix) for suffix in self.suffixes[1:])
            return [path, *(file for file in beside if file.is_file())]
        files = [file for suffix in self.suffixes for file in path.rglob(f"*{suffix}")]
        if not any(file.suffix == self.suffixes[0] for file in files):
            raise AnnotationError(path, say("holds no {suffixes} file", suffixes=self.suffixes[0]))
        return sorted(files)

    def _path(self, name: str, out: Path) -> Path:
        if self.folder:
            return out / name
        return out.with_name(f"{out.stem}.{name}") if name else out


FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        Format("brat", (".ann", ".txt"), "annotations.formats.brat", folder=True, notes=True),
        Format("doccano", (".jsonl",), "annotations.formats.doccano"),
        Format("label-studio", (".json",), "annotations.formats.label_studio", notes=True),
        Format("conll", (".conll",), "annotations.formats.conll", folder=True, flat=True),
        Format("docbin", (".spacy",), "annotations.formats.docbin", notes=True),
        Format("prodigy", (".jsonl",), "annotations.formats.prodigy"),
    )
}


def format_named(name: str) -> Format:
    """The format of a name.

    Raises:
        KehoachError: when there is none.
    """
    if name not in FORMATS:
        raise KehoachError(
            say(
                "{name!r} is not a format: give one of {formats}",
                name=name,
                formats=" ".join(FORMATS),
            )
        )
    return FORMATS[name]
