"""A one-minute text for the village loudspeaker: the figures of the village's page, written as they are said."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.blanks import Blank, Figure
from generator.base.pages import Artifact
from generator.figures.money import Waterfall
from generator.published.release import ALL
from generator.published.rows import Village
from generator.site import spoken
from generator.site.county import County
from generator.site.views import common, sentences

FILE = "broadcast.txt"
OLD_EDITORS = "utf-8-sig"
"""With a mark at the start and CRLF, as editors of old office machines need it to tell the encoding"""


def broadcasts(county: County) -> Iterator[Artifact]:
    """`villages/<code>/broadcast.txt` of every village."""
    for code in county.villages:
        text = broadcast(county, code).replace("\n", "\r\n")
        yield Artifact(path=f"villages/{code}/{FILE}", data=text.encode(OLD_EDITORS))


def broadcast(county: County, code: str) -> str:
    """One sentence a line, without digits; raises KeyError for an unknown code."""
    village = county.villages[code]
    lines = (
        _opening(county, village),
        _money(county, village),
        _to_households(county, code),
        _projects(county, code),
        _helper(county, code),
        _whom_to_call(county, code),
    )
    return "".join(f"{line}\n" for line in lines if line)


def _opening(county: County, village: Village) -> str:
    programme = county.programme
    synthetic = "这是演示数据，不是真实情况。" if programme.is_synthetic else ""
    draft = "这是草稿，还没有审定。" if county.release.is_draft else ""
    return (
        f"{village.name}的乡亲们，{county.say('现在播报本村资金和项目的公开情况。')}"
        f"{synthetic}{draft}数字截至{spoken.day(programme.as_of)}。"
    )


def _money(county: County, village: Village) -> str:
    total = common.total(county, "village", village.village_code)
    if total is not None:
        return county.say(f"给单位和项目的钱，{_told(total, '支出')}。")
    if county.owes_households(village):
        return "给单位和项目的钱，还没有报来。"
    return f"{county.say('本村')}是{county.label('village_kinds', village.kind)}，不要求报送资金明细。"


def _to_households(county: County, code: str) -> str:
    """Money to households, with its own date where that differs; nothing where none is owed."""
    total = county.household_money.get(("village", code, ALL))
    if total is None or set(total.amounts) == {Blank.NOT_APPLICABLE}:
        return ""
    until = "" if total.as_of == county.programme.as_of else f"截至{spoken.day(total.as_of)}，"
    if total.is_nothing:
        return f"{until}没有发给农户的钱。"
    if Blank.WITHHELD in total.amounts:
        return "发给农户的钱另外算，合计不公开，为的是不让人认出哪一户。"
    return county.say(f"发给农户的钱另外算，{until}{_told(total, '发放')}。")


def _told(total: Waterfall, spent: str) -> str:
    received, paid, left = total.amount("received"), total.amount("spent"), total.left_fen
    rest = f"{spent}比到账多{spoken.yuan(-left)}" if isinstance(left, int) and left < 0 else f"结余{_yuan(left)}"
    return f"到账{_yuan(received)}，已经{spent}{_yuan(paid)}，{rest}"


def _yuan(figure: Figure) -> str:
    return f"的数{figure.label}" if isinstance(figure, Blank) else spoken.yuan(figure)


def _projects(county: County, code: str) -> str:
    projects = county.projects_of.get(code, ())
    if not projects:
        return ""
    parts = [f"{label}{spoken.counted(number)}个" for label, number in sentences.standing(county, projects)]
    return county.say(f"全村一共{spoken.counted(len(projects))}个项目，{'，'.join(parts)}。")


def _helper(county: County, code: str) -> str:
    helpers = county.helpers_of.get(code, ())
    if not helpers:
        return ""
    unit = county.units[helpers[0].unit_id]
    more = f"等{spoken.counted(len(helpers))}个单位" if len(helpers) > 1 else ""
    return f"{county.say('帮扶本村的是')}{unit.name}{more}{_call(unit.office_phone)}。"


def _call(number: str | Blank) -> str:
    return "，电话没有报来" if isinstance(number, Blank) else f"，电话{spoken.digits(number)}"


def _whom_to_call(county: County, code: str) -> str:
    contact = county.programme.contact
    return (
        f"对哪笔账有疑问，请打{contact.office}的电话{spoken.digits(contact.phone)}，"
        f"或者监督电话{spoken.digits(contact.hotline)}。"
        f"不用说您是谁，报出网页上数字旁边的编号就行，{county.say('本村的编号开头是')}{spoken.code(code)}。"
    )
