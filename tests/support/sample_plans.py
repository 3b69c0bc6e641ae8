"""Plans built by hand, for tests of everything that comes after the extraction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from annotations import Entity, Label, Role, Span
from pipeline.document import Cell, Document, Table
from pipeline.plan import (
    Assignment,
    Basis,
    Citation,
    Deadline,
    Kind,
    Metadata,
    Node,
    Plan,
    Style,
    Task,
    Written,
    Zone,
)
from pipeline.values.types import (
    AgencyValue,
    CountryValue,
    DateValue,
    DocumentValue,
    Status,
    Value,
)

_V = TypeVar("_V", bound=Value)

TEXT = """ỦY BAN NHÂN DÂN
TỈNH SÔNG LAM
Số: 15/KH-UBND
Sông Lam, ngày 12 tháng 3 năm 2024
KẾ HOẠCH
Phát triển du lịch cộng đồng năm 2024
Căn cứ Quyết định số 210/QĐ-TTg ngày 05/02/2023 của Thủ tướng Chính phủ về phát triển du lịch;
I. MỤC ĐÍCH
Nâng cao chất lượng dịch vụ tại các bản, làng.
II. NHIỆM VỤ
1. Xây dựng bộ tài liệu hướng dẫn đón khách
- Nội dung: Biên soạn tài liệu song ngữ cho khách Nhật Bản theo Chỉ thị số 08/CT-UBND.
- Cơ quan chủ trì: Sở Du lịch.
- Cơ quan phối hợp: Sở Giáo dục và Đào tạo,
Hội Nông dân tỉnh.
- Thời gian: quý II/2024.
- Sản phẩm: 01 bộ tài liệu. Kinh phí: 120 triệu đồng.
2. Tập huấn kỹ năng
- Thời gian: Thường xuyên.
III. TỔ CHỨC THỰC HIỆN
1. Sở Du lịch
a) Phối hợp với Công an tỉnh bảo đảm an toàn các lễ hội.
b) Tổng hợp, báo cáo Ủy ban nhân dân tỉnh hằng năm.
2. Giao Sở Tài chính cân đối ngân sách thực hiện Kế hoạch này.
Nơi nhận:
- Như trên;
KT. CHỦ TỊCH
Trần Văn Mẫu
"""


@dataclass
class PlanBuilder:
    """Builds a plan over one text, each value found by its words.

    `span` looks on from the last hit of `after`, so that a test says where it means.
    """

    text: str = TEXT
    start: int = 0
    entities: list[Entity] = field(default_factory=list[Entity])

    def after(self, phrase: str) -> PlanBuilder:
        """Look for everything that follows from ``phrase`` on."""
        self.start = self.text.index(phrase)
        return self

    def span(self, phrase: str) -> Span:
        start = self.text.index(phrase, self.start)
        return Span(start, start + len(phrase))

    def written(self, phrase: str) -> Written:
        return Written(" ".join(phrase.split()), self.span(phrase))

    def entity(self, label: Label, phrase: str) -> Entity:
        made = Entity(label, self.span(phrase), f"rule:{label.lower()}", 1.0)
        if made not in self.entities:
            self.entities.append(made)
        return made

    def part(self, role: Role, phrase: str, basis: Basis, cue: str | None = None) -> Assignment:
        label = Label.DATE if role is Role.TIME else Label.AGENCY
        return Assignment(
            role,
            self.entity(label, phrase),
            basis,
            None if cue is None else self.written(cue),
            f"rule:{role.lower()}-{basis}",
        )

    def outline(self) -> tuple[Node, ...]:
        """One leaf a line: enough for the writers, which only pass it on."""
        nodes: list[Node] = []
        offset = 0
        for line in self.text.splitlines(keepends=True):
            stripped = line.rstrip()
            if stripped:
                number, dot, _ = stripped.partition(". ")
                numbered = bool(dot) and len(number) < 4
                nodes.append(
                    Node(
                        Span(offset, offset + len(stripped)),
                        number if numbered else "",
                        0 if number.startswith(("I", "V")) and numbered else 1,
                        numbered and stripped.isupper(),
                        Zone.BODY if offset >= self.text.find("I. ") else Zone.LETTERHEAD,
                    )
                )
            offset += len(line)
        return tuple(nodes)

    def plan(
        self,
        tasks: Sequence[Task],
        *,
        metadata: Metadata | None = None,
        citations: Sequence[Citation] = (),
        document: Document | None = None,
    ) -> Plan:
        return Plan(
            document=document or Document(self.text),
            metadata=metadata or Metadata(),
            outline=self.outline(),
            entities=tuple(sorted(self.entities, key=lambda entity: entity.span)),
            tasks=tuple(tasks),
            citations=tuple(citations),
        )


def rich_plan(name: str = "ke-hoach.docx", *, format: str = "docx") -> Plan:
    """A plan that fills every field once, in three of the four styles."""
    make = PlanBuilder()
    metadata = _metadata(make)
    citation = Citation(
        make.entity(Label.DOCREF, "Quyết định số 210/QĐ-TTg"),
        make.entity(Label.DATE, "ngày 05/02/2023"),
        make.entity(Label.AGENCY, "Thủ tướng Chính phủ"),
    )
    instruction = Citation(make.after("II. ").entity(Label.DOCREF, "Chỉ thị số 08/CT-UBND"))
    tasks = (_labelled(make), _recurring(make), *_duties(make), _sentence(make))
    document = Document(TEXT, name, format, wrapped=format == "txt", flags=("ocr:2",))
    if format != "txt":
        document = replace(
            document, page_starts=(0, TEXT.index("III. ")), tables=(_letterhead_table(),)
        )
    tasks = tuple(replace(task, place=document.place(task.span.start)) for task in tasks)
    return make.plan(tasks, metadata=metadata, citations=(citation, instruction), document=document)


def valued_plan(name: str = "ke-hoach.txt", *, format: str = "txt") -> Plan:
    """`rich_plan` with a value of each status and kind, and a limit that counts from the plan."""
    plan = rich_plan(name, format=format)
    told = {
        "Sở Du lịch": _value(AgencyValue, "so-du-lich@song-lam", "Sở Du lịch tỉnh Sông Lam"),
        "Sở Giáo dục và Đào tạo": _value(AgencyValue, "", "Sở Giáo dục và Đào tạo", Status.OPEN),
        "Hội Nông dân tỉnh": _value(AgencyValue, "*hoi@song-lam", "", Status.COLLECTIVE),
        "quý II/2024": replace(
            _value(DateValue, "2024-34", "quý II/2024"), start="2024-04-01", end="2024-06-30"
        ),
        "Nhật Bản": _value(CountryValue, "JP", "Nhật Bản"),
        "Chỉ thị số 08/CT-UBND": _value(DocumentValue, "chi-thi/8/ct-ubnd@song-lam/", "Chỉ thị 8"),
    }
    values = {
        entity: told[words]
        for entity in plan.entities
        if (words := entity.span.of(plan.document.text)) in told
    }
    words = "bộ tài liệu"
    start = plan.document.text.index(words)
    day = replace(_value(DateValue, "../2024-07-15", "15/7/2024"), end="2024-07-15")
    limit = Deadline(Written(words, Span(start, start + len(words))), day)
    return replace(plan, values=values, deadlines={plan.tasks[0].span: (limit,)})


def _value(of: type[_V], id: str, name: str, status: Status = Status.RESOLVED) -> _V:
    return of(status=status, id=id, name=name, rule="value:test", confidence=1.0, written=name)


def empty_plan(name: str = "trong.txt", text: str = "Công văn thường.\n") -> Plan:
    """A text that holds no task."""
    return PlanBuilder(text).plan((), document=Document(text, name))


def long_plan(characters: int, name: str = "dai.txt") -> Plan:
    """A plan whose single task is ``characters`` long."""
    text = ("Triển khai. " * (characters // 12 + 1))[: characters - 1] + "."
    make = PlanBuilder(text)
    task = Task(Span(0, characters), text, Style.DUTY, "rule:duty")
    return make.plan((task,), document=Document(text, name))


def _metadata(make: PlanBuilder) -> Metadata:
    make.start = 0
    make.entity(Label.AGENCY, "ỦY BAN NHÂN DÂN\nTỈNH SÔNG LAM")
    make.entity(Label.DATE, "ngày 12 tháng 3 năm 2024")
    return Metadata(
        number=make.written("15/KH-UBND"),
        type=make.written("KẾ HOẠCH"),
        issuer=make.written("ỦY BAN NHÂN DÂN\nTỈNH SÔNG LAM"),
        place=make.written("Sông Lam"),
        date=make.written("ngày 12 tháng 3 năm 2024"),
        title=make.written("Phát triển du lịch cộng đồng năm 2024"),
        signer=make.written("Trần Văn Mẫu"),
        legal_bases=(make.written("Quyết định số 210/QĐ-TTg ngày 05/02/2023"),),
    )


def _labelled(make: PlanBuilder) -> Task:
    make.after("1. Xây dựng")
    text = "Xây dựng bộ tài liệu hướng dẫn đón khách"
    return Task(
        make.span(text),
        text,
        Style.LABELLED,
        "rule:labelled",
        number="II.1",
        headings=("II. NHIỆM VỤ",),
        content=(make.written("Biên soạn tài liệu song ngữ cho khách Nhật Bản"),),
        assignments=(
            make.part(Role.LEAD, "Sở Du lịch", Basis.LABEL, "Cơ quan chủ trì"),
            make.part(Role.PARTNER, "Sở Giáo dục và Đào tạo", Basis.LABEL, "Cơ quan phối hợp"),
            make.part(Role.PARTNER, "Hội Nông dân tỉnh", Basis.LABEL, "Cơ quan phối hợp"),
            make.part(Role.TIME, "quý II/2024", Basis.LABEL, "Thời gian"),
        ),
        lead=make.written("Sở Du lịch"),
        partner=make.written("Sở Giáo dục và Đào tạo,\nHội Nông dân tỉnh"),
        time=make.written("quý II/2024"),
        deliverable=make.written("01 bộ tài liệu"),
        funding=make.written("120 triệu đồng"),
        countries=(make.entity(Label.COUNTRY, "Nhật Bản"),),
        documents=(make.entity(Label.DOCREF, "Chỉ thị số 08/CT-UBND"),),
    )


def _recurring(make: PlanBuilder) -> Task:
    make.after("2. Tập huấn")
    return Task(
        make.span("Tập huấn kỹ năng"),
        "Tập huấn kỹ năng",
        Style.LABELLED,
        "rule:labelled",
        number="II.2",
        headings=("II. NHIỆM VỤ",),
        time=make.written("Thường xuyên"),
        flags=("no-lead",),
    )


def _duties(make: PlanBuilder) -> tuple[Task, Task]:
    make.after("1. Sở Du lịch")
    lead = make.part(Role.LEAD, "Sở Du lịch", Basis.HEADING)
    safety = "Phối hợp với Công an tỉnh bảo đảm an toàn các lễ hội"
    partner = make.part(Role.PARTNER, "Công an tỉnh", Basis.SENTENCE, "Phối hợp với")
    report = "Tổng hợp, báo cáo Ủy ban nhân dân tỉnh hằng năm"
    yearly = make.part(Role.TIME, "hằng năm", Basis.SENTENCE)
    first = Task(
        make.span(safety),
        safety,
        Style.DUTY,
        "rule:duty",
        number="III.1.a",
        headings=("III. TỔ CHỨC THỰC HIỆN", "1. Sở Du lịch"),
        assignments=(lead, partner),
        lead=make.written("Sở Du lịch"),
    )
    second = replace(
        first,
        span=make.span(report),
        text=report,
        number="III.1.b",
        assignments=(lead, yearly),
        kind=Kind.REPORTING,
    )
    return first, second


def _sentence(make: PlanBuilder) -> Task:
    make.after("2. Giao")
    text = "Giao Sở Tài chính cân đối ngân sách thực hiện Kế hoạch này"
    return Task(
        make.span(text),
        text,
        Style.SENTENCE,
        "rule:sentence",
        number="III.2",
        headings=("III. TỔ CHỨC THỰC HIỆN",),
        assignments=(make.part(Role.LEAD, "Sở Tài chính", Basis.SENTENCE, "Giao"),),
        kind=Kind.GENERAL,
    )


def _letterhead_table() -> Table:
    left, right = Span(0, 29), Span(30, 44)
    return Table(Span(0, 44), (Cell(0, 0, left), Cell(0, 1, right)))
