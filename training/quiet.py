"""Keeps libraries from talking over the progress that training tells itself."""

# The types of transformers and datasets are partly unknown.
# pyright: reportUnknownMemberType=false, reportMissingTypeStubs=false

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import datasets
import transformers


@contextmanager
def quiet() -> Generator[None]:
    """No reports of loaded weights and no bars of transformers and datasets."""
    verbosity = transformers.logging.get_verbosity()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    datasets.disable_progress_bars()
    try:
        yield
    finally:
        transformers.logging.set_verbosity(verbosity)
        transformers.logging.enable_progress_bar()
        datasets.enable_progress_bars()
