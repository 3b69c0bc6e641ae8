"""Plans to learn from, and one to read, over several lines and blank ones."""

from __future__ import annotations

import pytest
from marked import read_entities
from toy_models import toy_plans

from annotations import Annotation
from training.plans import folded

UNSEEN = """

Giao [A Sở Y tế Bình An] chủ trì bang khên lông, phối hợp với [A Công an tỉnh Đông Hải] soai trước [D ngày 3/4/2024]; vang.
  Nội dung thông xơn thực hiện theo rưa.

[A Sở Nội vụ Hòa Phú] báo cáo muôn chi với [C Lào] trong [D quý I/2024] và sân.
Căn cứ [R Kế hoạch số 7/KH-UBND] của [A UBND tỉnh Sông Lam] về phang.
"""  # noqa: E501

CUT = """
[A Sở Y t]ế đón đoàn [C Lào] thăm.
[A Hội đồng
tư vấn] đón đoàn [C Pháp] thăm.
"""


@pytest.fixture(scope="session")
def plans() -> list[Annotation]:
    """Seven toy plans."""
    return [folded(plan) for plan in toy_plans(7).values()]


@pytest.fixture(scope="session")
def unseen() -> str:
    """A text with its entities marked, such as toy plans have them."""
    return UNSEEN


@pytest.fixture(scope="session")
def cut() -> list[Annotation]:
    """Plans with agencies that end inside a token and run over a line end."""
    return [read_entities(CUT)] * 8
