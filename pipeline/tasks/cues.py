"""The words of `rules/cue.toml` as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PEOPLE = (
    r"(?:các\s|mọi\s)?(?:thành viên|tổ chức, cá nhân|tổ chức và cá nhân|cá nhân|doanh nghiệp"
    r"|hợp tác xã|trường học|người dân|hộ dân|tổ chức|công ty|cơ sở)[^,;.:]{0,40}?"
)
"""People and firms between or behind bodies, which no relation links."""


class Cues:
    """The words of `rules/cue.toml` as patterns."""

    def __init__(self, data: dict[str, list[str]]) -> None:
        orders, titles = _any(data["orders"]), _any(data["titles"])
        self.orders = re.compile(rf"\s*(?:{orders})\s", re.IGNORECASE)
        self.order = re.compile(rf"(?<!\w)(?:{orders})(?:\s(?:{titles}))*\s*$", re.IGNORECASE)
        self.duty = re.compile(rf"\s*[,:-]?\s*(?:{_any(data['duties'])})(?!\w)", re.IGNORECASE)
        self.titles = re.compile(rf"(?:(?:{titles})\s*)+$", re.IGNORECASE)
        self.partner = re.compile(
            rf"(?<!\w)(?:{_any(data['partner'])})\s?:?\s(?:(?:{titles})\s)*$", re.IGNORECASE
        )
        self.titled = re.compile(rf"(?<!\w)(?:{_any(data['titled'])})(?!\w)", re.IGNORECASE)
        self.budget = re.compile(rf"(?<!\w)(?:{_any(data['budget'])})(?!\w)", re.IGNORECASE)
        connector = r"(?:\s*[,;/+-]|\s+và(?!\w)|\s*,\s*và(?!\w)|\s+cùng(?!\w)|\s+hoặc(?!\w))"
        where = (
            r"(?:\s+(?:của|trên|đóng|thuộc|ở|tại|có|trực)\s(?!việc)[^,;.:]{1,45}?"
            r"|\s+trong\s(?:tỉnh|huyện|xã|thành phố|nước|ngành|hệ thống)[^,;.:]{0,20}?)?"
        )
        aside = r"(?:\s*\([^()]{0,90}\))?"
        people = rf"(?:\s*{_PEOPLE}(?:\s*,\s*|\s+và\s+|\s*;\s*))?"
        self.joint = re.compile(
            rf"{aside}{where}(?:\s?\.{{2,3}}|…)?{connector}+{people}\s*(?:(?:{titles})\s*)*(?:[,;]\s*)?"
            r"|\s(?:trực\s)?thuộc\s|\scủa\s",
            re.IGNORECASE,
        )


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered)
