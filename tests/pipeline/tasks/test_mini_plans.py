"""Whole plans in small, of other offices and habits of writing, tasks and citations together."""

# ruff: noqa: E501 - a line of a plan stays one line

from __future__ import annotations

import pytest
from cases import cases
from mini_plans import reading

from annotations import Role
from pipeline.document import Document
from pipeline.readers import Source, read

PLANS = {
    "a decision with the plan that it issues, work in a table": """
        [B1 ỦY BAN NHÂN DÂN
        TỈNH SÔNG LAM]
        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        Độc lập - Tự do - Hạnh phúc
        Số: [R1 124/QĐ-UBND]
        Sông Lam, [O1 ngày 08 tháng 02 năm 2024]
        QUYẾT ĐỊNH
        Ban hành Kế hoạch phòng, chống bệnh dại năm 2024
        CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH
        Căn cứ Luật Thú y ngày 19 tháng 6 năm 2015;
        Căn cứ [R2 Quyết định số 2151/QĐ-TTg] [O2 ngày 21/12/2021] của [B2 Thủ tướng Chính phủ] về phòng, chống bệnh dại;
        Theo đề nghị của [B3 Sở Nông nghiệp và Môi trường] tại [R3 Tờ trình số 31/TTr-SNNMT] [O3 ngày 30/01/2024].
        QUYẾT ĐỊNH:
        Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phòng, chống bệnh dại năm 2024.
        Điều 2. {1 Giao [L1 Sở Nông nghiệp và Môi trường] chủ trì, phối hợp với [P1 các đơn vị liên quan] theo dõi, đôn đốc thực hiện Quyết định này}.
        Điều 3. {2 Chánh [L2 Văn phòng UBND tỉnh], Giám đốc [L2 các Sở], [L2 Chủ tịch UBND các xã, phường] chịu trách nhiệm thi hành Quyết định này}./.
        Nơi nhận:
        - Như Điều 3;
        - Lưu: VT.
        CHỦ TỊCH
        Trần Văn Mẫu
        KẾ HOẠCH
        Phòng, chống bệnh dại năm 2024
        I. MỤC TIÊU
        100% UBND các xã có sổ theo dõi đàn chó nuôi.
        II. NHIỆM VỤ
        | TT | Nội dung | Chủ trì | Phối hợp | Thời gian |
        | (1) | (2) | (3) | (4) | (5) |
        | I | Tiêm phòng | | | |
        | 1 | {3 Tiêm vắc xin dại đợt chính} | [L3 UBND các xã, phường] | [P3 Chi cục Chăn nuôi và Thú y] | [T3 Tháng 3 - 4/2024] |
        | II | Giám sát | | | |
        | 2 | {4 Lấy mẫu chẩn đoán} | [L4 Chi cục Chăn nuôi và Thú y] | [P4 Trung tâm Kiểm soát bệnh tật tỉnh] | Thường xuyên |
        """,
    "a Party plan of duties": """
        [B1 TỈNH ỦY SÔNG LAM]
        ĐẢNG CỘNG SẢN VIỆT NAM
        Số [R1 87-KH/TU]
        Sông Lam, [O1 ngày 15 tháng 4 năm 2024]
        KẾ HOẠCH
        TUYÊN TRUYỀN KỶ NIỆM 60 NĂM NGÀY MỞ ĐƯỜNG
        (20/5/1964 - 20/5/2024)
        I. YÊU CẦU
        - Tuyên truyền sâu rộng, thiết thực, tiết kiệm.
        II. TỔ CHỨC THỰC HIỆN
        1. [L1,2 Ban Tuyên giáo Tỉnh ủy]
        - {1 Chủ trì, phối hợp với [P1 Ban Cán sự đảng UBND tỉnh] biên soạn đề cương tuyên truyền, hoàn thành trước [T1 ngày 30/4/2024]}.
        - {2 Định hướng các cơ quan báo chí}.
        2. [L3 Các huyện ủy, thành ủy, đảng ủy] trực thuộc Tỉnh ủy
        {3 Xây dựng kế hoạch; chỉ đạo sinh hoạt chuyên đề ở các chi bộ}.
        3. [L4 Báo Sông Lam], [L4 Đài Phát thanh và Truyền hình tỉnh]
        - {4 Mở chuyên trang, chuyên mục từ [T4 tháng 5/2024]}.
        Nơi nhận:
        - Các huyện ủy,
        - Lưu Văn phòng Tỉnh ủy.
        T/M BAN THƯỜNG VỤ
        PHÓ BÍ THƯ
        Lê Thị Thử
        """,
    "a commune's plan in lines broken by width": """
        [B1 ỦY BAN NHÂN DÂN
        XÃ BẾN ĐÁ]
        Số: [R1 09/KH-UBND]
        Bến Đá, [O1 ngày 05 tháng 01 năm 2024]
        KẾ HOẠCH
        Tổ chức Tết trồng cây năm 2024
        I. MỤC ĐÍCH
        Phát huy truyền thống trồng cây, bảo vệ môi trường sinh thái;
        nâng cao nhận thức của nhân dân về vai trò của rừng đối với đời
        sống và sản xuất, góp phần thích ứng với biến đổi khí hậu trên
        địa bàn.
        II. TỔ CHỨC THỰC HIỆN
        1. [L1,2 Phòng Kinh tế], [L1,2 Trạm Y tế xã]
        a) {1 Chuẩn bị 2.000 cây giống đủ tiêu chuẩn; hướng dẫn kỹ thuật
        trồng, chăm sóc cây, hoàn thành trước [T1 ngày 10
        tháng 02 năm 2024]}.
        b) {2 Phối hợp với [P2 Hội Cựu chiến binh xã], [P2 Ban Chỉ huy Quân
        sự xã], [P2 Đoàn Thanh niên] và nhân dân tổ chức lễ phát động, bảo đảm
        trang trọng, tiết kiệm}.
        2. [L3 Công an xã]
        {3 Bảo đảm an ninh trật tự trong thời gian tổ chức lễ phát động trên
        địa bàn xã}.
        Nơi nhận:
        - UBND tỉnh;
        - Lưu: VT.
        TM. ỦY BAN NHÂN DÂN
        CHỦ TỊCH
        Trần Văn Mẫu
        """,
    "a ministry's plan of labelled lines": """
        [B1 BỘ XÂY DỰNG]
        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        Độc lập - Tự do - Hạnh phúc
        Số: [R1 45/KH-BXD]
        Hà Nội, [O1 ngày 20 tháng 02 năm 2024]
        KẾ HOẠCH
        Cắt giảm thủ tục hành chính năm 2024
        Thực hiện [R2 Nghị quyết số 131/NQ-CP] [O2 ngày 06/10/2022] của [B2 Chính phủ], Bộ Xây dựng ban hành Kế hoạch như sau:
        I. NỘI DUNG
        1. {1 Rà soát, đơn giản hóa thủ tục cấp chứng chỉ hành nghề}
        a) Nội dung thực hiện: Bỏ yêu cầu nộp bản sao văn bằng.
        b) Đơn vị chủ trì: [L1 Vụ Tổ chức cán bộ].
        c) Đơn vị phối hợp: [P1 Vụ Pháp chế], [P1 Trung tâm Thông tin].
        d) Thời gian hoàn thành: [T1 Quý III/2024].
        2. {2 Công bố bộ thủ tục hành chính nội bộ}
        a) Nội dung thực hiện: Thống kê thủ tục giữa các đơn vị thuộc Bộ.
        b) Đơn vị chủ trì: [L2 Văn phòng Bộ].
        c) Thời gian hoàn thành: Trước [T2 ngày 01/11/2024].
        II. TỔ CHỨC THỰC HIỆN
        1. {3 Thủ trưởng [L3 các đơn vị] có trách nhiệm triển khai Kế hoạch, báo cáo kết quả về Văn phòng Bộ trước [T3 ngày 15 hằng tháng]}.
        2. {4 Giao [L4 Văn phòng Bộ] theo dõi, kiểm tra và tổng hợp}.
        """,
    "a plan of orders, without labels and tables": """
        [B1 UBND THÀNH PHỐ BẾN ĐÁ]
        Số: [R1 30/KH-UBND]
        Bến Đá, [O1 ngày 11 tháng 3 năm 2024]
        KẾ HOẠCH
        Lập lại trật tự vỉa hè
        Thực hiện [R2 Chỉ thị số 05/CT-UBND] [O2 ngày 02/02/2024] của [B2 UBND tỉnh] về trật tự đô thị;
        Ủy ban nhân dân thành phố ban hành Kế hoạch với các nội dung sau:
        I. MỤC ĐÍCH
        Vỉa hè thông thoáng, sạch đẹp.
        II. NỘI DUNG
        1. Tuyên truyền, vận động các hộ kinh doanh ký cam kết.
        2. {1 [L1 Phòng Kinh tế] xác định các tuyến phố được phép trông giữ xe, xong trước [T1 ngày 31/3/2024]}.
        3. {2 [L2 Công an thành phố] chủ trì, phối hợp với [P2 UBND các phường] ra quân xử lý vi phạm từ [T2 ngày 01/4/2024]}.
        III. TỔ CHỨC THỰC HIỆN
        {3 Yêu cầu [L3 các phòng, ban], [L3 UBND các phường] nghiêm túc thực hiện Kế hoạch này}. {4 Trong quá trình thực hiện, nếu có vướng mắc, [L4 các đơn vị] phản ánh về Phòng Kinh tế để xem xét}./.
        Nơi nhận:
        - Như trên.
        CHỦ TỊCH
        Trần Văn Mẫu
        """,
    "a plan that gives no work": """
        [B1 SỞ TƯ PHÁP]
        Số: [R1 12/KH-STP]
        Sông Lam, [O1 ngày 11 tháng 3 năm 2024]
        KẾ HOẠCH
        Hưởng ứng Ngày Pháp luật
        I. MỤC ĐÍCH
        1. Nâng cao ý thức chấp hành pháp luật của người dân.
        2. Phấn đấu 100% các xã, phường có tủ sách pháp luật.
        II. HÌNH THỨC
        - Treo băng rôn, khẩu hiệu.
        - Tổ chức thi tìm hiểu pháp luật trực tuyến.
        III. KINH PHÍ
        Theo quy định hiện hành.
        """,
}


