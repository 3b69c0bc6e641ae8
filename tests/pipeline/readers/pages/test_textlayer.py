"""What the text layer of a page is worth."""

from __future__ import annotations

import pytest

from pipeline.readers.pages.geometry import Page, Word
from pipeline.readers.pages.textlayer import Verdict, judge, survey

SOUND = "Ủy ban nhân dân tỉnh giao các sở, ban, ngành rà soát, báo cáo kết quả thực hiện " * 6
PLAIN = "Uy ban nhan dan tinh giao cac so, ban, nganh ra soat, bao cao ket qua thuc hien " * 6
GARBAGE = "ĈRjQ NLӇP tra OұS NӃ KRҥFK WLӃQ hành NLӇP tra QKѭ sau FӫD Gi·m ÿӕF 6ӣ YӅ YLӋF " * 6
ENGLISH = "The parties to the protocol agree to the terms of the annex and to this plan " * 6


def page(*texts: str, fonts: tuple[str, ...] = ("Body", "Heading")) -> Page:
    words = [
        Word(word, 0.0, 10.0, 100.0, 12.0, font=font)
        for text, font in zip(texts, fonts, strict=False)
        for word in text.split()
    ]
    return Page(1, 595.0, 842.0, tuple(words))


@pytest.mark.parametrize(
    ("subject", "image_share", "verdict"),
    [
        pytest.param(page(SOUND), 0.0, Verdict.SOUND, id="born digital"),
        pytest.param(page(SOUND), 1.0, Verdict.SOUND, id="scan with a good layer"),
        pytest.param(page(), 1.0, Verdict.SCAN, id="scan"),
        pytest.param(page("Số: 15 ngày 05/3/2026"), 1.0, Verdict.SCAN, id="scan with a stamp"),
        pytest.param(page(PLAIN), 1.0, Verdict.POOR, id="scan, its layer without marks"),
        pytest.param(page(GARBAGE), 0.0, Verdict.GARBAGE, id="garbage"),
        pytest.param(page(SOUND, GARBAGE), 0.0, Verdict.GARBAGE, id="garbage in headings"),
        pytest.param(page(ENGLISH), 0.0, Verdict.SOUND, id="English"),
        pytest.param(page("12,5 13,7 (2) 15/3"), 0.0, Verdict.SOUND, id="figures alone"),
        pytest.param(page("PCCC ATLĐ"), 0.0, Verdict.SOUND, id="few words in a sound file"),
    ],
)
def test_verdict(subject: Page, image_share: float, verdict: Verdict) -> None:
    file = survey([page(SOUND), subject])
    assert judge(subject, file, image_share=image_share) is verdict
