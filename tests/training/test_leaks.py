"""What shares twelve syllables in a row with a held-out plan is not learnt from."""

from __future__ import annotations

import pytest

from training.leaks import LeakFilter

HELD_OUT = (
    "Sở Ngoại vụ chủ trì, phối hợp với các đơn vị liên quan tổ chức đoàn công tác đi thăm "
    "các tỉnh bạn."
)
PLANTED = "Theo đó, SỞ NGOẠI VỤ chủ trì - phối hợp với các đơn vị liên quan\ntổ chức hội nghị."
ELEVEN = "Sở Ngoại vụ chủ trì, phối hợp với các đơn vị họp."
OTHER = "Sở Y tế kiểm tra các cơ sở khám bệnh, chữa bệnh trên địa bàn tỉnh theo kế hoạch năm."


@pytest.mark.parametrize(
    ("paragraph", "leaks"),
    [(HELD_OUT, True), (PLANTED, True), (ELEVEN, False), (OTHER, False), ("", False)],
)
def test_twelve_syllables_in_a_row_are_a_leak(paragraph: str, leaks: bool) -> None:
    assert LeakFilter.of([HELD_OUT]).leaks(paragraph) is leaks


def test_a_planted_paragraph_goes_and_is_counted() -> None:
    leaks = LeakFilter.of([HELD_OUT])
    assert list(leaks.clean([OTHER, PLANTED, ELEVEN])) == [OTHER, ELEVEN]
    assert leaks.dropped == 1
