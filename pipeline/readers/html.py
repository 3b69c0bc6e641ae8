"""Pages: the document that a page of a legal portal shows, without the site around it."""

from __future__ import annotations

import re
from html import unescape

from annotations.language import later, say, translated
from pipeline.document import Document
from pipeline.readers.encodings import decode
from pipeline.readers.limits import markup, most_attributes, over, over_size
from pipeline.readers.registry import Source
from pipeline.readers.web.content import find_document
from pipeline.readers.web.dom import NestingError, drop_unseen, parse
from pipeline.readers.web.layout import render

_DECLARATION = re.compile(rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_XML_DECLARATION = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""", re.I)
_DECLARATION_BYTES = 4096
# What never ends goes to the end of the page, so that no part of it is read twice.
_MARKUP = re.compile(r"(?is)<(script|style)\b.*?(?:</\1\s*+>|\Z)|<[^>]*+(?:>|\Z)")
_SAVE_AS_TEXT = later("save its text as .txt")


def read(source: Source) -> Document:
    """Read a page: one line a block, tables as cells; nothing is fetched.

    Where no mark of an administrative document is found, the part of the page with the most
    running text is taken and the document has the flag ``no-document-mark``.

    Raises:
        ReadError: when it is binary, in no known encoding, or shows no text.
    """
    size, limits = len(source.data), source.limits
    if size > limits.part_bytes:
        raise source.refuse(
            over_size(say("the page takes"), size, limits.part_bytes, translated(_SAVE_AS_TEXT))
        )
    head = source.data[:_DECLARATION_BYTES]
    declaration = _DECLARATION.search(head) or _XML_DECLARATION.search(head)
    decoded = decode(
        source,
        declared=declaration[1].decode("ascii", errors="ignore") if declaration else None,
        prose=lambda text: unescape(_MARKUP.sub(" ", text)),
        lenient=True,
    )
    _check_markup(source, decoded.text)
    try:
        page = parse(decoded.text, limits)
    except NestingError as error:
        raise source.refuse(
            say(
                "the page nests elements or tables too deep, over the limits of "
                "{page_depth} and {tables_depth}: {save_as_text}",
                page_depth=limits.page_depth,
                tables_depth=limits.tables_depth,
                save_as_text=translated(_SAVE_AS_TEXT),
            )
        ) from error
    if page is None:
        raise source.refuse(say("the page is empty"))
    drop_unseen(page)
    element, marked = find_document(page)
    rendered = render(element)
    if not rendered.text:
        raise source.refuse(
            say(
                "the page shows no text of its own (a script loads it, or it holds "
                "pictures); save it from a browser as a whole page, or get the "
                "document's file"
            )
        )
    return Document(
        rendered.text,
        name=source.name,
        format="html",
        wrapped=rendered.wrapped,
        tables=rendered.tables,
        flags=decoded.flags if marked else (*decoded.flags, "no-document-mark"),
    )


def _check_markup(source: Source, page: str) -> None:
    """Refuse a page whose tags alone would take too much memory or time."""
    limits = source.limits
    if (found := markup(source.data)) > limits.markup:
        raise source.refuse(
            over(say("tags and attributes"), found, limits.markup, translated(_SAVE_AS_TEXT))
        )
    if most_attributes(page, limits.attributes):
        raise source.refuse(
            say(
                "a tag of the page has more than {attributes:,} attributes: {save_as_text}",
                attributes=limits.attributes,
                save_as_text=translated(_SAVE_AS_TEXT),
            )
        )
