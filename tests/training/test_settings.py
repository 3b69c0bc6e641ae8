"""Settings are read from TOML; what cannot be is refused with the key's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.errors import TrainingError
from training.settings import Augmentation, Settings, read_settings


def write(folder: Path, toml: str) -> Path:
    path = folder / "train.toml"
    path.write_text(toml, encoding="utf-8")
    return path


def test_what_a_file_does_not_name_keeps_its_default(tmp_path: Path) -> None:
    settings = read_settings(write(tmp_path, "epochs = 3\n[augmentation]\ncopies = 0\n"))
    assert settings == Settings(epochs=3, augmentation=Augmentation(copies=0))


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("epoch = 3", "unknown key 'epoch'"),
        ("[augmentation]\nslip = 0.1", "unknown key 'augmentation.slip'"),
        ("epochs = 0", "epochs is 0: input should be greater than or equal to 1"),
        ("epochs = 'three'", "epochs is 'three'"),
        ("dropout = 1.5", "dropout is 1.5"),
        ("learning_rate = inf", "learning_rate"),
        ("precision = 'int4'", "precision is 'int4'"),
        ("augmentation = 3", "augmentation is 3"),
        ("epochs = ", "not TOML"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, toml: str, message: str) -> None:
    with pytest.raises(TrainingError) as error:
        read_settings(write(tmp_path, toml))
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_small_encoder_learns_faster_than_a_large_one() -> None:
    assert Settings().rate(256) == 3e-4
    assert 1e-5 <= Settings().rate(768) <= 5e-5
    assert Settings(learning_rate=1e-3).rate(768) == 1e-3
