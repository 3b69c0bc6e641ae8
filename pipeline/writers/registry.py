"""The writers by name, and the choice of one for an output path."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from annotations.language import say
from pipeline.errors import OutputError
from pipeline.wording import Lang
from pipeline.writers.names import output_names
from pipeline.writers.writer import Target, Writer


@dataclass(frozen=True, slots=True)
class Format:
    """An output format: its name, the endings it goes by, and the module that writes it.

    The module has one function ``create(target: Target) -> Writer`` and is imported when it is
    asked for, so that writing JSON lines loads no workbook library.

    Args:
        name: what ``--format`` calls it.
        suffixes: the endings of its files; none where it only writes folders.
        module: the module that writes it.
        folder: whether it can write a folder with files of its own for each plan.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str
    folder: bool = False

    def create(self, target: Target) -> Writer:
        """The writer for ``target``."""
        return import_module(self.module).create(target)


FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        Format("jsonl", (".jsonl", ".ndjson"), "pipeline.writers.jsonl", folder=True),
        Format("csv", (".csv",), "pipeline.writers.csv"),
        Format("xlsx", (".xlsx",), "pipeline.writers.xlsx"),
        Format("parquet", (".parquet",), "pipeline.writers.parquet"),
        Format("brat", (), "pipeline.writers.brat", folder=True),
        Format("ics", (".ics",), "pipeline.writers.ics", folder=True),
    )
}

SUFFIXES: dict[str, Format] = {
    suffix: format for format in FORMATS.values() for suffix in format.suffixes
}


def choose(out: Path, name: str | None = None) -> Format:
    """The format to write: the one named, or the one that the ending of ``out`` says.

    Raises:
        OutputError: when there is no such format, or the ending says another one.
    """
    by_suffix = SUFFIXES.get(out.suffix.lower())
    if name is None:
        if by_suffix is None:
            raise OutputError(
                say(
                    "{out}: the ending does not say a format: end it in one of {suffixes} "
                    "or give --format",
                    out=out,
                    suffixes=" ".join(SUFFIXES),
                )
            )
        return by_suffix
    if name not in FORMATS:
        raise OutputError(
            say(
                "{name!r} is not a format: give one of {formats}",
                name=name,
                formats=" ".join(FORMATS),
            )
        )
    if by_suffix is not None and by_suffix.name != name:
        raise OutputError(
            say(
                "{out}: the ending says {name}, --format says {other}",
                out=out,
                name=by_suffix.name,
                other=name,
            )
        )
    return FORMATS[name]


def aimed(
    out: Path,
    *,
    format: str | None = None,
    lang: Lang = Lang.VI,
    inputs: Iterable[str] = (),
) -> tuple[Format, Target]:
    """The format for ``out`` and what its writer is told; nothing is written yet.

    Args:
        out: a file, or a folder where the format writes folders.
        format: its name; by default the ending of ``out`` says it.
        lang: the language of a workbook's headers and values.
        inputs: the names of all documents to come, from which files of their own are named.

    Raises:
        OutputError: when the format is unknown or ``out`` is not of its kind.
    """
    chosen = choose(out, format)
    folder = chosen.folder and (not chosen.suffixes or out.suffix == "" or out.is_dir())
    if out.is_dir() and not folder:
        ending = chosen.suffixes[0]
        raise OutputError(
            say(
                "{out}: is a folder: name a file in it that ends in {ending}",
                out=out,
                ending=ending,
            )
        )
    if folder and out.is_file():
        raise OutputError(
            say("{out}: is a file, {name} here writes a folder", out=out, name=chosen.name)
        )
    return chosen, Target(out, output_names(inputs), lang, folder)


def open_writer(
    out: Path,
    *,
    format: str | None = None,
    lang: Lang = Lang.VI,
    inputs: Iterable[str] = (),
) -> Writer:
    """A writer for ``out``, to be used in a ``with`` statement; arguments as for `aimed`.

    Raises:
        OutputError: when the format is unknown or ``out`` cannot be written.
    """
    chosen, target = aimed(out, format=format, lang=lang, inputs=inputs)
    return chosen.create(target)
