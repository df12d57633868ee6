"""`data/README.md` says what the schemas say."""

from __future__ import annotations

from generator.contract.dictionary import FILE, dictionary
from generator.contract.schema import tables


def test_the_committed_dictionary_is_current() -> None:
    assert FILE.read_text("utf-8") == dictionary(), "run: python -m generator.contract.dictionary"


def test_every_column_has_a_row_with_its_header_and_class() -> None:
    lines = dictionary().splitlines()
    for table in tables().values():
        start = lines.index(f"## {table.name}")
        section = lines[start : start + len(table.columns) + 6]
        for column in table.columns:
            prefix = f"| `{column.name}` | {column.header} | "
            (row,) = [line for line in section if line.startswith(prefix)]
            assert f"| {column.privacy.value}" in row


def test_allowed_values_are_listed() -> None:
    text = dictionary()
    assert "`promised` 计划; `issued` 下达; `transferred` 转拨; `received` 到账; `spent` 支出" in text
    assert "vocabulary `causes`" in text
    assert "→ `villages.village_code`" in text
    assert "≥ 1 fen" in text
