"""`programme.yml` → Programme."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from generator.base.blanks import Blank
from generator.base.errors import Finding
from generator.contract.programme import Contact, Programme, Term
from generator.contract.schema import SCHEMA_VERSION, tables
from generator.private.intake.strict import Reader

FILE = "programme.yml"
COORDINATE_SYSTEMS = ("CGCS2000", "WGS-84", "GCJ-02")
LEVELS = ("county", "township", "village")
LIST_VOCABULARIES = {
    ("funds", "eligible_origins"): "helper_origins",
    ("funds", "allowed_uses"): "fund_uses",
    ("goals", "village_kinds"): "village_kinds",
}
"""Columns whose lists hold codes of a vocabulary."""
_KEYS = (
    "schema_version",
    "synthetic",
    "programme",
    "county",
    "levels",
    "currency",
    "as_of",
    "edition",
    "coordinate_system",
    "household_village_kinds",
    "contact",
    "vocabularies",
)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}", re.ASCII)
_RESERVED = {"all", "index", *(blank.value for blank in Blank), *(blank.label for blank in Blank)}


def read_programme(data: bytes) -> tuple[Programme | None, tuple[Finding, ...]]:
    """The programme, or None and every fault. An unknown, missing or repeated key is a fault."""
    reader = Reader(file=FILE)
    document = reader.section(reader.document(data), "", _KEYS)
    if reader.faults:
        return None, tuple(reader.faults)
    programme = _programme(document, reader)
    _check_kinds(programme, reader)
    return (None if reader.faults else programme), tuple(reader.faults)


def _programme(document: Mapping[str, Any], reader: Reader) -> Programme:
    named = reader.section(document["programme"], "programme", ("id", "title", "start_on", "end_on"))
    county = reader.section(document["county"], "county", ("code", "name"))
    if document["schema_version"] != SCHEMA_VERSION:
        reader.fault("programme.schema_version", "schema_version", expected=SCHEMA_VERSION)
    start_on = _day(named.get("start_on"), "programme.start_on", reader)
    end_on = _day(named.get("end_on"), "programme.end_on", reader)
    if end_on < start_on:
        reader.fault("programme.period", "programme.end_on")
    return Programme(
        schema_version=SCHEMA_VERSION,
        programme_id=_code(named.get("id"), "programme.id", reader),
        title=reader.text(named.get("title"), "programme.title"),
        start_on=start_on,
        end_on=end_on,
        county_code=_code(county.get("code"), "county.code", reader),
        county_name=reader.text(county.get("name"), "county.name"),
        level_names=_levels(document["levels"], reader),
        currency=reader.text(document["currency"], "currency"),
        as_of=_month_end(document["as_of"], reader),
        edition=reader.integer(document["edition"], "edition", 1),
        is_synthetic=_flag(document["synthetic"], "synthetic", reader),
        coordinate_system=_choice(document["coordinate_system"], "coordinate_system", COORDINATE_SYSTEMS, reader),
        household_village_kinds=_kinds(document["household_village_kinds"], reader),
        contact=_contact(document["contact"], reader),
        vocabularies=_vocabularies(document["vocabularies"], reader),
    )


def _day(value: Any, path: str, reader: Reader) -> str:
    """ISO text of a YAML date or of text in that form."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    try:
        return datetime.strptime(value, "%Y-%m-%d").date().isoformat()  # noqa: DTZ007 - a day has no zone
    except (TypeError, ValueError):
        reader.fault("yaml.date", path)
        return "2000-01-31"


def _month_end(value: Any, reader: Reader) -> str:
    day = _day(value, "as_of", reader)
    if (date.fromisoformat(day) + timedelta(days=1)).day != 1:
        reader.fault("programme.as_of", "as_of")
    return day


def _flag(value: Any, path: str, reader: Reader) -> bool:
    if not isinstance(value, bool):
        reader.fault("yaml.type", path, expected="true/false")
    return bool(value)


def _choice(value: Any, path: str, allowed: tuple[str, ...], reader: Reader) -> str:
    if value not in allowed:
        reader.fault("yaml.choice", path, allowed=", ".join(allowed))
    return str(value)


def _code(value: Any, path: str, reader: Reader) -> str:
    text = reader.text(value, path)
    if text and not _CODE.fullmatch(text):
        reader.fault("yaml.code", path)
    return text


def _levels(value: Any, reader: Reader) -> tuple[Term, ...]:
    found = reader.section(value, "levels", LEVELS)
    names = [name for name in found.values() if isinstance(name, str)]
    if len(set(names)) != len(names):
        reader.fault("programme.levels", "levels")
    return tuple(Term(code=level, label=reader.text(found.get(level), f"levels.{level}")) for level in LEVELS)


def _contact(value: Any, reader: Reader) -> Contact:
    keys = ("office", "hotline", "phone", "address")
    found = reader.section(value, "contact", keys)
    return Contact(**{key: reader.text(found.get(key), f"contact.{key}") for key in keys})


def _kinds(value: Any, reader: Reader) -> tuple[str, ...]:
    return tuple(
        _code(kind, f"household_village_kinds[{at}]", reader)
        for at, kind in enumerate(reader.items(value, "household_village_kinds"))
    )


def _vocabularies(value: Any, reader: Reader) -> tuple[tuple[str, tuple[Term, ...]], ...]:
    """Every vocabulary of the contract; one that the file leaves out is empty."""
    found = reader.mapping(value, "vocabularies")
    used = {column.vocabulary for table in tables().values() for column in table.columns if column.vocabulary}
    for name in found.keys() - used - {f"{name}_groups" for name in used}:
        reader.fault("programme.vocabulary", "vocabularies", known=", ".join(sorted(used)))
        found = {key: terms for key, terms in found.items() if key != name}
    read: dict[str, tuple[Term, ...]] = dict.fromkeys(sorted(used), ())
    read.update((name, _terms(name, terms, reader)) for name, terms in found.items())
    for name, terms in read.items():
        groups = {term.code for term in read.get(f"{name}_groups", ())}
        if any(term.group and term.group not in groups for term in terms):
            reader.fault("programme.group", f"vocabularies.{name}", groups=f"{name}_groups")
    return tuple(sorted(read.items()))


def _terms(name: str, value: Any, reader: Reader) -> tuple[Term, ...]:
    terms = []
    for at, entry in enumerate(reader.items(value, f"vocabularies.{name}")):
        path = f"vocabularies.{name}[{at}]"
        found = reader.section(entry, path, ("code", "label"), ("group",))
        code, label = _code(found.get("code"), path, reader), reader.text(found.get("label"), path)
        group = _code(found["group"], path, reader) if "group" in found else ""
        if {code.lower(), label} & _RESERVED:
            reader.fault("programme.reserved", path)
        terms.append(Term(code=code, label=label, group=group))
    words = [word for term in terms for word in {term.code.lower(), term.label.lower()}]
    if len(set(words)) != len(words):
        reader.fault("programme.repeated", f"vocabularies.{name}")
    return tuple(terms)


def _check_kinds(programme: Programme, reader: Reader) -> None:
    known = {term.code for term in dict(programme.vocabularies).get("village_kinds", ())}
    if not known:
        reader.fault("yaml.missing_key", "vocabularies.village_kinds")
    if not known.issuperset(programme.household_village_kinds):
        reader.fault("programme.kinds", "household_village_kinds")
