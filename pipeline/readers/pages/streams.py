"""Streams of a PDF file that would unpack to more than a machine holds.

PDFium unpacks the content of a page whole, up to a gigabyte, before it can be asked about it; so
the streams are looked at before. Pictures are left out: a large blank one is packed as well as a
bomb, and they are unpacked only where a page is drawn.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from annotations.language import later, say, translated
from pipeline.readers.limits import Limits, over_size

_START = re.compile(rb"\bstream\r?\n")
_END = b"endstream"
_DICTIONARY = 4096
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_PACKED = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW)\b")
_LARGEST_RATIO = 1032
"""To how many times its size deflate can unpack at most (zlib, "Technical Details")."""
_REMEDY = later("it is refused as a bomb; print it to a new PDF file")


def refusal(data: bytes, limits: Limits) -> str | None:
    """Why a file's streams are over the limits; ``None`` where they are not."""
    total = 0
    for dictionary, start, end in _streams(data):
        packings = len(_PACKED.findall(dictionary))
        if packings > 1:
            return say("packs a stream twice, which no program does: print it to a new PDF file")
        if not packings or (end - start) * _LARGEST_RATIO <= limits.part_bytes:
            continue
        size = _unpacked(data[start:end], limits.part_bytes + 1)
        if size > limits.part_bytes:
            return over_size(
                say("a stream unpacks to at least"), size, limits.part_bytes, translated(_REMEDY)
            )
        total += size
        if total > limits.unpacked_bytes:
            what = say("its streams unpack to at least")
            return over_size(what, total, limits.unpacked_bytes, translated(_REMEDY))
    return None


def _streams(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """The dictionary before each stream that is no picture, and where the stream lies."""
    end = 0
    while (found := _START.search(data, end)) is not None:
        before = data[max(end, found.start() - _DICTIONARY) : found.start()]
        dictionary = before[before.rfind(b" obj") + 1 :]
        start = found.end()
        end = data.find(_END, start)
        end = len(data) if end < 0 else end
        if not _IMAGE.search(dictionary):
            yield dictionary, start, end
        end = min(len(data), end + len(_END))


def _unpacked(packed: bytes, most: int) -> int:
    """How long a packed stream is, counted no further than ``most``."""
    try:
        return len(zlib.decompressobj().decompress(packed, most))
    except zlib.error:
        return 0
