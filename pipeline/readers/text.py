"""Plain text: the characters of the file, untouched."""

from __future__ import annotations

from pipeline.document import Document
from pipeline.readers.encodings import decode
from pipeline.readers.registry import Source
from pipeline.readers.webtable import find_tables


def read(source: Source) -> Document:
    """Read a text file; text in UTF-8 comes code point for code point, its byte order mark too.

    Lines may be broken by width: where each is a paragraph, folding finds so by itself.

    Raises:
        ReadError: when it is binary, damaged, in no known encoding or holds no text.
    """
    decoded = decode(source)
    if not decoded.text.strip("\ufeff \t\r\n\f\v\xa0"):
        raise source.refuse("the file holds no text")
    return Document(
        decoded.text,
        name=source.name,
        format="txt",
        wrapped=True,
        tables=find_tables(decoded.text),
        flags=decoded.flags,
    )
