"""From bytes to text: Unicode as it declares itself, else the legacy encoding that fits best.

A legacy encoding does not name itself. Each candidate is tried, and the one wins whose text has
the largest share of words that can be Vietnamese syllables.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from annotations.language import say
from pipeline.readers.legacy import convert
from pipeline.readers.registry import Source
from pipeline.syllables import valid_share

MINIMUM_SHARE = 0.6
"""The share of valid syllables under which a guess is no reading of a text.

Measured on official plans: 0.97 to 1.0 in their own encoding, at most 0.49 in the best other.
"""

_SAMPLE = 1 << 18
_MAXIMUM_CONTROLS = 0.01
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_REPLACED = "\ufffd"

# The marks of UTF-32 stand first: the little-endian one begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The five codes that Windows-1252 leaves out are as in Latin-1, as browsers have it.
_WINDOWS_1252 = {
    code: bytes((code,)).decode("cp1252", errors="ignore") or chr(code)
    for code in range(0x80, 0xA0)
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding that it came in.

    Args:
        text: the text; a byte order mark of UTF-8 is kept as U+FEFF.
        encoding: its name: ``utf-8``, ``utf-16``, ``tcvn3`` ...
        damaged: whether bytes that are no text were replaced by U+FFFD.
    """

    text: str
    encoding: str
    damaged: bool = False

    @property
    def flags(self) -> tuple[str, ...]:
        """What a user should know of the reading: nothing where it is plain UTF-8."""
        named = () if self.encoding == "utf-8" else (f"encoding:{self.encoding}",)
        return (*named, "encoding-damaged") if self.damaged else named


def decode(
    source: Source,
    *,
    declared: str | None = None,
    prose: Callable[[str], str] = str,
    lenient: bool = False,
) -> Decoded:
    """The text of ``source`` in the encoding that its bytes show.

    A byte order mark decides, then well-formed UTF-8 (other text is never well-formed by
    chance), then the share of Vietnamese syllables in what each other encoding makes of it.

    Args:
        source: the file.
        declared: the encoding that the file itself names; such names lie often, so it decides
            only where the bytes do not.
        prose: gives the running text of a decoded file; of a page what is no tag.
        lenient: replace bytes that UTF-8 cannot have by U+FFFD where most of it is UTF-8.

    Raises:
        ReadError: when it is binary, cut off inside a character, or in no known encoding.
    """
    decoded = _with_mark(source) or _unicode(source, lenient=lenient)
    if decoded is None:
        decoded = _legacy(source, declared=declared, prose=prose)
    controls = len(_CONTROLS.findall(decoded.text))
    if controls > _MAXIMUM_CONTROLS * len(decoded.text):
        raise source.refuse(say("the file is binary, not text; check that its ending is right"))
    return decoded


def _with_mark(source: Source) -> Decoded | None:
    for mark, encoding in _MARKS:
        if source.data.startswith(mark):
            return Decoded(_strictly(source, encoding, encoding), encoding)
    return None


def _unicode(source: Source, *, lenient: bool) -> Decoded | None:
    """UTF-8, or UTF-16 without a mark; ``None`` where it must be something else."""
    data = source.data
    if b"\0" in data:
        return _utf_16(source)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        first = error
    text = data.decode("utf-8", errors="replace")
    replaced = text.count(_REPLACED)
    kept = len(text) - len(text.encode("ascii", errors="ignore")) - replaced
    if not kept or (replaced * 10 > kept and first.end < len(data)):
        return None
    if lenient:
        return Decoded(text, "utf-8", damaged=True)
    raise source.refuse(_damage(first, "UTF-8"))


def _utf_16(source: Source) -> Decoded:
    """UTF-16 without a mark, which nothing but its text can show."""
    data = source.data
    for encoding in ("utf-16-le", "utf-16-be"):
        sample = data[:_SAMPLE].decode(encoding, errors="ignore")
        if valid_share(sample) >= MINIMUM_SHARE and "\0" not in sample:
            return Decoded(_strictly(source, encoding, "utf-16"), encoding)
    raise source.refuse(say("the file is binary, not text; check that its ending is right"))


def _strictly(source: Source, encoding: str, shown: str) -> str:
    try:
        return source.data.decode(encoding)
    except UnicodeDecodeError as error:
        raise source.refuse(_damage(error, shown.upper())) from error


def _damage(error: UnicodeDecodeError, encoding: str) -> str:
    if error.end >= len(error.object):
        return say(
            "the text ends inside a character of {encoding} (byte {start}): the "
            "file is cut off; get it again",
            encoding=encoding,
            start=error.start,
        )
    return say(
        "byte {start} is no {encoding}, most of the rest is: the file is "
        "damaged; get it again or save it as UTF-8",
        start=error.start,
        encoding=encoding,
    )


def _legacy(source: Source, *, declared: str | None, prose: Callable[[str], str]) -> Decoded:
    sample = prose(_windows_1252(source.data[:_SAMPLE]))
    shares = {
        encoding: valid_share(converted(sample)) for encoding, converted in _CONVERTERS.items()
    }
    encoding = max(shares, key=shares.__getitem__)
    if shares[encoding] < MINIMUM_SHARE:
        named = _DECLARED.get((declared or "").lower())
        if named is None:
            raise source.refuse(
                say(
                    "the text is neither Unicode nor Vietnamese in TCVN3, VNI or "
                    "Windows-1258; save it as UTF-8"
                )
            )
        encoding = named
    return Decoded(_CONVERTERS[encoding](_windows_1252(source.data)), encoding)


def _windows_1252(data: bytes) -> str:
    return data.decode("latin-1").translate(_WINDOWS_1252)


# Of two as good the first is taken: Windows-1252 holds Vietnamese in pages that write the
# letters which it lacks as references ("&#7871;"), and `convert` leaves such text as it is.
_CONVERTERS: dict[str, Callable[[str], str]] = {
    "windows-1252": str,
    **{
        encoding: partial(convert, encoding=encoding)
        for encoding in ("windows-1258", "tcvn3", "vni")
    },
}
_DECLARED = {
    "ascii": "windows-1252",
    "iso-8859-1": "windows-1252",
    "us-ascii": "windows-1252",
    "windows-1252": "windows-1252",
    "cp1258": "windows-1258",
    "windows-1258": "windows-1258",
    "x-viet-tcvn5712": "tcvn3",
    "x-viet-vni": "vni",
}
