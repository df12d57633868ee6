"""The column dictionary: `data/README.md`, written from the table schemas."""

from __future__ import annotations

from pathlib import Path

from generator.contract.schema import SCHEMA_VERSION, Column, Table, tables

FILE = Path(__file__).parents[2] / "data" / "README.md"

_INTRODUCTION = f"""# 数据字典 · Column dictionary

Generated from `generator/contract/tables/*.json` by `python -m generator.contract.dictionary`; do not edit.
Schema version {SCHEMA_VERSION}.

| folder | holds |
|---|---|
| `reference/` | funds, goals, benchmarks, duties, entitlements, plan of the 2013 programme; `programme.yml` template |
| `sample/` | a synthetic county as of 2015-06, written by `gongshi sample data/sample`; nobody in it is real |
| `geo/` | boundaries, when the county supplies them |

## A data folder

One folder is one county at one moment: `programme.yml` (county, period, levels, vocabularies, as-of date, edition),
one `<table>.csv` for each table below, `mapping.yml` if columns bear other names, and `manifest.json` once approved.
The data folder is authoritative: funds, goals, benchmarks, duties and entitlements are read from it, not from
`reference/`. Household tables may be absent, and so may every public table but `villages`; absent means empty.

- **Files**: CSV in UTF-8 with BOM, comma, CRLF; the first row holds the Chinese headers.
- **Money**: headers end in （元）; cells are yuan with at most two decimals. Everything inside is integer fen.
- **Dates** `2015-06-30`, **months** `2015-06`, **years** `2015`, **booleans** 是 or 否.
- **Words** from a list are written by their Chinese label; the code is accepted too. **Lists** are codes joined by `;`.
- **Blank**: an empty cell means what the column says below. 未报 (not reported), 未到期 (not due) and 不适用 (not
  applicable) may stand in any column that is not required. Zero is written `0`.
- **Privacy class**: `public` is published; `free_text` is published after screening, and never from a private table;
  `quasi` and `sensitive` reach the public only through protected tables; `identifier` never does. A `withholdable`
  value may be replaced by 不公开.
- **Editions** of the sample are monthly and count from the programme's first month: 2013-06 is 1, 2015-06 is 25.
"""


def dictionary() -> str:
    """The whole Markdown page: one section per table in contract order, one row per column."""
    return "\n".join([_INTRODUCTION, _contents(), *(_section(table) for table in tables().values())])


def _contents() -> str:
    lines = ["## Tables", "", "| table | title | key | visibility |", "|---|---|---|---|"]
    for table in tables().values():
        visibility = "public" if table.is_public else "private"
        lines.append(
            f"| [`{table.name}`](#{table.name}) | {table.title} | {_codes(table.primary_key)} | {visibility} |"
        )
    return "\n".join([*lines, ""])


def _section(table: Table) -> str:
    keys = {key.column: f"{key.table}.{key.target}" for key in table.foreign_keys}
    lines = [
        f"## {table.name}",
        "",
        f"{table.title}. {table.description}",
        "",
        "| column | header | type | unit | privacy | blank means | allowed |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [_row(column, keys.get(column.name)) for column in table.columns]
    return "\n".join([*lines, ""])


def _row(column: Column, target: str | None) -> str:
    privacy = column.privacy.value + (", withholdable" if column.is_withholdable else "")
    blank = "required" if column.blank is None else f"{column.blank.label} {column.blank.value}"
    kind = f"list of {column.type}" if column.separator else column.type
    cells = [f"`{column.name}`", column.header, kind, column.unit or "", privacy, blank, _allowed(column, target)]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _allowed(column: Column, target: str | None) -> str:
    parts = [f"`{value}` {label}" for value, label in column.categories.items()]
    if column.vocabulary:
        parts.append(f"vocabulary `{column.vocabulary}`")
    if target:
        parts.append(f"→ `{target}`")
    if column.pattern and not target:
        parts.append(f"`{column.pattern}`")
    if column.minimum is not None or column.maximum is not None:
        parts.append(_range(column))
    if column.max_length is not None:
        parts.append(f"at most {column.max_length} characters")
    return "; ".join(parts)


def _range(column: Column) -> str:
    """Money limits are given in the unit in which they are checked, fen."""
    least = "" if column.minimum is None else f"≥ {column.minimum}"
    most = "" if column.maximum is None else f"≤ {column.maximum}"
    unit = f" {column.unit}" if column.unit else ""
    return " and ".join(part for part in (least, most) if part) + unit


def _codes(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    FILE.write_text(dictionary(), "utf-8", newline="\n")
