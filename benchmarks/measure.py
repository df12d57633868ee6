"""Measures one build in a fresh process: seconds per stage, pages, bytes, peak memory.

`python -m benchmarks.measure DATA OUT` prints one JSON object; `measure(...)` runs that and reads it.
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

from generator.base.errors import Finding
from generator.base.executor import workers
from generator.base.pages import Artifact
from generator.config.load import load_settings
from generator.edge.shell import make_shell
from generator.edge.write import Output, write
from generator.private.intake.check import check
from generator.private.intake.link import link
from generator.private.intake.read import intake
from generator.private.leaks.gate import leak_gate
from generator.private.protection.mask import mask
from generator.private.protection.protect import protect
from generator.private.protection.release import release
from generator.published.package import package
from generator.site.compose import compose

ROOT = Path(__file__).resolve().parents[1]
STAGES = ("intake", "check", "link", "mask", "protect", "release", "shell", "compose", "gate", "write", "package")
"""`gate` is the leak scan of the site's files; `package` writes the release, scan included."""
KILOBYTES_PER_MEGABYTE = 1024

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One build. Seconds by stage, bytes of its pages, `peak_mb` at most, child processes included."""

    seconds: dict[str, float]
    pages: int
    bytes: int
    peak_mb: float

    @property
    def page_building(self) -> float:
        """Seconds that make pages of a release, as a site generator does: frame, rendering, writing."""
        return sum(self.seconds[stage] for stage in ("shell", "compose", "write"))

    @property
    def whole(self) -> float:
        return sum(self.seconds.values())


@dataclass(slots=True)
class Clock:
    """Adds up seconds by name."""

    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    pages: int = 0
    bytes: int = 0

    def time(self, stage: str, step: Callable[[], T]) -> T:
        start = perf_counter()
        made = step()
        self.seconds[stage] += perf_counter() - start
        return made

    def drawn(self, artifacts: Iterator[Artifact]) -> Iterator[Artifact]:
        """The same artifacts; the time that they take to make counts as `compose`."""
        while True:
            artifact = self.time("compose", lambda: next(artifacts, None))
            if artifact is None:
                return
            if artifact.path.endswith(".html"):
                self.pages, self.bytes = self.pages + 1, self.bytes + len(artifact.data)
            yield artifact

    def watched(self, gate: Callable[[Artifact], tuple[Finding, ...]]) -> Callable[[Artifact], tuple[Finding, ...]]:
        return lambda artifact: self.time("gate", lambda: gate(artifact))


def build(data: Path, out: Path) -> Measured:
    """The office build of `data` into `out`, stage by stage. Unapproved folders are built as drafts."""
    clock, settings = Clock(), load_settings(ROOT / "site_config.yml")
    approved = clock.time("intake", lambda: intake(data, settings.approval, allow_draft=True))
    checked = clock.time("check", lambda: check(approved))
    linked = clock.time("link", lambda: link(checked))
    masked = clock.time("mask", lambda: mask(linked))
    protected = clock.time("protect", lambda: protect(masked, settings.protection))
    minted = clock.time("release", lambda: release(protected))
    shell = clock.time("shell", lambda: make_shell(settings))
    gate = leak_gate(linked)
    pages = Output(folder=out / "site", artifacts=clock.drawn(iter(compose(minted, shell, settings))))
    clock.time("write", lambda: write([pages], clock.watched(gate)))
    clock.seconds["write"] -= clock.seconds["compose"] + clock.seconds["gate"]  # they ran inside it
    clock.time("package", lambda: write([Output(folder=out / "release", artifacts=package(minted))], gate))
    return Measured(seconds=clock.seconds, pages=clock.pages, bytes=clock.bytes, peak_mb=_peak())


def measure(data: Path, out: Path) -> Measured:
    """`build` in a process of its own, so that its peak memory is its own. Raises CalledProcessError."""
    command = [sys.executable, "-m", "benchmarks.measure", str(data), str(out)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return Measured(**json.loads(done.stdout))


def _peak() -> float:
    """Peak of this process and, as if they peaked together, of its workers."""
    own, child = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (own + workers() * child) / KILOBYTES_PER_MEGABYTE


if __name__ == "__main__":
    print(json.dumps(asdict(build(Path(sys.argv[1]), Path(sys.argv[2])))))
