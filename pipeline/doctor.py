"""Which programs beside Python are there, and what each is for."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from annotations.language import say
from pipeline.readers import doc
from pipeline.readers.pages import ocr


@dataclass(frozen=True, slots=True)
class Helper:
    """A program that a reader calls.

    Args:
        name: what it is called.
        purpose: what cannot be read without it.
        found: whether it is there.
        packages: the Debian packages to install.
    """

    name: str
    purpose: str
    found: bool
    packages: str


def helpers() -> tuple[Helper, ...]:
    """The programs that readers call, in the order in which plans need them."""
    pages = say("scanned pages and garbage text layers of .pdf files")
    return (
        Helper("tesseract", pages, shutil.which("tesseract") is not None, "tesseract-ocr"),
        Helper("tesseract data 'vie'", pages, ocr.is_available(), "tesseract-ocr-vie"),
        Helper(
            "LibreOffice",
            say(".doc, .rtf and .odt files"),
            doc.find_office() is not None,
            doc.PACKAGE,
        ),
    )
