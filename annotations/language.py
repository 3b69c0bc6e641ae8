"""Vietnamese and English: which one is spoken, and what is said in it.

What people read stands in the catalogues of ``locale`` (gettext). The code speaks English, and
`say` looks a sentence up in the language that is spoken; headers and labels have keys, which
`word` looks up in the language that is asked for.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Generator
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
"""The folder of the catalogues: ``LANG/LC_MESSAGES/kehoach.po``, compiled beside it."""

DOMAIN = "kehoach"
"""The name of the catalogues."""

WORDS = "word"
"""The gettext context of what has a key."""

VARIABLE = "KEHOACH_LANG"
"""The environment variable that chooses the language before the locale does; processes that
are started inherit it."""


class Lang(StrEnum):
    """A language of what people read."""

    VI = "vi"
    EN = "en"


def spoken() -> Lang:
    """The language of help and messages: Vietnamese where the locale is, otherwise English.

    The first of KEHOACH_LANG, LC_ALL, LC_MESSAGES and LANG that is set counts, as POSIX has it.
    """
    for variable in (VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            language = value.replace("-", "_").partition(".")[0].partition("_")[0]
            return Lang.VI if language.lower() == Lang.VI else Lang.EN
    return Lang.EN


@contextmanager
def speaking(lang: Lang) -> Generator[None]:
    """Speak ``lang`` in this process and those it starts, until the end of the block.

    Libraries that ask gettext themselves, as typer does, find their words in our catalogues.
    """
    variables = {VARIABLE: lang.value, "LANGUAGE": lang.value}
    before = {name: os.environ.get(name) for name in variables}
    domain = gettext.textdomain()
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)
    os.environ.update(variables)
    try:
        yield
    finally:
        gettext.textdomain(domain)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def say(message: str, /, **values: object) -> str:
    """A sentence in the language that is spoken.

    Args:
        message: the sentence in English, in the form of `str.format`; literally, so that it can
            be found by those who translate.
        values: what its fields stand for.
    """
    return _catalogue(spoken()).gettext(message).format(**values)


def counted(singular: str, plural: str, number: int, /, **values: object) -> str:
    """A sentence about ``number`` things, which is the field ``number`` of it.

    Args:
        singular: the sentence about one thing, in English.
        plural: the sentence about several.
        number: how many.
        values: what the other fields stand for.
    """
    found = _catalogue(spoken()).ngettext(singular, plural, number)
    return found.format(number=number, **values)


def translated(text: str) -> str:
    """A text without fields, such as help or one marked by `later`, as it is spoken."""
    return _catalogue(spoken()).gettext(text) if text else text


def later(text: str) -> str:
    """Mark a text that `translated` will look up, such as a constant, and leave it as it is."""
    return text


def word(key: str, lang: Lang) -> str:
    """What people read for ``key``; a key without wording is read as it is."""
    return _catalogue(lang).pgettext(WORDS, key)


@cache
def _catalogue(lang: Lang) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALE, [lang.value])
