"""What the attestation says about the leak scan: how much was read and how, and that a planted leak is found.

Counts only: no value, no digest of a value. The number of values sought is rounded down, since the difference between
two editions would tell of a few households.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from generator.base.errors import Bilingual, Finding, ProtectionRefused, Where
from generator.base.pages import Artifact
from generator.base.patterns import CARD_NUMBER, ID_NUMBER
from generator.private.leaks.gate import LeakGate
from generator.private.leaks.planting import CANARIES, planted
from generator.private.leaks.private_values import PrivateValues

LEAK_SCAN = "leak-scan.json"
SCHEMA_VERSION = 1
STEP = 1000
"""Values sought are stated in whole thousands"""
PATTERNS = (ID_NUMBER, CARD_NUMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Canaries:
    """Synthetic values planted in a copy of one published file of a kind, and how many of them the gate found."""

    kind: str
    """Suffix of the file name"""
    planted: int
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One leak scan of everything that an edition publishes."""

    schema_version: int
    files: int
    bytes: int
    texts: int
    """Texts that decoders found in the files"""
    decoders: dict[str, int]
    """Decoder → pieces that it gave; those that had nothing to do stand with 0"""
    patterns: tuple[str, ...]
    values_at_least: int
    hits: int
    canaries: tuple[Canaries, ...]


def evidence_json(evidence: Evidence) -> bytes:
    """The file `leak-scan.json`: the same outputs examined in the same order give the same bytes."""
    return (json.dumps(asdict(evidence), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")


def leak_evidence(gate: LeakGate) -> Evidence:
    """The evidence of a gate after it has examined every output.

    Raises ProtectionRefused when a planted value is not found: such a gate has proved nothing.
    """
    scan, shadow = gate.scan, gate.shadow(shadow_values)
    canaries = tuple(_hunted(shadow, kind, sample) for kind, sample in sorted(scan.samples.items()))
    missed = [_missed(each.kind) for each in canaries if each.found < each.planted]
    if missed or not canaries:
        raise ProtectionRefused(missed or [_missed("")])
    return Evidence(
        schema_version=SCHEMA_VERSION,
        files=scan.files,
        bytes=scan.bytes,
        texts=scan.texts,
        decoders=dict(sorted(scan.decoders.items())),
        patterns=PATTERNS,
        values_at_least=scan.values // STEP * STEP,
        hits=scan.hits,
        canaries=canaries,
    )


def shadow_values(values: PrivateValues) -> PrivateValues:
    """The private values and the canaries, as if those were somebody's."""
    return replace(
        values,
        words={**values.words, CANARIES["name"]: "canary.name"},
        codes={**values.codes, CANARIES["code"]: "canary.code"},
        numbers={**values.numbers, CANARIES["phone"]: "canary.phone", CANARIES["account"]: "canary.account"},
    )


def _hunted(shadow: LeakGate, kind: str, sample: Artifact) -> Canaries:
    """What a gate of its own, made alike, finds in copies of a file that the edition publishes."""
    found = [
        name
        for name, value in CANARIES.items()
        if {f"leak.{name}", f"leak.canary.{name}"} & {finding.code for finding in shadow(planted(sample, value))}
    ]
    return Canaries(kind=kind, planted=len(CANARIES), found=len(found))


def _missed(kind: str) -> Finding:
    return Finding(
        code="leak.canary",
        where=Where(file=f"*.{kind}" if kind else "*"),
        rule=Bilingual(
            zh="埋入的测试标识未被全部发现，本次泄漏检查不可信",
            en="not every planted identifier was found; this leak scan cannot be trusted",
        ),
        remedy=Bilingual(
            zh="不要发布；把文件类型与版本号告知维护人员",
            en="do not publish; report the kind of file and the version to the maintainers",
        ),
    )
