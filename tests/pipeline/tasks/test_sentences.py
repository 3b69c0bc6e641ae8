"""Sentences: elsewhere, a sentence that gives work to an agency it names is a task."""

# ruff: noqa: E501 - a line of a plan stays one line

from __future__ import annotations

import pytest
from cases import cases
from mini_plans import reading

WORK = {
    "orders, subjects and closing formulas": """
        ỦY BAN NHÂN DÂN TỈNH SÔNG LAM
        KẾ HOẠCH
        Vận động hiến máu tình nguyện năm 2024
        Căn cứ Chỉ thị số 05/CT-UBND ngày 10/01/2024 của UBND tỉnh về vận động hiến máu;
        Ủy ban nhân dân tỉnh ban hành Kế hoạch vận động hiến máu tình nguyện như sau:
        I. MỤC ĐÍCH, YÊU CẦU
        1. Bảo đảm đủ máu cho cấp cứu và điều trị.
        2. 100% các sở, ban, ngành có người tham gia hiến máu.
        II. NỘI DUNG
        1. Công tác tuyên truyền
        Đẩy mạnh tuyên truyền dưới nhiều hình thức. {1 Giao [L1 Sở Y tế] biên soạn tài liệu hỏi đáp về hiến máu}. Tài liệu gồm 30 câu hỏi.
        2. {2 [L2 Hội Chữ thập đỏ tỉnh] chủ trì, phối hợp với [P2 Tỉnh đoàn] tổ chức lễ tôn vinh người hiến máu}.
        III. KINH PHÍ
        Từ nguồn xã hội hóa.
        IV. TỔ CHỨC THỰC HIỆN
        1. {3 Yêu cầu [L3 các sở, ban, ngành] và [L3 UBND các huyện] nghiêm túc triển khai Kế hoạch này}.
        2. {4 [L4 Sở Y tế] có trách nhiệm theo dõi, đôn đốc; định kỳ báo cáo kết quả về UBND tỉnh}.
        {5 Trong quá trình thực hiện, nếu có vướng mắc, [L5 các cơ quan, đơn vị] kịp thời phản ánh về Sở Y tế để tổng hợp}./.
        """,
    "in a numbered item its whole own text, in a paragraph the sentence": """
        II. NỘI DUNG
        1. {1 Chấn chỉnh hoạt động kinh doanh vật tư nông nghiệp. [L1 Chi cục Quản lý thị trường] kiểm tra đột xuất các cửa hàng. Kết quả kiểm tra được công khai}.
        2. Thị trường
        Giá vật tư tăng cao. {2 [L2 Sở Công Thương] theo dõi sát diễn biến giá cả}. Giá bán lẻ phải niêm yết.
        """,
    "a title line above stays outside": """
        II. NỘI DUNG
        3. Quản lý giết mổ
        {1 [L1 UBND các xã] lập danh sách các điểm giết mổ nhỏ lẻ}.
        """,
    "a dash is a number: the whole item is the task": """
        II. NỘI DUNG
        1. Phát triển vùng chè
        - {1 Mở rộng diện tích chè hữu cơ; giao [L1 Trung tâm Khuyến nông tỉnh] xây dựng mô hình. Ưu tiên các xã vùng cao}.
        - Khuyến khích nông dân liên kết sản xuất.
        """,
    "the unnumbered paragraphs of an item are in its task": """
        II. NỘI DUNG
        1. {1 Giao [L1 Trung tâm Khuyến nông tỉnh] xây dựng mô hình chè hữu cơ.
        Mỗi mô hình có quy mô từ 05 ha trở lên}.
        2. Khuyến khích nông dân liên kết sản xuất.
        """,
    "an order gives work, whatever verb follows": """
        II. NỘI DUNG
        1. {1 Giao [L1 Trung tâm Khuyến nông tỉnh] nhân giống chè hữu cơ}.
        """,
    "a subject behind an adverbial does the work, whatever verb follows": """
        II. NỘI DUNG
        {1 Trong [T1 quý I/2024], [L1 Sở Y tế] phun hóa chất tại các ổ dịch}.
        """,
    "a subject behind a semicolon does the work, whatever verb follows": """
        II. NỘI DUNG
        1. {1 Mở rộng mạng lưới; [L1 Sở Y tế] tiêm phòng cho trẻ em}.
        """,
    "a subject that opens the sentence does the work, whatever verb follows": """
        II. NỘI DUNG
        1. {1 [L1 Sở Y tế] số hóa bệnh án}.
        2. {2 [L2 Sở Y tế] mời chuyên gia tập huấn}.
        """,
    "who leads, in brackets": """
        II. NỘI DUNG
        1. {1 Tổ chức hội thi tuyên truyền ([L1 Sở Y tế] chủ trì, phối hợp với [P1 Tỉnh đoàn])}.
        """,
    "to draw up one's own plan is work": """
        V. TỔ CHỨC THỰC HIỆN
        {1 [L1 Các sở, ban, ngành] xây dựng kế hoạch cụ thể}.
        """,
    "several bodies, with the titles of their heads between": """
        II. NỘI DUNG
        1. {1 Giám đốc [L1 các sở]; Chủ tịch [L1 Hội Nông dân tỉnh], [L1 Chủ tịch UBND các huyện, thành phố] chịu trách nhiệm thực hiện Kế hoạch này}.
        """,
    "a decision that orders": """
        Điều 1. Ban hành kèm theo Quyết định này Quy chế phối hợp quản lý chợ.
        Điều 2. {1 Giao [L1 Sở Công Thương] theo dõi, hướng dẫn thực hiện Quyết định này}.
        Điều 3. {2 Chánh [L2 Văn phòng UBND tỉnh], Giám đốc [L2 các sở], [L2 Chủ tịch UBND các xã, phường] chịu trách nhiệm thi hành Quyết định này}.
        """,
    "the doers of both clauses of a closing formula lead, each at its mention as a doer": """
        V. TỔ CHỨC THỰC HIỆN
        {1 Căn cứ Kế hoạch này, [L1 các sở, ban, ngành] triển khai thực hiện; [L1 UBND các xã] chủ động bố trí kinh phí thực hiện}.
        """,
    "a receiver that then does the work": """
        V. TỔ CHỨC THỰC HIỆN
        {1 Quá trình triển khai, nếu phát sinh khó khăn, [L1 các địa phương] gửi ý kiến về Sở Xây dựng để [L1 Sở Xây dựng] tổng hợp, báo cáo UBND tỉnh}.
        """,
}


