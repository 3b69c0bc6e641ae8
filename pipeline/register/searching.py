"""The form in which texts are compared, and identifiers that an index can hold."""

from __future__ import annotations

import hashlib
import re
from unicodedata import normalize

from pipeline.entities.tokens import canonical

LONGEST = 400
"""Characters of an identifier; PostgreSQL's indexes hold 2,704 bytes a row."""

WRITTEN = "written:"
"""Begins the identifiers of what could not be resolved."""

_WORD = re.compile(r"[^\W\d_]+")


def searched(text: str) -> str:
    """``text`` in lower case with the new tone placement, on one line: "HOÀ  BÌNH" is "hòa bình".

    Marks stay, since "má" is not "ma".
    """
    return _WORD.sub(lambda word: canonical(word[0]), " ".join(normalize("NFC", text).split()))


def bounded(identifier: str) -> str:
    """``identifier``, its end replaced by a digest where it is too long for an index."""
    if len(identifier) <= LONGEST:
        return identifier
    digest = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{identifier[: LONGEST - 17]}~{digest}"


def open_identifier(text: str) -> str:
    """The identifier of what could not be resolved: its words."""
    return bounded(WRITTEN + searched(text))
