"""The document in a page: which element holds it, and what in there is the site's.

A page is seen as its block elements, each with the running text, the links and the marks of an
administrative document (the state's title, "Căn cứ", "Nơi nhận" ...) that it holds. The
document is the element with the most text once links are taken off, narrowed as long as nothing
of a document is left outside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile

from pipeline.readers.web.dom import (
    Element,
    drop,
    is_block,
    is_hidden,
    is_named_chrome,
    is_preformatted,
    portal_data,
    walk,
)
from pipeline.syllables import is_syllable, words

_MARK_WORTH = 100
"""How many words of running text a mark of a document counts for."""

_FRAGMENT_WORDS = 4
"""Lines of fewer words are labels as often as they are text; they count for nothing."""

_LEAST_WORTH = 100
"""A page that holds less than this is taken whole: too little to tell a document from a site."""

_WHOLE_MARKS = 3
"""With so many different marks in it an element holds a whole document."""

_NARROWED_SHARE = {True: 0.4, False: 0.9}
"""The least share of the text that a narrower element holds, by whether a whole document is
in it; what else such a page says, an introduction or comments, may be as long as a short plan."""

_ITEMS_OF_A_DOCUMENT = 3

_METADATA_CELLS = 30
"""A table with more filled cells is no table of a document's number, date and signer."""

_CELLS = frozenset(("td", "th"))
_ROWS = frozenset(("tbody", "tfoot", "thead", "tr"))
_SPACE = re.compile(r"\s+")
_LINE_ENDS = " :.…»|"


@dataclass(slots=True)
class Region:
    """A block element and what it holds, its children included.

    Args:
        element: the element.
        lines: its own lines of text, those of its children left out.
        children: the block elements in it, in page order.
        value: words of running Vietnamese text, less those of links and of other languages.
        size: all its words, those of links left out.
        marks: which marks of an administrative document it holds.
        items: how many of its lines are built like items, articles or annexes.
        cells: how many cells of tables with words it has.
        blocks: how many of its block elements hold text of their own.
        links: how many of those are links and nothing else.
    """

    element: Element
    lines: list[str] = field(default_factory=list[str])
    children: list[Region] = field(default_factory=list["Region"])
    value: int = 0
    size: int = 0
    marks: frozenset[str] = frozenset()
    items: int = 0
    cells: int = 0
    blocks: int = 0
    links: int = 0

    @property
    def worth(self) -> int:
        """How much it looks like the document."""
        return self.value + _MARK_WORTH * len(self.marks)

    def add(self, other: Region) -> None:
        """Count what ``other``, which lies in it, holds."""
        self.value += other.value
        self.size += other.size
        self.marks |= other.marks
        self.items += other.items
        self.cells += other.cells
        self.blocks += other.blocks
        self.links += other.links

    def walk(self) -> Iterator[Region]:
        """It and all regions in it, in page order."""
        waiting: list[Region] = [self]
        while waiting:
            region = waiting.pop()
            yield region
            waiting.extend(reversed(region.children))


def find_document(page: Element) -> tuple[Element, bool]:
    """The element of a page that holds the document, with the site's own parts taken out.

    Args:
        page: the tree, which loses the parts of the site that are found.

    Returns:
        The element, and whether marks of an administrative document were found in it.
    """
    _drop(_inline_parts(page))
    _drop(_chrome(_regions(page)))
    whole = _regions(page)
    best = _narrowed(max(whole.walk(), key=lambda region: region.worth))
    _drop(_site_parts(best))
    return best.element, bool(best.marks)


def _drop(elements: Iterable[Element]) -> None:
    for element in dict.fromkeys(elements):
        drop(element)


def _regions(page: Element) -> Region:
    """The block elements of ``page`` as a tree, with what each holds."""
    survey = _Survey(page)
    for event, element in walk(page):
        if event == "start":
            survey.start(element)
        else:
            survey.end(element)
    return survey.finish()


class _Survey:
    """Takes the elements of a page in order and counts what lies between two block edges."""

    def __init__(self, page: Element) -> None:
        self._stack = [Region(page)]
        self._text: list[str] = []
        self._links: list[str] = []
        self._in_link = self._preformatted = 0

    def start(self, element: Element) -> None:
        region = self._stack[-1]
        if element is not self._stack[0].element and is_block(element):
            self._close_block()
            # A document may fill a cell, but never a row: rows are no regions.
            self._stack.append(region if element.tag in _ROWS else Region(element))
        self._in_link += _is_link(element)
        self._preformatted += is_preformatted(element)
        if element.tag == "br":
            self._text.append("\n")
        self._add(element.text)

    def end(self, element: Element) -> None:
        self._in_link -= _is_link(element)
        self._preformatted -= is_preformatted(element)
        if element is self._stack[0].element:
            return
        if is_block(element):
            self._close_block()
            region = self._stack.pop()
            if element.tag not in _ROWS:
                self._stack[-1].children.append(region)
                self._stack[-1].add(region)
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if text:
            shown = text if self._preformatted else _SPACE.sub(" ", text)
            self._text.append(shown)
            if self._in_link:
                self._links.append(shown)

    def _close_block(self) -> None:
        _measure(self._stack[-1], "".join(self._text), "".join(self._links))
        self._text.clear()
        self._links.clear()

    def finish(self) -> Region:
        self._close_block()
        return self._stack[0]


