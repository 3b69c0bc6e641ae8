"""``kehoach train`` from a folder of plans to a model that runs; what is wrong is one line."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from annotated import write_plans, write_splits
from toy_models import toy_plan, toy_plans
from typer.testing import CliRunner

from annotations.corpus import AnnotatedPlan
from annotations.formats.registry import format_named
from cli import app
from models.tagger import OnnxTagger
from training import train as training

CONFIG = """
epochs = 2
learning_rate = 4e-3
dropout = 0.0
window = 64
[augmentation]
copies = 1
"""


@dataclass(frozen=True)
class Run:
    status: int
    lines: list[str]


@dataclass(frozen=True)
class Workshop:
    """A folder with plans, an encoder and settings."""

    folder: Path

    def train(self, *arguments: str) -> Run:
        return self.raw("plans", "--base", "encoder", "--config", "train.toml", *arguments)

    def raw(self, *arguments: str) -> Run:
        result = CliRunner().invoke(app, ["train", *arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return Run(result.exit_code, result.output.splitlines())

    def lines(self, *arguments: str) -> list[str]:
        result = self.train(*arguments)
        assert result.status == 0, result.lines
        return result.lines


@pytest.fixture
def workshop(tmp_path: Path, bases: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Workshop:
    plans = toy_plans(22)
    write_plans(tmp_path / "plans", plans)
    splits = ["train"] * 14 + ["dev"] * 4 + ["test"] * 4
    write_splits(
        tmp_path / "plans",
        {name: (split, "duty") for name, split in zip(plans, splits, strict=True)},
    )
    shutil.copytree(bases["plain"], tmp_path / "encoder")
    (tmp_path / "train.toml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(training, "OWN", tmp_path / "none")
    monkeypatch.setattr(training, "shipped", lambda: None)
    return Workshop(tmp_path)


def f1(folder: Path) -> float:
    return json.loads((folder / "manifest.json").read_text("utf-8"))["numbers"]["dev F1 f1"]


def test_from_plans_to_a_model_that_runs(workshop: Workshop) -> None:
    write_plans(workshop.folder / "silver", toy_plans(2, first=50))
    (workshop.folder / "notes.md").write_text("## Ablations\n\nNone yet.\n", encoding="utf-8")
    lines = workshop.lines("--out", "new", "--silver", "silver", "--notes", "notes.md")
    new = workshop.folder / "new"
    assert f1(new) > 0.9
    plan = toy_plan(99)
    found = {entity.key for entity in OnnxTagger.load(new).tag(plan.text)}
    assert len(found & {entity.key for entity in plan.entities}) > 0.8 * len(plan.entities)
    assert any(line.startswith("gold: epoch 2 of 2") for line in lines)
    assert "train: every entity can be represented" in lines
    card = (new / "README.md").read_text("utf-8")
    for words in ("Fine-tuned from `encoder`", "| seed | 0 |", "calibration error", "Ablations"):
        assert words in card
    assert not list(workshop.folder.glob("*.checkpoints"))


def test_a_better_model_replaces_the_old_one_which_is_kept(workshop: Workshop) -> None:
    (workshop.folder / "weak.toml").write_text(f"silver_epochs = 1{CONFIG}".replace("4e-3", "1e-4"))
    arguments = ("plans", "--base", "encoder", "--config", "weak.toml", "--out", "old")
    assert workshop.raw(*arguments).status == 0
    old = workshop.folder / "old"
    weak = f1(old)
    fresh = [AnnotatedPlan(f"fresh-{at}", toy_plan(at)) for at in range(200, 203)]
    format_named("doccano").write(fresh, workshop.folder / "fresh" / "all.jsonl")
    result = workshop.train("fresh", "--out", "new", "--against", "old", "--replace")
    assert result.status == 0, result.lines
    assert any("the new model is better" in line for line in result.lines)
    assert f1(old) == f1(workshop.folder / "new") > weak
    assert f1(workshop.folder / "old.previous") == weak

    before = (old / "manifest.json").read_bytes()
    result = workshop.train("--out", "again", "--against", "old", "--replace")
    assert result.status == 1
    assert result.lines[-1] == "the new model is not shown to be better: nothing was replaced"
    assert (old / "manifest.json").read_bytes() == before


def test_several_seeds_are_told_with_their_spread(workshop: Workshop) -> None:
    brief = CONFIG.replace("epochs = 2", "epochs = 1")
    (workshop.folder / "train.toml").write_text(f"seeds = 2{brief}", encoding="utf-8")
    lines = workshop.lines("--out", "new")
    assert {"seed 0", "seed 1"} <= set(lines)
    assert "standard deviation" in (workshop.folder / "new" / "README.md").read_text("utf-8")


def no_weights(folder: Path) -> None:
    (folder / "encoder" / "model.safetensors").unlink()


def broken_weights(folder: Path) -> None:
    (folder / "encoder" / "model.safetensors").write_bytes(b"not weights")


def changed_config(**changes: object) -> Callable[[Path], None]:
    def harm(folder: Path) -> None:
        file = folder / "encoder" / "config.json"
        file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | changes), "utf-8")

    return harm


def broken_config(folder: Path) -> None:
    (folder / "encoder" / "config.json").write_text("{", "utf-8")


def no_tokenizer(folder: Path) -> None:
    (folder / "encoder" / "tokenizer.json").unlink()


def leak(folder: Path) -> None:
    write_plans(folder / "plans", {"copied": toy_plan(21)})


def leaking_silver(folder: Path) -> None:
    write_plans(folder / "silver", {"copied": toy_plan(21)})


def no_annotations(folder: Path) -> None:
    shutil.rmtree(folder / "plans")
    (folder / "plans").mkdir()


def other_label(folder: Path) -> None:
    file = folder / "plans" / "plan-0.ann"
    file.write_text(file.read_text("utf-8").replace("AGENCY", "PERSON", 1), "utf-8")


def occupied(folder: Path) -> None:
    write_plans(folder / "new", {"something": toy_plan(1)})


def unknown_key(folder: Path) -> None:
    (folder / "train.toml").write_text("epoch = 1", "utf-8")


def nothing(folder: Path) -> None: ...


@pytest.mark.parametrize(
    ("harm", "options", "message"),
    [
        (no_weights, [], "encoder: holds no weights"),
        (broken_weights, [], "encoder: "),
        (changed_config(hidden_size=64), [], "weights do not fit its config.json"),
        (changed_config(vocab_size=50), [], "its tokenizer has"),
        (changed_config(vocab_size=5_000), [], "weights do not fit its config.json"),
        (broken_config, [], "its config.json cannot be used"),
        (no_tokenizer, [], "holds no tokenizer"),
        (leak, [], "plan-21"),
        (leaking_silver, ["--silver", "silver"], "share twelve syllables in a row"),
        (no_annotations, [], "holds no annotations"),
        (other_label, [], "PERSON"),
        (occupied, [], "new: is there already"),
        (unknown_key, [], "unknown key 'epoch'"),
        (nothing, ["--silver", "nowhere"], "no such folder"),
        (nothing, ["--notes", "nowhere.md"], "nowhere.md: cannot be opened"),
        (nothing, ["--resume"], "no run to resume"),
        (nothing, ["--against", "plans"], "kehoach train"),
        (nothing, ["--replace"], "--against names none"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    workshop: Workshop,
    harm: Callable[[Path], None],
    options: Sequence[str],
    message: str,
) -> None:
    harm(workshop.folder)
    result = workshop.train("--out", "new", *options)
    assert result.status == 2
    errors = [line for line in result.lines if line.startswith("kehoach: ")]
    assert len(errors) == 1 and message in errors[0]
    assert result.lines[-1] == errors[0]
    assert not (workshop.folder / "new" / "manifest.json").exists()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("vinai/phobert-base", "the hub cannot be reached"),
        ("no such folder", "no such folder"),
    ],
)
def test_without_a_network_a_name_of_the_hub_is_refused(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(workshop.folder / "cache"))
    result = workshop.raw("plans", "--base", name, "--out", "new")
    assert result.status == 2
    assert message in result.lines[-1]
    assert not (workshop.folder / "new").exists()


def test_a_plain_install_is_told_what_to_install(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    result = workshop.train("--out", "new")
    assert (result.status, result.lines) == (
        2,
        ["kehoach: training needs torch: pip install 'kehoach[train]'"],
    )


def test_help_loads_no_training_library() -> None:
    import subprocess

    code = "import sys, cli; print({'torch', 'transformers', 'datasets'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
