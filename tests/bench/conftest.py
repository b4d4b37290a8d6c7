"""Timing pairs: the same deed here and at its baseline, in turn, in one run; what counts is the ratio of medians."""

import statistics
import time
from collections.abc import Callable

import pytest

ROUNDS = 15


@pytest.fixture
def pair(capsys):
    """`pair(name, ours, baseline)` runs both in turn and prints the medians and their ratio; answers the ratio."""

    def run(name: str, ours: Callable[[], object], baseline: Callable[[], object], rounds: int = ROUNDS) -> float:
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(rounds + 1):
            for deed, kept in zip((ours, baseline), times, strict=True):
                began = time.perf_counter()
                deed()
                kept.append(time.perf_counter() - began)
        a, b = (statistics.median(kept[1:]) for kept in times)
        with capsys.disabled():
            print(f"\n{name:44} {a * 1000:9.2f} ms   baseline {b * 1000:9.2f} ms   ratio {a / b:6.2f}")
        return a / b

    return run
