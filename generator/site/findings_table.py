"""Every finding as a download: one row each, with both sides and the rows where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from generator.base.blanks import Blank, Figure
from generator.base.pages import Artifact
from generator.contract.wording import Say, wording
from generator.figures.findings.record import FEN, PublicFinding, Side
from generator.figures.findings.rules import Rule
from generator.published.release import Release
from generator.published.rows import FindingReply
from generator.site.downloads import FOLDER, Download, _csv, _json, _text, _yuan, said
from generator.site.findings import book
from generator.site.text import category

NAME, TITLE = "findings", "疑点"
SEVERITIES = {"high": "重", "medium": "中", "low": "轻"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One row: names as the JSON has them, headers in `HEADERS`."""

    finding_id: str
    rule_id: str
    rule: str
    severity: str
    village_code: str | Blank
    fund_id: str | Blank
    project_id: str | Blank
    at_stake_fen: Figure
    first_is: str
    first: Figure | str
    first_unit: str
    first_rows: tuple[str, ...]
    """`table:key` of each row"""
    second_is: str
    second: Figure | str
    second_unit: str
    second_rows: tuple[str, ...]
    since: str | Blank
    is_open: bool
    replied_on: str | Blank
    """Of the latest reply"""
    reply_state: str | Blank


NAMES = tuple(field.name for field in fields(FindingRow))
HEADERS = (
    "疑点编码", "规则编码", "规则", "程度", "村编码", "资金编码", "项目编码", "涉及金额（元）",
    "一边是", "一边", "一边单位", "一边出处", "另一边是", "另一边", "另一边单位", "另一边出处",
    "自", "还在", "答复日期", "答复状态",
)  # fmt: skip


def findings_table(release: Release) -> Download:
    """Rule by rule, most at stake first, as the pages show them."""
    found = book(release).findings
    rows = [
        _row(result.rule, finding, found.replies.get(finding.finding_id, ()))
        for result in found.results
        for finding in result.found
    ]
    say = wording(release.programme)
    table = Download(
        name=NAME, title=TITLE, headers=HEADERS, names=NAMES, cells=lambda row: _cells(row, say), rows=rows
    )
    return said(table, release.programme)


def finding_downloads(release: Release) -> Iterator[Artifact]:
    """`data/tables/findings.csv` and `.json`."""
    table = findings_table(release)
    yield Artifact(path=f"{FOLDER}{NAME}.csv", data=_csv(table))
    yield Artifact(path=f"{FOLDER}{NAME}.json", data=_json(table))


def _row(rule: Rule, finding: PublicFinding, replies: tuple[FindingReply, ...]) -> FindingRow:
    last = replies[-1] if replies else None
    return FindingRow(
        finding_id=finding.finding_id,
        rule_id=rule.rule_id,
        rule=rule.title,
        severity=rule.severity,
        village_code=finding.village_code,
        fund_id=finding.fund_id,
        project_id=finding.project_id,
        at_stake_fen=finding.at_stake_fen,
        first_is=rule.first,
        first=finding.first.value,
        first_unit=finding.first.unit,
        first_rows=_keys(finding.first),
        second_is=rule.second,
        second=finding.second.value,
        second_unit=finding.second.unit,
        second_rows=_keys(finding.second),
        since=finding.since,
        is_open=finding.is_open,
        replied_on=last.replied_on if last else Blank.NOT_REPORTED,
        reply_state=last.state if last else Blank.NOT_REPORTED,
    )


def _keys(side: Side) -> tuple[str, ...]:
    return tuple(f"{row.table}:{row.key}" for row in side.rows)


def _cells(row: object, say: Say) -> list[str]:
    """CSV texts: money in yuan, words by their labels."""
    found: FindingRow = row  # type: ignore[assignment]
    return [_cell(found, name, say) for name in NAMES]


def _cell(row: FindingRow, name: str, say: Say) -> str:
    value = getattr(row, name)
    if name == "severity":
        return SEVERITIES[row.severity]
    if name == "reply_state":
        return category("finding_replies", "state", row.reply_state)
    is_money = name == "at_stake_fen" or (name in ("first", "second") and getattr(row, f"{name}_unit") == FEN)
    if name.endswith("_unit"):
        return say("元") if value == FEN else _text(value)
    return _yuan(value) if is_money else _text(value)
