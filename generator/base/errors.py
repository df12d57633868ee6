"""Faults as values, and the exceptions that carry them.

    GongshiError               exit code
    ├── DataRefused            2  data or configuration refused
    ├── EnvironmentRefused     3  lock held, disk full, tool missing
    ├── ApprovalRefused        4  approval or verification refused
    └── ProtectionRefused      5  protection or leak refused

A finding names file, row, column, rule and remedy, never the value of a private cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Severity(StrEnum):
    FAULT = "fault"
    """Stops the stage."""
    DOUBT = "doubt"
    """Goes to the reviewer; the stage continues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilingual:
    """One sentence in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Where:
    """A place in the input: `row` as a spreadsheet shows it (the header is row 1)."""

    file: str
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        parts = [self.file]
        if self.row:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(self.column)
        return ", ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault or doubt: where it is, which rule it breaks and what to do."""

    code: str
    where: Where
    rule: Bilingual
    remedy: Bilingual
    severity: Severity = Severity.FAULT


class GongshiError(Exception):
    """A refusal that a user can act on: findings and an exit code."""

    exit_code: ClassVar[int] = 1

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings, key=lambda f: (f.where, f.code)))
        super().__init__(f"{type(self).__name__}: {len(self.findings)} finding(s)")


class DataRefused(GongshiError):
    exit_code = 2


class EnvironmentRefused(GongshiError):
    exit_code = 3


class ApprovalRefused(GongshiError):
    exit_code = 4


class ProtectionRefused(GongshiError):
    exit_code = 5
