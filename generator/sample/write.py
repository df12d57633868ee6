"""`gongshi sample`: writes a synthetic county, seeded and byte-stable, as known at the end of one month."""

from __future__ import annotations

import calendar
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from generator.base.errors import Bilingual, DataRefused, Finding, Where
from generator.contract.schema import tables
from generator.sample.county import county, county_rows
from generator.sample.cut import Lines, cut, words_of
from generator.sample.reference import COPIED, benchmark_lines, copied, template
from generator.sample.story import FIRST_MONTH, LAST_MONTH, START

MOST_VILLAGES, MOST_HOUSEHOLDS = 20_000, 2_000_000
HOUSEHOLD_TABLES = ("households", "household_years", "household_payments", "assistance_records")
PROGRAMME = "programme.yml"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSize:
    """What is asked for."""

    villages: int
    households: int
    seed: int
    as_of: str
    """Month, YYYY-MM"""


def write_sample(out: Path, size: SampleSize) -> None:
    """Writes one input folder: `programme.yml` and a CSV file per table; without households, no household tables.

    An older sample in `out` is replaced, with its manifest, which no longer holds. Raises DataRefused for a size
    or month outside the story, and for a folder that holds anything but an older sample.
    """
    faults = [*_size_faults(size), *_folder_faults(out)]
    if faults:
        raise DataRefused(faults)
    files = dict(_files(size))
    out.mkdir(parents=True, exist_ok=True)
    for (
        name,
        data,
    ) in files.items():  # programme.yml first: an interrupted run leaves a folder that is known as a sample
        (out / name).write_bytes(data)
    for name in sorted(_own_names() - set(files)):
        (out / name).unlink(missing_ok=True)


def _files(size: SampleSize) -> Iterator[tuple[str, bytes]]:
    document = template()
    yield PROGRAMME, _programme(document, size.as_of)
    told = county(size.seed, size.villages, size.households)
    lines = cut(county_rows(told), month_end(size.as_of), words_of(document["vocabularies"]))
    lines["benchmarks"] = benchmark_lines(size.as_of)
    for name in tables():
        if name in COPIED:
            yield f"{name}.csv", copied(f"{name}.csv")
        elif size.households or name not in HOUSEHOLD_TABLES:
            yield f"{name}.csv", _csv(name, lines[name])


def _csv(name: str, lines: Lines) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.header for column in tables()[name].columns])
    writer.writerows(lines)
    return text.getvalue().encode("utf-8-sig")


def _programme(document: dict[str, object], as_of: str) -> bytes:
    changed = document | {"synthetic": True, "as_of": month_end(as_of).isoformat(), "edition": edition(as_of)}
    return yaml.safe_dump(changed, allow_unicode=True, sort_keys=False, width=200).encode()


def month_end(month: str) -> date:
    """The last day of a month YYYY-MM."""
    year, number = map(int, month.split("-"))
    return date(year, number, calendar.monthrange(year, number)[1])


def edition(month: str) -> int:
    """Editions are monthly: the programme's first month is edition 1."""
    end = month_end(month)
    return (end.year - START.year) * 12 + end.month - START.month + 1


def _own_names() -> set[str]:
    return {PROGRAMME, MANIFEST, *(f"{name}.csv" for name in tables())}


def _size_faults(size: SampleSize) -> Iterator[Finding]:
    if not 1 <= size.villages <= MOST_VILLAGES:
        yield _fault("--villages", f"应为 1 至 {MOST_VILLAGES}", f"must be 1 to {MOST_VILLAGES}")
    if not 0 <= size.households <= MOST_HOUSEHOLDS:
        yield _fault("--households", f"应为 0 至 {MOST_HOUSEHOLDS}", f"must be 0 to {MOST_HOUSEHOLDS}")
    is_month = re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", size.as_of, re.ASCII)
    if not is_month or not FIRST_MONTH <= size.as_of <= LAST_MONTH:
        span = f"{FIRST_MONTH} … {LAST_MONTH}"
        yield _fault("--as-of", f"应为 {span} 之间的月份", f"must be a month in {span}")


def _folder_faults(out: Path) -> Iterator[Finding]:
    if not out.exists():
        return
    if not out.is_dir():
        yield _fault("OUT", "应为文件夹", "must be a folder")
        return
    names = {path.name for path in out.iterdir()}
    if names and (names - _own_names() or not _is_sample(out / PROGRAMME)):
        yield _fault("OUT", "该文件夹不是旧的示例县，不会覆盖", "the folder holds something else than an older sample")


def _is_sample(programme: Path) -> bool:
    try:
        document = yaml.safe_load(programme.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return False
    return isinstance(document, dict) and document.get("synthetic") is True


def _fault(where: str, zh: str, en: str) -> Finding:
    return Finding(
        code="sample",
        where=Where(file=where),
        rule=Bilingual(zh=zh, en=en),
        remedy=Bilingual(zh="换一个值再运行", en="choose another value and run again"),
    )
