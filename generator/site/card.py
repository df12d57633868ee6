"""A picture of a village's figures for its chat group: large letters, the same numbers as the page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.blanks import Blank
from generator.base.pages import Artifact
from generator.published.release import ALL
from generator.published.rows import Village
from generator.site.charts import HOUSEHOLD_LABELS
from generator.site.county import County
from generator.site.picture import Line, png
from generator.site.text import chinese_date
from generator.site.views import common, sentences

FILE = "card.png"
NUMBER = 76
"""Pixels of a figure"""


def cards(county: County) -> Iterator[Artifact]:
    """`villages/<code>/card.png` of every village."""
    for code in county.villages:
        yield Artifact(path=f"villages/{code}/{FILE}", data=png(card(county, code)))


def card(county: County, code: str) -> tuple[Line, ...]:
    """What stands on the card of one village; raises KeyError for an unknown code."""
    village = county.villages[code]
    return (
        *_head(county, village),
        *_money(county, village),
        *_to_households(county, code),
        *_projects(county, code),
        *_foot(county, code),
    )


def _head(county: County, village: Village) -> Iterator[Line]:
    programme = county.programme
    township = county.townships.get(str(village.township_code))
    place = f"{programme.county_name} {township.name}" if township else programme.county_name
    yield Line(left=place, right="资金公示", style="title", size=42, right_size=42, space=20)
    yield Line(left=village.name, style="title", size=96, is_bold=True, space=4)
    day = chinese_date(programme.as_of)
    yield Line(left=f"第 {programme.edition} 期 · 截至 {day}", style="title", size=44, space=22)
    if programme.is_synthetic:
        yield Line(left="演示数据：数字都是虚构的，不是真实情况", style="warning", size=42)
    if county.release.is_draft:
        yield Line(left="草稿：还没有审定，不要转发", style="warning", size=42, is_bold=True)


def _money(county: County, village: Village) -> Iterator[Line]:
    total = common.total(county, "village", village.village_code)
    yield _title("给单位和项目的钱", f"编号 {village.village_code}-{ALL.upper()}")
    if total is None:
        is_owed = county.owes_households(village)
        yield _figure("合计", (Blank.NOT_REPORTED if is_owed else Blank.NOT_APPLICABLE).label)
        yield Line(left="还没有报来" if is_owed else county.say("这类村不要求报送资金明细"), size=40, space=16)
        return
    for label, _, text, _ in common.headline(county, total):
        yield _figure(label, text)


def _to_households(county: County, code: str) -> Iterator[Line]:
    """Nothing where nothing is owed; the date where it is not that of the card."""
    total = county.household_money.get(("village", code, ALL))
    if total is None or set(total.amounts) == {Blank.NOT_APPLICABLE}:
        return
    until = "" if total.as_of == county.programme.as_of else f"（截至 {chinese_date(total.as_of)}）"
    yield _title(f"发给农户的钱{until}", f"编号 {code}-{ALL.upper()}-H")
    if total.is_nothing:
        yield _figure("合计", "0")
    elif Blank.WITHHELD in total.amounts:
        yield _figure("合计", Blank.WITHHELD.label)
        yield Line(left="为的是不让人认出哪一户", size=40, space=4)
    else:
        for label, _, text, _ in common.headline(county, total, labels=HOUSEHOLD_LABELS)[:2]:
            yield _figure(label, text)


def _projects(county: County, code: str) -> Iterator[Line]:
    projects = county.projects_of.get(code, ())
    if projects:
        states = "，".join(f"{label} {number} 个" for label, number in sentences.standing(county, projects))
        yield _title(f"{len(projects)} 个项目", "")
        yield Line(left=states, size=50, space=10)
        yield Line(left="", size=10, space=2)


def _foot(county: County, code: str) -> Iterator[Line]:
    contact = county.programme.contact
    yield Line(left="对哪笔账有疑问，请打", style="title", size=44, space=18)
    yield Line(left="监督电话", right=contact.hotline, style="title", size=44, right_size=64, space=6)
    yield Line(left=contact.office, right=contact.phone, style="title", size=44, right_size=56, space=6)
    yield Line(left="报出编号就行，不用说您是谁", style="title", size=42, space=24)


def _title(left: str, right: str) -> Line:
    return Line(left=left, right=right, size=50, right_size=36, is_bold=True, space=22)


def _figure(label: str, text: str) -> Line:
    return Line(left=label, right=text, style="figure", size=52, right_size=NUMBER, space=6)
