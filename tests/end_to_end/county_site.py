"""Building through the command line, and reading what was built as a stranger would."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data/sample"
HOUSEHOLD_TABLES = ("households", "household_years", "household_payments", "assistance_records")


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A county as its office has it: approved data, the site and the release."""

    data: Path
    site: Path
    release: Path
    history: Path


def gongshi(*arguments: object, umask: int = -1, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command in a process of its own, from the repository's folder."""
    command = [sys.executable, "-m", "generator", *map(str, arguments)]
    settings = {**os.environ, "PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run(
        command, cwd=ROOT, env=settings, umask=umask, capture_output=True, encoding="utf-8", check=False
    )


def build(data: Path, to: Path, *options: str, umask: int = -1, **environment: str) -> Built:
    """Builds `data` into `to/site` and `to/release`; fails the test when the command does."""
    built = Built(data=data, site=to / "site", release=to / "release", history=to / "history")
    arguments = ("build", data, *folders(to), *options)
    done = gongshi(*arguments, umask=umask, **environment)
    assert done.returncode == 0, done.stderr
    return built


def folders(to: Path) -> tuple[object, ...]:
    """Where a build from tables writes."""
    return ("--out", to / "site", "--release", to / "release", "--history", to / "history")


def approved(source: Path, to: Path, keys: Path) -> Path:
    """A copy of a data folder, approved by two invented people in two roles."""
    unapproved(source, to)
    for number, role in enumerate(("数据员", "分管领导")):
        key = keys / f"{number}.pub"
        key.write_text(_public_key(number), "ascii")
        done = gongshi("approve", to, "--role", role, "--key", key)
        assert done.returncode == 0, done.stderr
    return to


def unapproved(source: Path, to: Path) -> Path:
    """A copy of a data folder without its manifest."""
    return Path(shutil.copytree(source, to, ignore=shutil.ignore_patterns("manifest.json")))


def _public_key(number: int) -> str:
    parts = (b"ssh-ed25519", bytes([number]) * 32)
    blob = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return f"ssh-ed25519 {base64.b64encode(blob).decode()} invented\n"


def files(folder: Path) -> dict[str, bytes]:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def digests(folder: Path) -> dict[str, str]:
    return {path: hashlib.sha256(data).hexdigest() for path, data in files(folder).items()}


def read_csv(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline="")))


def write_csv(file: Path, rows: list[dict[str, str]]) -> None:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    file.write_bytes(out.getvalue().encode("utf-8-sig"))


def download(site: Path, table: str) -> list[dict[str, Any]]:
    """Rows of a table as the site offers them to programs."""
    rows: list[dict[str, Any]] = json.loads((site / f"data/tables/{table}.json").read_text("utf-8"))["rows"]
    return rows


@dataclass
class Row:
    """One row of a table on a page."""

    id: str
    css: str
    cells: list[str] = field(default_factory=list)


@dataclass
class Table:
    """One table on a page; `opened_by` is the id of the details element around it."""

    css: str
    opened_by: str
    rows: list[Row] = field(default_factory=list)


@dataclass
class Html(HTMLParser):
    """One page as a reader sees it: links, ids, text and tables."""

    source: str
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    _details: list[str] = field(default_factory=list)
    _is_in_cell: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.links += [given[name] for name in ("href", "src", "action", "data", "poster") if name in given]
        self.links += [part.split()[0] for part in given.get("srcset", "").split(",") if part.strip()]
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "details":
            self._details.append(given.get("id", ""))
        elif tag == "table":
            opened_by = self._details[-1] if self._details else ""
            self.tables.append(Table(css=given.get("class", ""), opened_by=opened_by))
        elif tag == "tr":
            self.tables[-1].rows.append(Row(id=given.get("id", ""), css=given.get("class", "")))
        elif tag in ("td", "th"):
            self._is_in_cell = True
            self.tables[-1].rows[-1].cells.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "details":
            self._details.pop()
        elif tag in ("td", "th"):
            self._is_in_cell = False

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self._is_in_cell:
            self.tables[-1].rows[-1].cells[-1] += data

    @cached_property
    def text(self) -> str:
        return "".join(self.texts)


def pages(site: Path) -> Iterator[tuple[str, Html]]:
    """Every page by path."""
    for file in sorted(site.rglob("*.html")):
        yield file.relative_to(site).as_posix(), Html(source=file.read_text("utf-8"))


def private_values(data: Path) -> Mapping[str, set[str]]:
    """Every value that must never be seen, by column: identifiers, and names of natural persons and sole traders."""
    from generator.contract.schema import Privacy, tables  # noqa: PLC0415  read when there is a contract to read

    out: dict[str, set[str]] = {}
    for name, table in tables().items():
        file = data / f"{name}.csv"
        for column in (c for c in table.columns if c.privacy is Privacy.IDENTIFIER and file.is_file()):
            values = {row[column.header].strip() for row in read_csv(file)} - {"", "未报", "不适用", "未到期"}
            out[f"{name}.{column.name}"] = values
    people = ("自然人", "个体工商户", "natural_person", "sole_trader")
    rows = read_csv(data / "organisations.csv")
    out["organisations.name"] = {row["机构名称"] for row in rows if row["机构类型"] in people}
    return out
