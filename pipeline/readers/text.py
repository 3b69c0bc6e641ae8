"""Plain text: the characters of the file, untouched."""

from __future__ import annotations

from annotations.language import say
from pipeline.document import Document
from pipeline.readers.encodings import decode
from pipeline.readers.limits import over
from pipeline.readers.registry import Source
from pipeline.readers.webtable import find_tables


def read(source: Source) -> Document:
    """Read a text file; text in UTF-8 comes code point for code point, its byte order mark too.

    Lines may be broken by width: where each is a paragraph, folding finds so by itself.

    Raises:
        ReadError: when it is binary, damaged, in no known encoding or holds no text.
    """
    # No encoding takes more than four bytes for a character.
    least = -(-len(source.data) // 4)
    if least > source.limits.characters:
        reason = over(
            say("characters or more"), least, source.limits.characters, say("split the text")
        )
        raise source.refuse(reason)
    decoded = decode(source)
    if not decoded.text.strip("\ufeff \t\r\n\f\v\xa0"):
        raise source.refuse(say("the file holds no text"))
    return Document(
        decoded.text,
        name=source.name,
        format="txt",
        wrapped=True,
        tables=find_tables(decoded.text),
        flags=decoded.flags,
    )
