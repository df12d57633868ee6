"""`reviews.csv` and `officials.csv` → Permits: what people have signed off and who may be named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from generator.base.errors import Finding
from generator.private.intake.catalogue import fault
from generator.private.intake.sheets import Sheet, read_sheet
from generator.private.intake.text import UNSAFE, has_edge_space
from generator.private.stages import OFFICIALS, REVIEWS, Official, Permits, Review

HEADERS = {
    REVIEWS: ("表", "行编码", "列", "文本SHA-256", "审核人", "审核职务", "审核日期"),
    OFFICIALS: ("姓名", "职务", "单位"),
}
"""Column titles by file, in this order"""
LEAST_WORD = 2
"""Characters of an official's name, role and unit at least: one character stands near every name"""
_DIGEST = re.compile("[0-9a-f]{64}")


def read_permits(files: Mapping[str, bytes]) -> tuple[Permits, list[Finding]]:
    """Both files, none when they are absent, and every fault; no finding shows a cell."""
    faults: list[Finding] = []
    reviews = tuple(
        Review(table=t, row_key=key, column=c, text_sha256=digest, reviewer=who, role=role, reviewed_on=day, row=row)
        for row, (t, key, c, digest, who, role, day) in _rows(files, REVIEWS, faults)
    )
    officials = tuple(
        Official(name=name, role=role, unit=unit) for _, (name, role, unit) in _rows(files, OFFICIALS, faults)
    )
    return Permits(reviews=reviews, officials=officials), faults


def _rows(files: Mapping[str, bytes], file: str, faults: list[Finding]) -> list[tuple[int, tuple[str, ...]]]:
    if file not in files:
        return []
    sheet, found = read_sheet(file, files[file])
    if sheet is not None and sheet.header != HEADERS[file]:
        found = [fault("permit.header", file, 1, expected="、".join(HEADERS[file]))]
    elif sheet is not None:
        found = list(_faults(sheet))
    faults += found
    return [] if sheet is None or found else list(zip(sheet.rows, map(tuple, sheet.cells), strict=True))


def _faults(sheet: Sheet) -> Iterator[Finding]:
    uses = Counter(map(tuple, sheet.cells))
    for row, cells in zip(sheet.rows, sheet.cells, strict=True):
        for title, cell in zip(sheet.header, cells, strict=True):
            if not cell or UNSAFE.search(cell) or has_edge_space(cell) or not _is_valid(sheet.file, title, cell):
                yield fault("permit.cell", sheet.file, row, title)
        if uses[tuple(cells)] > 1:
            yield fault("permit.repeated", sheet.file, row)


def _is_valid(file: str, title: str, cell: str) -> bool:
    if title == "文本SHA-256":
        return _DIGEST.fullmatch(cell) is not None
    if title == "审核日期":
        return _is_day(cell)
    return file != OFFICIALS or len(cell) >= LEAST_WORD


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
