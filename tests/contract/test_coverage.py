"""`docs/coverage.md` is what the inventory of the plan says, and the inventory is whole."""

from __future__ import annotations

from collections import Counter

import pytest
import yaml

from generator.contract.coverage import FILE, INVENTORY, coverage, facts

PLAN = {
    "garbled": 6,
    "villages": 18,
    "entry_thresholds": 3,
    "people": 3,
    "goals_2015": 11,
    "goals_2013": 4,
    "goals_2014": 3,
    "six_ensures": 6,
    "village_three": 3,
    "household_one_of": 2,
    "eight_mechanisms": 8,
    "eight_policies": 8,
    "five_household_classes": 5,
    "funds": 16,
    "records": 13,
    "rhythm": 5,
    "ranking": 6,
    "people_roles": 8,
    "province_rural_income": 7,
}
"""How many facts the plan has of each kind"""


def test_the_committed_table_is_current() -> None:
    assert FILE.read_text("utf-8") == coverage(facts()), "run: python -m generator.contract.coverage"


def test_the_inventory_is_whole() -> None:
    assert Counter(fact.group for fact in facts()) == PLAN


def test_every_fact_has_a_clause_and_a_page_or_a_reason() -> None:
    for fact in facts():
        assert fact.clause[:2] in ("一(", "二(", "文末"), fact
        assert bool(fact.page and fact.texts) != bool(fact.reason), fact
        assert f"| `{fact.fact_id}` | {fact.clause} | {fact.fact} |" in coverage(facts())


def test_left_out_facts_are_few_and_explained() -> None:
    assert [(fact.group, fact.fact_id) for fact in facts() if fact.reason] == [("garbled", "brackets")]


@pytest.mark.parametrize(
    ("key", "value"),
    [("clause", None), ("page", None), ("texts", None), ("texts", []), ("not_shown", "why"), ("confidence", "sure")],
)
def test_an_entry_that_says_too_little_or_too_much_is_refused(key: str, value: object) -> None:
    groups = yaml.safe_load(INVENTORY.read_bytes())
    entry = groups[0]["entries"][0]
    if value is None:
        del entry[key]
    else:
        entry[key] = value
    with pytest.raises(ValueError, match=r"garbled\.households"):
        facts(yaml.safe_dump(groups, allow_unicode=True).encode())


def test_a_fact_is_listed_once() -> None:
    groups = yaml.safe_load(INVENTORY.read_bytes())
    groups[1]["entries"].append(groups[1]["entries"][0])
    with pytest.raises(ValueError, match="listed twice"):
        facts(yaml.safe_dump(groups, allow_unicode=True).encode())
