"""Typed settings: what stands under `extra.gongshi` in `site_config.yml`, each key documented where it is declared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

GOAL = "goal."
"""Starts the breakdown of households by where they stand with one goal: `goal.G5`"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePolicy:
    """One household table that may be published; what is not declared is not published."""

    id: str
    """Name of the table in the release"""
    title: str
    """Chinese title on pages"""
    measure: str
    """households, persons, houses_rebuilt, households_relocated, or money to households: promised_fen, issued_fen,
    received_fen, spent_fen"""
    by: str
    """all, cause_group, cause, household_class or year; households also `goal.<goal id>`; money: fund"""
    levels: tuple[str, ...]
    """Levels at which the table is shown: village, township, county. Of a goal, villages show a state and no number"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotPolicy:
    """How often the protected tables of a level may be released: year, quarter or month. All appear on 31 December."""

    village: str
    township: str
    county: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionPolicy:
    """Numbers that decide about people; a policy weaker than the defaults is refused."""

    k: int
    """Smallest number of households behind a shown figure (at least 5)"""
    p_percent: int
    """How closely, in percent, nobody may be able to work out the largest payment in a sum (at least 10)"""
    dominance_percent: int
    """Largest share of a sum that its two largest payments may have (at most 85)"""
    snapshots: SnapshotPolicy
    tables: tuple[TablePolicy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A key that may approve, and for which role."""

    role: str
    key_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalPolicy:
    """Who must approve before anything is published."""

    people: int
    """Smallest number of different keys"""
    roles: int
    """Smallest number of different roles"""
    signers: tuple[Signer, ...]
    """Keys trusted for real data; data marked synthetic may be approved with any key"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """How the site presents itself."""

    host_unit: str
    """主办单位 in the footer"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything under `extra.gongshi`."""

    config_file: Path
    """Where these settings were read from; content and theme stand beside it"""
    config_version: int
    site: SiteSettings
    protection: ProtectionPolicy
    approval: ApprovalPolicy
