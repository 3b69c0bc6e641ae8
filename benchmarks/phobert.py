"""What it takes to fine-tune, export and run PhoBERT-base, without its weights.

python -m benchmarks.phobert [--files DIR] [--annotations DIR]

Random weights take the time and the memory that its own do; all else is as it is in training:
its own tokenizer, annotated plans, and the functions that `kehoach train` calls.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from annotations import Annotation
from benchmarks.extraction import extraction_peak
from benchmarks.memory import forget_peak, peak_megabytes
from benchmarks.random_models import manifest, write_phobert
from models.bundle import write_bundle
from models.phobert import FILES
from models.tagger import OnnxTagger
from training.base import Base, load_base
from training.data import example
from training.export import export
from training.finetuning import Corpus, fine_tune, window_size
from training.plans import folded
from training.quiet import quiet
from training.settings import Augmentation, Settings
from training.sources import Source, Sources, read_sources
from training.train import OWN

ROOT = Path(__file__).parents[1]
SETTINGS = Settings(epochs=1, augmentation=Augmentation(copies=0))
"""As they are by default, over the plans once and as they are."""
STEPS = 2


def main() -> None:
    """Take a PhoBERT-base with random weights through every stage; a line for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    files = ROOT.parent / "shared" / "phobert"
    parser.add_argument("--files", type=Path, default=files, help=f"with {' and '.join(FILES)}")
    parser.add_argument("--annotations", type=Path, default=OWN, help="plans to learn from")
    options = parser.parse_args()
    if not all((options.files / name).is_file() for name in FILES):
        print(f"skipped: {options.files} holds no {' and '.join(FILES)}")
        return
    with tempfile.TemporaryDirectory() as home, quiet():
        run(options.files, options.annotations, Path(home))


def run(files: Path, annotations: Path, home: Path) -> None:
    """All stages, in a folder for what they write."""
    encoder, model, plan = home / "phobert-base", home / "model", home / "plan.txt"
    sources = Sources.of(read_sources(annotations, tell))
    with stage("making it"):
        write_phobert(files, encoder)
    with stage("loading it as a base"):
        base = load_base(str(encoder))
    corpus = some_plans(sources, base)
    with stage(f"{STEPS} steps of {SETTINGS.batch} windows, and dev"):
        tuned = fine_tune(base, corpus, SETTINGS, work=home / "checkpoints", report=tell)
    with stage("exporting it in fp32 and int8, and dev in both"):
        exported = export(tuned, home)
    tell(exported.sentence)
    known = replace(manifest(base), transitions=tuned.transitions)
    with stage("writing the model's folder, and loading it once"):
        write_bundle(model, known, model=exported.path, encoder_files=encoder, card="")
    tell(f"{(model / 'model.onnx').stat().st_size / 1e6:.0f} MB of weights")
    with stage("loading the model"):
        tagger = OnnxTagger.load(model)
    text = corpus.train[-1].text
    with stage(f"tagging a plan of {len(text.split()):,} syllables"):
        entities = tagger.tag(text)
    tell(f"{len(entities)} entities, of a model that has learnt next to nothing")
    plan.write_text(text, encoding="utf-8")
    peak = extraction_peak([plan], model=model)
    print(f"a process of its own that extracts this plan with the model: peak {peak:,.0f} MB")


@contextmanager
def stage(name: str) -> Generator[None]:
    """Print what a stage took; its peak is of all that the process holds then."""
    forget_peak()
    clock, processor = time.perf_counter(), time.process_time()
    yield
    seconds, used = time.perf_counter() - clock, time.process_time() - processor
    peak = peak_megabytes()
    print(f"{name}: {seconds:.1f} s, {used:.1f} s of processor time; peak {peak:,.0f} MB")


def tell(line: str) -> None:
    """A line that belongs to a stage."""
    print(f"  {line}")


def some_plans(sources: Sources, base: Base) -> Corpus:
    """So many of the shortest training plans that `STEPS` steps read them, and a dev plan."""
    train = list(_windows_of_steps(_by_length(sources.train), base))
    return Corpus(train, _by_length(sources.dev)[:1])


def _windows_of_steps(plans: Sequence[Annotation], base: Base) -> Iterator[Annotation]:
    size, left = window_size(base, SETTINGS), STEPS * SETTINGS.batch
    for plan in plans:
        left -= len(example(plan, base.encoder, size).windows)
        if left < 0:
            return
        yield plan


def _by_length(sources: Sequence[Source]) -> list[Annotation]:
    plans = [folded(source.annotation) for source in sources]
    return sorted(plans, key=lambda plan: len(plan.text))


if __name__ == "__main__":
    main()
