"""XML parts of office files as elements with short names: ``w:p`` for either namespace of Word.

Parsed with expat, which fetches nothing; a document type declaration, and with it every entity
of the file's own, is refused before it is parsed: ISO/IEC 29500-2, 8.1.4 forbids it in parts.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from annotations.language import later, say, translated
from pipeline.readers.limits import LIMITS, Limits, markup, over

_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_PREFIXES = {
    f"{_TRANSITIONAL}wordprocessingml/2006/main": "w",
    f"{_STRICT}wordprocessingml/main": "w",
    f"{_TRANSITIONAL}officeDocument/2006/relationships": "r",
    f"{_STRICT}officeDocument/relationships": "r",
    f"{_TRANSITIONAL}officeDocument/2006/math": "m",
    f"{_STRICT}officeDocument/math": "m",
    f"{_TRANSITIONAL}drawingml/2006/diagram": "dgm",
    f"{_STRICT}drawingml/diagram": "dgm",
    f"{_TRANSITIONAL}markup-compatibility/2006": "mc",
    f"{_TRANSITIONAL}package/2006/relationships": "rel",
    f"{_TRANSITIONAL}spreadsheetml/2006/main": "x",
    f"{_STRICT}spreadsheetml/main": "x",
    f"{_TRANSITIONAL}presentationml/2006/main": "p",
    f"{_STRICT}presentationml/main": "p",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
# The encodings in which expat reads "<" as one or two bytes.
_DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))
_WRAPPERS = frozenset(("w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo"))
_RESAVE = later("open it and save it again")
_CONTENT = frozenset(("w:t", "w:txbxContent", "w:sym", "m:t"))


class MarkupError(ValueError):
    """An XML part that is damaged or not allowed."""


def parse(data: bytes, limits: Limits = LIMITS) -> Element:
    """The root element of an XML part, all its names shortened.

    Raises:
        MarkupError: when it is not well-formed, declares a document type or is over a limit.
    """
    if (found := markup(data)) > limits.markup:
        raise MarkupError(
            over(say("tags and attributes"), found, limits.markup, translated(_RESAVE))
        )
    if any(doctype in data for doctype in _DOCTYPES):
        raise MarkupError(say("declares a document type or entities, which office files must not"))
    try:
        root = ET.fromstring(data)
    except (ET.ParseError, LookupError, ValueError) as error:
        raise MarkupError(say("is damaged ({error})", error=error)) from error
    _check_depth(root, limits)
    for element in root.iter():
        element.tag = _short(element.tag)
        if element.attrib:
            element.attrib = {_short(name): value for name, value in element.attrib.items()}
    return root


def _check_depth(root: Element, limits: Limits) -> None:
    """Refuse elements and tables that are nested deeper than any real document's."""
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > limits.depth:
            raise MarkupError(
                say(
                    "nests elements deeper than the limit of {depth}: {resave}",
                    depth=limits.depth,
                    resave=translated(_RESAVE),
                )
            )
        level = [inner for element in level for inner in element]


@lru_cache(maxsize=4096)
def _short(name: str) -> str:
    """``w:p`` for ``{http://...}p``; names of unknown namespaces stay."""
    namespace, closed, local = name[1:].rpartition("}")
    prefix = _PREFIXES.get(namespace)
    return f"{prefix}:{local}" if closed and prefix else name


def child(parent: Element | None, *path: str) -> Element | None:
    """The first element below ``parent`` at ``path``, one tag a step; ``None`` without one.

    ElementTree's own ``find`` takes the colon of a short name for a prefix to look up.
    """
    for tag in path:
        parent = next(children(parent, tag), None)
    return parent


def children(parent: Element | None, tag: str) -> Iterator[Element]:
    """The children of ``parent`` that have ``tag``."""
    return (element for element in (parent if parent is not None else ()) if element.tag == tag)


def value(parent: Element | None, *path: str) -> str | None:
    """The ``w:val`` of the element at ``path``; ``None`` where there is no such element."""
    element = child(parent, *path)
    return element.get("w:val") if element is not None else None


def number(parent: Element | None, *path: str) -> int | None:
    """The ``w:val`` of the element at ``path`` as a number; ``None`` where it is none."""
    return as_number(value(parent, *path))


def as_number(text: str | None) -> int | None:
    """``text`` as a whole number; ``None`` where it is none."""
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None


def switch(parent: Element | None, *path: str) -> bool | None:
    """Whether the element at ``path`` switches a property on or off; ``None`` without one."""
    element = child(parent, *path)
    return is_on(element.get("w:val", "true")) if element is not None else None


def is_on(text: str) -> bool:
    """Whether an on/off value (ST_OnOff) is on."""
    return text.lower() not in ("false", "0", "off")


def alternative(element: Element) -> Iterator[Element]:
    """The one branch of ``mc:AlternateContent`` to read, if any.

    A text box is written twice, as a new shape and as an old one; the first branch with text
    in it counts, whatever extension it requires: its text is the same.
    """
    for branch in element:
        if any(inner.tag in _CONTENT for inner in branch.iter()):
            yield branch
            return


def contents(container: Element, tags: frozenset[str]) -> Iterator[Element]:
    """The elements of ``tags`` in ``container``, also those in content controls.

    Deleted and moved-away content is left out, inserted content is read.
    """
    for element in container:
        if element.tag in tags:
            yield element
        elif element.tag in _WRAPPERS:
            yield from contents(element, tags)
        elif element.tag == "mc:AlternateContent":
            for branch in alternative(element):
                yield from contents(branch, tags)
