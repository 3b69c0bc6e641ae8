"""What tests of the register load, and how they ask."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.progress import Summary

TEXT = """ỦY BAN NHÂN DÂN
TỈNH {loud}
Số: {number}/KH-UBND
{province}, ngày 12 tháng 3 năm 2024
KẾ HOẠCH
Hợp tác với nước ngoài năm 2024
Căn cứ Quyết định số 272/QĐ-TTg ngày 21/02/2023 của Thủ tướng Chính phủ về công tác đối ngoại;
I. MỤC ĐÍCH
Mở rộng quan hệ với các địa phương của các nước.
II. TỔ CHỨC THỰC HIỆN
1. Sở Ngoại vụ chủ trì, phối hợp với Công an tỉnh tổ chức đoàn công tác sang Lào trước ngày
30/6/2024.
2. Sở Văn hoá, Thể thao và Du lịch chủ trì, phối hợp với UBND các huyện Diễn Châu, Yên Thành tổ
chức tuần văn hóa Nhật Bản trước ngày {day}.
3. Chi cục Dân số tham mưu 100% báo cáo về hộ d'Ivoire.
Nơi nhận:
- Như trên.
"""

Load = Callable[..., Summary]
Rows = Callable[..., list[tuple[object, ...]]]


def plan_text(province: str = "Nghệ An", *, number: str = "12", day: str = "31/12/2024") -> str:
    """A plan of a province; the day is the deadline of its second task."""
    return TEXT.format(loud=province.upper(), province=province, number=number, day=day)
