"""PARTNER in a task's own text: "phối hợp với Sở A, Sở B và các đơn vị liên quan"."""

from __future__ import annotations

import re

from annotations import Entity, Role, Span
from pipeline.plan import Basis
from pipeline.tasks.context import CUE_REACH, Context, Part, groups, near_to

_MEMBER = re.compile(r"\s(?P<member>(?:[^\W\d]+\s){0,5}[^\W\d]+(?:,|\svà)\s+)(?:các\s)?$")
_OWNED = re.compile(r"(?:^|\s)(?:thuộc|của|do|tại)[^\S\n]*$")


def partners_in_text(context: Context, span: Span, *, basis: Basis = Basis.SENTENCE) -> list[Part]:
    """The agencies that a "phối hợp" cue in ``span`` makes partners (GUIDELINE, Relations)."""
    found: list[Part] = []
    for run in groups(context, context.agencies(span)):
        for place, agency in enumerate(run):
            start = near_to(agency, span, reach=CUE_REACH).start
            before = context.text[start : agency.span.start]
            cue = context.cues.partner.search(before) or _behind_unmarked(context, before)
            if cue is None:
                continue
            at = Span(start + cue.start(), start + len(before[: cue.end()].rstrip()))
            found.extend(
                Part(Role.PARTNER, member, basis, "rule:partner-text", at)
                for member in _members(context, run[place:])
            )
            break
    return found


def _behind_unmarked(context: Context, before: str) -> re.Match[str] | None:
    """The cue before a first member that is no entity: "phối hợp với chủ rừng, | Sở Y tế"."""
    member = _MEMBER.search(before)
    if member is None or context.cues.duty.search(member.group()):
        return None
    return context.cues.partner.search(before[: member.start("member")])


def _members(context: Context, run: list[Entity]) -> list[Entity]:
    """The run without bodies that only say whose another one is ("thuộc UBND tỉnh")."""
    return [agency for agency in run if not is_owner(context, agency)]


def is_owner(context: Context, agency: Entity) -> bool:
    """Whether an agency only says whose another one is."""
    before = context.text[max(0, agency.span.start - 14) : agency.span.start]
    return _OWNED.search(before) is not None


def settled(context: Context, parts: list[Part]) -> tuple[Part, ...]:
    """Each agency once for each role, by its first mention (GUIDELINE, Relations).

    An agency that leads is no partner by the task's own text; a cell, a label or a heading may
    name it as both.
    """
    leads = {context.written(part.entity) for part in parts if part.role is Role.LEAD}
    seen: set[tuple[Role, str]] = set()
    kept: list[Part] = []
    for part in parts:
        by_text = part.role is Role.PARTNER and part.basis is Basis.SENTENCE
        if by_text and context.written(part.entity) in leads:
            continue
        if part.role is Role.TIME:
            key = (part.role, str(part.entity.span))
        else:
            key = (part.role, context.written(part.entity))
        if key not in seen:
            seen.add(key)
            kept.append(part)
    return tuple(kept)
