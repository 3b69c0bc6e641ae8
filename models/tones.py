"""Where a syllable wears its tone mark: "hoà, khoẻ, uỷ" or "hòa, khỏe, ủy".

Both spellings of the open rhymes oa, oe and uy are in use, often in one document; a vocabulary
mostly knows one of them and shatters the other. A model's input takes one of the two, the raw
text keeps what it has: both are equally long, character by character, so offsets stay.

"Old" is here what PhoBERT's vocabulary writes, the mark on the last letter ("hoà"); "new" is
what most plans write, the mark on the first ("hòa"). (Grammars, which go by the order in which
the two were taught, name them the other way round: kiểu mới is "hoà".)

Only a syllable that ends in the rhyme is touched: "hoàn" and "thuyền" have one place for the
mark, and in "quý" the u belongs to the onset. Letters are expected in NFC; a syllable of
decomposed letters is left as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# fmt: off
_ONSETS = (
    "b", "c", "ch", "d", "đ", "g", "h", "kh", "l", "m", "n", "ng", "nh", "p", "ph", "r", "s",
    "t", "th", "tr", "v", "x",
)
# fmt: on
_RHYMES = ("oa", "oe", "uy")
_MARKS = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng


def _placements() -> Iterator[tuple[str, str]]:
    """Each marked rhyme in the old and the new placement, in every case that it is met in."""
    for first, second in _RHYMES:
        for mark in _MARKS:
            old = first, unicodedata.normalize("NFC", second + mark)
            new = unicodedata.normalize("NFC", first + mark), second
            for case in (str.lower, str.upper):  # "Uỷ" and the mixtures of OCR too
                for other in (str.lower, str.upper):
                    yield case(old[0]) + other(old[1]), case(new[0]) + other(new[1])


def _whole_syllable(rhymes: dict[str, str]) -> re.Pattern[str]:
    """An onset, which is the first group and may be empty, and one of ``rhymes``."""
    part_of_word = r"[^\W\d_]", r"[\u0300-\u036f]"
    not_before = "".join(f"(?<!{part})" for part in part_of_word)
    not_after = "".join(f"(?!{part})" for part in part_of_word)
    onset = "|".join(sorted(_ONSETS, key=len, reverse=True))
    return re.compile(f"{not_before}((?i:{onset})?)({'|'.join(rhymes)}){not_after}")


_TO_NEW = dict(_placements())
_TO_OLD = {new: old for old, new in _TO_NEW.items()}
_NEW_SYLLABLE = _whole_syllable(_TO_OLD)
_OLD_SYLLABLE = _whole_syllable(_TO_NEW)


def old_placement(text: str) -> str:
    """``text`` with "hòa" written "hoà", as PhoBERT's vocabulary has it; same length."""
    return _NEW_SYLLABLE.sub(lambda match: match[1] + _TO_OLD[match[2]], text)


def new_placement(text: str) -> str:
    """``text`` with "hoà" written "hòa", as most plans have it; same length."""
    return _OLD_SYLLABLE.sub(lambda match: match[1] + _TO_NEW[match[2]], text)
