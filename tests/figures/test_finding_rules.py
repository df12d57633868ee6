"""The rules as data: the product's own file holds every rule, and a spoilt one is refused with file, row and remedy."""

from __future__ import annotations

import pytest

from generator.base.errors import DataRefused
from generator.figures.findings.find import CHECKS
from generator.figures.findings.notices import EVENTS
from generator.figures.findings.rules import FILE, KNOWN, TIMED, read_rules, reference_rules

HEADER = "rule_id,title,text,severity,threshold,unit,first,second,basis,is_on,off_reason,off_role"


def file(*changed: str) -> bytes:
    """The product's rules as a file, with the rows of `changed` in place of those with the same id."""
    given = {line.split(",")[0]: line for line in changed}
    rows = {rule.rule_id: f"{rule.rule_id},题,文,low,5,天,甲,乙,据,yes,," for rule in reference_rules()}
    return "\n".join([HEADER, *({**rows, **given}.values())]).encode()


def refused(data: bytes) -> list[tuple[str, int, str]]:
    """(code, row, column) of every fault; each names the file and a remedy in two languages."""
    with pytest.raises(DataRefused) as refusal:
        read_rules(data, "rules.csv")
    for fault in refusal.value.findings:
        assert fault.where.file == "rules.csv"
        assert all((fault.rule.zh, fault.rule.en, fault.remedy.zh, fault.remedy.en))
        assert "{" not in fault.rule.zh + fault.rule.en + fault.remedy.zh + fault.remedy.en
    return [(fault.code, fault.where.row, fault.where.column) for fault in refusal.value.findings]


def test_every_rule_of_the_file_is_checked_and_every_check_has_its_rule() -> None:
    rules = reference_rules()
    assert [rule.rule_id for rule in rules] == list(dict.fromkeys(rule.rule_id for rule in rules))
    assert {rule.rule_id for rule in rules} == set(CHECKS) == set(KNOWN)
    assert set(EVENTS) < set(TIMED)
    assert FILE.endswith("rules.csv")


def test_gravest_rules_come_first() -> None:
    order = [("high", "medium", "low").index(rule.severity) for rule in reference_rules()]
    assert order == sorted(order)


def test_a_rule_that_is_off_says_why_and_by_whom() -> None:
    off = [rule for rule in reference_rules() if not rule.is_on]
    assert [rule.rule_id for rule in off] == ["notice_after_work", "notice_allocation"]
    assert all(rule.off_reason and rule.off_role for rule in off)


def test_a_file_reads_back() -> None:
    rules = {rule.rule_id: rule for rule in read_rules(file("rate,比例,文,high,7,天,甲,乙,据,no,没有数,主任"))}
    assert (rules["rate"].threshold, rules["rate"].is_on, rules["rate"].off_role) == (7, False, "主任")
    assert rules["late_entry"].threshold == 5


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("surprise,题,文,low,,,甲,乙,据,yes,,", "rules.unknown", "rule_id"),
        ("rate,,文,low,5,天,甲,乙,据,yes,,", "rules.words", "title"),
        ("rate,题,文,worst,5,天,甲,乙,据,yes,,", "rules.severity", "severity"),
        ("rate,题,文,low,5,,甲,乙,据,yes,,", "rules.threshold", "threshold"),
        ("rate,题,文,low,-5,天,甲,乙,据,yes,,", "rules.days", "threshold"),
        ("rate,题,文,low,9999,天,甲,乙,据,yes,,", "rules.days", "threshold"),
        ("rate,题,文,low,٣,天,甲,乙,据,yes,,", "rules.days", "threshold"),
        ("rate,题,文,low,,,甲,乙,据,yes,,", "rules.needed", "threshold"),
        ("rate,题,文,low,5,天,甲,乙,据,maybe,,", "rules.state", "is_on"),
        ("rate,题,文,low,5,天,甲,乙,据,no,,主任", "rules.reason", "off_reason"),
        ("rate,题,文,low,5,天,甲,乙,据,no,太忙,", "rules.reason", "off_reason"),
        ("rate,题,文,low,5,天,甲,乙,据,yes,太忙,主任", "rules.idle", "off_reason"),
        ("rate,题", "rules.cells", ""),
    ],
)
def test_a_spoilt_row_is_refused_where_it_stands(row: str, code: str, column: str) -> None:
    data = file(row)
    at = next(n for n, line in enumerate(data.decode().split("\n"), 1) if line == row)
    assert (code, at, column) in refused(data)


def test_all_faults_are_told_at_once() -> None:
    found = refused(file("rate,题,文,worst,5,天,甲,乙,据,yes,,", "late_entry,题,文,low,5,天,甲,乙,据,no,,"))
    assert sorted(code for code, _, _ in found) == ["rules.reason", "rules.severity"]


def test_a_repeated_and_a_missing_rule_are_refused() -> None:
    lines = file().decode().split("\n")
    twice = "\n".join([*lines, lines[1]]).encode()
    assert refused(twice) == [("rules.repeated", len(lines) + 1, "rule_id")]
    assert refused("\n".join(lines[:-1]).encode()) == [("rules.missing", 0, "")]


@pytest.mark.parametrize("data", [b"\xff\xfe", b'"open', b""])
def test_what_is_no_table_is_refused(data: bytes) -> None:
    assert refused(data)[0][0] in ("rules.syntax", "rules.header")
