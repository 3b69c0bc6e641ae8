"""Compound files: what one holds, and what becomes of damaged ones."""

from __future__ import annotations

import pytest
from compound_files import SECTOR, compound_file, word_stream

from pipeline.readers.word.compound import CompoundError, CompoundFile

WHOLE = compound_file({"WordDocument": word_stream(encrypted=False), "1Table": bytes(5000)})


def test_lists_the_streams() -> None:
    assert CompoundFile(WHOLE).streams == {"WordDocument", "1Table"}


@pytest.mark.parametrize("encrypted", [True, False])
@pytest.mark.parametrize("size", [5000, 600], ids=["own sectors", "among the small streams"])
def test_tells_whether_word_encrypted_the_text(encrypted: bool, size: int) -> None:
    streams = {"Data": bytes(700), "WordDocument": word_stream(encrypted=encrypted, size=size)}
    assert CompoundFile(compound_file(streams)).is_encrypted_word is encrypted


def test_a_file_without_a_word_document_is_not_encrypted_word() -> None:
    assert not CompoundFile(compound_file({"Workbook": bytes(10)})).is_encrypted_word


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(WHOLE[:20], id="cut in the header"),
        pytest.param(WHOLE[: 3 * SECTOR], id="cut before the allocation table"),
        pytest.param(WHOLE[:30] + b"\x05\x00" + WHOLE[32:], id="no such sector size"),
    ],
)
def test_refuses_damaged_files(data: bytes) -> None:
    with pytest.raises(CompoundError):
        CompoundFile(data)


def test_refuses_a_file_cut_after_its_allocation_table() -> None:
    # The table comes last here; moved to the front, as Word has it, the cut leaves it whole.
    table = WHOLE[-SECTOR:]
    moved = WHOLE[:SECTOR] + table + WHOLE[2 * SECTOR : 4 * SECTOR]
    header = bytearray(moved)
    header[76:80] = (0).to_bytes(4, "little")
    with pytest.raises(CompoundError, match="truncated"):
        CompoundFile(bytes(header))


def test_a_directory_that_runs_in_a_ring_ends() -> None:
    looped = bytearray(WHOLE)
    directory = int.from_bytes(WHOLE[48:52], "little")
    at = len(WHOLE) - SECTOR + 4 * directory
    looped[at : at + 4] = directory.to_bytes(4, "little")
    assert CompoundFile(bytes(looped)).streams == {"WordDocument", "1Table"}