FAULTS = {"a subject that opens the sentence does the work, whatever verb follows": '"mời" is none'}


@pytest.mark.parametrize("source", cases(WORK, FAULTS))
def test_sentences_that_give_work(source: str) -> None:
    plan = reading(source)
    assert plan.read == plan.said


NO_WORK = {
    "an aim": "Phấn đấu đến năm 2025, Sở Y tế đạt loại tốt về chuyển đổi số.",
    "a target": "100% các sở, ban, ngành cung cấp dịch vụ công trực tuyến toàn trình.",
    "a passive order": "Thực hiện các nhiệm vụ khác được UBND tỉnh giao.",
    "an order that names nobody": "Giao đơn vị tư vấn lập hồ sơ thiết kế.",
    "only a partner": "Phối hợp với Sở Tài chính thẩm định giá vật tư.",
    "bodies that receive": "Hỗ trợ máy tính cho UBND các xã vùng sâu.",
    "bodies that are mobilised": "Huy động Bộ Chỉ huy Quân sự tỉnh, Công an tỉnh tham gia chữa cháy.",
    "units that are activated": "Kích hoạt Trung tâm Kiểm soát bệnh tật tỉnh khi có dịch.",
    "people": "Người dân khi phát hiện cháy rừng báo ngay cho Hạt Kiểm lâm.",
    "firms": "Các doanh nghiệp lắp đặt trạm quan trắc tự động.",
    "a report of what was": "Năm 2023, Sở Y tế đã tổ chức 12 đoàn kiểm tra.",
    "a body in the name of a thing": "Nâng cấp trụ sở của Công an xã.",
    "a body in brackets": "Ban hành bộ tài liệu (do Sở Nội vụ biên soạn năm 2022).",
}


@pytest.mark.parametrize("text", cases(NO_WORK))
@pytest.mark.parametrize("number", ["", "1. ", "- "])
def test_sentences_that_give_none(text: str, number: str) -> None:
    assert reading(f"II. NỘI DUNG\n{number}{text}").tasks == ()


UNREAD = {
    "the paragraph in which the issuer announces the plan": """
        KẾ HOẠCH
        Phòng cháy, chữa cháy rừng
        Ủy ban nhân dân tỉnh xây dựng Kế hoạch phòng cháy, chữa cháy rừng với các nội dung sau:
        I. MỤC ĐÍCH
        Chủ động phòng cháy.
        """,
    "legal bases": """
        KẾ HOẠCH
        Phòng cháy, chữa cháy rừng
        Căn cứ Quyết định số 15/QĐ-UBND giao Chi cục Kiểm lâm chủ trì phòng cháy rừng;
        I. MỤC ĐÍCH
        Chủ động phòng cháy.
        """,
    "recipients and signature": """
        I. MỤC ĐÍCH
        Chủ động phòng cháy.
        Nơi nhận:
        - Chi cục Kiểm lâm (để thực hiện);
        - Giao Văn phòng UBND tỉnh theo dõi;
        - Lưu: VT.
        TM. ỦY BAN NHÂN DÂN
        CHỦ TỊCH
        Trần Văn Mẫu
        """,
}


@pytest.mark.parametrize("source", cases(UNREAD))
def test_parts_of_the_document_that_give_no_work(source: str) -> None:
    assert reading(source).tasks == ()
