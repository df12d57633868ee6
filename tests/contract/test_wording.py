"""Sentences of the interface in a programme's own words for places and money."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.county import small_programme

from generator.contract.programme import Programme, Term
from generator.contract.wording import escaped_wording, wording


def programme(county: str, township: str, village: str, currency: str) -> Programme:
    names = {"county": county, "township": township, "village": village}
    terms = tuple(Term(code=code, label=label) for code, label in names.items())
    return replace(small_programme(), level_names=terms, currency=currency)


OTHER = programme("旗", "苏木", "嘎查", "银")


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("按镇（乡）和村（元）", "按苏木和嘎查（银）"),
        ("全县合同 3 份，合计 1.20 万元", "全旗合同 3 份，合计 1.20 万银"),
        ("没有哪个村、镇或县的编码是这样开头的", "没有哪个嘎查、苏木或旗的编码是这样开头的"),
        ("乡镇未列明", "苏木未列明"),
        ("村委会和村民不是层级，农村和城镇也不是", "村委会和村民不是层级，农村和城镇也不是"),
    ],
)
def test_levels_and_money_are_called_as_the_programme_calls_them(sentence: str, said: str) -> None:
    assert wording(OTHER)(sentence) == said


def test_the_words_of_the_templates_stay_where_the_programme_uses_them() -> None:
    ours = programme("市（县级）", "镇（乡）", "村", "元")
    for sentence in ("按镇（乡）和村（元）", "全县 1.20 万元", "村、镇或县", "乡镇未列明"):
        assert wording(ours)(sentence) == sentence


def test_names_become_html_where_a_template_holds_the_sentence() -> None:
    odd = programme("<旗>", "苏木", "嘎&查", "银")
    assert escaped_wording(odd)("全县各村") == "全&lt;旗&gt;各嘎&amp;查"
    assert wording(odd)("全县各村") == "全<旗>各嘎&查"
