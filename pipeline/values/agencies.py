"""What an agency's mention stands for (annotations/VALUES.md, AGENCY).

A mention is read alone first: a collective, a body of the registry, a unit of one, a name of its
own. What it leaves open the plan fills: its issuer, its date, its abbreviations and the bodies
named before. Exactly one reading resolves; otherwise the value stays open with the readings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from pipeline.values.abbreviations import abbreviates, expanded
from pipeline.values.anaphora import Antecedents, Named, elided, is_short_form
from pipeline.values.bodies import Bodies
from pipeline.values.collectives import collectives_of
from pipeline.values.issuers import (
    Issuer,
    below,
    chapter_names,
    chapter_place,
    is_steering,
)
from pipeline.values.mentions import Syllables, syllables
from pipeline.values.names import Names
from pipeline.values.readings import Reading
from pipeline.values.registry import Registry
from pipeline.values.territories import NOWHERE, Gazetteer, Territory, unit_kind
from pipeline.values.titles import Places, title
from pipeline.values.types import AgencyValue, Status
from pipeline.values.words import level_forms, starts

_MAX_MENTION = 80
"""Syllables of a mention; what is longer is no name, and reading it would take long."""
_MAX_UNIT = 4
"""Syllables of a unit's name in front of a short form: "Văn phòng thường trực Ban Chỉ huy"."""


