"""PARTNER: whom the task's own text, a heading, a label or a cell calls to help."""

# ruff: noqa: E501 - a line of a plan stays one line

from __future__ import annotations

import pytest
from cases import cases
from mini_plans import reading

DUTIES = {
    "every cue": """
        V. TỔ CHỨC THỰC HIỆN
        1. [L1-6 Sở Du lịch]
        a) {1 Phối hợp với [P1 Sở Xây dựng] chỉnh trang bến thuyền}.
        b) {2 Phối hợp cùng [P2 Công an tỉnh] giữ trật tự lễ hội}.
        c) {3 Cùng với [P3 Hiệp hội Du lịch tỉnh] khảo sát tuyến du lịch mới}.
        d) {4 Phối hợp chặt chẽ với [P4 UBND các xã] quản lý cơ sở lưu trú}.
        đ) {5 Chủ trì, phối hợp [P5 Sở Tài chính] xây dựng giá vé tham quan}.
        e) {6 Tổ chức đoàn khảo sát; phối hợp với [P6 Sở Ngoại vụ] đón khách tàu biển}.
        """,
    "every agency of the list behind the cue": """
        V. TỔ CHỨC THỰC HIỆN
        1. [L1,2 Sở Y tế]
        a) {1 Chủ trì, phối hợp với [P1 Sở Tài chính], [P1 Sở Nội vụ], [P1 Bảo hiểm xã hội tỉnh] và [P1 các đơn vị liên quan] mở rộng bảo hiểm y tế}.
        b) {2 Phối hợp với Lãnh đạo [P2 Công an huyện], Chủ tịch [P2 Hội Phụ nữ xã] rà soát đối tượng}.
        """,
    "each is linked once, by its first mention": """
        V. TỔ CHỨC THỰC HIỆN
        1. [L1 Sở Y tế]
        a) {1 Phối hợp với [P1 Công an tỉnh] kiểm tra nhà thuốc; phối hợp với Công an tỉnh xử lý vi phạm}.
        """,
    "who is advised, reported or written to, supported, governed or asked is none": """
        V. TỔ CHỨC THỰC HIỆN
        1. [L1-6 Sở Y tế]
        a) {1 Tham mưu UBND tỉnh ban hành chính sách thu hút bác sĩ}.
        b) {2 Báo cáo UBND tỉnh và Bộ Y tế kết quả thực hiện}.
        c) {3 Gửi hồ sơ đến Sở Tư pháp thẩm định}.
        d) {4 Hỗ trợ Trung tâm Y tế huyện mua sắm thiết bị}.
        đ) {5 Hướng dẫn, kiểm tra UBND các xã thực hiện}.
        e) {6 Điều chỉnh kế hoạch theo đề nghị của Sở Tài chính}.
        """,
    "to cooperate with somebody, or with somebody taking part, makes none": """
        V. TỔ CHỨC THỰC HIỆN
        1. [L1-3 Sở Y tế]
        a) {1 Hợp tác với Bệnh viện Bạch Mai đào tạo bác sĩ nội trú}.
        b) {2 Liên kết với Trường Đại học Y Hà Nội mở lớp chuyên khoa}.
        c) {3 Tổ chức diễn tập với sự tham gia của Công an tỉnh}.
        """,
    "whose unit helps is none": """
        V. TỔ CHỨC THỰC HIỆN
        1. [L1 Sở Nội vụ]
        a) {1 Phối hợp với [P1 các phòng, ban] thuộc UBND huyện kiểm tra công vụ}.
        """,
}


@pytest.mark.parametrize("source", cases(DUTIES))
def test_in_the_text_of_a_duty(source: str) -> None:
    plan = reading(source)
    assert plan.read == plan.said


SENTENCES = {
    "partners of the body that the sentence gives work": """
        II. NỘI DUNG
        1. {1 [L1 Công an tỉnh] chủ trì, phối hợp với [P1 Sở Xây dựng], [P1 UBND thành phố] phân luồng giao thông}.
        2. {2 Giao [L2 Sở Công Thương] phối hợp với [P2 Chi cục Quản lý thị trường] kiểm tra hàng giả}.
        """,
    "a collective that helps is a partner, though it is a subject": """
        II. NỘI DUNG
        1. {1 [L1 Sở Y tế] chủ trì thực hiện; [P1 các sở, ban, ngành] phối hợp thực hiện}.
        """,
    "a dash item that names only a partner is no task": """
        II. NỘI DUNG
        - Phối hợp với Sở Y tế phun hóa chất diệt muỗi.
        """,
}


@pytest.mark.parametrize("source", cases(SENTENCES))
def test_in_a_sentence(source: str) -> None:
    plan = reading(source)
    assert plan.read == plan.said


BESIDE_LABELS_AND_CELLS = {
    "the text of a labelled item": """
        II. NHIỆM VỤ
        1. {1 Phối hợp với [P1 Hội Nông dân tỉnh] tổ chức phiên chợ nông sản}
        - Cơ quan chủ trì: [L1 Sở Công Thương].
        - Cơ quan phối hợp: [P1 Liên minh Hợp tác xã tỉnh].
        """,
    "the content cell of a row": """
        II. NHIỆM VỤ
        | TT | Nội dung | Chủ trì | Phối hợp |
        | 1 | {1 Phối hợp với [P1 Bộ đội Biên phòng] thả rùa biển} | [L1 Chi cục Thủy sản] | [P1 UBND các xã] |
        """,
    "who owns the units in a cell is linked to nothing": """
        II. NHIỆM VỤ
        | TT | Nội dung | Chủ trì | Phối hợp |
        | 1 | {1 Kiểm kê tài sản công} | [L1 Sở Tài chính] | [P1 Các đơn vị sự nghiệp] thuộc Sở Y tế |
        """,
}


@pytest.mark.parametrize("source", cases(BESIDE_LABELS_AND_CELLS))
def test_beside_labels_and_cells(source: str) -> None:
    plan = reading(source)
    assert plan.read == plan.said
