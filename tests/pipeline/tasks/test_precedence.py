"""Precedence: table, labelled, duty, sentence; what one took makes no later task."""

# ruff: noqa: E501 - a line of a plan stays one line

from __future__ import annotations

from itertools import pairwise

import pytest
from cases import cases
from mini_plans import reading

from pipeline.plan import Style

MIXED = {
    "the four styles in one plan": (
        """
        ỦY BAN NHÂN DÂN TỈNH SÔNG LAM
        KẾ HOẠCH
        Xây dựng xã hội học tập năm 2024
        I. MỤC ĐÍCH
        Tạo cơ hội học tập cho mọi người dân.
        II. NHIỆM VỤ TRỌNG TÂM
        1. {1 Mở lớp xóa mù chữ ở các xã biên giới}
        - Cơ quan chủ trì: [L1 Sở Giáo dục và Đào tạo].
        - Cơ quan phối hợp: [P1 Bộ đội Biên phòng tỉnh].
        2. Phát triển thư viện cộng đồng
        - {2 Giao [L2 Thư viện tỉnh] luân chuyển sách về cơ sở}.
        III. CÁC HOẠT ĐỘNG
        | TT | Hoạt động | Chủ trì | Thời gian |
        | 1 | {3 Tuần lễ hưởng ứng học tập suốt đời} | [L3 Hội Khuyến học tỉnh] | [T3 Tháng 10/2024] |
        IV. TỔ CHỨC THỰC HIỆN
        1. [L4 Sở Tài chính]
        - {4 Bảo đảm kinh phí; giao Kho bạc Nhà nước tỉnh kiểm soát chi}.
        2. {5 Yêu cầu [L5 các địa phương] thực hiện nghiêm túc Kế hoạch này}.
        """,
        (Style.LABELLED, Style.SENTENCE, Style.TABLE, Style.DUTY, Style.SENTENCE),
    ),
    "labels under an agency's heading": (
        """
        IV. PHÂN CÔNG
        1. Sở Y tế
        a) {1 Khám sàng lọc bệnh không lây nhiễm}
        - Cơ quan chủ trì: [L1 Trung tâm Kiểm soát bệnh tật tỉnh].
        - Thời gian: [T1 Quý II/2024].
        b) {2 Lập hồ sơ sức khỏe điện tử}
        - Cơ quan chủ trì: [L2 Trung tâm Y tế huyện].
        - Thời gian: [T2 Năm 2024].
        """,
        (Style.LABELLED, Style.LABELLED),
    ),
    "an order inside a cell": (
        """
        II. NHIỆM VỤ
        | TT | Nội dung | Chủ trì |
        | 1 | {1 Sở Tài chính có trách nhiệm cấp bù học phí} | [L1 Sở Giáo dục và Đào tạo] |
        """,
        (Style.TABLE,),
    ),
    "an order inside a label": (
        """
        II. NHIỆM VỤ
        1. {1 Phổ cập bơi cho học sinh tiểu học}
        - Giải pháp: Giao Sở Xây dựng thiết kế mẫu bể bơi; Sở Y tế tập huấn sơ cấp cứu.
        - Cơ quan chủ trì: [L1 Sở Giáo dục và Đào tạo].
        """,
        (Style.LABELLED,),
    ),
    "an order inside a duty": (
        """
        IV. TỔ CHỨC THỰC HIỆN
        1. [L1 UBND các huyện]
        - {1 Ban hành kế hoạch; giao Phòng Giáo dục và Đào tạo làm đầu mối}.
        """,
        (Style.DUTY,),
    ),
}


@pytest.mark.parametrize("case", cases(MIXED))
def test_styles(case: tuple[str, tuple[Style, ...]]) -> None:
    source, styles = case
    plan = reading(source)
    assert plan.read == plan.said
    assert tuple(task.style for task in plan.tasks) == styles


def test_tasks_never_nest() -> None:
    tasks = reading(MIXED["the four styles in one plan"][0]).tasks
    assert all(task.span.end <= after.span.start for task, after in pairwise(tasks))
