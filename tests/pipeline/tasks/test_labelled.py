"""Labelled lines: an item whose lines name lead, partner or time is a task.

The task is the item's own text up to its first labelled line; text inside a label is none.
"""

# ruff: noqa: E501 - a line of a plan stays one line

from __future__ import annotations

import pytest
from cases import cases
from mini_plans import reading

CASES = {
    "labels on lines of their own": """
        ỦY BAN NHÂN DÂN TỈNH SÔNG LAM
        KẾ HOẠCH
        Chuyển đổi số ngành du lịch năm 2024
        I. MỤC ĐÍCH
        Nâng cao năng lực quản lý nhà nước về du lịch trên môi trường số.
        II. NHIỆM VỤ VÀ GIẢI PHÁP
        1. {1 Xây dựng bản đồ số các khu, điểm du lịch}
        - Cơ quan chủ trì: [L1 Sở Du lịch].
        - Cơ quan phối hợp: [P1 Sở Khoa học và Công nghệ], [P1 UBND các huyện, thành phố].
        - Thời gian thực hiện: [T1 Quý II/2024].
        2. {2 Tập huấn kỹ năng số cho hướng dẫn viên}
        - Nội dung: Giới thiệu nền tảng quản trị điểm đến và kỹ năng quảng bá trực tuyến.
        - Đơn vị chủ trì tham mưu: [L2 Trung tâm Xúc tiến Du lịch].
        - Đơn vị phối hợp: [P2 Hiệp hội Du lịch tỉnh].
        - Thời gian: [T2 Tháng 8/2024].
        3. {3 Thí điểm vé điện tử tại các di tích}
        - Cơ quan chủ trì: [L3 Sở Văn hóa, Thể thao và Du lịch].
        - Thời gian: Thường xuyên.
        III. KINH PHÍ
        Kinh phí bố trí trong dự toán hằng năm của các cơ quan.
        """,
    "labels without bullets": """
        II. NHIỆM VỤ
        1. {1 Đo đạc, lập bản đồ địa chính}
        Chủ trì: [L1 Sở Nông nghiệp và Môi trường]
        Phối hợp: [P1 UBND các xã, phường]
        Thời hạn hoàn thành: [T1 tháng 12/2024]
        2. {2 Cấp giấy chứng nhận lần đầu}
        Chủ trì: [L2 Văn phòng Đăng ký đất đai tỉnh]
        Thời hạn hoàn thành: [T2 năm 2025]
        """,
    "several labels on one line": """
        II. NHIỆM VỤ
        1. {1 Sửa chữa cầu dân sinh}. Chủ trì: [L1 Sở Xây dựng]; phối hợp: [P1 UBND các xã]; thời gian: [T1 quý III/2024].
        2. {2 Nạo vét kênh mương}. Đơn vị chủ trì: [L2 Sở Nông nghiệp và Môi trường]. Thời gian thực hiện: [T2 Năm 2024].
        """,
    "labels behind the items of a list belong to the item directly before them": """
        II. NHIỆM VỤ
        1. Công tác tuyên truyền
        a) {1 Xây dựng chuyên mục trên sóng truyền hình}
        - Chủ trì: [L1 Đài Phát thanh và Truyền hình tỉnh].
        - Thời gian: [T1 Hằng tháng].
        b) {2 Treo băng rôn trên các tuyến đường chính}
        - Chủ trì: [L2 UBND các phường].
        - Thời gian: [T2 Tháng 4/2024].
        """,
    "labels that close a list whose items have none belong to its parent": """
        II. NHIỆM VỤ
        1. {1 Phát triển thư viện lưu động}
        a) Bổ sung 2.000 bản sách cho xe thư viện;
        b) Tổ chức 30 chuyến phục vụ vùng sâu, vùng xa.
        - Cơ quan chủ trì: [L1 Sở Văn hóa, Thể thao và Du lịch].
        - Cơ quan phối hợp: [P1 Sở Giáo dục và Đào tạo].
        2. {2 Số hóa tài liệu địa chí}
        - Cơ quan chủ trì: [L2 Thư viện tỉnh].
        """,
    "under a heading that is a mere number the text behind the content label is the task": """
        II. CÁC HOẠT ĐỘNG
        Hoạt động 1
        - Nội dung: {1 Điều tra, đánh giá hiện trạng nhà vệ sinh trường học}.
        - Đơn vị thực hiện: [L1 Sở Giáo dục và Đào tạo].
        - Thời gian: [T1 Quý I/2024].
        Hoạt động 2
        - Nội dung: {2 Xây dựng công trình vệ sinh mẫu}.
        - Đơn vị thực hiện: [L2 UBND các huyện].
        - Đơn vị phối hợp: [P2 Sở Y tế].
        - Thời gian: [T2 Quý II - Quý IV/2024].
        """,
    "the plus items under a content label are one task": """
        II. CÁC HOẠT ĐỘNG
        Hoạt động 1
        - Nội dung:
        + {1 Khảo sát nhu cầu học nghề của thanh niên;
        + Biên soạn tài liệu hướng nghiệp};
        - Cơ quan thực hiện: [L1 Tỉnh đoàn].
        """,
    "numbered labels": """
        II. NHIỆM VỤ
        1. {1 Xây dựng mô hình trường học xanh}
        a) Nội dung: Trồng cây, phân loại rác tại nguồn.
        b) Cơ quan chủ trì: [L1 Sở Giáo dục và Đào tạo].
        c) Cơ quan phối hợp: [P1 Tỉnh đoàn], [P1 UBND các xã].
        d) Thời gian thực hiện: [T1 năm học 2024 - 2025].
        2. {2 Xây dựng mô hình bệnh viện xanh}
        a) Nội dung: Giảm chất thải nhựa trong hoạt động y tế.
        b) Cơ quan chủ trì: [L2 Sở Y tế].
        c) Thời gian thực hiện: [T2 năm 2024].
        """,
    "a heading that ends in a colon and its unnumbered paragraphs are in the task": """
        II. NHIỆM VỤ
        1. {1 Bảo tồn nghề dệt thổ cẩm:
        Khôi phục các làng nghề có nguy cơ mai một, gắn với du lịch cộng đồng}.
        - Cơ quan chủ trì: [L1 Sở Công Thương].
        - Thời gian: [T1 2024 - 2026].
        """,
    "agencies in the item's text or its sub-items lead nothing": """
        II. NHIỆM VỤ
        1. {1 Ký kết quy chế giữa Sở Y tế và Công an tỉnh về quản lý người nghiện}
        - Giải pháp thực hiện: Sở Tư pháp góp ý dự thảo; UBND các xã lập danh sách.
        - Cơ quan chủ trì: [L1 Sở Y tế].
        """,
    "doers at large lead where nobody is called the lead": """
        II. NHIỆM VỤ
        1. {1 Vệ sinh môi trường nơi công cộng}
        - Cơ quan thực hiện: [L1 Các sở, ban, ngành]; [L1 UBND các xã, phường].
        - Thời gian: [T1 Hằng tuần].
        """,
    "a label may run over several lines and over items below it": """
        II. NHIỆM VỤ
        1. {1 Thu thập hiện vật kháng chiến}
        - Cơ quan phối hợp:
        + [P1 Hội Cựu chiến binh tỉnh];
        + [P1 Bộ Chỉ huy Quân sự tỉnh].
        - Cơ quan chủ trì: [L1 Bảo tàng tỉnh].
        """,
    "labels of which one item has its own close the last item": """
        II. NHIỆM VỤ
        1. Phát triển thư viện
        a) {1 Bổ sung sách}
        - Chủ trì: [L1 Thư viện tỉnh].
        b) {2 Tổ chức chuyến phục vụ lưu động}
        - Chủ trì: [L2 UBND các huyện].
        """,
    "items without numbers: the paragraph directly before the labels": """
        II. NHIỆM VỤ
        {1 Dạy nghề cho lao động nông thôn}
        Chủ trì: [L1 Sở Nội vụ]
        Thời gian: [T1 Quý I/2024]
        {2 Giới thiệu việc làm}
        Chủ trì: [L2 Trung tâm Dịch vụ việc làm tỉnh]
        """,
    "a label of several roles with a comma": """
        II. NHIỆM VỤ
        1. {1 Dạy nghề cho lao động nông thôn}
        - Cơ quan tham mưu, thực hiện: [L1 Sở Nội vụ].
        """,
    "labels in brackets behind the item": """
        II. NHIỆM VỤ
        1. {1 Tổ chức hội thi} (Chủ trì: [L1 Sở Y tế]; phối hợp: [P1 Tỉnh đoàn]).
        """,
    "labels in brackets on a line of their own": """
        II. NHIỆM VỤ
        1. {1 Tổ chức hội thi}.
        (Chủ trì: [L1 Sở Y tế])
        """,
    "a time alone makes a task": """
        II. NHIỆM VỤ
        1. {1 Họp báo giới thiệu liên hoan}
        - Thời gian: [T1 Tháng 5/2024].
        - Địa điểm: Nhà văn hóa tỉnh.
        """,
    "a person in a label is no lead, the body is": """
        II. NHIỆM VỤ
        1. {1 Đối thoại với thanh niên}
        - Chủ trì: Lãnh đạo [L1 UBND huyện].
        - Phối hợp: Bí thư [P1 Huyện đoàn].
        - Thời gian: [T1 Tháng 3/2024].
        """,
    "content, product and money alone make no task": """
        II. NHIỆM VỤ
        1. Phát triển kinh tế tập thể
        - Nội dung: Vận động thành lập mới 10 hợp tác xã.
        - Kinh phí: 500 triệu đồng.
        2. Phát triển làng nghề
        - Sản phẩm: 02 làng nghề được công nhận.
        """,
    "a section about money is no label": """
        II. NHIỆM VỤ
        1. {1 Lắp đặt camera an ninh}
        - Chủ trì: [L1 Công an huyện].
        III. KINH PHÍ THỰC HIỆN: Từ ngân sách huyện.
        IV. THỜI GIAN THỰC HIỆN: Từ tháng 3 đến tháng 12 năm 2024.
        """,
}


@pytest.mark.parametrize("source", cases(CASES))
def test_labelled_items(source: str) -> None:
    plan = reading(source)
    assert plan.read == plan.said
