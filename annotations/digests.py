"""What each text was when it was annotated: ``SHA256SUMS`` in the folder of the plans.

The file has the form of GNU coreutils, one ``DIGEST  NAME.txt`` a line in the order of the
names: it diffs well, and ``sha256sum -c SHA256SUMS`` checks it without this project.
See https://www.gnu.org/software/coreutils/manual/html_node/cksum-output-modes.html.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from annotations.errors import AnnotationError
from annotations.language import say
from annotations.storage import decode_utf8, read_bytes

FILE_NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)\.txt")


@dataclass(frozen=True, slots=True)
class Digest:
    """A recorded digest and the line it stands in."""

    sha256: str
    line: int


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def load(folder: Path) -> dict[str, Digest]:
    """The recorded digests by plan name; none where the folder has no ``SHA256SUMS``.

    Raises:
        AnnotationError: when a line has another form or a plan stands there twice.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return {}
    recorded: dict[str, Digest] = {}
    for number, line in enumerate(decode_utf8(read_bytes(path), path).splitlines(), 1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise AnnotationError(path, say("expected '<SHA-256>  NAME.txt'"), line=number)
        if match[2] in recorded:
            raise AnnotationError(path, say("{name} stands here twice", name=match[2]), line=number)
        recorded[match[2]] = Digest(match[1], number)
    return recorded


def dumps(digests: Mapping[str, str]) -> bytes:
    """The bytes of ``SHA256SUMS`` for digests by plan name."""
    return "".join(f"{digests[name]}  {name}.txt\n" for name in sorted(digests)).encode()


def recorded_with(folder: Path, texts: Mapping[str, str]) -> bytes:
    """The bytes of the folder's ``SHA256SUMS`` once ``texts`` are recorded as they are now.

    Args:
        folder: the folder of the plans.
        texts: the texts by plan name; other plans keep what is recorded.

    Raises:
        AnnotationError: as in `load`.
    """
    digests = {name: known.sha256 for name, known in load(folder).items()}
    return dumps(digests | {name: digest(text) for name, text in texts.items()})
