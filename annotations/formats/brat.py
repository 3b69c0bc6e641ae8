"""brat standoff as one format among the others: ``NAME.txt`` and ``NAME.ann``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotations import brat
from annotations.corpus import AnnotatedPlan
from annotations.errors import AnnotationError
from annotations.formats.conversion import Conversion, Decoded, Encoded, Losses, Source
from annotations.language import say
from annotations.storage import decode_utf8


def encode(plans: Sequence[AnnotatedPlan]) -> Encoded:
    """Two files a plan.

    Raises:
        AnnotationError: when a span has no form in brat.
    """
    files: dict[str, bytes] = {}
    losses = Losses()
    for plan in plans:
        standoff = brat.dumps(plan.annotation, name=f"{plan.name}.ann")
        files[f"{plan.name}.ann"] = standoff.encode()
        files[f"{plan.name}.txt"] = plan.annotation.text.encode()
        losses.note_provenance(plan)
    return Encoded(files, Conversion.of(plans, losses))


def decode(sources: Sequence[Source], texts: Mapping[str, str]) -> Decoded:
    """Read the ``.ann`` files; a text that is not beside its file is taken from ``texts``.

    Raises:
        AnnotationError: names the file and line that break the format.
    """
    beside = {
        source.name: decode_utf8(source.data, source.path)
        for source in sources
        if source.path.endswith(".txt")
    }
    plans: list[AnnotatedPlan] = []
    for source in sources:
        if not source.path.endswith(".ann"):
            continue
        text = beside.get(source.name, texts.get(source.name))
        if text is None:
            raise AnnotationError(
                source.path.removesuffix(".ann") + ".txt",
                say("missing: it is the annotated text"),
            )
        standoff = decode_utf8(source.data, source.path)
        plans.append(AnnotatedPlan(source.name, brat.loads(standoff, text, name=source.path)))
    return Decoded(tuple(plans), Conversion.of(plans, {}))
