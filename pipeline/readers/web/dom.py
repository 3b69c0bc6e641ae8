"""The tree of a page: the one place where lxml is called, and what its elements can do.

lxml ships no types; `Element` says what of it the reader uses.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any, Literal, Protocol, cast

import lxml.etree as etree  # pyright: ignore[reportMissingTypeStubs]
import lxml.html  # pyright: ignore[reportMissingTypeStubs]

from pipeline.readers.limits import LIMITS, Limits

_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table(?!-cell))", re.I)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_FORMATTING = re.compile(r"</?(?:b|big|em|font|i|small|span|strong|u)(?:\s[^<>]*)?>", re.I)


class Element(Protocol):
    """An element of a page; comments and instructions are not in the tree."""

    @property
    def tag(self) -> str:
        """Its name, lower case."""
        ...

    @property
    def text(self) -> str | None:
        """The text between its start and its first child."""
        ...

    @property
    def tail(self) -> str | None:
        """The text between its end and the next element."""
        ...

    def get(self, key: str, default: str, /) -> str:
        """The value of an attribute."""
        ...

    def iter(self, *tags: str) -> Iterator[Element]:
        """It and all elements in it, in page order, those named ``tags`` if any are given."""
        ...

    def itertext(self) -> Iterator[str]:
        """The runs of text in it, in page order."""
        ...


@cache
def portal_data() -> dict[str, Any]:
    """The data of the reader, ``portals.toml``."""
    path = resources.files("pipeline.readers.web").joinpath("portals.toml")
    return tomllib.loads(path.read_text("utf-8"))


@cache
def _names(kind: str) -> frozenset[str]:
    return frozenset(portal_data()["elements"][kind])


class NestingError(Exception):
    """A page whose elements are nested deeper than any real page's, so that text would be lost."""


def parse(text: str, limits: Limits = LIMITS) -> Element | None:
    """The tree of a page, however broken; ``None`` where there is no element at all.

    Nothing is fetched, and an entity that HTML does not have stays as it is written.

    Raises:
        NestingError: when elements or tables are nested too deep.
    """
    # Tags of fonts that are never closed soon go deep. libxml2 itself leaves out what is over
    # 2048 elements deep.
    for page in (text, _FORMATTING.sub("", text)):
        parser: Any = lxml.html.HTMLParser(
            encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
        )
        # In bytes, since lxml refuses a str that declares an encoding; NUL would end the page.
        data = page.lstrip("\ufeff").replace("\0", "").encode("utf-8", errors="replace")
        try:
            tree = cast(Any, lxml.html).document_fromstring(data, parser=parser)
        except cast(type[Exception], cast(Any, etree).ParserError):
            return None
        cut = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
        if not cut and _is_shallow(tree, limits):
            return cast(Element, tree)
    raise NestingError


def _is_shallow(root: Element, limits: Limits) -> bool:
    """Whether neither elements nor tables are nested deeper than the limits."""
    depth = tables = 0
    for event, element in walk(root):
        step = 1 if event == "start" else -1
        depth += step
        tables += step if element.tag == "table" else 0
        if depth > limits.page_depth or tables > limits.tables_depth:
            return False
    return True


def walk(root: Element) -> Iterator[tuple[Literal["start", "end"], Element]]:
    """The start and the end of every element under ``root``, itself included, in page order."""
    return cast(Any, etree).iterwalk(root, events=("start", "end"))


def drop_unseen(root: Element) -> None:
    """Take out the elements that hold no text of the page: scripts, forms' controls, images."""
    for element in list(root.iter(*_names("dropped"))):
        drop(element)


def drop(element: Element) -> None:
    """Empty an element and make it one that shows nothing; what follows it stays.

    lxml's own way to take an element out joins the texts around it, which it refuses where they
    hold control characters.
    """
    emptied = cast(Any, element)
    emptied.clear(keep_tail=True)
    emptied.tag = "span"


def is_block(element: Element) -> bool:
    """Whether a browser sets the element on lines of its own."""
    if element.tag in _names("blocks"):
        return True
    style = element.get("style", "")
    return bool(style) and _BLOCK_STYLE.search(style) is not None


def is_preformatted(element: Element) -> bool:
    """Whether the line breaks of the element's source are line breaks of the page."""
    if element.tag in _names("preformatted"):
        return True
    style = element.get("style", "")
    return "white-space" in style and re.search(r"white-space\s*:\s*pre", style) is not None


def is_hidden(element: Element) -> bool:
    """Whether the element's own attributes keep it from view."""
    return (
        element.get("hidden", "no") != "no"
        or _HIDDEN_STYLE.search(element.get("style", "")) is not None
        or not _hidden_classes().isdisjoint(element.get("class", "").lower().split())
    )


@cache
def _hidden_classes() -> frozenset[str]:
    return frozenset(portal_data()["chrome"]["hidden"])


@cache
def _chrome_names() -> frozenset[str]:
    return frozenset(portal_data()["chrome"]["names"])


def is_named_chrome(element: Element) -> bool:
    """Whether the element's tag, class or id names a part of the site around its documents."""
    if element.tag in ("html", "body"):
        return False
    if element.tag in _names("chrome"):
        return True
    named = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", named)
    if not _chrome_names().isdisjoint(map(str.lower, words)):
        return True
    joined = re.sub(r"[-_]", "", named).lower()
    return any(part in joined for part in portal_data()["chrome"]["parts"])
