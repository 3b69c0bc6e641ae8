"""AGENCY: which bodies count, and what belongs to their span."""

# ruff: noqa: E501 - a line of a plan stays one line

from __future__ import annotations

import pytest
from cases import cases
from marked import mark_entities, read_entities

from annotations import Label
from pipeline.document import Document
from pipeline.extract import extract

SPANS = {
    "the place or level that follows": "gửi [A Công an tỉnh], [A UBND cấp huyện] và [A Ủy ban nhân dân tỉnh Thái Bình]",
    "a level of a steering body": "báo cáo [A Ban Chỉ đạo chuyển đổi số cấp thành phố] trước khi họp",
    "a mission and where it is": "liên hệ [A Đại sứ quán Việt Nam tại Lào] và [A Tổng Lãnh sự quán Pháp]",
    "a parent joined by a dash": "gửi hồ sơ về [A Cục Bảo trợ xã hội - Bộ Lao động - Thương binh và Xã hội]",
    "a parent joined by nothing": "do [A Phòng Cảnh sát giao thông Công an tỉnh] xử lý",
    "a quantifier": "yêu cầu [A các Sở], [A một số Đại sứ quán] báo cáo",
    "liên quan": "cùng [A các đơn vị liên quan] rà soát; mời [A cơ quan có liên quan] góp ý",
    "an attribute without an object": "họp [A các đơn vị thành viên]; mời [A các đơn vị trực thuộc] dự",
    "not what follows của, trên, thuộc": "mời [A các cơ quan] của tỉnh, [A các đơn vị] trên địa bàn",
    "not what was said above or given": "mời [A các đơn vị] nêu trên và [A các cơ quan] được giao nhiệm vụ",
    "not what only introduces its list": "Các cơ quan: [A Sở Y tế], [A Sở Nội vụ]",
    "X thuộc Y": "kiểm tra [A các đơn vị] thuộc [A Sở Y tế]",
    "khác": "mời [A các cơ quan khác] tham dự",
}
LISTS = {
    "cut at the members": "giữa [A Sở Xây dựng], [A Sở Công Thương] và [A Công an tỉnh]",
    "cut between a commune and an association": "gửi [A Ban Chỉ đạo xã], [A Hội Nông dân xã] để biết",
    "cut where they share a tail": "gửi [A Đảng ủy], [A UBND], [A Ủy ban MTTQ Việt Nam các xã] để biết",
    "names whose head is said once": "gửi các Bộ: [A Y tế], [A Nội vụ], [A Tài chính] để biết",
    "X (Y)": "do [A Trung tâm Khuyến nông] ([A Sở Nông nghiệp và Môi trường]) thực hiện",
    "a formula of collective nouns": "gửi [A các sở, ban, ngành, đoàn thể] để biết",
    "a formula and the local ones": "gửi [A các sở, ngành và các địa phương] để biết",
    "the formula of the central bodies": "gửi [A các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ] để biết",
    "a head with places": "gửi [A UBND các huyện, thị xã, thành phố] để biết",
    "a formula and a head with places": "gửi [A Các sở, ban, ngành], [A Ủy ban nhân dân các xã, phường] để biết",
    "political and social organisations": "gửi [A các tổ chức chính trị - xã hội], [A tổ chức xã hội nghề nghiệp] để biết",
    "friendship societies with one head": "gửi [A Hội hữu nghị Việt Nam - Cuba], [A Việt Nam - Ấn Độ] để biết",
}
COUNTED = {
    "chairs are one with their body": "trình [A Chủ tịch UBND tỉnh], [A Thủ tướng Chính phủ] quyết định",
    "other titles stay outside": "mời Giám đốc [A các Sở], Chánh [A Văn phòng UBND tỉnh] dự",
    "collectives whose kind is named": "trình [A cấp có thẩm quyền]; gửi [A sở, ban, ngành]; đề nghị [A cơ quan có thẩm quyền] xem xét",
    "press": "mời [A các cơ quan thông tấn báo chí] đưa tin",
    "sectors and forces": "cán bộ của [A ngành giáo dục], [A lực lượng công an]",
    "banks and insurance of the state": "gửi [A Ngân hàng Nhà nước], [A Bảo hiểm xã hội tỉnh] để biết",
    "named international organisations": "được [A UNESCO] và [A UNICEF] hỗ trợ",
    "universities and hospitals": "gửi [A Trường Đại học Tây Nguyên], [A Bệnh viện Đa khoa tỉnh] để biết",
    "a centre of services of all kinds": "gửi [A Trung tâm Dịch vụ tổng hợp xã] để biết",
    "departments whose names go on in small letters": "gửi [A Cục Kinh tế xây dựng], [A Cục Quản lý hoạt động xây dựng] để biết",
    "a body in the name of a congress": "chào mừng Đại hội [A Hội Nông dân tỉnh] lần thứ X",
    "a named body after tại": "tổ chức tại [A Bảo tàng tỉnh] vào buổi sáng",
}
NOT_COUNTED = {
    "bare generic nouns": "tại cơ quan, đơn vị; vai trò của chính quyền và địa phương; tổ chức",
    "roles without a quantifier": "theo phân công của cơ quan chủ trì soạn thảo, chủ đầu tư, chủ dự án",
    "the Party and the State": "chủ trương của Đảng, chính sách của Nhà nước",
    "blocs": "các nước ASEAN và EU",
    "people": "tổ chức, cá nhân; người dân; cán bộ, công chức",
    "companies in general": "các doanh nghiệp, hợp tác xã trên thị trường",
    "foreign parties": "các đối tác nước ngoài, các tổ chức quốc tế",
    "facilities as places": "tuyên truyền tại các trường học, trạm xá",
    "meetings": "Hội nghị tổng kết, Hội thảo khoa học, Hội chợ xuân",
    "what only looks like one": "cơ sở dữ liệu, cán bộ, đội ngũ, trụ sở, hội nhập, phòng ngừa, ban hành",
}


