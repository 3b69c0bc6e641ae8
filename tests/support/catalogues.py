"""The catalogues of what people read, held against the code.

    python tests/support/catalogues.py

takes into the Vietnamese catalogue what the code says and is not in it yet, takes out what it
says no more, and compiles both. What is new there is to be translated, then it is run again.
"""

from __future__ import annotations

import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract, extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from typer.core import TyperGroup
from typer.main import get_command

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

import cli  # noqa: E402
from annotations import spoken  # noqa: E402
from annotations.language import DOMAIN, LOCALE, WORDS, Lang  # noqa: E402

Id = str | tuple[str, ...]

PACKAGES = ("annotations", "evaluation", "models", "pipeline", "training")

# What is spoken and marked to be spoken; the number of the arguments that are messages.
_KEYWORDS: dict[str, tuple[int, ...] | None] = {"say": None, "later": None, "counted": (1, 2)}

# Dates and names of people, of which the history of the repository tells.
_UNSAID = re.compile(
    r'^"(?:Project-Id|Report-Msgid|POT-Creation|PO-Revision|Last-Tr|Language-Team|Generated-By)'
    r".*\n",
    re.MULTILINE,
)


def command_line() -> TyperGroup:
    """The command line as it is before a language is chosen."""
    group = get_command(cli.app)
    assert isinstance(group, TyperGroup)
    return group


def messages() -> list[Id]:
    """All that the code says in English, in the order of its folders."""
    said: dict[Id, None] = dict.fromkeys((*spoken.SHOWN, *spoken.WRONG_USAGE))
    for command in spoken.commands(command_line()):
        said |= dict.fromkeys(text for _, _, text in spoken.texts(command))
    method = [("**.py", "python")]
    for folder in PACKAGES:
        for found in extract_from_dir(ROOT / folder, method, keywords=_KEYWORDS):
            said[found[2]] = None
    with (ROOT / "cli.py").open("rb") as file:
        for found in extract("python", file, keywords=_KEYWORDS):
            said[found[1]] = None
    return list(said)


def path(lang: Lang, ending: str) -> Path:
    """Where a catalogue lies."""
    return LOCALE / lang / "LC_MESSAGES" / f"{DOMAIN}.{ending}"


def catalogue(lang: Lang) -> Catalog:
    """A catalogue as it is written."""
    with path(lang, "po").open("rb") as file:
        return read_po(file, locale=lang, abort_invalid=True)


def compiled(lang: Lang) -> Catalog:
    """A catalogue as it is run."""
    with path(lang, "mo").open("rb") as file:
        return read_mo(file)


def entries(catalog: Catalog) -> dict[tuple[str | None, Id], str | tuple[str, ...]]:
    """What stands for each message, by context and English words."""
    found: dict[tuple[str | None, Id], str | tuple[str, ...]] = {}
    for message in catalog:
        if message.id:
            number = message.id if isinstance(message.id, str) else tuple(message.id)
            string = message.string
            # Read from a compiled catalogue the context is bytes, which Babel's types do not say.
            context: object = message.context
            where = context.decode() if isinstance(context, bytes) else message.context
            found[where, number] = string if isinstance(string, str) else tuple(string or ())
    return found


def words(lang: Lang) -> list[Message]:
    """The words that have a key."""
    return [message for message in catalogue(lang) if message.context == WORDS]


def update() -> int:
    """Bring the catalogues up to date; how many messages have no translation."""
    known = entries(catalogue(Lang.VI))
    renewed = Catalog(locale=Lang.VI, domain=DOMAIN, fuzzy=False)
    renewed.header_comment = "# What people read in Vietnamese."
    for message in words(Lang.VI):
        renewed.add(message.id, message.string, context=WORDS)
    for said in messages():
        renewed.add(said, known.get((None, said)) or "")
    _write(Lang.VI, renewed)
    english = catalogue(Lang.EN)
    _write(Lang.EN, english)
    return sum(not any(message.string or ()) for message in renewed if message.id)


def _write(lang: Lang, catalog: Catalog) -> None:
    text = io.BytesIO()
    write_po(text, catalog, width=100)
    path(lang, "po").write_text(_UNSAID.sub("", text.getvalue().decode()), encoding="utf-8")
    ours = catalogue(lang)
    # The same catalogue compiles to the same bytes, whenever that is.
    ours.creation_date = ours.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    with path(lang, "mo").open("wb") as file:
        write_mo(file, ours)


if __name__ == "__main__":
    print(f"{update()} messages without a translation")
