"""The ablation table: every row trains for real on the same plans, and is scored on one fold."""

# The types of torch and transformers are partly unknown.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs kehoach[train]")

import torch
from annotated import write_plans, write_splits
from toy_models import toy_plan, toy_plans
from typer.testing import CliRunner, Result

from evaluation.counts import Counts
from training.ablation import ROWS, app, header, row, untrained
from training.base import load_base, new_tagger
from training.peers import cnn
from training.quiet import quiet
from training.settings import Settings

GOLD = ("can-tho-1", "ha-noi-2", "nghe-an-3")
OWN = ("train",) * 6 + ("dev", "test")
LEARNT = OWN.count("train") + len(GOLD) - 1
CONFIG = """
epochs = 1
silver_epochs = 1
learning_rate = 4e-3
dropout = 0.0
window = 64
[augmentation]
copies = 1
"""


@dataclass(frozen=True)
class Table:
    """What a run printed: the lines above the rows, their cells by name, and the progress."""

    head: list[str]
    cells: dict[str, list[str]]
    told: list[str]

    def f1(self, name: str) -> float:
        """F1 of all labels."""
        return float(self.cells[name][4])

    def count(self, words: str) -> int:
        """In how many lines of the progress the words stand."""
        return sum(words in line for line in self.told)


@dataclass(frozen=True)
class Workplace:
    """A folder with plans, an encoder and settings."""

    folder: Path
    base: Path

    def run(self, *arguments: str, **options: str) -> Result:
        given = {
            "gold": self.folder / "gold",
            "own": self.folder / "own",
            "silver": self.folder / "silver",
            "config": self.folder / "train.toml",
            "base": self.base,
            "folds": 3,
        } | options
        words = (word for name, value in given.items() for word in (f"--{name}", str(value)))
        return CliRunner().invoke(app, [*arguments, *words])

    def table(self, *arguments: str) -> Table:
        result = self.run(*arguments)
        assert result.exit_code == 0, result.output
        lines = [line.strip("| ").split(" | ") for line in result.stdout.splitlines()]
        cells = {name: figures for name, *figures in lines if name in ROWS}
        return Table(result.stdout.splitlines()[: -len(cells)], cells, result.stderr.splitlines())


@pytest.fixture(scope="module")
def workplace(bases: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    folder = tmp_path_factory.mktemp("ablation")
    own = toy_plans(len(OWN))
    write_plans(folder / "own", own)
    write_splits(folder / "own", {n: (s, "duty") for n, s in zip(own, OWN, strict=True)})
    write_plans(folder / "gold", {name: toy_plan(at) for at, name in enumerate(GOLD, 100)})
    write_plans(folder / "silver", toy_plans(3, first=200))
    (folder / "train.toml").write_text(CONFIG, encoding="utf-8")
    return Workplace(folder, bases["plain"])


@pytest.fixture(scope="module")
def table(workplace: Workplace) -> Table:
    """All rows, from one run; few lines take small steps."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cnn, "BATCH", 4)
        patch.setattr(cnn, "EPOCHS", 4)
        return workplace.table(*ROWS, "--header")


def test_every_row_is_scored(table: Table) -> None:
    assert list(table.cells) == list(ROWS)
    for figures in table.cells.values():
        assert len(figures) == 6
        assert all(0 <= float(f1) <= 1 for f1 in figures[:5])
        assert int(figures[5]) >= 0


@pytest.mark.parametrize("name", ROWS)
def test_every_row_learns(table: Table, name: str) -> None:
    assert table.f1(name) > (0.8 if name in ("full", "fp32", "int8", "cnn", "crf") else 0.3)


def test_the_header_says_what_is_held_out(table: Table) -> None:
    assert table.head == list(header("fold 1, seed 0"))
    assert table.head[0] == "| fold 1, seed 0 | AGENCY | DATE | COUNTRY | DOCREF | all | CPU s |"


def test_the_exported_file_scores_as_the_model_does(table: Table) -> None:
    assert table.cells["fp32"][:5] == table.cells["full"][:5]


def test_rows_learn_from_the_same_plans(table: Table) -> None:
    learnt = [line for line in table.told if line.startswith("gold: ") and "plans" in line]
    assert all(f"gold: {LEARNT} plans" in line and "dev: 1 plans" in line for line in learnt)
    assert [f"and {LEARNT} variants" in line for line in learnt].count(False) == 1
    assert table.count("and 0 variants") == 1


def test_what_rows_share_is_trained_once(table: Table) -> None:
    # full, which fp32 and int8 run; no-pretraining, no-silver, no-augmentation, plain-decoding
    assert table.count(f"gold: {LEARNT} plans") == 5
    # full, which no-augmentation shares; no-pretraining and plain-decoding
    assert table.count("silver: 3 texts") == 3


def test_a_row_alone_comes_to_the_same(workplace: Workplace, table: Table) -> None:
    alone = workplace.table("no-augmentation")
    assert alone.cells["no-augmentation"][:5] == table.cells["no-augmentation"][:5]
    assert alone.head == []


def test_an_untrained_base_has_the_same_form_and_random_weights(
    bases: dict[str, Path], tmp_path: Path
) -> None:
    base = load_base(str(bases["plain"]))
    with quiet():
        known, one, same, other = (
            new_tagger(each, Settings()).state_dict()
            for each in (
                base,
                *(untrained(base, tmp_path / f"{at}", seed=at // 2) for at in (0, 1, 2)),
            )
        )
    embedding = "roberta.embeddings.word_embeddings.weight"
    assert {n: w.shape for n, w in one.items()} == {n: w.shape for n, w in known.items()}
    assert not torch.equal(one[embedding], known[embedding])
    assert torch.equal(one[embedding], same[embedding])
    assert not torch.equal(one[embedding], other[embedding])


def test_a_row_is_written_as_markdown() -> None:
    counts = {
        "AGENCY": Counts(1, 1, 1),
        "DATE": Counts(2),
        "COUNTRY": Counts(),
        "DOCREF": Counts(0, 0, 1),
        "ENTITIES": Counts(3, 1, 2),
    }
    assert row("crf", counts, 12.6) == "| crf | 0.5000 | 1.0000 | — | 0.0000 | 0.6667 | 13 |"


def of(**options: str) -> Callable[[Path], dict[str, str]]:
    """Options whose folder is an empty one where it is ``{}``."""
    return lambda folder: {name: value.format(folder) for name, value in options.items()}


def no_dev(folder: Path) -> dict[str, str]:
    return {"own": str(write_plans(folder / "own", toy_plans(1)))}


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("fill", of(), "unknown row 'fill': known are full, no-pretraining"),
        ("crf", of(fold="4"), "--fold 4: the provinces of the gold plans make 3 folds"),
        ("crf", no_dev, "at least one plan to learn from and one of dev"),
        ("crf", of(gold="{}"), "holds no .ann file"),
        ("full", of(base="{}"), "holds no config.json"),
        ("full", of(config="{}/none"), "none: cannot be opened"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    workplace: Workplace,
    tmp_path: Path,
    name: str,
    options: Callable[[Path], dict[str, str]],
    message: str,
) -> None:
    result = workplace.run(name, **options(tmp_path))
    assert result.exit_code == 2
    assert result.stdout == ""
    line = result.stderr.splitlines()[-1]
    assert line.startswith("kehoach: ")
    assert message in line
    assert "Traceback" not in result.stderr
