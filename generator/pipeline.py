"""The product on one screen: each arrow is one function from one type to the next.

folder ─intake→ Approved ─check→ Checked ─link→ Linked ─mask→ Masked ─protect→ Protected
       ─release→ Release ║ WALL ║ ─compose→ Artifacts ─write→ Report
"""

from __future__ import annotations

from pathlib import Path

from generator.base.errors import Finding
from generator.base.progress import counted
from generator.config.run import Run
from generator.config.settings import Settings
from generator.edge.shell import make_shell
from generator.edge.write import Gate, Output, Report, write
from generator.private.intake.check import check
from generator.private.intake.link import link
from generator.private.intake.read import intake
from generator.private.leaks.gate import leak_gate, pattern_gate
from generator.private.protection.mask import mask
from generator.private.protection.protect import protect
from generator.private.protection.release import release
from generator.published.package import package, read_package
from generator.published.release import Release
from generator.site.compose import compose


def check_data(data: Path, settings: Settings) -> tuple[Finding, ...]:
    """Doubts about a data folder; raises DataRefused with every fault. Writes nothing."""
    return link(check(intake(data, settings.approval, allow_draft=True))).doubts


def build_from_data(data: Path, run: Run, *, allow_draft: bool) -> Report:
    """Office machine: approved tables → release and site."""
    run.say("intake, check, link", 0)
    linked = link(check(intake(data, run.settings.approval, allow_draft=allow_draft)))
    run.say("mask, protect, release", 0)
    minted = release(protect(mask(linked), run.settings.protection))
    return _publish(minted, run, leak_gate(linked))


def build_from_release(folder: Path, run: Run) -> Report:
    """Anywhere: a verified release → the same site, without a private row."""
    run.say("read the release", 0)
    return _publish(read_package(folder), run, pattern_gate())


def _publish(minted: Release, run: Run, gate: Gate) -> Report:
    site = compose(minted, make_shell(run.settings), run.settings)
    outputs = [Output(folder=run.site, artifacts=counted(site, "site", run.say))]
    if run.release is not None:
        outputs.append(Output(folder=run.release, artifacts=counted(package(minted), "release", run.say)))
    return write(outputs, gate)
