from __future__ import annotations

from support.county import project, small_linked

from generator.base.blanks import Blank
from generator.contract.schema import Privacy, tables
from generator.private.protection.mask import HOUSEHOLD_KEY, mask


def test_no_identifier_column_is_left() -> None:
    masked = mask(small_linked())
    for name, frame in masked.frames.items():
        identifiers = {c.name for c in tables()[name].columns if c.privacy is Privacy.IDENTIFIER}
        assert not identifiers & set(frame.columns), name


def test_private_tables_lose_their_free_text() -> None:
    assert "content" not in mask(small_linked()).frames["assistance_records"].columns


def test_households_keep_an_integer_key_that_is_the_same_in_every_table() -> None:
    years = [{"household_id": "SS01-H003", "year": 2014}]
    masked = mask(small_linked({"household_years": years}))
    households = masked.frames["households"][HOUSEHOLD_KEY].tolist()
    assert households == [*range(33), *range(43, 73), *range(33, 43)]  # in order of code: DL, SS, XZ
    assert masked.frames["household_years"][HOUSEHOLD_KEY].tolist() == [36]


def test_names_of_persons_and_sole_traders_are_withheld() -> None:
    kinds = ("company", "natural_person", "sole_trader")
    rows = [{"organisation_id": k, "name": f"名{k}", "kind": k, "credit_code": "9" * 18} for k in kinds]
    organisations = mask(small_linked({"organisations": rows})).frames["organisations"]
    assert organisations["name"].tolist() == ["名company", Blank.WITHHELD, Blank.WITHHELD]
    assert organisations["credit_code"].tolist() == ["9" * 18, Blank.WITHHELD, Blank.WITHHELD]


def test_free_text_is_screened_against_heads_and_traders() -> None:
    linked = small_linked()
    head = linked.frames["households"]["head_name"].tolist()[0]
    texts = [f"为{head}修房", "由司马测试承建", "硬底化道路", Blank.NOT_REPORTED]
    rows = [project(n, "DL01", 100, content=text) for n, text in enumerate(texts)]
    screened = mask(small_linked({"projects": rows})).frames["projects"]["content"].tolist()
    assert screened == [Blank.WITHHELD, Blank.WITHHELD, "硬底化道路", Blank.NOT_REPORTED]
    assert all(isinstance(text, Blank) for text in (screened[0], screened[3]))


def test_household_tables_may_be_absent() -> None:
    masked = mask(small_linked(without=["households", "household_years"]))
    assert "households" not in masked.frames