class AgencyResolver:
    """Says what the agencies of one plan stand for.

    Args:
        registry: the bodies and provinces that are known.
        letterhead: the bodies of the letterhead in text order, the issuer last.
        province: the identifier of the province the plan is from, for an issuer that names none.
        day: the plan's date.
        definitions: abbreviations that the plan defines and what they stand for.
        named: the bodies that the plan names, which tell a commune's district where its
            letterhead does not.
    """

    def __init__(
        self,
        registry: Registry,
        *,
        letterhead: Sequence[str] = (),
        province: str = "",
        day: date | None = None,
        definitions: Mapping[str, str] | None = None,
        named: Sequence[str] = (),
    ) -> None:
        self._registry = registry
        self._collectives = collectives_of(registry)
        self._definitions: dict[str, str] = {}
        self._day = day
        self._issuer = Issuer()
        self._places: Places = {}
        self._lines: list[str] = []
        self._heads: dict[str, AgencyValue] = {}
        self._settle(Territory(province=province))
        for name in letterhead:
            self._settle_by(name)
        self._settle(self._final_home(province))
        if self._home.level == "commune" and not self._home.district:
            self._settle(replace(self._home, district=self._only_district(named)))
        self._definitions = {
            short: full
            for short, full in (definitions or {}).items()
            if abbreviates(short, full) or not self._bodies.read(syllables(full))
        }

    @property
    def issuer(self) -> AgencyValue | None:
        """Who issues the plan; ``None`` where the letterhead does not tell."""
        return self._issuer.value

    def value(self, text: str, *, before: Named | None = None) -> AgencyValue:
        """The value of one mention.

        Args:
            text: the entity's folded text.
            before: the agencies before it in the plan.
        """
        text = " ".join(text.split())
        if text in self._heads:
            return self._heads[text]  # the lines of the letterhead as one mention
        if text not in self._alone:
            readings = self._readings(self._full(text))
            self._alone[text] = self._decided(text, readings) if readings else None
        return self._alone[text] or self._decided(
            text, self._with_context(self._full(text), before or Named())
        )

    def _full(self, text: str) -> str:
        return self._branches(expanded(text, self._definitions))

    def _branches(self, text: str) -> str:
        """Read "Tỉnh hội" and "Trung ương Hội" as those of the association that issues."""
        if not self._issuer.chapter or "hội" not in text.lower():
            return text
        name = self._issuer.chapter
        text = re.sub(
            r"\bTrung ương Hội$", f"Trung ương {name} Việt Nam", text, flags=re.IGNORECASE
        )
        for form, level in level_forms().items():
            text = re.sub(rf"\b{form}$", f"{name} {level}", text, flags=re.IGNORECASE)
        return text

    def _settle(self, home: Territory) -> None:
        """Read from now on as a plan of this issuer, from this place."""
        issuer = self._issuer
        self._home = home
        self._gazetteer = Gazetteer(self._registry, home=home, day=self._day, places=self._places)
        self._bodies = Bodies(self._registry, self._gazetteer, issuer=issuer.body, day=self._day)
        self._names = Names(self._gazetteer, issuer=issuer)
        self._alone: dict[str, AgencyValue | None] = {}

    def _settle_by(self, name: str) -> None:
        """Take in another line of the letterhead."""
        value = self._line_value(name)
        if value is not None:
            self._issuer = below(self._issuer, value, registry=self._registry)
            self._settle(self._home_of(name, value))
            self._heads.update(
                (" ".join((*self._lines[at:], name)), value) for at in range(len(self._lines))
            )
        self._lines.append(name)

    def _line_value(self, name: str) -> AgencyValue | None:
        """What a line of the letterhead stands for, read with those above it."""
        parts = syllables(name)
        place = chapter_place(parts)
        if place is not None and self._lines:
            where = " ".join(name.split()[-len(place) :])
            for chapter in chapter_names(self._lines[-1], self._issuer, self._registry):
                value = self.value(f"{chapter} {where}")
                if value.status is Status.RESOLVED and value.rule != "value:agency-local-name":
                    return value
        value = self.value(name)
        over = self._issuer.value
        if over is not None and (
            value.status is not Status.RESOLVED or is_short_form(parts) or is_steering(parts)
        ):
            whole = self.value(f"{name} {over.written}")  # "THÀNH ỦY HUẾ" / "VĂN PHÒNG"
            value = whole if whole.status is Status.RESOLVED else value
        known = not value.id.startswith("other:") or starts(parts.low, "heads_of_plans")
        return value if value.status is Status.RESOLVED and known else None

    def _home_of(self, name: str, value: AgencyValue) -> Territory:
        """The territory of an issuer, which is that of the body above it where it tells none."""
        _, _, path = value.id.partition("@")
        province, _, unit = path.partition(">")[0].partition("/")
        if not province:
            return self._home
        known = self._registry.province(province)
        word = syllables(name)
        kind = "tinh" if "tỉnh" in word.low or known is None else known.kind
        over = self._home.unit if self._home.level == "district" else ""
        return Territory(
            level=value.level or "province", province=province, unit=unit,
            kind=unit_kind(unit) or kind, district=over if value.level == "commune" else "",
        )  # fmt: skip

    def _only_district(self, named: Sequence[str]) -> str:
        """The district that all bodies of districts in the plan are of; "" where none is."""
        values = (self.value(name) for name in dict.fromkeys(named))
        told = (value.id.partition("/")[2] for value in values if value.level == "district")
        districts = {unit.partition(">")[0] for unit in told} - {""}
        return districts.pop() if len(districts) == 1 else ""

    def _final_home(self, province: str) -> Territory:
        """The place of a plan whose issuer tells none: its line of place and date, or none."""
        issuer = self._issuer.value
        if issuer is None or (self._home.level and issuer.level != "central"):
            return self._home
        if issuer.level == "central":
            return NOWHERE
        province = province or self._gazetteer.province_at_end(syllables(issuer.written))
        known = self._registry.province(province)
        if known is None:
            return self._home
        return Territory(level="province", province=province, kind=known.kind)

    def _readings(self, text: str) -> list[Reading]:
        """What a mention is by itself; nothing where it needs the plan."""
        parts = syllables(text)
        if not 0 < len(parts) <= _MAX_MENTION:
            return []
        led = self._bodies.without_office(parts)
        if len(led) < len(parts) and self._collectives.quantified(led):
            parts = led  # "Giám đốc các sở"
        quantified = self._collectives.quantified(parts)
        found = [] if quantified else self._names.own(parts) or self._bodies.read(parts)
        if found:
            return found
        collective = self._collectives.read(parts)
        if collective is not None:
            return [self._collective(collective.id, local=collective.local)]
        return self._quantified(parts, parts.part(quantified)) if quantified else []

    def _quantified(self, parts: Syllables, rest: Syllables) -> list[Reading]:
        """What "các", "từng", "02" and the like stand in front of, where it is in no list."""
        officers = self._bodies.without_office(rest)
        if len(officers) < len(rest):
            found = self._bodies.read(officers)
        else:
            found = self._bodies.every(rest)
        if found:
            return found
        near = self._collectives.nearest(parts)
        if near is not None:
            return [self._collective(near.id, local=near.local, sure=False)]
        return [self._collective(rest.slug(), local=True, sure=False)] if len(rest) > 1 else []

    def _with_context(self, written: str, before: Named) -> list[Reading]:
        """What a mention is in the plan: a short form, a unit of a short form, a proper name."""
        parts = syllables(written)
        if not 0 < len(parts) <= _MAX_MENTION:
            return []
        parts = self._bodies.without_office(parts)
        antecedents = Antecedents(before, issuer=self._issuer, gazetteer=self._gazetteer)
        found = antecedents.read(parts)
        if is_short_form(parts) or len(found) == 1:
            return found
        size = starts(parts.low, "secretariats")
        if 0 < size < len(parts):
            rest = parts.part(size)
            parent = self._bodies.parent(rest) or antecedents.read(rest)
            if not parent and not is_short_form(rest):
                parent = self._names.read(rest)
            return [self._names.unit(parts.part(0, size), parent[0])] if len(parent) == 1 else []
        both = self._bodies.both(parts)
        if both is not None:
            return [both]
        for start in range(1, len(parts)):
            if parts.capital[0] and not parts.capital[start]:
                continue
            if parts.before[start] in ("và", "&", ",và"):
                continue
            rest = parts.part(start)
            parent = self._bodies.parent(rest)
            if not parent and start <= _MAX_UNIT and is_short_form(rest):
                parent = antecedents.read(rest)
            if len(parent) == 1:
                return [self._names.unit(parts.part(0, start), parent[0])]
        found = self._elided(written, parts, before)
        if found or self._bodies.elsewhere(parts):
            return found
        if starts(parts.low, "shortened") and all(parts.capital[:2]):
            longer = self._bodies.shortened(parts)
            if longer:
                return longer
            if starts(parts.low, "departments") and not self._bodies.begins(parts):
                return [self._names.department(parts)]
        return self._names.read(parts)

    def _elided(self, written: str, parts: Syllables, before: Named) -> list[Reading]:
        """A member of a list whose head stands before: "các sở: Công Thương, Nội vụ"."""
        head = elided(parts, before) or ("sở" if self._home.province else "bộ")
        whole = self._bodies.read(syllables(f"{head} {written}"))
        if not whole and head == "hội hữu nghị" and parts.low[0] == "việt":
            name = f"{head.capitalize()} {written}"
            whole = [replace(each, name=name) for each in self._names.read(syllables(name))]
        return whole

    def _collective(self, identifier: str, *, local: bool, sure: bool = True) -> Reading:
        issuer = self.issuer.kind if self.issuer is not None else ""
        local = local or (identifier == "phong-ban" and issuer == "ubnd")
        place = self._home.path if local and self._home.province else ""
        return Reading(
            id=f"*{identifier}{'@' * bool(place)}{place}",
            kind=identifier,
            level="",
            province=self._home.province if place else "",
            name="",
            rule="collective" if sure else "collective-nearest",
            confidence=0.95 if sure else 0.7,
        )

    def _decided(self, text: str, readings: Sequence[Reading]) -> AgencyValue:
        """The value of the readings: resolved where exactly one is left."""
        ids = dict.fromkeys(reading.id for reading in readings)
        if len(ids) != 1:
            return AgencyValue(
                status=Status.OPEN,
                id="",
                name=text,
                rule="value:agency-open",
                confidence=0.0,
                written=text,
                candidates=tuple(ids),
            )
        reading = readings[0]
        name = reading.name or _spelt(text)
        if not reading.id.startswith("*") and ", " not in reading.id:
            above = (*self._issuer.over, *filter(None, (self.issuer,)))
            name = title(
                reading.id,
                name=name,
                registry=self._registry,
                places=self._places,
                bodies={each.id: each.name for each in above},
            )
        return AgencyValue(
            status=Status.COLLECTIVE if reading.id.startswith("*") else Status.RESOLVED,
            id=reading.id,
            name=name,
            rule=f"value:agency-{reading.rule}",
            confidence=reading.confidence,
            written=text,
            flags=reading.flags,
            kind=reading.kind,
            level=reading.level,
            province=reading.province,
        )


def _spelt(text: str) -> str:
    """What is written, in small letters where it is a heading's capitals."""
    return syllables(text).text() if text.isupper() and " " in text else text
