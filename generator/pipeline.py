"""The product on one screen: each arrow is one function from one type to the next.

folder ─intake→ Approved ─check→ Checked ─link→ Linked ─mask→ Masked ─protect→ Protected
       ─release→ Release ║ WALL ║ ─compose→ Artifacts ─write→ Report
"""

from __future__ import annotations

from pathlib import Path

from generator.attack.attack import attack
from generator.attack.report import PAGE_ATTACK, evidence, findings
from generator.base.errors import Finding, ProtectionRefused
from generator.base.pages import Artifact
from generator.base.progress import counted
from generator.config.run import Case, Run
from generator.config.settings import Settings
from generator.edge.published import published_files
from generator.edge.shell import make_shell
from generator.edge.write import Output, Report, write
from generator.private.history import history_file
from generator.private.intake.check import check
from generator.private.intake.link import link
from generator.private.intake.read import intake
from generator.private.leaks.evidence import LEAK_SCAN, evidence_json, leak_evidence
from generator.private.leaks.gate import LeakGate, leak_gate, pattern_gate
from generator.private.protection.mask import mask
from generator.private.protection.protect import protect
from generator.private.protection.release import release
from generator.published.package import package, read_package
from generator.published.release import Release
from generator.site.compose import compose


def check_data(data: Path, settings: Settings) -> tuple[Finding, ...]:
    """Doubts about a data folder; raises DataRefused with every fault. Writes nothing."""
    return link(check(intake(data, settings.approval, allow_draft=True))).doubts


def build_from_data(data: Path, run: Run, *, allow_draft: bool, previous: Release | None = None) -> Report:
    """Office machine: approved tables → release and site, and the private history that the next edition needs."""
    run.say("intake, check, link", 0)
    linked = link(check(intake(data, run.settings.approval, allow_draft=allow_draft)))
    run.say("mask, protect, release", 0)
    protected = protect(mask(linked), run.settings.protection)
    return _publish(release(protected, previous), run, leak_gate(linked), history_file(protected.history))


def build_from_release(folder: Path, run: Run) -> Report:
    """Anywhere: a verified release → the same site, without a private row."""
    run.say("read the release", 0)
    return _publish(read_package(folder), run, pattern_gate())


def attest(case: Case, settings: Settings) -> Report:
    """Office machine: the published bytes scanned for leaks and attacked beside every earlier edition, as evidence."""
    linked = link(check(intake(case.data, settings.approval, allow_draft=True)))
    return _attest(case, leak_gate(linked))


def _attest(case: Case, gate: LeakGate) -> Report:
    leaks = [leak for folder in (case.site, case.release) for file in published_files(folder) for leak in gate(file)]
    report = attack(case.site, case.earlier, board=case.board)
    if leaks or report.is_won:
        raise ProtectionRefused([*leaks, *findings(report)])
    scan = Artifact(path=LEAK_SCAN, data=evidence_json(leak_evidence(gate)))
    page_attack = Artifact(path=PAGE_ATTACK, data=evidence(report))
    return write([Output(folder=case.out, artifacts=iter((scan, page_attack)))], gate)


def _publish(minted: Release, run: Run, gate: LeakGate, *private: Artifact) -> Report:
    site = compose(minted, make_shell(run.settings), run.settings)
    outputs = [Output(folder=run.site, artifacts=counted(site, "site", run.say))]
    if run.release is not None:
        outputs.append(Output(folder=run.release, artifacts=counted(package(minted), "release", run.say)))
    if run.history is not None:
        outputs.append(Output(folder=run.history, artifacts=iter(private), is_private=True))
    return write(outputs, gate).with_doubts(gate.reviews())
