"""Office files: their parts are mutated and packed again, or the archive around them is."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO
from random import Random
from warnings import catch_warnings, simplefilter
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from fuzz import mutations
from fuzz.mutations import Material

Parts = list[tuple[str, bytes]]

TOKENS: Sequence[bytes] = tuple(
    token.encode()
    for token in (
        *("<w:p>", "</w:p>", "<w:r><w:t>", "</w:t></w:r>", "<w:tbl>", "</w:tbl>", "<w:tr>"),
        *("<w:tc>", "</w:tc>", "<w:sdt><w:sdtContent>", "<w:txbxContent>", "<w:p/>", "<w:tc/>"),
        *('<w:gridSpan w:val="99999999"/>', '<w:gridBefore w:val="2147483647"/>', "<w:vMerge/>"),
        *('<w:sym w:font="Wingdings" w:char="D800"/>', '<w:sym w:char="110000"/>', "<w:br/>"),
        *('<w:footnoteReference w:id="1"/>', '<w:fldChar w:fldCharType="begin"/>', "<w:del>"),
        *("<mc:AlternateContent><mc:Choice>", "<w:vanish/>", "<w:caps/>", '<w:ilvl w:val="-7"/>'),
        *('<w:numId w:val="1"/>', '<w:start w:val="-2147483648"/>', '<w:numStyleLink w:val="x"/>'),
        *("<!DOCTYPE x [<!ENTITY e 'e'>]>", "&e;", "&#0;", "&#xD800;", "<![CDATA[", "<!--", "<?x"),
        *('xml:space="preserve"', 'w:val="%1%2%3%9"', 'w:val=""', ' w:val="lowerLetter"'),
        *('Target="../../../etc/passwd"', 'TargetMode="External"', 'Target="http://a.test/"'),
    )
)
_TAG = re.compile(rb"<[^<>]*>")
_ELEMENT = re.compile(rb"<([\w:]+)(?:\s[^<>]*)?>")
_VALUE = re.compile(rb'"[^"<>]*"')
_TEXT = re.compile(rb"(?<=>)[^<>]+(?=<)")
_NOT_IN_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))
_DEEPEST = 3_000


def mutate(data: bytes, random: Random, material: Material) -> bytes:
    """A mutated office file: mostly whole archives with parts that are not."""
    parts = _unpacked(data)
    if not parts or random.random() < 0.12:
        return mutations.mutate(data, random, material)
    for _ in range(random.randint(1, 3)):
        _mutate_parts(parts, random, material)
    packed = _packed(parts, random, 2 * material.most)
    return mutations.flip(packed, random, material) if random.random() < 0.05 else packed


def _mutate_parts(parts: Parts, random: Random, material: Material) -> None:
    # The longest part is the text: half of all mutations are its.
    index = max(range(len(parts)), key=lambda i: len(parts[i][1]))
    if random.random() < 0.5:
        index = random.randrange(len(parts))
    name, content = parts[index]
    chance = random.random()
    if chance < 0.8:
        parts[index] = name, random.choice(_MARKUP)(content, random, material)
    elif chance < 0.9:
        parts[index] = name, mutations.mutate(content, random, material)
    elif chance < 0.93 and len(parts) > 1:
        del parts[index]
    elif chance < 0.96:
        parts.append((random.choice(parts)[0], content))
    else:
        parts[index] = random.choice(_NAMES), content


_NAMES = ("/word/document.xml", "../../a.xml", "word\\document.xml", "WORD/DOCUMENT.XML", "a/", "")


def delete_tag(data: bytes, random: Random, material: Material) -> bytes:
    """Take out one tag, so that elements cross or never end."""
    start, end = _chosen(_TAG, data, random)
    return data[:start] + data[end:]


def double_tag(data: bytes, random: Random, material: Material) -> bytes:
    """Write a tag at the place of another one as well."""
    start, end = _chosen(_TAG, data, random)
    at, _ = _chosen(_TAG, data, random)
    return data[:at] + data[start:end] + data[at:]


def nest(data: bytes, random: Random, material: Material) -> bytes:
    """Put an element into itself many times over."""
    start, end = _chosen(_ELEMENT, data, random)
    element = _ELEMENT.match(data, start)
    if element is None or element[0].endswith(b"/>"):
        return data
    depth = int(10 ** random.uniform(0.3, 3.5))
    depth = min(depth, _DEEPEST, material.most // (end - start))
    closing = b"</" + element[1] + b">"
    close = data.find(closing, end)
    if close < 0:
        return data
    return (
        data[:start]
        + element[0] * depth
        + data[end:close]
        + closing * depth
        + data[close + len(closing) :]
    )


def copy_element(data: bytes, random: Random, material: Material) -> bytes:
    """Copy an element with all in it, some or many times."""
    found = _whole_element(data, random)
    if found is None:
        return data
    start, stop = found
    times = min(int(10 ** random.uniform(0, 3)), material.most // max(1, stop - start))
    return data[:stop] + data[start:stop] * times + data[stop:]


def delete_element(data: bytes, random: Random, material: Material) -> bytes:
    """Take an element out with all in it."""
    found = _whole_element(data, random)
    if found is None:
        return data
    start, stop = found
    return data[:start] + data[stop:]


def _whole_element(data: bytes, random: Random) -> tuple[int, int] | None:
    """Where an element begins, and where its end or, without one, its tag does."""
    start, end = _chosen(_ELEMENT, data, random)
    element = _ELEMENT.match(data, start)
    if element is None:
        return None
    closing = b"</" + element[1] + b">"
    close = data.find(closing, end)
    return start, end if close < 0 else close + len(closing)


def rewrite_text(data: bytes, random: Random, material: Material) -> bytes:
    """Mutate a run of text, which stays text."""
    start, end = _chosen(_TEXT, data, random)
    mutated = mutations.mutate(data[start:end], random, material)
    shown = mutated.decode("utf-8", errors="ignore").translate(_NOT_IN_XML)
    return data[:start] + escape(shown).encode() + data[end:]


def set_value(data: bytes, random: Random, material: Material) -> bytes:
    """Give attributes values that others have, or that none should have."""
    for _ in range(random.randint(1, 4)):
        start, end = _chosen(_VALUE, data, random)
        first, last = _chosen(_VALUE, data, random)
        odd = (b'""', b'"-1"', b'"99999999999999999999"', b'"%1"', b'"true"', b'"1.5"', b'"x"')
        value = data[first:last] if random.random() < 0.5 else random.choice(odd)
        data = data[:start] + value + data[end:]
    return data


_MARKUP: Sequence[Callable[[bytes, Random, Material], bytes]] = (
    *(nest, nest, copy_element, copy_element, delete_element, set_value, set_value),
    *(rewrite_text, rewrite_text, rewrite_text, delete_tag, double_tag),
)


def _chosen(pattern: re.Pattern[bytes], data: bytes, random: Random) -> tuple[int, int]:
    """Where some match of ``pattern`` lies; nowhere (0, 0) where there is none."""
    match = pattern.search(data, random.randint(0, len(data))) or pattern.search(data)
    return match.span() if match else (0, 0)


def _unpacked(data: bytes) -> Parts:
    try:
        with ZipFile(BytesIO(data)) as archive:
            return [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    except (BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError):
        return []


def _packed(parts: Parts, random: Random, most: int) -> bytes:
    buffer = BytesIO()
    how = random.choice((ZIP_DEFLATED, ZIP_STORED))
    with catch_warnings():
        simplefilter("ignore")  # of names that stand there twice
        with ZipFile(buffer, "w", how) as archive:
            for name, content in parts:
                archive.writestr(name or "x", content[:most])
    return buffer.getvalue()
