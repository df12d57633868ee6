"""Twenty-four monthly editions of the sample: how often each table of each level appears, and how much of it is shown.

`python -m benchmarks.editions [FOLDER]` writes every edition's site below FOLDER, for `gongshi attack`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from generator.base.pages import Shell
from generator.config.load import load_settings
from generator.config.settings import Settings
from generator.edge.shell import make_shell
from generator.private.history import NOTHING_YET, History, Snapshot, history_file
from generator.private.intake.check import check
from generator.private.intake.link import link
from generator.private.intake.read import intake
from generator.private.protection.mask import mask
from generator.private.protection.protect import protect
from generator.private.protection.release import release
from generator.private.stages import Protected
from generator.published.release import Release
from generator.sample.write import SampleSize, write_sample
from generator.site.compose import compose

FIRST, MONTHS = (2013, 9), 24
SETTINGS = Path("site_config.yml")


def months() -> Iterator[str]:
    """YYYY-MM of every edition."""
    for number in range(MONTHS):
        year, month = divmod(FIRST[0] * 12 + FIRST[1] - 1 + number, 12)
        yield f"{year}-{month + 1:02d}"


def editions(size: SampleSize, settings: Settings, only: list[str]) -> Iterator[tuple[Protected, Release]]:
    """Each month's edition, protected beside all before it."""
    history: History = NOTHING_YET
    for month in only:
        with TemporaryDirectory() as folder:
            data = Path(folder) / "data"
            write_sample(data, replace(size, as_of=month))
            if history is not NOTHING_YET:
                file = history_file(history)
                (data / file.path).write_bytes(file.data)
            masked = mask(link(check(intake(data, settings.approval, allow_draft=True))))
        protected = protect(masked, settings.protection)
        history = protected.history
        yield protected, release(protected)


def write_site(minted: Release, shell: Shell, settings: Settings, folder: Path) -> None:
    """The whole site of an edition, as the public reads it: pages, map and downloads."""
    for artifact in compose(minted, shell, settings):
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)


def main() -> None:
    """Prints one line an edition, then how often each level of each family appeared."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    appeared: Counter[tuple[str, str, str]] = Counter()
    size = SampleSize(villages=74, households=5549, seed=2013, as_of="")
    settings = load_settings(SETTINGS)
    shell = make_shell(settings)
    start = perf_counter()
    for month, (protected, minted) in zip(months(), editions(size, settings, list(months())), strict=True):
        new = [s for s in protected.history.snapshots if s.as_of == minted.programme.as_of]
        appeared.update(part for s in new for part in s.parts)
        told = "; ".join(f"{s.family} {'forced' if s.is_forced else _parts(s)}" for s in new)
        shown = " ".join(
            f"{t.table_id} {t.cells_shown}/{t.cells_shown + t.cells_withheld}" for t in minted.protected_tables
        )
        print(f"{month} {perf_counter() - start:6.1f} s  {told or 'held'}\n        {shown}", flush=True)
        if folder is not None:
            write_site(minted, shell, settings, folder / month)
    for (measure, by, level), times in sorted(appeared.items()):
        print(f"{measure:20} {by:16} {level:10} {times} of {MONTHS} editions")


def _parts(snapshot: Snapshot) -> str:
    return " ".join(sorted({"/".join((measure, by, level[0])) for measure, by, level in snapshot.parts}))


if __name__ == "__main__":
    main()
