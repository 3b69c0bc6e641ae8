"""Duties: each lowest-level item under a heading that names agencies is a task of theirs."""

# ruff: noqa: E501 - a line of a plan stays one line

from __future__ import annotations

import pytest
from cases import cases
from mini_plans import reading

HEADINGS = {
    "each lowest item, whole, whatever its verb": """
        ỦY BAN NHÂN DÂN TỈNH SÔNG LAM
        KẾ HOẠCH
        Phòng, chống đuối nước trẻ em năm 2024
        I. MỤC TIÊU
        Giảm 10% số trẻ em tử vong do đuối nước so với năm 2023.
        II. TỔ CHỨC THỰC HIỆN
        1. [L1-3 Sở Y tế]
        a) {1 Chủ trì, phối hợp với [P1 các sở, ban, ngành] triển khai Kế hoạch này. Tổng hợp kết quả, báo cáo UBND tỉnh}.
        b) {2 Phối hợp với [P2 Sở Giáo dục và Đào tạo] tổ chức dạy bơi cho trẻ em}.
        c) Hướng dẫn sơ cấp cứu ban đầu:
        - {3 Biên soạn tài liệu}...
        2. [L4 Sở Giáo dục và Đào tạo]
        {4 Đưa nội dung phòng, chống đuối nước vào giờ ngoại khóa. Quản lý học sinh trong dịp hè}.
        3. [L5,6 Công an tỉnh]
        - {5 Kiểm tra các bến đò ngang};
        - {6 Xử lý nghiêm phương tiện không đủ áo phao}./.
        """,
    "heading and item numbers of any kind": """
        V. TRÁCH NHIỆM THỰC HIỆN
        1.1. [L1,2 Sở Nội vụ]:
        1.1.1. {1 Tham mưu kiện toàn Ban Chỉ đạo}.
        1.1.2. {2 Theo dõi, đôn đốc việc thực hiện}.
        1.2. [L3,4 Sở Tài chính]:
        - {3 Thẩm định dự toán}.
        - {4 Hướng dẫn thanh quyết toán}.
        """,
    "all agencies of a heading lead each item": """
        V. TỔ CHỨC THỰC HIỆN
        3. [L1,2 Các sở, ban, ngành], [L1,2 UBND các xã, phường]
        a) {1 Xây dựng kế hoạch chi tiết}.
        b) {2 Phân công cán bộ theo dõi}.
        """,
    "an order or a role before the names": """
        V. TỔ CHỨC THỰC HIỆN
        1. Giao [L1 Sở Xây dựng]:
        - {1 Rà soát chung cư cũ}.
        2. Đề nghị [L2 Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh]:
        - {2 Giám sát việc thực hiện Kế hoạch}.
        3. Trách nhiệm của [L3 UBND cấp xã]:
        - {3 Lập danh sách hộ khó khăn về nhà ở}.
        4. Thủ trưởng [L4 các cơ quan, đơn vị]
        - {4 Chịu trách nhiệm trước Chủ tịch UBND tỉnh về kết quả thực hiện}.
        """,
    "partners in a heading": """
        V. TỔ CHỨC THỰC HIỆN
        1. [L1,2 Sở Nông nghiệp và Môi trường] chủ trì, phối hợp với [P1,2 Sở Công Thương]:
        - {1 Xây dựng vùng nguyên liệu tập trung}.
        - {2 Kết nối doanh nghiệp thu mua nông sản}.
        """,
    "an introduction that ends in a colon is none, though it gives work": """
        V. TỔ CHỨC THỰC HIỆN
        1. [L1,2 Sở Tư pháp] có trách nhiệm thực hiện các nội dung sau:
        a) {1 Phổ biến Luật Đất đai đến người dân}.
        b) {2 Kiểm tra văn bản quy phạm pháp luật}.
        """,
    "text directly under a heading, without items, is one task": """
        V. TỔ CHỨC THỰC HIỆN
        1. [L1 Sở Tài chính]
        {1 Cân đối, bố trí kinh phí sự nghiệp để thực hiện Kế hoạch. Hướng dẫn, kiểm tra việc sử dụng kinh phí theo quy định}.
        2. [L2 Báo Sông Lam]
        {2 Đưa tin về các hoạt động}.
        """,
    "a name and a duty in one item": """
        V. TỔ CHỨC THỰC HIỆN
        1. {1 [L1 Công an tỉnh]: Bảo đảm an ninh trật tự tại các điểm du lịch}.
        2. {2 [L2 Sở Du lịch]: Xây dựng sản phẩm du lịch đêm}.
        """,
    "a name and a duty in one item, whatever its verb": """
        V. TỔ CHỨC THỰC HIỆN
        1. {1 [L1 Sở Du lịch]: Quảng bá sản phẩm du lịch đêm}.
        """,
    "headings without numbers": """
        V. TỔ CHỨC THỰC HIỆN
        [L1 Sở Y tế]
        - {1 Dự trữ vắc xin}.
        [L2 Sở Nội vụ]
        - {2 Khen thưởng các tập thể xuất sắc}.
        """,
    "several paragraphs under a heading are one task": """
        V. TỔ CHỨC THỰC HIỆN
        1. [L1 Sở Tài chính]
        {1 Thẩm định dự toán kinh phí của các đơn vị.
        Hướng dẫn việc sử dụng và quyết toán kinh phí}.
        2. [L2 Sở Nội vụ]
        - {2 Khen thưởng các tập thể xuất sắc}.
        """,
    "a paragraph that introduces the items is none": """
        V. TỔ CHỨC THỰC HIỆN
        1. [L1,2 Sở Y tế]
        Là cơ quan thường trực, có các nhiệm vụ sau:
        - {1 Theo dõi tình hình dịch bệnh}.
        - {2 Dự trữ vắc xin}.
        """,
    "headings of persons carry their body": """
        V. TỔ CHỨC THỰC HIỆN
        1. Giám đốc [L1 Sở Nội vụ]
        - {1 Chỉ đạo rà soát, sắp xếp tổ chức bộ máy}.
        2. [L2 Chủ tịch UBND các xã, phường]
        - {2 Bố trí nơi tiếp công dân}.
        """,
    "nested headings: the nearest leads": """
        V. PHÂN CÔNG NHIỆM VỤ
        1. Các sở, ban, ngành
        1.1. [L1 Sở Y tế]
        - {1 Dự trữ cơ số thuốc, hóa chất}.
        1.2. [L2 Sở Công Thương]
        - {2 Dự trữ hàng hóa thiết yếu}.
        2. [L3 UBND các xã]
        - {3 Sơ tán dân khỏi vùng ngập}.
        """,
}


