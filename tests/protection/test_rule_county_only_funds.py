"""Funds whose name tells of illness or disability."""

from __future__ import annotations

from support.county import fund, small_linked

from generator.private.protection.mask import mask
from generator.private.protection.rules.county_only_funds import county_only_funds


def test_the_funds_that_say_so_and_no_other() -> None:
    funds = [fund("F1"), fund("F2", implies_health=True), fund("F3", implies_health=False), fund("F4")]
    assert county_only_funds(mask(small_linked({"funds": funds}))) == {"F2"}


def test_no_fund_says_so() -> None:
    assert county_only_funds(mask(small_linked({"funds": [fund("F1")]}))) == frozenset()
