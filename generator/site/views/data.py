"""The data page: every table to download, what each column means, and how to cite."""

from __future__ import annotations

from collections.abc import Sequence

from generator.contract.schema import Column, tables
from generator.published.release import ProtectedTable
from generator.site.county import County
from generator.site.downloads import FOLDER, download_tables
from generator.site.findings_table import findings_table
from generator.site.page import Page
from generator.site.text import chinese_date
from generator.site.views import common

ROOT = "../"
TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "小数",
    "boolean": "是/否",
    "date": "日期",
    "yearmonth": "年月",
    "year": "年份",
}

ColumnRow = tuple[str, str, str, str, str]
"""(header, name, type, what an empty value is, allowed values)"""


def keys(county: County) -> Sequence[str]:
    return ("",)


def page(county: County, key: str) -> Page:
    """Downloads of this edition; the dictionary lists published columns only."""
    programme = county.programme
    return Page(
        path="data/index.html",
        section="data",
        title="数据下载",
        description="每张公开数据表的 CSV 与 JSON、字段说明与引用方法",
        template="data.html",
        context={
            **common.base(county, ROOT),
            "tables": tuple(
                (t.name, t.title, str(len(t.rows)), f"{ROOT}{FOLDER}{t.name}.csv", f"{ROOT}{FOLDER}{t.name}.json")
                for t in (*download_tables(county.release), findings_table(county.release))
            ),
            "dictionary": tuple(
                (
                    table.name,
                    county.say(table.title),
                    tuple(tuple(map(county.say, _column(column))) for column in table.published_columns),
                )
                for table in tables().values()
                if table.is_public
            ),
            "protected": tuple(
                (t.title, _dates(county, t), str(t.cells_shown), str(t.cells_withheld))
                for t in county.release.protected_tables
            ),
            "example": next((f"{code}-ALL" for code in county.villages), f"{programme.county_code}-ALL"),
            "cite": f"{programme.county_name}：{programme.title}公示数据，第 {programme.edition} 期，"
            f"截至{chinese_date(programme.as_of)}",
        },
    )


def _dates(county: County, table: ProtectedTable) -> str:
    """「2015年6月30日」 where the levels agree, else one date per level."""
    labels = {term.code: term.label for term in county.programme.level_names}
    known = county.snapshot_dates.get(table.table_id, {})
    found = {labels[level]: chinese_date(known[level]) for level in table.levels if level in known}
    days = sorted(set(found.values()))
    return days[0] if len(days) == 1 else "，".join(f"{label} {day}" for label, day in found.items())


def _column(column: Column) -> ColumnRow:
    kind = "元（JSON 为分）" if column.unit == "fen" else TYPES[column.type]
    allowed = "、".join(column.categories.values()) or (f"词表 {column.vocabulary}" if column.vocabulary else "")
    blank = "必填" if column.blank is None else column.blank.label
    withheld = "，可不公开" if column.is_withholdable else ""
    return (column.header, column.name, kind, f"{blank}{withheld}", allowed)
