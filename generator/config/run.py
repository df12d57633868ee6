"""One run of the product: under which settings, into which folders, and who is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.base.progress import Say, silent
from generator.config.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What an attestation speaks of."""

    data: Path
    """The tables behind the site"""
    site: Path
    release: Path
    earlier: tuple[Path, ...]
    """Every earlier edition"""
    board: Path | None
    """Rolls of the notice boards, assumed known to the attacker"""
    out: Path
    """Folder of the attestation, outside the signed site"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a build needs beside its data."""

    settings: Settings
    site: Path
    release: Path | None = None
    """Folder of the public data package; None when the build starts from one"""
    history: Path | None = None
    """Folder of the private history, likewise"""
    say: Say = silent
