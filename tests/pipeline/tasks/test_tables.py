"""Tables: each row of a table with columns for work and for who does it is a task."""

# ruff: noqa: E501 - a line of a plan stays one line

from __future__ import annotations

import pytest
from cases import cases
from mini_plans import reading

from annotations import Label

CASES = {
    "the content cell is the task; its number, group rows and the row of column numbers are none": """
        IV. PHÂN CÔNG NHIỆM VỤ
        Các nhiệm vụ cụ thể được phân công trong bảng dưới đây:
        | TT  | Nội dung công việc             | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |
        | (1) | (2)                            | (3)             | (4)              | (5)       |
        | I   | Công tác tuyên truyền          |                 |                  |           |
        | 1   | {1 Biên soạn tờ rơi về an toàn lao động} | [L1 Sở Nội vụ] | [P1 Sở Y tế], [P1 Liên đoàn Lao động tỉnh] | [T1 Quý I/2024] |
        | 2   | {2 Tổ chức hội thi an toàn vệ sinh viên giỏi}; | [L2 Liên đoàn Lao động tỉnh] | [P2 Sở Nội vụ] | [T2 Tháng 5/2024] |
        | II  | Công tác kiểm tra              |                 |                  |           |
        | 1   | {3 Kiểm tra các cơ sở xây dựng}. | [L3 Sở Xây dựng] | [P3 Công an tỉnh] | [T3 Quý III/2024] |
        V. KINH PHÍ
        Kinh phí lấy từ nguồn sự nghiệp năm 2024.
        """,
    "every agency in the lead cell leads, each once": """
        II. NHIỆM VỤ
        | STT | Nhiệm vụ | Đơn vị chủ trì | Đơn vị phối hợp |
        | 1 | {1 Rà soát quy hoạch mạng lưới chợ} | [L1 Sở Công Thương]; [L1 Sở Tài chính]; Sở Công Thương | [P1 UBND các huyện, thành phố] |
        | 2 | {2 Di dời các hộ kinh doanh} | [L2 UBND thành phố] | |
        """,
    "a group row may run over all columns": """
        II. NHIỆM VỤ
        | TT | Nội dung | Chủ trì | Phối hợp | Hoàn thành |
        | A  | Đào tạo nghề | < | < | < |
        | 1  | {1 Mở các lớp đào tạo nghề cho lao động nông thôn} | [L1 Sở Nội vụ] | [P1 Hội Nông dân tỉnh] | [T1 2024] |
        | B  | Việc làm | < | < | < |
        | 2  | {2 Tổ chức phiên giao dịch việc làm} | [L2 Trung tâm Dịch vụ việc làm tỉnh] | | [T2 Hằng tháng] |
        """,
    "two rows of heads": """
        III. TỔ CHỨC THỰC HIỆN
        | TT | Nội dung | Phân công thực hiện | < | Thời hạn |
        | ^  | ^        | Chủ trì | Phối hợp   | ^        |
        | 1  | {1 Ban hành quy chế quản lý bến thủy nội địa} | [L1 Sở Xây dựng] | [P1 Sở Tư pháp] | [T1 tháng 6/2024] |
        | 2  | {2 Lắp đặt biển báo} | [L2 UBND các xã, phường] | [P2 Sở Xây dựng] | [T2 Quý IV năm 2024] |
        """,
    "doers lead where no column names a lead": """
        II. NỘI DUNG
        | STT | Nội dung thực hiện | Cơ quan thực hiện | Thời gian thực hiện |
        | 01 | {1 Khảo sát nhu cầu sử dụng nước sạch} | [L1 Sở Nông nghiệp và Môi trường], [L1 UBND các xã] | [T1 năm 2024] |
        | 02 | {2 Xây dựng 03 trạm cấp nước tập trung} | [L2 Trung tâm Nước sạch và Vệ sinh môi trường nông thôn] | [T2 2024 - 2025] |
        """,
    "a lead cell over several rows leads each": """
        II. NỘI DUNG
        | TT | Công việc | Chủ trì | Thời gian |
        | 1 | {1 Tập huấn cho cán bộ thư viện} | [L1,2 Sở Văn hóa, Thể thao và Du lịch] | [T1 Tháng 3/2024] |
        | 2 | {2 Tặng sách cho thư viện trường học} | ^ | [T2 Tháng 4/2024] |
        | 3 | {3 Tổ chức ngày hội đọc sách} | [L3 Sở Giáo dục và Đào tạo] | [T3 Tháng 4/2024] |
        """,
    "firms and people in the lead cell leave the task without a lead": """
        II. NỘI DUNG
        | TT | Nội dung | Đơn vị chủ trì | Đơn vị phối hợp |
        | 1 | {1 Cải tạo lưới điện nông thôn} | Các doanh nghiệp | [P1 Sở Công Thương] |
        | 2 | {2 Chỉnh trang nhà cửa, cổng ngõ} | Các hộ gia đình | [P2 UBND các xã] |
        """,
    "the time cell gives the time, whatever it is; what is no date gives none": """
        II. NỘI DUNG
        | TT | Nhiệm vụ | Cơ quan chủ trì | Tiến độ |
        | 1 | {1 Cấp mã số vùng trồng} | [L1 Chi cục Trồng trọt và Bảo vệ thực vật] | Thường xuyên |
        | 2 | {2 Giám sát vùng trồng} | [L2 Chi cục Trồng trọt và Bảo vệ thực vật] | [T2 Hằng quý] |
        | 3 | {3 Xây dựng 10 chuỗi liên kết} | [L3 Sở Công Thương] | [T3 giai đoạn 2024 - 2026] |
        | 4 | {4 Sơ kết giữa kỳ} | [L4 Sở Tài chính] | Trước [T4 ngày 30/6/2025] |
        """,
    "without a time column the date of an event in the work is its time": """
        II. NỘI DUNG
        | TT | Nhiệm vụ | Đơn vị chủ trì |
        | 1 | {1 Tổ chức lễ phát động vào [T1 tháng 5/2024]} | [L1 Tỉnh đoàn] |
        | 2 | {2 Phối hợp với [P2 Hội Khuyến học tỉnh] trao học bổng} | [L2 Sở Giáo dục và Đào tạo] |
        """,
    "a table that goes on behind a page break has the columns of its first part": """
        II. NỘI DUNG
        | TT | Nội dung | Chủ trì | Phối hợp |
        | 1 | {1 Trồng rừng ngập mặn} | [L1 Chi cục Kiểm lâm] | [P1 UBND các xã ven biển] |
        Trang 2
        | 2 | {2 Thả giống thủy sản} | [L2 Chi cục Thủy sản] | [P2 Hội Nông dân tỉnh] |
        | 3 | {3 Thu gom rác thải nhựa} | [L3 Tỉnh đoàn] | |
        """,
    "work cells of several paragraphs are one task": """
        II. NỘI DUNG
        | TT | Nội dung | Chủ trì |
        | 1 | {1 Nâng cấp cổng dịch vụ công:
        - Rà soát biểu mẫu;
        - Kết nối cơ sở dữ liệu dân cư}. | [L1 Sở Khoa học và Công nghệ] |
        """,
    "a column that sorts the work is not the work": """
        II. NỘI DUNG
        | TT | Nhóm nhiệm vụ | Nhiệm vụ cụ thể | Cơ quan chủ trì |
        | 1 | Thể chế | {1 Ban hành quy định về phân cấp} | [L1 Sở Nội vụ] |
        | 2 | Hạ tầng | {2 Nâng cấp trung tâm dữ liệu} | [L2 Sở Khoa học và Công nghệ] |
        """,
    "the columns may stand in any order": """
        II. NỘI DUNG
        | TT | Thời gian | Đơn vị thực hiện | Nội dung hoạt động |
        | 1 | [T1 Tháng 7/2024] | [L1 Hội Chữ thập đỏ tỉnh] | {1 Tổ chức ngày hội hiến máu} |
        """,
    "labels within a cell say who helps": """
        II. NỘI DUNG
        | TT | Nội dung | Cơ quan thực hiện |
        | 1 | {1 Mở tuyến xe buýt} | Chủ trì: [L1 Sở Xây dựng]; phối hợp: [P1 UBND các xã] |
        """,
    "the work may be a document to draw up": """
        II. NỘI DUNG
        | TT | Tên văn bản | Cơ quan chủ trì soạn thảo | Cơ quan phối hợp | Thời gian trình |
        | 1 | {1 Nghị quyết về phí tham quan} | [L1 Sở Tài chính] | [P1 Sở Tư pháp] | [T1 Tháng 7/2024] |
        """,
    "tables of figures and of people give no work": """
        I. THỰC TRẠNG
        | TT | Chỉ tiêu | Đơn vị tính | Năm 2023 | Năm 2024 |
        | 1 | Tỷ lệ hộ nghèo | % | 4,2 | 3,5 |
        | 2 | Tỷ lệ trẻ em được tiêm chủng | % | 95 | 97 |
        | TT | Họ và tên | Chức vụ | Cơ quan |
        | 1 | Trần Văn Mẫu | Trưởng ban | Sở Y tế |
        """,
}


@pytest.mark.parametrize("source", cases(CASES))
def test_rows(source: str) -> None:
    plan = reading(source)
    assert plan.read == plan.said


def test_nothing_is_read_in_the_cells_of_a_head() -> None:
    plan = reading(
        """
        II. NỘI DUNG
        | TT | Nội dung | Sở Nội vụ chủ trì | Thời gian (năm 2024) |
        | 1 | {1 Rà soát vị trí việc làm} | [L1 Sở Nội vụ] | [T1 Quý II] |
        """
    ).plan
    read = [entity.span.of(plan.document.text) for entity in plan.entities]
    assert read == ["Sở Nội vụ", "Quý II"]
    assert [entity.label for entity in plan.entities] == [Label.AGENCY, Label.DATE]
