"""Pages: the document that a page of a legal portal shows, without the site around it."""

from __future__ import annotations

import re
from html import unescape

from pipeline.document import Document
from pipeline.readers.encodings import decode
from pipeline.readers.registry import Source
from pipeline.readers.web.content import find_document
from pipeline.readers.web.dom import NestingError, drop_unseen, parse
from pipeline.readers.web.layout import render

_DECLARATION = re.compile(rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_XML_DECLARATION = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""", re.I)
_DECLARATION_BYTES = 4096
_MARKUP = re.compile(r"(?is)<(script|style)\b.*?</\1\s*>|<[^>]*>")


def read(source: Source) -> Document:
    """Read a page: one line a block, tables as cells; nothing is fetched.

    Where no mark of an administrative document is found, the part of the page with the most
    running text is taken and the document has the flag ``no-document-mark``.

    Raises:
        ReadError: when it is binary, in no known encoding, or shows no text.
    """
    head = source.data[:_DECLARATION_BYTES]
    declaration = _DECLARATION.search(head) or _XML_DECLARATION.search(head)
    decoded = decode(
        source,
        declared=declaration[1].decode("ascii", errors="ignore") if declaration else None,
        prose=lambda text: unescape(_MARKUP.sub(" ", text)),
        lenient=True,
    )
    try:
        page = parse(decoded.text)
    except NestingError as error:
        raise source.refuse(
            "the page's elements are nested too deep to be read whole; save it as text"
        ) from error
    if page is None:
        raise source.refuse("the page is empty")
    drop_unseen(page)
    element, marked = find_document(page)
    rendered = render(element)
    if not rendered.text:
        raise source.refuse(
            "the page shows no text of its own (a script loads it, or it holds pictures); "
            "save it from a browser as a whole page, or get the document's file"
        )
    return Document(
        rendered.text,
        name=source.name,
        format="html",
        wrapped=rendered.wrapped,
        tables=rendered.tables,
        flags=decoded.flags if marked else (*decoded.flags, "no-document-mark"),
    )
