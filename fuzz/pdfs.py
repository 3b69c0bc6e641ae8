"""PDF files: their objects are mutated, streams unpacked, and the file is put together again."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from random import Random

from fuzz import mutations
from fuzz.mutations import Material

TOKENS: Sequence[bytes] = tuple(
    token.encode()
    for token in (
        *("<<", ">>", "[", "]", "endobj", "stream\n", "endstream", "1 0 R", "3 0 R", "null"),
        *("/Length 99999999", "/Length -1", "/Count 2147483647", "/Kids [2 0 R]", "/Rotate 37"),
        *("/MediaBox [0 0 0 0]", "/MediaBox [0 0 1e30 1e30]", "/MediaBox [9 9 -9 -9]", "/Annots"),
        *("/Filter [/FlateDecode /FlateDecode]", "/Filter /LZWDecode", "/DecodeParms", "/Encrypt"),
        *("/UserUnit 1000000", "/Type /Page", "/Subtype /Form", "/Subtype /Image", "/ObjStm"),
        *("q\n", "Q\n", "BT ", " ET", " Tj\n", "1e30 0 0 1e30 0 0 cm\n", "0 0 0 0 0 0 cm\n"),
        "/F1 ",
        *("-99999999 Tf ", "0 Tf ", "NaN Tm ", "0 0 m 600 0 l S\n", "0 0 600 0.1 re f\n", "/X Do "),
        *("BI /W 9 /H 9 ID x EI\n", "<0041>", "<D800>", "<FFFF>", "(", ")", "1 0 0 1 1e9 1e9 Tm "),
        *("beginbfrange <0000> <FFFF> <D800> endbfrange", "/ToUnicode 1 0 R", "%%EOF\n", "xref\n"),
    )
)
_OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"^(.*?)stream\r?\n(.*)\r?\nendstream\s*$", re.DOTALL)
_REFERENCE = re.compile(rb"\d+ 0 R")

Objects = list[tuple[int, bytes]]


def mutate(data: bytes, random: Random, material: Material) -> bytes:
    """A mutated PDF file: mostly one whose objects can be found and whose streams unpack."""
    objects: Objects = [(int(found[1]), found[2]) for found in _OBJECT.finditer(data)]
    if not objects or random.random() < 0.15:
        return mutations.mutate(data, random, material)
    for _ in range(random.randint(1, 3)):
        _mutate_objects(objects, random, material)
    trailer = data[data.rfind(b"trailer") :] if b"trailer" in data else b""
    written = _written(objects, trailer)
    return mutations.flip(written, random, material) if random.random() < 0.1 else written


def _mutate_objects(objects: Objects, random: Random, material: Material) -> None:
    index = random.randrange(len(objects))
    number, content = objects[index]
    chance = random.random()
    if chance < 0.4:
        objects[index] = number, _mutated_stream(content, random, material)
    elif chance < 0.65:
        objects[index] = number, mutations.mutate(content, random, material)
    elif chance < 0.85:
        # References that lead elsewhere make rings and objects of the wrong kind.
        target = f"{random.choice(objects)[0]} 0 R".encode()
        found = list(_REFERENCE.finditer(content))
        if found:
            start, end = random.choice(found).span()
            objects[index] = number, content[:start] + target + content[end:]
    elif chance < 0.92:
        objects[index] = number, random.choice(objects)[1]
    elif chance < 0.96:
        objects.append((random.choice(objects)[0], content))
    elif len(objects) > 1:
        del objects[index]


def _mutated_stream(content: bytes, random: Random, material: Material) -> bytes:
    """The object with the unpacked content of its stream mutated, packed again or not."""
    found = _STREAM.match(content)
    if found is None:
        return mutations.mutate(content, random, material)
    head, body = found[1], found[2]
    if b"/FlateDecode" in head:
        unpacker = zlib.decompressobj()
        try:
            plain = unpacker.decompress(body, 4 * material.most)
        except zlib.error:
            plain = body
        mutated = mutations.mutate(plain, random, material)
        body = zlib.compress(mutated, 1)
    else:
        body = mutations.mutate(body, random, material)
    head = re.sub(rb"/Length \d+(?: 0 R)?", b"/Length %d" % len(body), head)
    return head + b"stream\n" + body + b"\nendstream\n"


def _written(objects: Objects, trailer: bytes) -> bytes:
    """A file of ``objects`` with a table that says where each stands."""
    parts, places, length = [b"%PDF-1.7\n"], dict[int, int](), 9
    for number, content in objects:
        places[number] = length
        parts.append(b"%d 0 obj%sendobj\n" % (number, content))
        length += len(parts[-1])
    known = [number for number in sorted(places) if number < 100_000]
    table = b"".join(b"%d 1\n%010d 00000 n \n" % (number, places[number]) for number in known)
    parts.append(b"xref\n0 1\n0000000000 65535 f \n" + table)
    start = re.sub(rb"startxref.*", b"", trailer, flags=re.DOTALL)
    start = start or b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return b"".join(parts) + start + b"startxref\n%d\n%%%%EOF\n" % length
