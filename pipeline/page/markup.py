"""The page as one file of HTML that needs nothing beside itself.

Everything that comes from a document travels in one JSON element and is put into the page as
text by the script. The page's policy names its own script and style by their hashes and knows
no other source; it also forbids every way to turn a string into markup (Trusted Types), so
that a slip in the script cannot make text of a document run.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from functools import cache, partial
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from pipeline.page.data import PageData
from pipeline.page.words import all_words
from pipeline.wording import Lang, word

SCRIPTS = (
    "dom.js",
    "dates.js",
    "data.js",
    "filters.js",
    "combobox.js",
    "virtual.js",
    "grid.js",
    "controls.js",
    "tasks.js",
    "plans.js",
    "text.js",
    "detail.js",
    "reader.js",
    "charts.js",
    "main.js",
)
"""The parts of the script, in the order in which they need each other."""

STYLES = ("page.css", "table.css", "reader.css", "phone.css", "print.css")

_UNSAFE = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})
"""What could end a script element or a line of script; none of it is JSON's own syntax."""


def render(data: PageData, *, lang: Lang = Lang.VI) -> str:
    """The page.

    Args:
        data: the plans and the files that gave none.
        lang: the language it opens in.
    """
    script, style = _joined(SCRIPTS), _joined(STYLES)
    return _template().render(
        lang=lang.value,
        languages=[(each.value, word(f"page.language.{each}", each)) for each in Lang],
        word=partial(word, lang=lang),
        policy=_policy(script, style),
        script=Markup(script),
        style=Markup(style),
        words=Markup(embedded(json.dumps(all_words(), ensure_ascii=False, sort_keys=True))),
        data=Markup(embedded(data.json())),
    )


def embedded(json_text: str) -> str:
    """JSON that means the same and can stand in a script element."""
    return json_text.translate(_UNSAFE)


def _policy(script: str, style: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(script)}",
            f"style-src {_hash(style)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _joined(names: tuple[str, ...]) -> str:
    """The files one after the other; a script is a single function, so it leaves no globals."""
    folder = files("pipeline.page") / "templates"
    parts = "\n".join((folder / name).read_text(encoding="utf-8") for name in names)
    return f'\n(() => {{\n"use strict";\n{parts}}})();\n' if names is SCRIPTS else f"\n{parts}"


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("pipeline.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.jinja")
