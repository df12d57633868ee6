"""The sentences under a title: figures rounded, blanks said, phone numbers dialled, project counts adding up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.county import move, project, small_release
from support.household_money import HIDDEN, with_money

from generator.base.blanks import Blank, Figure
from generator.base.units import wan_short_text, wan_text, yuan_text
from generator.published.release import ALL, Release
from generator.site.county import County
from generator.site.text import phone
from generator.site.views import VIEWS, sentences


def said(sentence: sentences.Sentence) -> str:
    return "".join(text for _, text, _ in sentence)


def lead(release: Release, code: str) -> list[str]:
    return [said(s) for s in VIEWS["village"].page(County.of(release), code).context["lead"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (175_284_800, "175.28"),
        (408_000_000, "408"),
        (0, "0"),
        (1, "0.00"),
        (5_000, "0.00"),
        (15_000, "0.02"),
        (25_000, "0.02"),
        (25_001, "0.03"),
        (99_999_999, "100.00"),
        (-15_000, "-0.02"),
        (12_590_000_000, "12,590"),
    ],
)
def test_wan_is_rounded_half_even_and_only_whole_wan_lose_the_decimals(fen: int, text: str) -> None:
    assert wan_short_text(fen) == text


def test_yuan_and_stated_wan_are_exact() -> None:
    assert [yuan_text(fen) for fen in (175_284_800, 21_760_299, -50, 0)] == ["1,752,848", "217,602.99", "-0.50", "0"]
    assert [wan_text(fen) for fen in (20_000_000, 1_234_550, 100)] == ["20", "1.23455", "0.0001"]


def test_a_village_says_what_came_what_for_and_whom_to_call() -> None:
    found = with_money(small_release(), {("village", "DL01", ALL): (9_000_00,) * 4}, {"village": "2014-12-31"})
    first, households, uses, call = lead(found, "DL01")
    assert first.startswith("到 2015年6月30日，本村的单位和项目到账 10 万元，已支出 ")
    assert households == "发给农户的钱另外算：到 2014年12月31日，到账 0.90 万元，已发放 0.90 万元。"
    assert "共 1 个项目：" in uses
    assert call.startswith("由省测试厅帮扶，电话 未报；有疑问请打测试县扶贫办 0763-0000000 或监督电话 12317")


def test_the_largest_uses_come_first() -> None:
    uses = {"road": 5_000_00, "water": 90_000_00, "housing": 20_000_00, "industry": 30_000_00}
    moves = [move(n, "spent", "F1", fen, village_code="DL01", use=use) for n, (use, fen) in enumerate(uses.items())]
    found = small_release({"fund_moves": moves, "projects": [], "contracts": [], "project_reports": []})
    assert "项目支出主要用于农田水利 9 万元、产业发展 3 万元、住房改造 2 万元。" in lead(found, "DL01")


def test_project_counts_of_a_sentence_add_up() -> None:
    dates = [{"accepted_on": "2015-01-01"}, {"planned_end_on": "2015-01-01"}, {"started_on": "2015-02-01"}, {}]
    projects = [project(n, "DL02", 100, **given) for n, given in enumerate(dates)]
    found = small_release({"projects": projects, "contracts": [], "project_reports": [], "fund_moves": []})
    county = County.of(found)
    assert said(sentences.works(county, county.projects_of["DL02"])) == (
        "共 4 个项目：已完工 1 个，在建 1 个，逾期 1 个，未报进度 1 个。"
    )


def test_blanks_are_said_and_never_zero() -> None:
    county = County.of(small_release())
    total = county.money["village", "DL01", "all"]
    changed = replace(total, amounts=(*total.amounts[:3], Blank.NOT_REPORTED), left_fen=Blank.NOT_REPORTED)
    assert said(sentences.money(county, "本村", changed)).endswith("已支出 未报，结余 未报。")
    assert said(sentences.money(county, "本村", None)).endswith("到账的钱还没有报来（未报）。")
    assert "支出比到账多 2 万元" in said(sentences.money(county, "本村", replace(total, left_fen=-2_000_000)))


@pytest.mark.parametrize(
    ("amounts", "sentence"),
    [
        ((0, 0, 0, 0), "到 2015年6月30日，没有发给农户的钱。"),
        (HIDDEN, "发给农户的钱另外算，合计不公开，为的是不让人认出哪一户。"),
        ((Blank.NOT_APPLICABLE,) * 4, ""),
        (
            (Blank.NOT_REPORTED, 0, Blank.NOT_REPORTED, 20_000_00),
            "发给农户的钱另外算：到 2015年6月30日，到账 未报，已发放 2 万元。",
        ),
    ],
)
def test_money_to_households_is_a_sentence_of_its_own(amounts: tuple[Figure, ...], sentence: str) -> None:
    county = County.of(with_money(small_release(), {("village", "DL01", ALL): amounts}))
    assert said(sentences.to_households(county, "village", "DL01")) == sentence


def test_a_village_without_money_duty_says_so() -> None:
    first, *_, last = lead(small_release(), "XZ03")
    assert first == "本村是市重点帮扶村，不要求报送资金明细（不适用）。"
    assert last.startswith("本村没有指定帮扶单位（不适用）；")


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("12317", "12317"),
        ("0763-0200036", "0763-0200036"),
        ("(0763) 020 0036", ""),
        ("+86 763 0200036", "+867630200036"),
        ("电话待填", ""),
        ("javascript:1", ""),
        ("1", ""),
    ],
)
def test_only_numbers_are_dialled(number: str, dialled: str) -> None:
    assert phone(number) == ("", number, dialled)


def test_a_missing_number_is_a_blank() -> None:
    assert phone(Blank.NOT_REPORTED) == ("b nr", "未报", "")


def test_every_project_stands_in_exactly_one_list() -> None:
    projects = [project(1, "DL01", 100), project(2, "XZ03", 100), project(3, Blank.NOT_APPLICABLE, 100)]
    county = County.of(small_release({"projects": projects, "contracts": [], "project_reports": [], "fund_moves": []}))
    view = VIEWS["projects_in"]
    listed = [p.project_id for key in view.keys(county) for p in county.projects_in[key]]
    assert sorted(listed) == ["J001", "J002", "J003"]
    paths = [view.page(county, key).path for key in view.keys(county)]
    assert paths == ["projects/in.DL/index.html", "projects/in.XZ/index.html", "projects/no.village/index.html"]
