"""The committed sample is accepted whole, quickly; a province-sized table is read in seconds."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from support.folder import POLICY, County

from generator.private.intake.check import check
from generator.private.intake.link import link
from generator.private.intake.read import intake

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.mark.slow
def test_the_sample_passes() -> None:
    started = time.process_time()
    frames = link(check(intake(SAMPLE, POLICY, allow_draft=True))).frames
    assert time.process_time() - started < 10
    assert len(frames["villages"]) == 74
    assert len(frames["households"]) == 5549


@pytest.mark.slow
def test_three_hundred_thousand_rows_take_seconds(county: County) -> None:
    rows = county.read("households")
    template = rows[1]
    rows[1:] = [[f"H{at:06d}", *template[1:3], f"{at:017d}X", *template[4:]] for at in range(300_000)]
    county.write("households", rows)
    for table in ("household_years", "household_payments"):
        (county.folder / f"{table}.csv").unlink()
    started = time.process_time()
    assert len(county.load().frames["households"]) == 300_000
    assert time.process_time() - started < 20