def _is_link(element: Element) -> bool:
    """Whether the element leads to another page; links within a page belong to its text."""
    return element.tag == "a" and not element.get("href", "#").startswith("#")


def _measure(region: Region, text: str, links: str) -> None:
    """Count a run of text between two block boundaries into ``region``."""
    lines = [" ".join(line.split()) for line in unicodedata.normalize("NFC", text).split("\n")]
    lines = [line for line in lines if line]
    if not lines:
        return
    region.lines.extend(lines)
    region.blocks += 1
    found = list(words(text))
    # Portals link a whole legal basis; it is text of the document all the same.
    linked = sum(1 for _ in words(links)) * 2 > len(found) or (links and not found)
    if linked and not _marks()["bases"].match(lines[0]):
        region.links += 1
        region.value -= len(found)
        return
    region.size += len(found)
    region.cells += bool(found) and region.element.tag in _CELLS
    if len(found) >= _FRAGMENT_WORDS:
        valid = sum(map(is_syllable, found))
        region.value += 2 * valid - len(found)
    region.marks |= {name for name, mark in _marks().items() if any(map(mark.match, lines))}
    region.items += sum(1 for line in lines if _item().match(line))


@cache
def _marks() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in portal_data()["marks"].items()}


@cache
def _item() -> re.Pattern[str]:
    return re.compile(portal_data()["structure"]["item"])


def _chrome(whole: Region) -> Iterator[Element]:
    """The outermost elements that their names or attributes give to the site.

    Names lie ("content-with-sidebar"), so a part that looks like one of the document stays.
    """
    waiting = list(whole.children)
    while waiting:
        region = waiting.pop()
        cell = region.element.tag in _CELLS
        named = is_hidden(region.element) or (not cell and is_named_chrome(region.element))
        if named and not _looks_like_document(region, whole):
            yield region.element
        else:
            waiting.extend(region.children)


def _looks_like_document(region: Region, whole: Region) -> bool:
    return (
        bool(region.marks - {"number", "bases"})
        or region.items >= _ITEMS_OF_A_DOCUMENT
        or region.value * 2 > max(whole.value, 0)
    )


def _narrowed(whole: Region) -> Region:
    """The innermost region in ``whole`` that leaves nothing of the document outside."""
    share = _NARROWED_SHARE[len(whole.marks) >= _WHOLE_MARKS]

    def holds_all(child: Region) -> bool:
        return (
            child.marks == whole.marks
            and child.items >= whole.items - 1
            and child.cells >= whole.cells - _METADATA_CELLS
            and child.size >= share * whole.size
            and child.blocks > 1
        )

    if whole.worth < _LEAST_WORTH:
        return whole

    narrowed, inner = whole, next(filter(holds_all, whole.children), None)
    while inner is not None:
        narrowed, inner = inner, next(filter(holds_all, inner.children), None)
    return narrowed


def _inline_parts(page: Element) -> Iterator[Element]:
    """What a portal sets beside the words of a paragraph: hidden notes, its labels."""
    known = _lines("inline_labels")
    longest = 2 * max(map(len, known))
    texts, blocks = list[str](), list[bool]()  # of the elements that are open
    for event, element in walk(page):
        if event == "start":
            texts.append(element.text or "")
            blocks.append(is_block(element))
            continue
        text, block = texts.pop(), blocks.pop()
        label = " ".join(text.split()).casefold()
        if label and not block and (is_hidden(element) or label in known):
            yield element
        if texts:
            # A longer text is no label: cut, so that what is nested deep is not joined again
            # and again.
            around = _SPACE.sub(" ", f"{texts[-1]}{text}{element.tail or ''}")
            texts[-1], blocks[-1] = around[:longest], blocks[-1] or block


def _site_parts(document: Region) -> Iterator[Element]:
    """The parts in the document's element that are the site's: lists of links, its labels.

    What lies in tables is left alone.
    """
    for edge in (document.children, reversed(document.children)):
        yield from (region.element for region in takewhile(_is_mere_link, edge))
    waiting = [document]
    while waiting:
        region = waiting.pop()
        ended = False
        for child in region.children:
            holds_none = not child.marks and not child.items
            ended = ended or (holds_none and _is_line_of(child, "endings"))
            list_of_links = child.blocks > 1 and _is_mere_link(child)
            if (ended and holds_none) or list_of_links or _is_line_of(child, "labels"):
                yield child.element
            elif child.element.tag not in ("table", "p"):
                waiting.append(child)


def _is_mere_link(region: Region) -> bool:
    return 0 < region.links == region.blocks and not region.marks


def _is_line_of(region: Region, kind: str) -> bool:
    """Whether all that a region says are lines which portals set around documents."""
    if len(region.lines) != 1 or region.blocks != 1:
        return False
    known = _lines(kind)
    parts = re.split(r"\s*[|•·]\s*", region.lines[0].strip("|•· "))
    return all(part.rstrip(_LINE_ENDS).casefold() in known for part in parts)


@cache
def _lines(kind: str) -> frozenset[str]:
    return frozenset(portal_data()["chrome"][kind])
