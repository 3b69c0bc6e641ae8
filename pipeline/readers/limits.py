"""The limits of what is read: far above any plan, far below what would stop a machine.

A file over a limit is refused in one line that names the limit and what to do. What a file
declares about itself (sizes, counts, lengths) is never trusted where it can be counted. Nothing
that a file refers to is ever fetched, from a network or from a disk: no entity, no link, no
template, no picture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotations.language import say

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that a file may have. Memory and time of a whole run are limited by its caller.

    Args:
        file_bytes: a file as it is.
        entries: the parts of an office file (a zip archive).
        unpacked_bytes: all its parts together, unpacked: the pictures of a long scanned plan
            stay well below.
        part_bytes: one part that is read, a web page, or one packed stream of a PDF file,
            unpacked: some 3,000 pages of Word.
        ratio: the unpacked to the packed size of a part of more than a megabyte: Word's XML
            packs to a tenth, tables of empty rows to a fiftieth, a bomb to a thousandth.
        markup: the tags and attributes of a part or a web page; each takes 100 to 300 bytes as
            an element.
        attributes: those of one tag of a web page: libxml2 takes the square of their number.
        depth: elements within elements in XML, where libxml2 draws the same line by default.
        page_depth: elements within elements of a web page, as many as Chromium keeps apart.
        tables_depth: tables within tables.
        table_places: the rows times the columns of all tables; merged cells take their places.
        pages: the pages of a PDF file.
        characters: the text of a document; 2,000 full pages have six million.
        image_pixels: a picture on a page that is recognised; above it Pillow speaks of a bomb.
        office_seconds: LibreOffice, for a file.
        ocr_seconds: Tesseract, for a page.
    """

    file_bytes: int = 200 * _MEGABYTE
    entries: int = 10_000
    unpacked_bytes: int = 300 * _MEGABYTE
    part_bytes: int = 64 * _MEGABYTE
    ratio: int = 200
    markup: int = 4_000_000
    attributes: int = 2_000
    depth: int = 256
    page_depth: int = 512
    tables_depth: int = 32
    table_places: int = 1_000_000
    pages: int = 2_000
    characters: int = 10_000_000
    image_pixels: int = 178_956_970
    office_seconds: float = 120.0
    ocr_seconds: float = 300.0


LIMITS = Limits()
"""What holds unless a caller says otherwise."""


def megabytes(size: int) -> str:
    """A size in bytes as people read it, rounded up, so that one over a limit shows so."""
    return f"{-(-size // _MEGABYTE):,} MB"


def over(what: str, value: int, most: int, remedy: str) -> str:
    """The reason for a refusal.

    Args:
        what: what there is too much of, in the plural.
        value: how many there are.
        most: the limit.
        remedy: what the user can do.
    """
    return say(
        "has {value:,} {what}, over the limit of {most:,}: {remedy}",
        value=value,
        what=what,
        most=most,
        remedy=remedy,
    )


def over_size(what: str, size: int, most: int, remedy: str) -> str:
    """The reason for a refusal; ``what`` takes or unpacks to ``size`` bytes."""
    return say(
        "{what} {size}, over the limit of {most}: {remedy}",
        what=what,
        size=megabytes(size),
        most=megabytes(most),
        remedy=remedy,
    )


def markup(data: bytes) -> int:
    """At most how many tags and attributes there are, in any encoding that XML may come in."""
    return data.count(b"<") + data.count(b"=")


# The names of attributes and their values as the HTML Standard has them. Every part is
# possessive: what was read once is not read again, however the tag ends.
_ATTRIBUTE = r"""[\s/]*+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']++)?+)?+"""


def most_attributes(page: str, limit: int) -> bool:
    """Whether a tag of ``page`` has more than ``limit`` attributes."""
    pattern = re.compile(rf"<[a-zA-Z][^\s/>]*+[\s/]++(?:{_ATTRIBUTE}){{{limit + 1}}}")
    return pattern.search(page) is not None
