"""Measures one build in a fresh process: seconds per stage, pages, bytes, peak memory.

`python -m benchmarks.measure office DATA OUT` makes release and site from tables, `… public RELEASE OUT` the site from
a release; both print one JSON object, which `measure(...)` reads.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from generator.base.pages import Artifact
from generator.config.load import load_settings
from generator.config.settings import Settings
from generator.edge.shell import make_shell
from generator.edge.write import Gate, Output, write
from generator.private.intake.check import check
from generator.private.intake.link import link
from generator.private.intake.read import intake
from generator.private.leaks.gate import leak_gate
from generator.private.protection.mask import mask
from generator.private.protection.protect import protect
from generator.private.protection.release import release
from generator.published.package import package, read_package
from generator.published.release import Release
from generator.site.compose import compose

ROOT = Path(__file__).resolve().parents[1]
OFFICE = ("intake", "check", "link", "mask", "protect", "release", "package", "gate")
"""Stages that only the office machine runs; `gate` is the leak scan of every file"""
PUBLIC = ("read", "shell", "pages", "others", "write")
"""Stages that turn a release into a site; `others` is everything but pages: downloads, map, assets"""
KILOBYTES_PER_MEGABYTE = 1024

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One build. Seconds by stage, bytes of its pages, `peak_mb` at most."""

    seconds: dict[str, float]
    pages: int
    bytes: int
    peak_mb: float

    @property
    def page_building(self) -> float:
        """Seconds that make pages of a release, as a site generator does: reading, frame, rendering, writing."""
        return sum(self.seconds[stage] for stage in ("read", "shell", "pages", "write"))


@dataclass(slots=True)
class Clock:
    """Adds up seconds by name."""

    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys((*OFFICE, *PUBLIC), 0.0))
    pages: int = 0
    bytes: int = 0

    def time(self, stage: str, step: Callable[[], T]) -> T:
        start = perf_counter()
        made = step()
        self.seconds[stage] += perf_counter() - start
        return made

    def drawn(self, artifacts: Iterator[Artifact]) -> Iterator[Artifact]:
        """The same artifacts; the time that each takes to make counts for pages or for other files."""
        while True:
            start = perf_counter()
            artifact = next(artifacts, None)
            if artifact is None:
                return
            is_page = artifact.path.endswith(".html")
            self.seconds["pages" if is_page else "others"] += perf_counter() - start
            if is_page:
                self.pages, self.bytes = self.pages + 1, self.bytes + len(artifact.data)
            yield artifact

    def publish(self, minted: Release, settings: Settings, gate: Gate, out: Path) -> None:
        """Shell, compose and write; making and scanning run inside the writing and are taken off it."""
        shell = self.time("shell", lambda: make_shell(settings))
        site = Output(folder=out, artifacts=self.drawn(iter(compose(minted, shell, settings))))
        before = sum(self.seconds.values())
        start = perf_counter()
        write([site], lambda artifact: self.time("gate", lambda: gate(artifact)))
        self.seconds["write"] += perf_counter() - start - (sum(self.seconds.values()) - before)

    def measured(self) -> Measured:
        return Measured(seconds=self.seconds, pages=self.pages, bytes=self.bytes, peak_mb=_peak())


def office(data: Path, out: Path) -> Measured:
    """Tables → `out/release` and `out/site`, stage by stage. Unapproved folders are built as drafts."""
    clock, settings = Clock(), load_settings(ROOT / "site_config.yml")
    approved = clock.time("intake", lambda: intake(data, settings.approval, allow_draft=True))
    checked = clock.time("check", lambda: check(approved))
    linked = clock.time("link", lambda: link(checked))
    masked = clock.time("mask", lambda: mask(linked))
    protected = clock.time("protect", lambda: protect(masked, settings.protection))
    minted = clock.time("release", lambda: release(protected))
    gate = leak_gate(linked)
    clock.time("package", lambda: write([Output(folder=out / "release", artifacts=package(minted))], gate))
    clock.publish(minted, settings, gate, out / "site")
    return clock.measured()


def public(folder: Path, out: Path) -> Measured:
    """A release → `out/site`, as anyone can; no scan, as other site generators have none."""
    clock, settings = Clock(), load_settings(ROOT / "site_config.yml")
    minted = clock.time("read", lambda: read_package(folder))
    clock.publish(minted, settings, lambda _: (), out / "site")
    return clock.measured()


def measure(kind: str, source: Path, out: Path) -> Measured:
    """`office` or `public` in a process of its own, so that its peak memory is its own. Raises CalledProcessError."""
    command = [sys.executable, "-m", "benchmarks.measure", kind, str(source), str(out)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return Measured(**json.loads(done.stdout))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES_PER_MEGABYTE


if __name__ == "__main__":
    run = {"office": office, "public": public}[sys.argv[1]]
    print(json.dumps(asdict(run(Path(sys.argv[2]), Path(sys.argv[3])))))
