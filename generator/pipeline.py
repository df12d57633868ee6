"""The product on one screen: each arrow is one function from one type to the next.

folder ─intake→ Approved ─check→ Checked ─link→ Linked ─mask→ Masked ─protect→ Protected
       ─release→ Release ║ WALL ║ ─compose→ Artifacts ─write→ Report
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.base.errors import Finding
from generator.base.pages import Artifact
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


def build_from_data(data: Path, settings: Settings, site: Path, release_to: Path, *, allow_draft: bool) -> Report:
    """Office machine: approved tables → release and site."""
    linked = link(check(intake(data, settings.approval, allow_draft=allow_draft)))
    minted = release(protect(mask(linked), settings.protection))
    return _publish(minted, settings, leak_gate(linked), site, release_to)


def build_from_release(folder: Path, settings: Settings, site: Path) -> Report:
    """Anywhere: a verified release → the same site, without a private row."""
    return _publish(read_package(folder), settings, pattern_gate(), site, None)


def _publish(minted: Release, settings: Settings, gate: Gate, site: Path, release_to: Path | None) -> Report:
    outputs = [Output(folder=site, artifacts=_site(minted, settings))]
    if release_to is not None:
        outputs.append(Output(folder=release_to, artifacts=package(minted)))
    return write(outputs, gate)


def _site(minted: Release, settings: Settings) -> Iterator[Artifact]:
    return compose(minted, make_shell(settings), settings)
