"""The programme: what `programme.yml` of a data folder says about county, period, levels and vocabularies.

Everything here is public. It travels in the release, so that a site can be built from the release alone.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word of a vocabulary."""

    code: str
    label: str
    group: str = ""
    """Code of the coarser term in the vocabulary `<name>_groups` (causes → cause_groups), or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Where the public asks and objects."""

    office: str
    hotline: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One programme of one county at one moment."""

    schema_version: int
    programme_id: str
    title: str
    start_on: str
    """ISO date"""
    end_on: str
    """ISO date"""
    county_code: str
    county_name: str
    level_names: tuple[Term, ...]
    """county, township, village: what each level is called"""
    currency: str
    """Label of the unit of account, 元"""
    as_of: str
    """ISO date to which every figure speaks"""
    edition: int
    is_synthetic: bool
    coordinate_system: str
    """CGCS2000, WGS-84 or GCJ-02"""
    household_village_kinds: tuple[str, ...]
    """Village kinds for which household tables and project money are owed; others show 不适用"""
    contact: Contact
    vocabularies: tuple[tuple[str, tuple[Term, ...]], ...]
    """(name, terms), sorted by name; terms in the order of the file"""

    def terms(self, vocabulary: str) -> tuple[Term, ...]:
        """Terms of a vocabulary; raises KeyError for an unknown name."""
        return dict(self.vocabularies)[vocabulary]

    def label(self, vocabulary: str, code: str) -> str:
        """The label of a term; the code itself where the vocabulary lacks it."""
        return next((term.label for term in self.terms(vocabulary) if term.code == code), code)
