"""The tokenizer of every format that counts in tokens.

spaCy's multi-language tokenizer keeps the text exactly and splits most of what Vietnamese
plans need. It leaves whole what a missing space ran together, and a full stop after a capital
or a bracket ("quý I.", "tháng 8)."), so that entities would begin or end inside a token; the
rules added here part these. It never looks at an annotation, so tokens tell a model nothing.
See https://spacy.io/usage/linguistic-features#native-tokenizers.
"""

# spaCy's annotations leave the types of its patterns open and its tokenizer has no types.
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


def tokenize(text: str) -> Doc:
    """The tokens of ``text``, white space included; ``tokenize(text).text == text``."""
    return tokenizer()(text)


@cache
def tokenizer() -> Callable[[str], Doc]:
    """The one tokenizer, made once."""
    # spaCy takes its time to import, and most commands need no tokens.
    import spacy
    from spacy.lang.char_classes import ALPHA_LOWER
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

    run_together = rf"(?<=[0-9])(?=[{ALPHA_LOWER}])"  # "năm 2018của Ủy ban"
    brackets_and_stops = r"[;:()\[\]{}]"  # "tỉnh;Tổng lãnh sự", "Chính phủ[2"
    closing = (r"\./\.", r"\.")  # a plan ends in "./."

    multilingual = spacy.blank("xx")
    defaults = multilingual.Defaults
    infixes = [*(defaults.infixes or ()), run_together, brackets_and_stops]
    suffixes = [*closing, *(defaults.suffixes or ())]
    return Tokenizer(
        multilingual.vocab,
        rules={},  # the default ones are emoticons: "(tháng 8)" would end in one
        prefix_search=compile_prefix_regex(defaults.prefixes or ()).search,
        suffix_search=compile_suffix_regex(suffixes).search,
        infix_finditer=compile_infix_regex(infixes).finditer,
        url_match=defaults.url_match,
    )