def read(text: str) -> str:
    plan = extract(Document(f"II. NỘI DUNG\n{text}\n"))
    source = plan.document.text
    agencies = [one for one in plan.entities if one.label is Label.AGENCY]
    return mark_entities(source, agencies).splitlines()[1]


@pytest.mark.parametrize("source", cases(SPANS | LISTS | COUNTED | NOT_COUNTED))
def test_bodies(source: str) -> None:
    assert read(read_entities(source).text) == source


DEFINED: dict[str, tuple[str, list[str]]] = {
    "an abbreviation in brackets": (
        "Sở Khoa học và Công nghệ (Sở KHCN) tập huấn. Sở KHCN báo cáo.",
        ["Sở Khoa học và Công nghệ", "Sở KHCN", "Sở KHCN"],
    ),
    "an abbreviation of letters": (
        "Cơ quan đại diện ngoại giao (CQĐDNG) góp ý. Giao CQĐDNG báo cáo.",
        ["Cơ quan đại diện ngoại giao", "CQĐDNG", "CQĐDNG"],
    ),
    "a name said to be short": (
        "Ban Quản lý Khu kinh tế Đông Nam (sau đây gọi tắt là Ban Quản lý) rà soát. Ban Quản lý báo cáo.",
        ["Ban Quản lý Khu kinh tế Đông Nam", "Ban Quản lý", "Ban Quản lý"],
    ),
    "a head that looks back": (
        "Đài Phát thanh và Truyền hình tỉnh mở chuyên mục. Đài phối hợp với Sở Y tế đưa tin.",
        ["Đài Phát thanh và Truyền hình tỉnh", "Đài", "Sở Y tế"],
    ),
    "a head that looks back, behind an order": (
        "Đài Phát thanh và Truyền hình tỉnh mở chuyên mục. Giao Đài xây dựng phim tài liệu.",
        ["Đài Phát thanh và Truyền hình tỉnh", "Đài"],
    ),
    "a head that looks back, before any verb": (
        "Đài Phát thanh và Truyền hình tỉnh mở chuyên mục. Đài tăng thời lượng tin bài.",
        ["Đài Phát thanh và Truyền hình tỉnh", "Đài"],
    ),
    "letters that nobody defines": ("Triển khai KPI và OKR trong năm.", []),
}


@pytest.mark.parametrize("case", cases(DEFINED))
def test_short_forms_of_the_document(case: tuple[str, list[str]]) -> None:
    text, expected = case
    plan = extract(Document(f"II. NỘI DUNG\n{text}\n"))
    found = [one.span.of(plan.document.text) for one in plan.entities if one.label is Label.AGENCY]
    assert found == expected


UNREAD = {
    "the state's title and motto": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n",
    "recipients and signature": "Nơi nhận:\n- Sở Y tế;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Mẫu\n",
}


@pytest.mark.parametrize("text", cases(UNREAD))
def test_parts_in_which_nothing_is_read(text: str) -> None:
    plan = extract(Document(f"KẾ HOẠCH\nPhát triển chợ\nI. MỤC ĐÍCH\nSửa chợ.\n{text}"))
    assert plan.entities == ()


READ = {
    "the letterhead, over several lines": (
        "ỦY BAN NHÂN DÂN\nTỈNH SÔNG LAM\n-------\nKẾ HOẠCH\nChợ\nI. CHỢ\nSửa chợ.\n",
        ["ỦY BAN NHÂN DÂN\nTỈNH SÔNG LAM"],
    ),
    "the letterhead right above the document's type": (
        "ỦY BAN NHÂN DÂN\nTỈNH SÔNG LAM\nKẾ HOẠCH\nChợ\nI. CHỢ\nSửa chợ.\n",
        ["ỦY BAN NHÂN DÂN\nTỈNH SÔNG LAM"],
    ),
    "titles in capitals": (
        "KẾ HOẠCH\nPHỐI HỢP GIỮA SỞ Y TẾ VÀ CÔNG AN TỈNH\nI. CHỢ\nSửa chợ.\n",
        ["SỞ Y TẾ", "CÔNG AN TỈNH"],
    ),
    "what follows the signature": (
        "KẾ HOẠCH\nChợ\nI. CHỢ\nSửa chợ.\nNơi nhận:\n- Như trên.\nCHỦ TỊCH\nTrần Văn Mẫu\nPHỤ LỤC\n1. Giao Sở Y tế mua thuốc.\n",
        ["Sở Y tế"],
    ),
    "over a soft line break": (
        "I. CHỢ\n1. Giao Sở Giáo dục và\nđào tạo mở lớp.\n",
        ["Sở Giáo dục và\nđào tạo"],
    ),
}


@pytest.mark.parametrize("case", cases(READ))
def test_parts_in_which_bodies_are_read(case: tuple[str, list[str]]) -> None:
    text, expected = case
    plan = extract(Document(text))
    assert [one.span.of(text) for one in plan.entities if one.label is Label.AGENCY] == expected
