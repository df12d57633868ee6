"""No person, ID number, phone or account of the sample can be real or stand anywhere by accident."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sample_county import County

from generator.contract.schema import Privacy, tables
from generator.sample.names import FIRST, RARE, SECOND, THIRD
from generator.sample.numbers import bank_account, check_digit, id_number, luhn_digit
from generator.sample.story import chance

PROVINCES = {
    *range(11, 16),
    *range(21, 24),
    *range(31, 38),
    *range(41, 47),
    *range(50, 55),
    *range(61, 66),
    71,
    81,
    82,
    83,
}


def test_check_digit_of_a_published_example() -> None:
    assert check_digit("11010519491231002") == "X"  # the example in GB 11643
    assert check_digit("44052418800101001") == "4"


def test_id_numbers_are_valid_in_form_and_impossible_in_fact(sample: County) -> None:
    numbers = [row["head_id_number"] for row in sample["households"]]
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        assert check_digit(number[:17]) == number[17]
        assert int(number[:2]) not in PROVINCES
        assert date(int(number[6:10]), int(number[10:12]), int(number[12:14])).year == 1900


def test_id_numbers_differ_for_every_serial() -> None:
    assert len({id_number(3, serial) for serial in range(50_000)}) == 50_000
    assert id_number(3, 1)[:6] != id_number(4, 1)[:6]


def test_phones_stand_in_an_unassigned_range(sample: County) -> None:
    phones = [row["phone"] for row in sample["households"] if row["phone"]]
    assert phones
    assert all(phone.startswith("154") and len(phone) == 11 for phone in phones)


def test_luhn_digit_of_a_known_number() -> None:
    assert luhn_digit("7992739871") == 3


def test_bank_accounts_fail_luhn(sample: County) -> None:
    accounts = [row["bank_account"] for row in sample["households"] if row["bank_account"]]
    assert accounts
    assert all(luhn_digit(account[:-1]) != int(account[-1]) for account in accounts)
    assert len(bank_account(chance(1, "test"))) == 19


def test_characters_of_given_names_stand_nowhere_else(sample: County) -> None:
    assert len(set(RARE)) == len(RARE)
    assert not set(RARE) & set(FIRST + SECOND + THIRD)
    private = {("organisations", "name"), ("inspections", "remark")}
    for name, rows in sample.items():
        for column in tables()[name].columns:
            if tables()[name].is_public and (name, column.name) not in private:
                assert not set(RARE) & set("".join(row[column.name] for row in rows)), (name, column.name)


def test_characters_of_given_names_stand_in_no_text_of_the_repository() -> None:
    root = Path(__file__).parents[2]
    texts = [*(root / "content").rglob("*.md"), *(root / "theme").rglob("*.html"), *root.glob("README*.md")]
    assert texts
    for path in texts:
        assert not set(RARE) & set(path.read_text("utf-8")), path.name


def test_names_have_two_or_three_characters(sample: County) -> None:
    names = [row["head_name"] for row in sample["households"]]
    short = sum(len(name) == 2 for name in names)
    assert {len(name) for name in names} == {2, 3}
    assert 0.03 < short / len(names) < 0.07


def test_two_remarks_name_a_person_so_that_screening_has_work(sample: County) -> None:
    names = {row["head_name"] for row in sample["households"] if len(row["head_name"]) == 3}
    remarks = [row["remark"] for row in sample["inspections"]]
    assert sum(any(name in remark for name in names) for remark in remarks) == 2


@pytest.mark.parametrize("table", ["households", "household_years", "household_payments", "assistance_records"])
def test_every_private_identifier_column_is_filled(sample: County, table: str) -> None:
    for column in tables()[table].columns:
        if column.privacy is Privacy.IDENTIFIER:
            assert any(row[column.name] for row in sample[table]), column.name
