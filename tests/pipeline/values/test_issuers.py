"""Agencies as issuers of many kinds write them: the letterhead decides what short names mean.

A table an issuer: its letterhead, its day and the province of its place line, then a line for each
mention, `mention = identifier`, "?" for what stays open. Mentions that stand before it are in
front, with ";" between them. "~" is the issuer's identifier, "@~" the place behind its "@".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from pipeline.values.agencies import AgencyResolver
from pipeline.values.anaphora import Named
from pipeline.values.registry import load_registry
from pipeline.values.types import AgencyValue, Status

REGISTRY = load_registry()


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """What stands at the head of a plan, and what its mentions stand for."""

    head: tuple[str, ...]
    is_: str
    day: str
    mentions: str
    province: str = ""

    def resolver(self) -> AgencyResolver:
        return AgencyResolver(
            REGISTRY,
            letterhead=self.head,
            day=date.fromisoformat(self.day),
            province=self.province,
        )


EDUCATION_AND_HEALTH = [
    Issuer(
        head=("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "TRƯỜNG ĐẠI HỌC VINH"),
        is_="other:truong-dai-hoc-vinh",
        day="2023-03-10",
        province="nghe-an",
        mentions="""
        Phòng Đào tạo = ~>phong-dao-tao
        Trường = ~
        Nhà trường = ~
        Hiệu trưởng = ~
        Trường Đại học Vinh = ~
        Ban Giám hiệu = ~>ban-giam-hieu
        Khoa Luật = ~>khoa-luat
        Viện Công nghệ Hóa - Sinh - Môi trường = ~>vien-cong-nghe-hoa-sinh-moi-truong
        Phòng Công tác chính trị - Sinh viên = ~>phong-cong-tac-chinh-tri-sinh-vien
        Văn phòng Trường = ~>van-phong
        Thanh tra = ~>thanh-tra
        Đoàn Thanh niên = ~>doan-thanh-nien
        Công đoàn Trường = ~>cong-doan
        Đảng ủy = ~>dang-uy
        Đảng ủy Trường = ~>dang-uy
        Trạm Y tế = ~>tram-y-te
        Thư viện = ~>thu-vien
        Bộ Giáo dục và Đào tạo = bo-giao-duc-va-dao-tao
        Bộ Giáo dục và Đào tạo; Bộ = bo-giao-duc-va-dao-tao
        Vụ Giáo dục Đại học = bo-giao-duc-va-dao-tao>vu-giao-duc-dai-hoc
        UBND tỉnh Nghệ An = ubnd@nghe-an
        Công an tỉnh = cong-an@nghe-an
        Sở Y tế = so-y-te@nghe-an
        các khoa, viện = *phong-ban
        các phòng, khoa, trung tâm = *phong-ban
        các đơn vị trực thuộc = *don-vi-truc-thuoc
        Trường Đại học Hà Tĩnh = other:truong-dai-hoc-ha-tinh
        """,
    ),
    Issuer(
        head=("UBND TỈNH PHÚ THỌ", "TRƯỜNG ĐẠI HỌC HÙNG VƯƠNG"),
        is_="other:truong-dai-hoc-hung-vuong",
        day="2022-09-05",
        mentions="""
        Phòng Hành chính - Tổng hợp = ~>phong-hanh-chinh-tong-hop
        Trung tâm Ngoại ngữ = ~>trung-tam-ngoai-ngu
        Ban Quản lý ký túc xá = ~>ban-quan-ly-ky-tuc-xa
        UBND tỉnh = ubnd@phu-tho
        Sở Tài chính = so-tai-chinh@phu-tho
        """,
    ),
    Issuer(
        head=("SỞ GIÁO DỤC VÀ ĐÀO TẠO HẬU GIANG", "TRƯỜNG THPT VỊ THỦY"),
        is_="other:truong-trung-hoc-pho-thong-vi-thuy",
        day="2023-09-01",
        mentions="""
        Nhà trường = ~
        Trường = ~
        Trường THPT Vị Thủy = ~
        Tổ Toán - Tin = ~>to-toan-tin
        Ban Giám hiệu = ~>ban-giam-hieu
        Chi đoàn giáo viên = ~>chi-doan-giao-vien
        Công đoàn = ~>cong-doan
        Ban đại diện cha mẹ học sinh = ~>ban-dai-dien-cha-me-hoc-sinh
        các tổ chuyên môn = *phong-ban
        Sở Giáo dục và Đào tạo = so-giao-duc-va-dao-tao@hau-giang
        Sở Giáo dục và Đào tạo; Sở = so-giao-duc-va-dao-tao@hau-giang
        """,
    ),
    Issuer(
        head=("SỞ Y TẾ THÁI BÌNH", "BỆNH VIỆN NHI THÁI BÌNH"),
        is_="benh-vien-nhi@thai-binh",
        day="2023-02-14",
        mentions="""
        Bệnh viện = ~
        Bệnh viện Nhi = ~
        Phòng Kế hoạch tổng hợp = ~>phong-ke-hoach-tong-hop
        Khoa Dược = ~>khoa-duoc
        Ban Giám đốc = ~>ban-giam-doc
        Công đoàn Bệnh viện = ~>cong-doan
        Đoàn Thanh niên = ~>doan-thanh-nien
        Giám đốc Bệnh viện = ~
        các khoa, phòng = *phong-ban
        Sở Y tế = so-y-te@thai-binh
        Trung tâm Kiểm soát bệnh tật tỉnh = so-y-te@thai-binh>trung-tam-kiem-soat-benh-tat
        """,
    ),
    Issuer(
        head=("BỘ Y TẾ", "BỆNH VIỆN BẠCH MAI"),
        is_="other:benh-vien-bach-mai",
        day="2024-01-08",
        province="ha-noi",
        mentions="""
        Bệnh viện = ~
        Phòng Tổ chức cán bộ = ~>phong-to-chuc-can-bo
        Khoa Thận nhân tạo = ~>khoa-than-nhan-tao
        Trung tâm Phục hồi chức năng = ~>trung-tam-phuc-hoi-chuc-nang
        Viện Sức khỏe Tâm thần = ~>vien-suc-khoe-tam-than
        Bộ Y tế = bo-y-te
        Cục Quản lý Khám, chữa bệnh = bo-y-te>cuc-quan-ly-kham-chua-benh
        """,
    ),
    Issuer(
        head=("TẬP ĐOÀN ĐIỆN LỰC VIỆT NAM", "CÔNG TY ĐIỆN LỰC QUẢNG NAM"),
        is_="other:cong-ty-dien-luc-quang-nam",
        day="2022-05-30",
        mentions="""
        Công ty = ~
        PC Quảng Nam = other:pc-quang-nam
        Phòng Kỹ thuật = ~>phong-ky-thuat
        Ban Giám đốc = ~>ban-giam-doc
        Công đoàn Công ty = ~>cong-doan
        Đội Quản lý vận hành lưới điện cao thế = ~>doi-quan-ly-van-hanh-luoi-dien-cao-the
        Tập đoàn = other:tap-doan-dien-luc-viet-nam
        EVN = other:tap-doan-dien-luc-viet-nam
        UBND tỉnh Quảng Nam = ubnd@quang-nam
        """,
    ),
]

ORGANISATIONS = [
    Issuer(
        head=("HỘI CỰU CHIẾN BINH VIỆT NAM", "BAN CHẤP HÀNH TỈNH HÀ NAM"),
        is_="hoi-cuu-chien-binh@ha-nam",
        day="2022-04-05",
        mentions="""
        Hội = ~
        Tỉnh hội = ~
        Ban Chấp hành = ~
        Ban Chấp hành Hội = ~
        Hội CCB tỉnh = ~
        Ban Thường vụ = ~>ban-thuong-vu
        Ban Thường vụ Hội Cựu chiến binh tỉnh = ~>ban-thuong-vu
        Thường trực Tỉnh hội = ~>thuong-truc
        Ban Tuyên giáo = ~>ban-tuyen-giao
        Ban Kinh tế = ~>ban-kinh-te
        Ban Kiểm tra = ~>ban-kiem-tra
        Ban Tổ chức - Chính sách = ~>ban-to-chuc-chinh-sach
        Văn phòng = ~>van-phong
        Văn phòng Hội = ~>van-phong
        các Ban, Văn phòng = *phong-ban
        Trung ương Hội = trung-uong-hoi-cuu-chien-binh-viet-nam
        Hội Cựu chiến binh Việt Nam = hoi-cuu-chien-binh-viet-nam
        Hội CCB các huyện, thị xã, thành phố = *hoi-cuu-chien-binh-huyen@ha-nam
        Hội CCB cấp xã = *hoi-cuu-chien-binh-xa@ha-nam
        UBND tỉnh = ubnd@ha-nam
        Ban Tuyên giáo Tỉnh ủy = ban-tuyen-giao-tinh-uy@ha-nam
        MTTQ tỉnh = mttq@ha-nam
        """,
    ),
    Issuer(
        head=("HỘI NÔNG DÂN VIỆT NAM", "BAN CHẤP HÀNH THÀNH PHỐ CẦN THƠ"),
        is_="hoi-nong-dan@can-tho",
        day="2023-01-31",
        mentions="""
        Hội Nông dân thành phố = ~
        Thành hội = ~
        Ban Xã hội, Dân số, Gia đình = ~>ban-xa-hoi-dan-so-gia-dinh
        Hội Nông dân các quận, huyện = *hoi-nong-dan-huyen@can-tho
        Quỹ Hỗ trợ nông dân thành phố = quy-ho-tro-nong-dan@can-tho
        Trung ương Hội Nông dân Việt Nam = trung-uong-hoi-nong-dan-viet-nam
        """,
    ),
    Issuer(
        head=("HỘI CHỮ THẬP ĐỎ TỈNH LÂM ĐỒNG", "BAN CHẤP HÀNH HUYỆN DI LINH"),
        is_="hoi-chu-thap-do@lam-dong/huyen-di-linh",
        day="2021-06-01",
        mentions="""
        Hội = ~
        Hội Chữ thập đỏ huyện = ~
        Hội Chữ thập đỏ tỉnh = hoi-chu-thap-do@lam-dong
        Hội Chữ thập đỏ các xã, thị trấn = *hoi-chu-thap-do-xa@~
        UBND huyện = ubnd@~
        Phòng Giáo dục và Đào tạo = phong-giao-duc-va-dao-tao@~
        """,
    ),
    Issuer(
        head=("ĐOÀN TNCS HỒ CHÍ MINH", "BAN CHẤP HÀNH TỈNH QUẢNG BÌNH"),
        is_="doan-thanh-nien@quang-binh",
        day="2023-05-04",
        mentions="""
        Tỉnh đoàn = ~
        Ban Chấp hành Tỉnh đoàn = ~
        Ban Thường vụ Tỉnh đoàn = ~>ban-thuong-vu
        Ban Tuyên giáo Tỉnh đoàn = ~>ban-tuyen-giao
        Ban Phong trào = ~>ban-phong-trao
        Ban Thanh thiếu nhi - Trường học = ~>ban-thanh-thieu-nhi-truong-hoc
        Văn phòng Tỉnh đoàn = ~>van-phong
        Trung ương Đoàn = trung-uong-doan-thanh-nien-cong-san-ho-chi-minh
        các huyện, thị, thành đoàn = *doan-thanh-nien-huyen@quang-binh
        Hội LHTN Việt Nam tỉnh = hoi-lien-hiep-thanh-nien@quang-binh
        Hội đồng Đội tỉnh = hoi-dong-doi@quang-binh
        Nhà Thiếu nhi tỉnh = nha-thieu-nhi@quang-binh
        Sở Giáo dục và Đào tạo = so-giao-duc-va-dao-tao@quang-binh
        Huyện đoàn Lệ Thủy = doan-thanh-nien@quang-binh/huyen-le-thuy
        """,
    ),
    Issuer(
        head=("ĐOÀN TNCS HỒ CHÍ MINH", "BAN CHẤP HÀNH HUYỆN LỆ THỦY"),
        is_="doan-thanh-nien@quang-binh/huyen-le-thuy",
        day="2024-02-01",
        province="quang-binh",
        mentions="""
        Huyện đoàn = ~
        Ban Thường vụ Huyện đoàn = ~>ban-thuong-vu
        Tỉnh đoàn = doan-thanh-nien@quang-binh
        UBND huyện = ubnd@~
        Huyện ủy = huyen-uy@~
        """,
    ),
    Issuer(
        head=("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH KON TUM", "BAN THƯỜNG TRỰC"),
        is_="mttq@kon-tum",
        day="2021-09-15",
        mentions="""
        Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh = ~
        Ủy ban = ~
        Ban Phong trào = ~>ban-phong-trao
        Ban Dân chủ - Pháp luật = ~>ban-dan-chu-phap-luat
        Văn phòng = ~>van-phong
        Ủy ban MTTQ Việt Nam các huyện, thành phố = *mttq-huyen@kon-tum
        Ủy ban Mặt trận Tổ quốc Việt Nam cấp xã = *mttq-xa@kon-tum
        Ủy ban Trung ương MTTQ Việt Nam = uy-ban-trung-uong-mat-tran-to-quoc-viet-nam
        các tổ chức chính trị - xã hội = *doan-the@kon-tum
        Tỉnh ủy = tinh-uy@kon-tum
        Hội Nông dân tỉnh = hoi-nong-dan@kon-tum
        """,
    ),
    Issuer(
        head=("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", "LIÊN ĐOÀN LAO ĐỘNG TỈNH ĐỒNG THÁP"),
        is_="lien-doan-lao-dong@dong-thap",
        day="2022-10-20",
        mentions="""
        LĐLĐ tỉnh = ~
        Liên đoàn = ~
        Ban Chính sách - Pháp luật = ~>ban-chinh-sach-phap-luat
        Ban Nữ công = ~>ban-nu-cong
        Ủy ban Kiểm tra = ~>uy-ban-kiem-tra
        Văn phòng LĐLĐ tỉnh = ~>van-phong
        Ban Thường vụ = ~>ban-thuong-vu
        Liên đoàn Lao động các huyện, thành phố = *lien-doan-lao-dong-huyen@dong-thap
        Công đoàn Viên chức tỉnh = cong-doan-vien-chuc@dong-thap
        Công đoàn ngành Giáo dục tỉnh = cong-doan-nganh-giao-duc@dong-thap
        Tổng Liên đoàn = tong-lien-doan-lao-dong-viet-nam
        Bảo hiểm xã hội tỉnh = bao-hiem-xa-hoi@dong-thap
        """,
    ),
]

DISTRICTS_AND_COMMUNES = [
    Issuer(
        head=("ỦY BAN NHÂN DÂN HUYỆN LẠC DƯƠNG",),
        is_="ubnd@lam-dong/huyen-lac-duong",
        day="2022-06-10",
        province="lam-dong",
        mentions="""
        UBND huyện = ~
        Chủ tịch UBND huyện = ~
        UBND các xã, thị trấn = *ubnd-xa@~
        UBND cấp xã = *ubnd-xa@~
        UBND xã = *ubnd-xa@~
        Chủ tịch UBND các xã, thị trấn = *ubnd-xa@~
        UBND xã Đạ Nhim = ubnd@lam-dong/xa-da-nhim
        UBND thị trấn Lạc Dương = ubnd@lam-dong/thi-tran-lac-duong
        Phòng Y tế = phong-y-te@~
        Phòng LĐ-TB&XH = phong-lao-dong-thuong-binh-va-xa-hoi@~
        Phòng TC-KH = phong-tai-chinh-ke-hoach@~
        Phòng Kinh tế và Hạ tầng = phong-kinh-te-va-ha-tang@~
        Công an huyện = cong-an@~
        Ban CHQS huyện = ban-chi-huy-quan-su@~
        Trung tâm Y tế = trung-tam-y-te@~
        Trung tâm Y tế huyện = trung-tam-y-te@~
        Trung tâm Văn hóa, Thông tin và Thể thao = trung-tam-van-hoa-thong-tin-va-the-thao@~
        Trung tâm Nông nghiệp huyện = trung-tam-nong-nghiep@~
        Văn phòng HĐND và UBND = van-phong-hdnd-va-ubnd@~
        Thanh tra huyện = thanh-tra@~
        Huyện ủy = huyen-uy@~
        Ban Tuyên giáo Huyện ủy = ban-tuyen-giao-huyen-uy@~
        Ban Thường vụ Huyện ủy = huyen-uy@~>ban-thuong-vu
        Huyện đoàn = doan-thanh-nien@~
        Huyện đội = ban-chi-huy-quan-su@~
        Hội Liên hiệp Phụ nữ huyện = hoi-lien-hiep-phu-nu@~
        Ủy ban MTTQ Việt Nam huyện = mttq@~
        Hạt Kiểm lâm = hat-kiem-lam@~
        Bảo hiểm xã hội huyện = bao-hiem-xa-hoi@~
        Kho bạc Nhà nước huyện = kho-bac-nha-nuoc@~
        Ngân hàng Chính sách xã hội huyện = ngan-hang-chinh-sach-xa-hoi@~
        Tòa án nhân dân huyện = toa-an-nhan-dan@~
        Viện KSND huyện = vien-kiem-sat-nhan-dan@~
        các phòng, ban chuyên môn = *phong-ban@~
        các phòng, ban, ngành huyện = *phong-ban@~
        các trường học = *truong
        Công an các xã, thị trấn = *cong-an-xa@~
        Trạm Y tế các xã, thị trấn = *tram-y-te-xa@~
        Trạm Y tế = *tram-y-te-xa@~
        Trường THPT Langbiang = other:truong-trung-hoc-pho-thong-langbiang
        UBND tỉnh = ubnd@lam-dong
        Sở Y tế = so-y-te@lam-dong
        Công an tỉnh = cong-an@lam-dong
        """,
    ),
    Issuer(
        head=("ỦY BAN NHÂN DÂN HUYỆN HƯƠNG SƠN",),
        is_="ubnd@ha-tinh/huyen-huong-son",
        day="2022-06-10",
        mentions="""
        UBND huyện = ~
        Sở Y tế = so-y-te@ha-tinh
        UBND tỉnh = ubnd@ha-tinh
        UBND huyện Đức Thọ = ubnd@ha-tinh/huyen-duc-tho
        UBND huyện Thanh Chương = ubnd@nghe-an/huyen-thanh-chuong
        """,
    ),
    Issuer(
        head=("UBND TỈNH GIA LAI", "UBND THÀNH PHỐ PLEIKU"),
        is_="ubnd@gia-lai/thanh-pho-pleiku",
        day="2023-07-07",
        mentions="""
        UBND thành phố = ~
        Thành ủy = thanh-uy@~
        Thành đoàn = doan-thanh-nien@~
        HĐND thành phố = hdnd@~
        Công an thành phố = cong-an@~
        Trung tâm Y tế thành phố = trung-tam-y-te@~
        Liên đoàn Lao động thành phố = lien-doan-lao-dong@~
        Phòng Quản lý đô thị = phong-quan-ly-do-thi@~
        UBND các xã, phường = *ubnd-xa@~
        UBND tỉnh = ubnd@gia-lai
        Tỉnh ủy = tinh-uy@gia-lai
        """,
    ),
    Issuer(
        head=("ỦY BAN NHÂN DÂN THỊ XÃ BA ĐỒN",),
        is_="ubnd@quang-binh/thi-xa-ba-don",
        day="2024-03-03",
        province="quang-binh",
        mentions="""
        UBND thị xã = ~
        Thị ủy = thi-uy@~
        Thị đoàn = doan-thanh-nien@~
        Công an thị xã = cong-an@~
        Phòng Kinh tế = phong-kinh-te@~
        UBND các phường, xã = *ubnd-xa@~
        """,
    ),
    Issuer(
        head=("UBND HUYỆN NAM ĐÀN", "ỦY BAN NHÂN DÂN XÃ KIM LIÊN"),
        is_="ubnd@nghe-an/xa-kim-lien",
        day="2023-02-02",
        province="nghe-an",
        mentions="""
        UBND xã = ~
        Chủ tịch UBND xã = ~
        UBND huyện = ubnd@nghe-an/huyen-nam-dan
        Huyện ủy = huyen-uy@nghe-an/huyen-nam-dan
        Phòng Nội vụ = phong-noi-vu@nghe-an/huyen-nam-dan
        Phòng Nội vụ huyện = phong-noi-vu@nghe-an/huyen-nam-dan
        Công an huyện = cong-an@nghe-an/huyen-nam-dan
        Công an xã = cong-an@~
        Ban CHQS xã = ban-chi-huy-quan-su@~
        Trạm Y tế = tram-y-te@~
        Đảng ủy = dang-uy@~
        Đoàn Thanh niên = doan-thanh-nien@~
        Hội Nông dân xã = hoi-nong-dan@~
        Hội Cựu chiến binh = hoi-cuu-chien-binh@~
        MTTQ xã = mttq@~
        các thôn, xóm = *thon
        các ban, ngành, đoàn thể = *so-ban-nganh@~
        Trường Tiểu học Kim Liên = other:truong-tieu-hoc-kim-lien
        UBND tỉnh = ubnd@nghe-an
        """,
    ),
    Issuer(
        head=("ỦY BAN NHÂN DÂN PHƯỜNG BÌNH THỚI",),
        is_="ubnd@ho-chi-minh/phuong-binh-thoi",
        day="2025-09-12",
        province="ho-chi-minh",
        mentions="""
        UBND phường = ~
        Văn phòng HĐND và UBND phường = van-phong-hdnd-va-ubnd@~
        Phòng Văn hóa - Xã hội = phong-van-hoa-xa-hoi@~
        Phòng Kinh tế, Hạ tầng và Đô thị = phong-kinh-te-ha-tang-va-do-thi@~
        Trung tâm Phục vụ hành chính công = trung-tam-phuc-vu-hanh-chinh-cong@~
        Trung tâm Cung ứng dịch vụ công = trung-tam-cung-ung-dich-vu-cong@~
        Đảng ủy phường = dang-uy@~
        Thường trực Đảng ủy = dang-uy@~>thuong-truc
        Ban Xây dựng Đảng = ban-xay-dung-dang-dang-uy@~
        Ủy ban MTTQ Việt Nam phường = mttq@~
        Công an phường = cong-an@~
        Trạm Y tế phường = tram-y-te@~
        Ban Kinh tế - Ngân sách HĐND phường = hdnd@~>ban-kinh-te-ngan-sach
        các khu phố = *thon
        các phòng chuyên môn = *phong-ban@~
        UBND Thành phố = ubnd@ho-chi-minh
        Thành ủy = thanh-uy@ho-chi-minh
        Sở Nội vụ = so-noi-vu@ho-chi-minh
        Công an Thành phố = cong-an@ho-chi-minh
        """,
    ),
]

PARTY = [
    Issuer(
        head=("TỈNH ỦY ĐỒNG NAI", "THÀNH ỦY LONG KHÁNH"),
        is_="thanh-uy@dong-nai/thanh-pho-long-khanh",
        day="2023-06-06",
        mentions="""
        Thành ủy = ~
        Ban Tuyên giáo Thành ủy = ban-tuyen-giao-thanh-uy@~
        Ban Tuyên giáo = ban-tuyen-giao-thanh-uy@~
        Ủy ban Kiểm tra Thành ủy = uy-ban-kiem-tra-thanh-uy@~
        Ủy ban Kiểm tra = uy-ban-kiem-tra-thanh-uy@~
        Văn phòng Thành ủy = van-phong-thanh-uy@~
        Ban Thường vụ Thành ủy = ~>ban-thuong-vu
        Ban Thường vụ = ~>ban-thuong-vu
        Ban Chấp hành Đảng bộ thành phố = ~
        Trung tâm Chính trị thành phố = trung-tam-chinh-tri@~
        Đảng ủy Công an thành phố = dang-uy-cong-an@~
        Đảng ủy phường Xuân An = dang-uy@dong-nai/phuong-xuan-an
        Đảng ủy các xã, phường = *dang-uy-xa@~
        các chi bộ, đảng bộ cơ sở = *cap-uy
        các chi, đảng bộ cơ sở = *cap-uy
        Ủy ban Kiểm tra các cấp = *uy-ban-kiem-tra@~
        UBND thành phố = ubnd@~
        UBMTTQ Việt Nam thành phố = mttq@~
        Thành đoàn = doan-thanh-nien@~
        Tỉnh ủy = tinh-uy@dong-nai
        Ban Tổ chức Tỉnh ủy = ban-to-chuc-tinh-uy@dong-nai
        Ban Bí thư = ban-bi-thu
        """,
    ),
    Issuer(
        head=("THÀNH ỦY LONG KHÁNH", "BAN TUYÊN GIÁO"),
        is_="ban-tuyen-giao-thanh-uy@dong-nai/thanh-pho-long-khanh",
        day="2023-06-06",
        province="dong-nai",
        mentions="""
        Ban = ~
        Ban Tuyên giáo Thành ủy = ~
        Thành ủy = thanh-uy@~
        Ban Dân vận Thành ủy = ban-dan-van-thanh-uy@~
        """,
    ),
    Issuer(
        head=("TỈNH ỦY LONG AN", "HUYỆN ỦY CẦN GIUỘC"),
        is_="huyen-uy@long-an/huyen-can-giuoc",
        day="2022-02-25",
        mentions="""
        Ban Dân vận Huyện ủy = ban-dan-van-huyen-uy@~
        Đảng ủy xã Phước Lại = dang-uy@long-an/xa-phuoc-lai
        Đảng ủy các xã, thị trấn = *dang-uy-xa@~
        Ban Thường vụ Tỉnh ủy = tinh-uy@long-an>ban-thuong-vu
        UBND huyện = ubnd@~
        Mặt trận Tổ quốc huyện = mttq@~
        Huyện đoàn = doan-thanh-nien@~
        """,
    ),
    Issuer(
        head=("ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH NINH BÌNH", "ĐẢNG ỦY SỞ XÂY DỰNG"),
        is_="so-xay-dung@ninh-binh>dang-uy",
        day="2022-08-19",
        mentions="""
        Đảng ủy = ~
        Đảng ủy Sở = ~
        Sở Xây dựng = so-xay-dung@ninh-binh
        Sở Xây dựng; Sở = so-xay-dung@ninh-binh
        Phòng Quản lý nhà = so-xay-dung@ninh-binh>phong-quan-ly-nha
        Đảng ủy Khối các cơ quan tỉnh = dang-uy-khoi-cac-co-quan@ninh-binh
        các chi bộ = *cap-uy
        """,
    ),
    Issuer(
        head=("ĐẢNG BỘ THÀNH PHỐ HÀ NỘI", "ĐẢNG ỦY PHƯỜNG BA ĐÌNH"),
        is_="dang-uy@ha-noi/phuong-ba-dinh",
        day="2025-08-11",
        mentions="""
        Đảng ủy = ~
        Ban Thường vụ Đảng ủy = ~>ban-thuong-vu
        Ủy ban Kiểm tra Đảng ủy = uy-ban-kiem-tra-dang-uy@~
        Văn phòng Đảng ủy = van-phong-dang-uy@~
        Ban Xây dựng Đảng = ban-xay-dung-dang-dang-uy@~
        Đảng ủy UBND phường = dang-uy-ubnd@~
        UBND phường = ubnd@~
        Thành ủy = thanh-uy@ha-noi
        Ban Tuyên giáo và Dân vận Thành ủy = ban-tuyen-giao-va-dan-van-thanh-uy@ha-noi
        """,
    ),
]

CENTRAL = [
    Issuer(
        head=("BỘ TƯ PHÁP",),
        is_="bo-tu-phap",
        day="2024-03-03",
        mentions="""
        Bộ = ~
        Cục Trợ giúp pháp lý = ~>cuc-tro-giup-phap-ly
        Vụ Hợp tác quốc tế = ~>vu-hop-tac-quoc-te
        Văn phòng Bộ = ~>van-phong
        Thanh tra Bộ = ~>thanh-tra
        Thanh tra = ~>thanh-tra
        Báo Pháp luật Việt Nam = other:bao-phap-luat-viet-nam
        Học viện Tư pháp = other:hoc-vien-tu-phap
        Trường Đại học Luật Hà Nội = other:truong-dai-hoc-luat-ha-noi
        Sở Tư pháp = *so-tu-phap
        Sở Tư pháp các tỉnh, thành phố = *so-tu-phap
        Cục Thi hành án dân sự các tỉnh, thành phố = *cuc-thi-hanh-an-dan-su
        Tổng cục Thi hành án dân sự = tong-cuc-thi-hanh-an-dan-su
        các đơn vị thuộc Bộ = *don-vi-truc-thuoc
        cơ quan đại diện Việt Nam = *don-vi
        cơ quan đại diện Việt Nam ở nước ngoài = *don-vi
        Đại sứ quán Việt Nam tại Lào = other:dai-su-quan-viet-nam-tai-lao
        Liên đoàn Luật sư Việt Nam = lien-doan-luat-su-viet-nam
        """,
    ),
    Issuer(
        head=("BỘ Y TẾ", "CỤC QUẢN LÝ KHÁM, CHỮA BỆNH"),
        is_="bo-y-te>cuc-quan-ly-kham-chua-benh",
        day="2023-04-18",
        mentions="""
        Cục = ~
        Văn phòng Cục = ~>van-phong
        Phòng Nghiệp vụ - Bảo vệ sức khỏe cán bộ = ~>phong-nghiep-vu-bao-ve-suc-khoe-can-bo
        Bộ Y tế = bo-y-te
        Vụ Pháp chế = bo-y-te>vu-phap-che
        Cục Quản lý Dược = bo-y-te>cuc-quan-ly-duoc
        Thanh tra Bộ = bo-y-te>thanh-tra
        Sở Y tế các tỉnh, thành phố trực thuộc Trung ương = *so-y-te
        Bệnh viện Bạch Mai = other:benh-vien-bach-mai
        Viện Pasteur Nha Trang = other:vien-pasteur-nha-trang
        """,
    ),
    Issuer(
        head=("THỦ TƯỚNG CHÍNH PHỦ",),
        is_="thu-tuong-chinh-phu",
        day="2025-08-08",
        mentions="""
        Bộ Nông nghiệp và Môi trường = bo-nong-nghiep-va-moi-truong
        Cục Hải quan = cuc-hai-quan
        Văn phòng Chính phủ = van-phong-chinh-phu
        Ngân hàng Nhà nước Việt Nam = ngan-hang-nha-nuoc-viet-nam
        các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ = *bo-nganh
        UBND các tỉnh, thành phố trực thuộc trung ương = *ubnd-tinh
        UBND cấp tỉnh = *ubnd-tinh
        UBND thành phố Hải Phòng = ubnd@hai-phong
        Hiệp hội Cảng biển Việt Nam = hiep-hoi-cang-bien-viet-nam
        Hội Kế toán và Kiểm toán Việt Nam = hoi-ke-toan-va-kiem-toan-viet-nam
        Tổng công ty Đường sắt Việt Nam = other:tong-cong-ty-duong-sat-viet-nam
        Tập đoàn Điện lực Việt Nam = other:tap-doan-dien-luc-viet-nam
        Đại học Quốc gia Hà Nội = other:dai-hoc-quoc-gia-ha-noi
        Cục Hàng hải và Đường thủy Việt Nam = cuc-hang-hai-va-duong-thuy-viet-nam
        Cục Đường sắt Việt Nam - Bộ Xây dựng = bo-xay-dung>cuc-duong-sat-viet-nam
        """,
    ),
    Issuer(
        head=("TỔNG CỤC THUẾ", "CỤC THUẾ TỈNH SÓC TRĂNG"),
        is_="cuc-thue@soc-trang",
        day="2023-03-20",
        mentions="""
        Cục = ~
        Cục Thuế = ~
        Văn phòng Cục = ~>van-phong
        Phòng Tuyên truyền - Hỗ trợ người nộp thuế = ~>phong-tuyen-truyen-ho-tro-nguoi-nop-thue
        Tổng cục = tong-cuc-thue
        Tổng cục Thuế = tong-cuc-thue
        Chi cục Thuế các huyện, thị xã = *chi-cuc-thue-huyen@soc-trang
        Bộ Tài chính = bo-tai-chinh
        UBND tỉnh = ubnd@soc-trang
        """,
    ),
    Issuer(
        head=("BẢO HIỂM XÃ HỘI VIỆT NAM", "BẢO HIỂM XÃ HỘI TỈNH LAI CHÂU"),
        is_="bao-hiem-xa-hoi@lai-chau",
        day="2022-11-11",
        mentions="""
        BHXH tỉnh = ~
        Giám đốc BHXH tỉnh = ~
        Phòng Quản lý thu - Sổ, thẻ = ~>phong-quan-ly-thu-so-the
        Phòng Giám định BHYT = ~>phong-giam-dinh-bao-hiem-y-te
        Văn phòng = ~>van-phong
        BHXH các huyện = *bao-hiem-xa-hoi-huyen@lai-chau
        BHXH Việt Nam = bao-hiem-xa-hoi-viet-nam
        Sở Y tế = so-y-te@lai-chau
        """,
    ),
    Issuer(
        head=("KHO BẠC NHÀ NƯỚC", "KHO BẠC NHÀ NƯỚC LẠNG SƠN"),
        is_="kho-bac-nha-nuoc@lang-son",
        day="2023-10-10",
        mentions="""
        KBNN Lạng Sơn = ~
        Phòng Kế toán Nhà nước = ~>phong-ke-toan-nha-nuoc
        KBNN huyện = *kho-bac-nha-nuoc-huyen@lang-son
        KBNN huyện Lộc Bình = kho-bac-nha-nuoc@lang-son/huyen-loc-binh
        """,
    ),
    Issuer(
        head=("TÒA ÁN NHÂN DÂN TỐI CAO", "TÒA ÁN NHÂN DÂN TỈNH PHÚ YÊN"),
        is_="toa-an-nhan-dan@phu-yen",
        day="2023-12-01",
        mentions="""
        TAND tỉnh = ~
        Chánh án TAND tỉnh = ~
        Tòa Hình sự = ~>toa-hinh-su
        Văn phòng = ~>van-phong
        Phòng Kiểm tra nghiệp vụ và Thi hành án = ~>phong-kiem-tra-nghiep-vu-va-thi-hanh-an
        TAND cấp huyện = *toa-an-nhan-dan-huyen@phu-yen
        TAND thị xã Sông Cầu = toa-an-nhan-dan@phu-yen/thi-xa-song-cau
        TAND tối cao = toa-an-nhan-dan-toi-cao
        Viện kiểm sát nhân dân tỉnh = vien-kiem-sat-nhan-dan@phu-yen
        Đoàn đại biểu Quốc hội tỉnh = doan-dai-bieu-quoc-hoi@phu-yen
        """,
    ),
    Issuer(
        head=("VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO", "VIỆN KIỂM SÁT NHÂN DÂN TỈNH BẾN TRE"),
        is_="vien-kiem-sat-nhan-dan@ben-tre",
        day="2023-12-01",
        mentions="""
        Viện = ~
        VKSND tỉnh = ~
        Phòng 1 = ~>phong-1
        VKSND cấp huyện = *vien-kiem-sat-nhan-dan-huyen@ben-tre
        """,
    ),
]

PROVINCIAL = [
    Issuer(
        head=("UBND TỈNH VĨNH PHÚC", "SỞ TÀI CHÍNH"),
        is_="so-tai-chinh@vinh-phuc",
        day="2023-01-16",
        mentions="""
        Sở = ~
        Giám đốc Sở = ~
        Văn phòng = ~>van-phong
        Thanh tra = ~>thanh-tra
        Thanh tra Sở = ~>thanh-tra
        Thanh tra tỉnh = thanh-tra@vinh-phuc
        Ban Giám đốc = ~>ban-giam-doc
        Phòng Quản lý ngân sách = ~>phong-quan-ly-ngan-sach
        Công đoàn Sở = ~>cong-doan
        Đảng ủy Sở = ~>dang-uy
        Trung tâm Tư vấn tài chính công = ~>trung-tam-tu-van-tai-chinh-cong
        Phòng Tài chính - Kế hoạch các huyện, thành phố = *phong-tai-chinh-ke-hoach-huyen@vinh-phuc
        Văn phòng UBND tỉnh = van-phong-ubnd@vinh-phuc
        Đài PT&TH tỉnh = dai-phat-thanh-va-truyen-hinh@vinh-phuc
        """,
    ),
    Issuer(
        head=("SỞ NÔNG NGHIỆP VÀ PTNT BẮC GIANG", "CHI CỤC KIỂM LÂM"),
        is_="so-nong-nghiep-va-phat-trien-nong-thon@bac-giang>chi-cuc-kiem-lam",
        day="2023-05-22",
        mentions="""
        Chi cục = ~
        Phòng Thanh tra - Pháp chế = ~>phong-thanh-tra-phap-che
        Đội Kiểm lâm cơ động = ~>doi-kiem-lam-co-dong
        Hạt Kiểm lâm các huyện = *hat-kiem-lam-huyen@bac-giang
        Hạt Kiểm lâm huyện Sơn Động = hat-kiem-lam@bac-giang/huyen-son-dong
        Sở Nông nghiệp và PTNT = so-nong-nghiep-va-phat-trien-nong-thon@bac-giang
        Sở = so-nong-nghiep-va-phat-trien-nong-thon@bac-giang
        Chi cục Thủy lợi = so-nong-nghiep-va-phat-trien-nong-thon@bac-giang>chi-cuc-thuy-loi
        UBND các huyện, thành phố = *ubnd-huyen@bac-giang
        """,
    ),
    Issuer(
        head=("CÔNG AN TỈNH SƠN LA", "CÔNG AN HUYỆN MAI SƠN"),
        is_="cong-an@son-la/huyen-mai-son",
        day="2023-08-08",
        mentions="""
        Công an huyện = ~
        Đội Cảnh sát giao thông - Trật tự = ~>doi-canh-sat-giao-thong-trat-tu
        Công an xã = *cong-an-xa@~
        Công an các xã, thị trấn = *cong-an-xa@~
        Công an tỉnh = cong-an@son-la
        Phòng Cảnh sát hình sự = cong-an@son-la>phong-canh-sat-hinh-su
        Phòng Tham mưu Công an tỉnh = cong-an@son-la>phong-tham-muu
        UBND huyện = ubnd@~
        VKSND huyện = vien-kiem-sat-nhan-dan@~
        Bộ Công an = bo-cong-an
        """,
    ),
    Issuer(
        head=("BỘ CÔNG AN", "CÔNG AN TỈNH HÀ TĨNH"),
        is_="cong-an@ha-tinh",
        day="2022-03-03",
        mentions="""
        Công an tỉnh = ~
        Giám đốc Công an tỉnh = ~
        Phòng Tham mưu = ~>phong-tham-muu
        PC06 = ~>phong-canh-sat-quan-ly-hanh-chinh-ve-trat-tu-xa-hoi
        Phòng PC04 = ~>phong-canh-sat-dieu-tra-toi-pham-ve-ma-tuy
        C04 = bo-cong-an>cuc-canh-sat-dieu-tra-toi-pham-ve-ma-tuy
        Phòng Hậu cần = ~>phong-hau-can
        Thanh tra Công an tỉnh = ~>thanh-tra
        Công an các huyện, thị xã, thành phố = *cong-an-huyen@ha-tinh
        Công an cấp xã = *cong-an-xa@ha-tinh
        Công an các đơn vị, địa phương = *cong-an@ha-tinh
        Cục Cảnh sát giao thông = bo-cong-an>cuc-canh-sat-giao-thong
        Bộ = bo-cong-an
        """,
    ),
    Issuer(
        head=("QUÂN KHU 4", "BỘ CHỈ HUY QUÂN SỰ TỈNH HÀ TĨNH"),
        is_="bo-chi-huy-quan-su@ha-tinh",
        day="2022-03-03",
        mentions="""
        Bộ Chỉ huy = ~
        Bộ CHQS tỉnh = ~
        Phòng Tham mưu = ~>phong-tham-muu
        Phòng Chính trị = ~>phong-chinh-tri
        Ban CHQS các huyện, thị xã, thành phố = *ban-chi-huy-quan-su-huyen@ha-tinh
        Ban CHQS cấp xã = *ban-chi-huy-quan-su-xa@ha-tinh
        Trung đoàn 841 = other:trung-doan-841
        Quân khu 4 = other:quan-khu-4
        Quân khu = other:quan-khu-4
        Đảng ủy Quân sự tỉnh = dang-uy-quan-su@ha-tinh
        Công an tỉnh = cong-an@ha-tinh
        """,
    ),
    Issuer(
        head=("ỦY BAN NHÂN DÂN TỈNH YÊN BÁI", "BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ TỈNH"),
        is_="ban-chi-dao-chuyen-doi-so@yen-bai",
        day="2022-01-17",
        mentions="""
        Ban Chỉ đạo = ~
        Trưởng Ban Chỉ đạo = ~
        Tổ giúp việc Ban Chỉ đạo = ~>to-giup-viec
        Cơ quan thường trực Ban Chỉ đạo = ~>co-quan-thuong-truc
        Ban Chỉ đạo chuyển đổi số các huyện, thị xã = *ban-chi-dao-chuyen-doi-so-huyen@yen-bai
        Sở Thông tin và Truyền thông = so-thong-tin-va-truyen-thong@yen-bai
        UBND tỉnh = ubnd@yen-bai
        Ủy ban Quốc gia về chuyển đổi số = uy-ban-quoc-gia-ve-chuyen-doi-so
        """,
    ),
    Issuer(
        head=("CÔNG AN TỈNH BÌNH PHƯỚC", "SỞ GIÁO DỤC VÀ ĐÀO TẠO"),
        is_="so-giao-duc-va-dao-tao@binh-phuoc",
        day="2023-09-29",
        mentions="""
        Công an tỉnh = cong-an@binh-phuoc
        Phòng Cảnh sát giao thông = cong-an@binh-phuoc>phong-canh-sat-giao-thong
        Phòng GD&ĐT = *phong-giao-duc-va-dao-tao-huyen@binh-phuoc
        Phòng GD&ĐT các huyện, thị xã = *phong-giao-duc-va-dao-tao-huyen@binh-phuoc
        Công an các huyện, thị xã = *cong-an-huyen@binh-phuoc
        hai ngành = *so-ban-nganh@binh-phuoc
        hai đơn vị = *don-vi
        các trường học = *truong
        """,
    ),
    Issuer(
        head=("HỘI ĐỒNG NHÂN DÂN TỈNH TRÀ VINH",),
        is_="hdnd@tra-vinh",
        day="2021-07-20",
        mentions="""
        Thường trực HĐND tỉnh = ~>thuong-truc
        Ban Pháp chế = ~>ban-phap-che
        Ban Văn hóa - Xã hội HĐND tỉnh = ~>ban-van-hoa-xa-hoi
        Văn phòng Đoàn ĐBQH và HĐND tỉnh = van-phong-doan-dbqh-va-hdnd@tra-vinh
        HĐND cấp huyện = *hdnd-huyen@tra-vinh
        """,
    ),
    Issuer(
        head=("UBND TỈNH QUẢNG TRỊ", "BAN QUẢN LÝ KHU KINH TẾ"),
        is_="ban-quan-ly-khu-kinh-te@quang-tri",
        day="2021-07-20",
        mentions="""
        Ban = ~
        Ban Quản lý = ~
        Phòng Quản lý đầu tư = ~>phong-quan-ly-dau-tu
        Văn phòng Ban = ~>van-phong
        UBND tỉnh = ubnd@quang-tri
        """,
    ),
    Issuer(
        head=("TỈNH ỦY HÒA BÌNH", "BAN TUYÊN GIÁO"),
        is_="ban-tuyen-giao-tinh-uy@hoa-binh",
        day="2021-10-10",
        mentions="""
        Ban = ~
        Phòng Lý luận chính trị = ~>phong-ly-luan-chinh-tri
        Tỉnh ủy = tinh-uy@hoa-binh
        Ban Tuyên giáo Trung ương = ban-tuyen-giao-trung-uong
        Báo Hòa Bình = bao@hoa-binh
        """,
    ),
]

FURTHER = [
    Issuer(
        head=("UBND TỈNH TIỀN GIANG", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"),
        is_="so-lao-dong-thuong-binh-va-xa-hoi@tien-giang",
        day="2021-05-05",
        mentions="""
        Phòng Người có công = ~>phong-nguoi-co-cong
        Trung tâm Công tác xã hội tỉnh = trung-tam-cong-tac-xa-hoi@tien-giang
        Phòng LĐ-TB&XH các huyện = *phong-lao-dong-thuong-binh-va-xa-hoi-huyen@tien-giang
        Phòng LĐTBXH huyện Cái Bè = phong-lao-dong-thuong-binh-va-xa-hoi@tien-giang/huyen-cai-be
        Các phòng chuyên môn thuộc Sở = *phong-ban
        Trường Cao đẳng Tiền Giang = other:truong-cao-dang-tien-giang
        BHXH tỉnh = bao-hiem-xa-hoi@tien-giang
        Quỹ Bảo trợ trẻ em tỉnh = quy-bao-tro-tre-em@tien-giang
        Tổ chức Lao động Quốc tế = other:to-chuc-lao-dong-quoc-te
        """,
    ),
    Issuer(
        head=("ỦY BAN NHÂN DÂN QUẬN BÌNH THẠNH",),
        is_="ubnd@ho-chi-minh/quan-binh-thanh",
        day="2023-05-05",
        mentions="""
        UBND quận = ~
        UBND 20 phường = *ubnd-xa@~
        Ủy ban nhân dân các phường = *ubnd-xa@~
        Phòng Quản lý đô thị = phong-quan-ly-do-thi@~
        Quận ủy = quan-uy@~
        Quận đoàn = doan-thanh-nien@~
        Công an quận = cong-an@~
        UBND Thành phố = ubnd@ho-chi-minh
        Trung tâm Thể dục thể thao = trung-tam-the-duc-the-thao@~
        Bệnh viện quận = benh-vien@~
        Phòng Giáo dục và Đào tạo = phong-giao-duc-va-dao-tao@~
        Chi cục Thuế quận = chi-cuc-thue@~
        Chi cục Thống kê = chi-cuc-thong-ke@~
        Đội Quản lý thị trường số 5 = doi-quan-ly-thi-truong-so-5@~
        Thường trực UBND quận = ~>thuong-truc
        các ban, ngành, đoàn thể quận = *so-ban-nganh@~
        Hội Người cao tuổi = hoi-nguoi-cao-tuoi@~
        """,
    ),
    Issuer(
        head=("ỦY BAN NHÂN DÂN XÃ MƯỜNG LẠN",),
        is_="ubnd@son-la/xa-muong-lan",
        day="2025-10-10",
        province="son-la",
        mentions="""
        Phòng Kinh tế = phong-kinh-te@~
        Công an xã = cong-an@~
        Trường Mầm non Hoa Ban = other:truong-mam-non-hoa-ban
        các bản = *thon
        Đồn Biên phòng Mường Lạn = other:don-bien-phong-muong-lan
        UBND tỉnh Sơn La = ubnd@son-la
        Sở Tài chính = so-tai-chinh@son-la
        Trưởng các bản = *thon
        Văn phòng HĐND và UBND = van-phong-hdnd-va-ubnd@~
        Ủy ban MTTQ Việt Nam xã = mttq@~
        Hội Liên hiệp Phụ nữ xã = hoi-lien-hiep-phu-nu@~
        Ban Chỉ huy Quân sự xã = ban-chi-huy-quan-su@~
        Trạm Y tế xã = tram-y-te@~
        """,
    ),
    Issuer(
        head=("BỘ CÔNG THƯƠNG", "CỤC XÚC TIẾN THƯƠNG MẠI"),
        is_="bo-cong-thuong>cuc-xuc-tien-thuong-mai",
        day="2022-02-02",
        mentions="""
        Cục = ~
        Bộ = bo-cong-thuong
        Vụ Thị trường châu Á - châu Phi = bo-cong-thuong>vu-thi-truong-chau-a-chau-phi
        Thương vụ Việt Nam tại Nhật Bản = other:thuong-vu-viet-nam-tai-nhat-ban
        Sở Công Thương các tỉnh, thành phố = *so-cong-thuong
        các hiệp hội ngành hàng = *hoi
        Hiệp hội Dệt may Việt Nam = hiep-hoi-det-may-viet-nam
        VCCI = lien-doan-thuong-mai-va-cong-nghiep-viet-nam
        các doanh nghiệp = *doanh-nghiep
        các Thương vụ = *don-vi
        """,
    ),
    Issuer(
        head=("TỈNH ỦY LẠNG SƠN",),
        is_="tinh-uy@lang-son",
        day="2022-02-02",
        mentions="""
        Ban Thường vụ = ~>ban-thuong-vu
        Ban Thường vụ Tỉnh ủy = ~>ban-thuong-vu
        Thường trực Tỉnh ủy = ~>thuong-truc
        Văn phòng Tỉnh ủy = van-phong-tinh-uy@lang-son
        Ban Nội chính = ban-noi-chinh-tinh-uy@lang-son
        Đảng đoàn HĐND tỉnh = dang-doan-hdnd@lang-son
        Ban cán sự đảng UBND tỉnh = ban-can-su-dang-ubnd@lang-son
        các huyện ủy, thành ủy = *cap-uy
        Huyện ủy Lộc Bình = huyen-uy@lang-son/huyen-loc-binh
        Thành ủy Lạng Sơn = thanh-uy@lang-son/thanh-pho-lang-son
        Đảng ủy Khối các cơ quan tỉnh = dang-uy-khoi-cac-co-quan@lang-son
        Đảng ủy Bộ đội Biên phòng tỉnh = dang-uy-bo-doi-bien-phong@lang-son
        Trường Chính trị Hoàng Văn Thụ tỉnh = truong-chinh-tri-hoang-van-thu@lang-son
        Mặt trận Tổ quốc tỉnh = mttq@lang-son
        Ủy ban Kiểm tra Trung ương = uy-ban-kiem-tra-trung-uong
        Báo Lạng Sơn = bao@lang-son
        """,
    ),
    Issuer(
        head=("LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ TỈNH AN GIANG",),
        is_="lien-hiep-cac-to-chuc-huu-nghi@an-giang",
        day="2022-02-02",
        mentions="""
        Liên hiệp = ~
        Văn phòng = ~>van-phong
        Hội Hữu nghị Việt Nam - Campuchia tỉnh = hoi-huu-nghi-viet-nam-campuchia@an-giang
        các Hội thành viên = *hoi@an-giang
        Sở Ngoại vụ = so-ngoai-vu@an-giang
        Ban Chấp hành = ~
        """,
    ),
    Issuer(
        head=("HỘI LIÊN HIỆP PHỤ NỮ TỈNH BẮC KẠN", "BAN THƯỜNG VỤ"),
        is_="hoi-lien-hiep-phu-nu@bac-kan>ban-thuong-vu",
        day="2022-02-02",
        mentions="""
        Hội LHPN tỉnh = hoi-lien-hiep-phu-nu@bac-kan
        Ban Thường vụ = ~
        Ban Tuyên giáo = hoi-lien-hiep-phu-nu@bac-kan>ban-tuyen-giao
        Ban Gia đình - Xã hội = hoi-lien-hiep-phu-nu@bac-kan>ban-gia-dinh-xa-hoi
        Văn phòng Tỉnh Hội = hoi-lien-hiep-phu-nu@bac-kan>van-phong
        Hội LHPN các huyện, thành phố = *hoi-lien-hiep-phu-nu-huyen@bac-kan
        Hội LHPN huyện Ba Bể = hoi-lien-hiep-phu-nu@bac-kan/huyen-ba-be
        """,
    ),
    Issuer(
        head=("BỘ TƯ LỆNH BỘ ĐỘI BIÊN PHÒNG", "BỘ CHỈ HUY BĐBP TỈNH QUẢNG BÌNH"),
        is_="bo-chi-huy-bo-doi-bien-phong@quang-binh",
        day="2022-02-02",
        mentions="""
        BĐBP tỉnh = ~
        Bộ Chỉ huy = ~
        Phòng Trinh sát = ~>phong-trinh-sat
        Đồn Biên phòng Cha Lo = other:don-bien-phong-cha-lo
        các đồn Biên phòng = *don-bien-phong@quang-binh
        Công an tỉnh = cong-an@quang-binh
        """,
    ),
    Issuer(
        head=("UBND TỈNH CAO BẰNG", "TRUNG TÂM XÚC TIẾN ĐẦU TƯ VÀ HỖ TRỢ DOANH NGHIỆP"),
        is_="other:trung-tam-xuc-tien-dau-tu-va-ho-tro-doanh-nghiep",
        day="2022-02-02",
        mentions="""
        Trung tâm = ~
        Phòng Xúc tiến = ~>phong-xuc-tien
        UBND tỉnh = ubnd@cao-bang
        Sở Công Thương = so-cong-thuong@cao-bang
        """,
    ),
    Issuer(
        head=("ỦY BAN NHÂN DÂN TỈNH HÀ GIANG",),
        is_="ubnd@ha-giang",
        day="2023-02-02",
        mentions="""
        UBND huyện Đồng Văn = ubnd@ha-giang/huyen-dong-van
        UBND huyện = *ubnd-huyen@ha-giang
        Phòng Văn hóa và Thông tin các huyện = *phong-van-hoa-va-thong-tin-huyen@ha-giang
        Phòng Nội vụ = *phong-noi-vu-huyen@ha-giang
        Thành phố Hà Giang = ubnd@ha-giang/thanh-pho-ha-giang
        UBND thành phố Hà Giang = ubnd@ha-giang/thanh-pho-ha-giang
        Ban Quản lý Công viên địa chất Đồng Văn = other:ban-quan-ly-cong-vien-dia-chat-dong-van
        Bệnh viện Đa khoa tỉnh = benh-vien-da-khoa@ha-giang
        Chi cục Kiểm lâm = so-nong-nghiep-va-phat-trien-nong-thon@ha-giang>chi-cuc-kiem-lam
        Cục Thuế tỉnh = cuc-thue@ha-giang
        VNPT Hà Giang = other:vnpt-ha-giang
        Viễn thông Hà Giang = other:vien-thong-ha-giang
        Hội Doanh nghiệp tỉnh = hoi-doanh-nghiep@ha-giang
        Sở VHTT&DL = so-van-hoa-the-thao-va-du-lich@ha-giang
        Lãnh đạo UBND tỉnh = ubnd@ha-giang
        Ban Chỉ đạo Chương trình MTQG tỉnh = ban-chi-dao-chuong-trinh-mtqg@ha-giang
        Thanh tra Bộ Y tế = bo-y-te>thanh-tra
        Văn phòng Điều phối nông thôn mới tỉnh = van-phong-dieu-phoi-nong-thon-moi@ha-giang
        các doanh nghiệp viễn thông = *doanh-nghiep
        Báo Nhân Dân = other:bao-nhan-dan
        Giám đốc các sở = *so-ban-nganh@ha-giang
        Lãnh đạo các huyện, thành phố = *ubnd-huyen@ha-giang
        UBND các huyện có rừng = *ubnd-huyen@ha-giang
        MTTQ và các đoàn thể = *doan-the@ha-giang
        Báo Hà Giang, Đài PTTH tỉnh = bao@ha-giang, dai-phat-thanh-va-truyen-hinh@ha-giang
        Ban Chỉ đạo tỉnh về dân chủ cơ sở tỉnh = ban-chi-dao-ve-dan-chu-co-so@ha-giang
        Cơ quan Thường trực = ?
        Phòng Xây dựng chính quyền = ?
        Sở Giáo dục = so-giao-duc-va-dao-tao@ha-giang
        Sở Nông nghiệp = so-nong-nghiep-va-phat-trien-nong-thon@ha-giang
        Sở Văn hóa = ?
        Bộ Nông nghiệp = bo-nong-nghiep-va-phat-trien-nong-thon
        Bộ Lao động = bo-lao-dong-thuong-binh-va-xa-hoi
        Sở Thương mại Quảng Tây = other:so-thuong-mai-quang-tay
        Sở Xây dựng - Kiến trúc = so-xay-dung-kien-truc@ha-giang
        Sở Nội vu = so-noi-vu@ha-giang
        Sở Sây dựng = so-xay-dung@ha-giang
        Ngân hàng Nhà nước Việt Nam chi nhánh tỉnh = ngan-hang-nha-nuoc@ha-giang
        """,
    ),
]

ISSUERS = [
    *EDUCATION_AND_HEALTH,
    *ORGANISATIONS,
    *DISTRICTS_AND_COMMUNES,
    *PARTY,
    *CENTRAL,
    *PROVINCIAL,
    *FURTHER,
]


def lines(issuer: Issuer) -> Iterator[tuple[list[str], str]]:
    """The mentions of each line of a table and the identifier of the last."""
    place = re.sub(r"^.*@|>.*$", "", issuer.is_)
    for line in filter(None, map(str.strip, issuer.mentions.splitlines())):
        mentions, _, wanted = line.partition(" = ")
        yield mentions.split("; "), wanted.replace("@~", f"@{place}").replace("~", issuer.is_)


@pytest.mark.parametrize(
    "issuer", [pytest.param(each, id=" / ".join(each.head)) for each in ISSUERS]
)
def test_the_letterhead_tells_the_issuer(issuer: Issuer) -> None:
    found = issuer.resolver().issuer
    assert (found.id if found is not None else "") == issuer.is_


@pytest.mark.parametrize(
    ("issuer", "mentions", "wanted"),
    [
        pytest.param(each, mentions, wanted, id=f"{each.head[-1]}: {'; '.join(mentions)}")
        for each in ISSUERS
        for mentions, wanted in lines(each)
    ],
)
def test_mentions_are_read_as_the_issuer_means_them(
    issuer: Issuer, mentions: list[str], wanted: str
) -> None:
    resolver = issuer.resolver()
    values: list[AgencyValue] = []
    for mention in mentions:
        values.append(resolver.value(mention, before=Named(values)))
    assert (values[-1].id or "?") == wanted
    assert (values[-1].status is Status.COLLECTIVE) == wanted.startswith("*")


@pytest.mark.parametrize(
    ("issuer", "mention", "name"),
    [
        ("UBND TỈNH NGHỆ AN", "Sở VHTTDL", "Sở Văn hóa, Thể thao và Du lịch tỉnh Nghệ An"),
        ("UBND THÀNH PHỐ HÀ NỘI", "Thành ủy", "Thành ủy Hà Nội"),
        ("UBND THÀNH PHỐ HÀ NỘI", "UBND quận Ba Đình", "Ủy ban nhân dân quận Ba Đình, Hà Nội"),
        ("UBND THỊ XÃ VIỆT YÊN", "UBND thị xã", "Ủy ban nhân dân thị xã Việt Yên, Bắc Giang"),
        ("UBND THỊ XÃ VIỆT YÊN", "Thị ủy", "Thị ủy Việt Yên, Bắc Giang"),
        ("TỈNH ỦY NGHỆ AN", "Ban Tuyên giáo Tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy Nghệ An"),
        ("UBND TỈNH NGHỆ AN", "Báo Nghệ An", "Báo Nghệ An"),
        ("UBND TỈNH NGHỆ AN", "Thanh tra Sở Y tế", "Thanh tra Sở Y tế tỉnh Nghệ An"),
        ("UBND TỈNH NGHỆ AN", "Nhà Thiếu nhi tỉnh", "Nhà Thiếu nhi tỉnh Nghệ An"),
        ("BỘ Y TẾ", "Thanh tra", "Thanh tra Bộ Y tế"),
        ("TRƯỜNG ĐẠI HỌC VINH", "Phòng Đào tạo", "Phòng Đào tạo Trường Đại Học Vinh"),
        ("BỘ Y TẾ", "các bộ, ngành", "các bộ, ngành"),
        ("BỘ Y TẾ", "UNICEF", "UNICEF"),
    ],
)  # fmt: skip
def test_a_name_says_of_which_place_the_agency_is(issuer: str, mention: str, name: str) -> None:
    resolver = AgencyResolver(REGISTRY, letterhead=(issuer,), day=date(2024, 5, 20))
    value = resolver.value(mention)
    assert value.name == name
    if value.status is Status.RESOLVED and not value.id.startswith("other:"):
        again = resolver.value(mention, before=Named([value]))
        assert again.name == name


@pytest.mark.parametrize(
    ("mention", "wanted"),
    [
        ("UBND huyện Diễn Châu", "ubnd@nghe-an/huyen-dien-chau"),
        ("UBND huyện Mai Châu", "ubnd@hoa-binh/huyen-mai-chau"),
        ("UBND huyện Châu Thành", "?"),
        ("UBND huyện Châu Thành, tỉnh Long An", "ubnd@long-an/huyen-chau-thanh"),
        ("Huyện ủy Đô Lương", "huyen-uy@nghe-an/huyen-do-luong"),
        ("UBND thị xã Hương Thủy", "ubnd@thua-thien-hue/thi-xa-huong-thuy"),
    ],
)
def test_the_map_tells_the_province_of_a_district_that_only_one_has(
    mention: str, wanted: str
) -> None:
    resolver = AgencyResolver(REGISTRY, letterhead=("BỘ Y TẾ",), day=date(2024, 5, 20))
    assert (resolver.value(mention).id or "?") == wanted


def test_a_district_of_the_issuers_province_comes_before_others_of_its_name() -> None:
    resolver = AgencyResolver(REGISTRY, letterhead=("UBND TỈNH LONG AN",), day=date(2024, 5, 20))
    assert resolver.value("UBND huyện Châu Thành").id == "ubnd@long-an/huyen-chau-thanh"


@pytest.mark.parametrize(
    ("named", "wanted"),
    [
        (("Công an Quận 1", "Phòng Y tế Quận 1"), "ubnd@ho-chi-minh/quan-1"),
        (("Công an Quận 1", "Công an Quận 3"), "?"),
        ((), "?"),
    ],
)
def test_the_bodies_of_one_district_tell_that_of_a_commune(
    named: tuple[str, ...], wanted: str
) -> None:
    resolver = AgencyResolver(
        REGISTRY,
        letterhead=("ỦY BAN NHÂN DÂN PHƯỜNG ĐA KAO",),
        province="ho-chi-minh",
        day=date(2025, 3, 1),
        named=named,
    )
    assert (resolver.value("UBND quận").id or "?") == wanted