@pytest.mark.parametrize("source", cases(HEADINGS))
def test_items_under_headings(source: str) -> None:
    plan = reading(source)
    assert plan.read == plan.said


OPENINGS = {
    "one of the heading's agencies opens an item: it leads alone": """
        V. TỔ CHỨC THỰC HIỆN
        1. [L3 Sở Y tế], [L3 Công an tỉnh] và [L3 Sở Nội vụ]
        a) {1 [L1 Sở Nội vụ]: Bố trí biên chế cho trạm y tế}.
        b) {2 [L2 Công an tỉnh]: Bảo vệ mục tiêu trọng điểm}.
        c) {3 Báo cáo định kỳ về Ban Chỉ đạo}.
        """,
    "another body leads an item: the heading's are its partners": """
        V. TỔ CHỨC THỰC HIỆN
        1. [P1;L2 Sở Văn hóa, Thể thao và Du lịch]
        a) {1 [L1 Sở Ngoại vụ] chủ trì xúc tiến ký kết với tỉnh bạn}.
        b) {2 Tổ chức liên hoan nghệ thuật quần chúng}.
        """,
    "an agency that is only named in an item leads nothing": """
        V. TỔ CHỨC THỰC HIỆN
        1. [L1-3 Văn phòng UBND tỉnh]
        a) {1 Tham mưu Chủ tịch UBND tỉnh chỉ đạo Sở Tài chính ứng trước kinh phí}.
        b) {2 Tiếp nhận báo cáo của Sở Nội vụ; trình UBND tỉnh xem xét}.
        c) {3 Theo dõi, đôn đốc các sở, ban, ngành thực hiện}.
        """,
}


