"""Annotated texts built by hand, each span found by its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from annotations import Annotation, Entity, Label, Relation, Role, Span, brat

TEXT = """ỦY BAN NHÂN DÂN TỈNH SÔNG LAM
Số: 15/KH-UBND
Sông Lam, ngày 12 tháng 3 năm 2024
KẾ HOẠCH
Hợp tác với Nhật Bản năm 2024
1. Sở Y tế
a) Phối hợp với Công an tỉnh tổ chức tập huấn trong quý II/2024.
b) Báo cáo kết quả hằng năm.
2. Sở Ngoại vụ
a) Đón các đoàn khách Nhật Bản;
b) Giao Văn phòng chuẩn bị hội trường.
"""


@dataclass
class Annotated:
    """Marks phrases of a text; `after` says from where on they are looked for."""

    text: str = TEXT
    start: int = 0
    entities: list[Entity] = field(default_factory=list[Entity])
    relations: list[Relation] = field(default_factory=list[Relation])

    def after(self, phrase: str) -> Annotated:
        self.start = self.text.index(phrase)
        return self

    def mark(self, label: Label, phrase: str) -> Entity:
        start = self.text.index(phrase, self.start)
        entity = Entity(label, Span(start, start + len(phrase)))
        self.entities.append(entity)
        return entity

    def link(self, role: Role, head: Entity, tail: Entity) -> Annotated:
        self.relations.append(Relation(role, head, tail))
        return self

    @property
    def annotation(self) -> Annotation:
        return Annotation(self.text, tuple(self.entities), tuple(self.relations))


def gold_plan() -> Annotation:
    """Three tasks of two agencies, with a partner, times and a reference."""
    plan = Annotated()
    issuer = plan.mark(Label.AGENCY, "ỦY BAN NHÂN DÂN TỈNH SÔNG LAM")
    number = plan.mark(Label.DOCREF, "15/KH-UBND")
    date = plan.mark(Label.DATE, "ngày 12 tháng 3 năm 2024")
    plan.link(Role.ISSUED_BY, number, issuer).link(Role.ISSUED_ON, number, date)
    plan.mark(Label.COUNTRY, "Nhật Bản")
    health = plan.after("1. Sở").mark(Label.AGENCY, "Sở Y tế")
    training = plan.mark(Label.TASK, "Phối hợp với Công an tỉnh tổ chức tập huấn trong quý II/2024")
    police = plan.mark(Label.AGENCY, "Công an tỉnh")
    quarter = plan.mark(Label.DATE, "quý II/2024")
    plan.link(Role.LEAD, training, health).link(Role.PARTNER, training, police)
    plan.link(Role.TIME, training, quarter)
    report = plan.mark(Label.TASK, "Báo cáo kết quả hằng năm")
    yearly = plan.mark(Label.DATE, "hằng năm")
    plan.link(Role.LEAD, report, health).link(Role.TIME, report, yearly)
    foreign = plan.mark(Label.AGENCY, "Sở Ngoại vụ")
    visit = plan.mark(Label.TASK, "Đón các đoàn khách Nhật Bản")
    plan.after("Đón").mark(Label.COUNTRY, "Nhật Bản")
    plan.link(Role.LEAD, visit, foreign)
    return plan.annotation


def without(annotation: Annotation, *labels: Label) -> Annotation:
    """The annotation less the entities of some labels and the relations they are in."""
    relations = (
        relation
        for relation in annotation.relations
        if relation.head.label not in labels and relation.tail.label not in labels
    )
    entities = (entity for entity in annotation.entities if entity.label not in labels)
    return Annotation(annotation.text, tuple(entities), tuple(relations))


def write_plans(folder: Path, plans: Mapping[str, Annotation]) -> Path:
    """Write plans as a folder of ``NAME.txt`` with ``NAME.ann``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, annotation in plans.items():
        brat.write(annotation, folder / f"{name}.ann")
    return folder


def write_splits(folder: Path, entries: Mapping[str, tuple[str, str]]) -> None:
    """Write ``splits.toml``: by plan its split and its style."""
    tables = (
        f'[plans.{name}]\nsplit = "{split}"\nstyle = "{style}"\n'
        'topic = "health"\nissuer = "province"\n'
        for name, (split, style) in entries.items()
    )
    (folder / "splits.toml").write_text("\n".join(tables), encoding="utf-8")