@pytest.mark.parametrize("source", cases(PLANS))
def test_plans(source: str) -> None:
    plan = reading(source, roles=tuple(Role))
    assert plan.read == plan.said


EXPORT = """
    |
    [B1 ỦY BAN NHÂN DÂN
    TỈNH SÔNG LAM]
    -------
    |
    CỘNG HÒA XÃ HỘI
    CHỦ NGHĨA VIỆT NAM
    Độc lập - Tự do - Hạnh phúc
    ---------------
    |
    |
    Số: [R1 66/KH-UBND]
    |
    Sông Lam, [O1 ngày 17
    tháng 5 năm 2024]
    |

    KẾ HOẠCH

    PHÁT TRIỂN NGHỀ MUỐI BỀN VỮNG

    I. NHIỆM VỤ

    |
    TT
    |
    Nội dung
    |
    Cơ quan chủ
    trì
    |
    Cơ quan phối
    hợp
    |
    Thời gian
    |
    |
    I
    |
    Hạ tầng
    |
    |
    |
    |
    |
    1
    |
    {1 Nạo vét kênh dẫn
    nước mặn}
    |
    [L1 Sở Nông nghiệp
    và Môi trường]
    |
    [P1 UBND các xã]
    |
    [T1 2024]
    |
    |
    2
    |
    {2 Xây dựng kho chứa muối}
    |
    [L2 UBND các xã]
    |
    |
    [T2 2024 - 2025]
    |

    |
    Nơi nhận:
    - Như trên;
    |
    TM. ỦY BAN NHÂN DÂN
    CHỦ TỊCH
    Trần Văn Mẫu
    |
    """


def export(text: str) -> Document:
    """What the reader of plain text makes of a web extract."""
    return read(Source("plan.txt", text.encode()))


def test_a_web_extract() -> None:
    plan = reading(EXPORT, roles=tuple(Role), make=export)
    assert plan.read == plan.said
