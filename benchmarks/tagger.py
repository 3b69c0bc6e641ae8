"""How the model that ships compares in time, how much memory it takes, how soon it answers.

python -m benchmarks.tagger [--model DIR] [--shared DIR] [--phobert DIR] [--kehoach COMMAND]
"""

# underthesea has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from statistics import median

from underthesea import ner, sent_tokenize

from benchmarks.extraction import ROOT, SMALL_PLAN, real_plans, report_memory, report_start
from benchmarks.random_models import write_int8_tagger, write_phobert, write_small
from benchmarks.timing import at_least, compare
from benchmarks.values import forget
from models import shipped
from models.bundle import Bundle, load_bundle
from models.phobert import FILES
from models.windows import WindowInput, cut, paragraph_starts, window_input
from pipeline.folding import fold
from pipeline.readers.registry import Source, load, read
from pipeline.settings import Settings, load_extractor
from pipeline.tagging import Mode
from training.corpus import read_paragraphs
from training.quiet import quiet

CORPUS, PARAGRAPHS = "corpus/wikipedia.txt.xz", 40_000
"""What a vocabulary of 16,000 sub-words is learnt from in some seconds."""
THREADS = 2
FEW, MORE = 4_000, 20_000
"""Syllables that PhoBERT and underthesea are given: what they do in some ten seconds."""

MIN_PHOBERT = 5
"""Times what the model takes that one of PhoBERT-base's size does."""
MIN_UNDERTHESEA = 5
"""Times what an extraction with the model takes that underthesea's NER does."""
MAX_MEGABYTES = 700
MAX_START = 3
"""Seconds."""


def main() -> None:
    """Measure what the options ask for and print a line for each figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    shared = ROOT.parent / "shared"
    parser.add_argument("--model", type=Path, help="instead of the one that ships")
    parser.add_argument("--shared", type=Path, default=shared, help="real plans and a corpus")
    parser.add_argument("--phobert", type=Path, help="PhoBERT's bpe.codes and vocab.txt")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--kehoach", type=Path, help="the command of a plain install")
    options = parser.parse_args()
    phobert: Path = options.phobert or options.shared / "phobert"

    with tempfile.TemporaryDirectory() as home, quiet():
        model = options.model or shipped() or stand_in(options.shared / CORPUS, Path(home))
        if model is None:
            return
        plans = sorted(real_plans(options.shared), key=lambda path: path.stat().st_size)
        if plans:
            report_phobert(model, phobert, middle(plans, FEW), rounds=options.rounds)
            report_underthesea(model, middle(plans, MORE), rounds=options.rounds)
            name = f"{len(plans)} real plans, with the model"
            report_memory(name, plans, model=model, limit=MAX_MEGABYTES)
        if options.kehoach is None:
            print("cold start: skipped, --kehoach names no command")
        else:
            run = ("--tagger", "both", "--model", str(model.resolve()))
            tagging = run[:2] if model == shipped() else run
            report_start(
                options.kehoach, SMALL_PLAN, rounds=options.rounds, options=tagging, limit=MAX_START
            )


def stand_in(corpus: Path, home: Path) -> Path | None:
    """A model of the size that ships, with random weights."""
    if not corpus.is_file():
        print(f"skipped: no model ships, --model names none, and {corpus} is not there to make one")
        return None
    print("no model ships: an encoder of 4 x 256 with random weights stands in")
    write_small(islice(read_paragraphs(corpus), PARAGRAPHS), home / "encoder")
    write_int8_tagger(home / "encoder", home / "stand-in")
    return home / "stand-in"


def middle(plans: Sequence[Path], syllables: int) -> list[Source]:
    """Plans of middle length, the shorter first, with at least so many syllables together.

    Args:
        plans: by length.
        syllables: how many; the longer plans are taken where there are no more.
    """
    taken: list[Source] = []
    for path in plans[len(plans) // 2 :]:
        taken.append(load(path))
        syllables -= len(read(taken[-1]).text.split())
        if syllables <= 0:
            break
    return taken


def report_phobert(model: Path, tokenizer: Path, plans: Sequence[Source], *, rounds: int) -> None:
    """The model against one of PhoBERT-base's size: from sub-words to what is said of each."""
    if not all((tokenizer / name).is_file() for name in FILES):
        print(f"PhoBERT-base: skipped, {tokenizer} holds no {' and '.join(FILES)}")
        return
    texts = [fold(read(plan)).text for plan in plans]
    with tempfile.TemporaryDirectory() as home:
        write_phobert(tokenizer, Path(home) / "encoder")
        write_int8_tagger(Path(home) / "encoder", Path(home) / "phobert")
        large = load_bundle(Path(home) / "phobert", threads=THREADS)
    small = load_bundle(model, threads=THREADS)
    given, more = windows(small, texts), windows(large, texts)
    times = compare(
        lambda: large.runtime.rows(more), lambda: small.runtime.rows(given), rounds=rounds
    )
    print(f"of PhoBERT-base's size / the model: {times}; {at_least(times.ratio, MIN_PHOBERT)}")
    counts = (f"{sum(map(len, some)):,} in {len(some)} windows" for some in (more, given))
    print(f"  {_syllables(texts):,} syllables; sub-words {' / '.join(counts)}")


def windows(bundle: Bundle, texts: Sequence[str]) -> list[WindowInput]:
    """What a model is given of texts."""
    given: list[WindowInput] = []
    for text in texts:
        encoding = bundle.encoder.encode(text)
        cuts = cut(len(encoding), paragraph_starts(text, encoding), bundle.manifest.window)
        given += [window_input(encoding, one, bundle.encoder.vocabulary) for one in cuts]
    return given


def report_underthesea(model: Path, plans: Sequence[Source], *, rounds: int) -> None:
    """Whole extraction with the model against underthesea's NER of the same texts."""
    texts = [read(plan).text for plan in plans]
    paragraphs = [line for text in texts for line in text.splitlines() if line.strip()]
    sentences: list[str] = [one for line in paragraphs for one in sent_tokenize(line)]
    extractor = load_extractor(Settings(mode=Mode.BOTH, model=model))

    def tagging() -> None:
        for sentence in sentences:
            ner(sentence)

    def extracting() -> None:
        forget()
        for plan in plans:
            extractor(plan)

    times = compare(tagging, extracting, rounds=rounds)
    kept = at_least(times.ratio, MIN_UNDERTHESEA)
    print(f"underthesea's NER / extraction with the model: {times}; {kept}")
    speed = _syllables(texts) / median(times.yardstick)
    print(f"extraction with the model: {speed:,.0f} syllables/s of {_syllables(texts):,}")


def _syllables(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)


if __name__ == "__main__":
    main()