@pytest.mark.parametrize("source", cases(OPENINGS))
def test_items_that_name_their_own_lead(source: str) -> None:
    plan = reading(source)
    assert plan.read == plan.said


NO_DUTIES = {
    "criteria": """
        III. TIÊU CHÍ ĐÁNH GIÁ
        1. Tiêu chí đối với UBND các xã
        - Có kế hoạch được ban hành đúng hạn.
        - Có trên 90% hồ sơ giải quyết đúng hạn.
        """,
    "aims": """
        I. MỤC TIÊU
        1. Đối với các sở, ban, ngành
        - 100% hồ sơ công việc được xử lý trên môi trường mạng.
        """,
    "general solutions with nobody named": """
        III. GIẢI PHÁP
        1. Về cơ chế, chính sách
        - Hoàn thiện cơ chế khuyến khích đầu tư.
        - Đẩy mạnh xã hội hóa.
        2. Về nguồn lực
        - Đa dạng hóa nguồn vốn.
        """,
    "people and firms": """
        V. TỔ CHỨC THỰC HIỆN
        1. Các doanh nghiệp
        - Thực hiện tốt công tác an toàn lao động.
        2. Người dân
        - Chấp hành quy định về trật tự đô thị.
        """,
    "members of a committee": """
        III. THÀNH PHẦN BAN TỔ CHỨC
        1. Đại diện Sở Y tế
        - Trưởng ban: Giám đốc Sở Y tế.
        - Phó Trưởng ban: Phó Giám đốc Công an tỉnh.
        """,
}


@pytest.mark.parametrize("source", cases(NO_DUTIES))
def test_headings_that_give_no_work(source: str) -> None:
    assert reading(source).tasks == ()


BREAKS = {
    "names and duties over soft line breaks": """
        IV. KINH PHÍ
        Kinh phí thực hiện do ngân sách tỉnh bảo đảm theo phân cấp hiện
        hành, huy động từ các nguồn hợp pháp khác và lồng ghép với kinh
        phí của những chương trình, dự án có liên quan đang triển khai
        trên địa bàn.
        V. TỔ CHỨC THỰC HIỆN
        1. [L1,2 Sở Nông nghiệp và Môi trường], [L1,2 Sở Văn hóa, Thể thao và
        Du lịch]
        a) {1 Hướng dẫn các trường tổ chức ngày hội trồng cây, gắn với phong
        trào thi đua của ngành; tổng hợp báo cáo}.
        b) {2 Giới thiệu các mô hình du lịch sinh thái trên cổng thông tin
        của tỉnh}.
        """,
    "a paragraph that closes the plan is no duty of the last heading": """
        V. TỔ CHỨC THỰC HIỆN
        1. [L1 Sở Công Thương]
        - {1 Tổ chức phiên chợ hàng Việt}.
        2. [L2 UBND các xã]
        - {2 Bố trí mặt bằng tổ chức phiên chợ}.
        Trên đây là Kế hoạch đưa hàng Việt về nông thôn năm 2024./.
        """,
    "nor does it keep a lettered duty from being one": """
        V. TỔ CHỨC THỰC HIỆN
        1. [L1,2 Sở Công Thương]
        a) {1 Tổ chức phiên chợ hàng Việt}.
        b) {2 Tổng hợp kết quả}.
        Trên đây là Kế hoạch đưa hàng Việt về nông thôn năm 2024./.
        """,
}


@pytest.mark.parametrize("source", cases(BREAKS))
def test_where_a_duty_ends(source: str) -> None:
    plan = reading(source)
    assert plan.read == plan.said
