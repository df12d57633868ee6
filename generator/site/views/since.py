"""Three plain sentences on what changed in a village since the edition before: money, projects, notices and goals."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.blanks import Blank, Figure
from generator.figures.changes import ACCEPTED, BEHIND, COMPLETED, MET, POSTED, STARTED, Change, Changes, changes
from generator.published.rows import Village
from generator.site.county import County
from generator.site.text import chinese_date
from generator.site.views import goaltext
from generator.site.views.once import once
from generator.site.views.sentences import Sentence, blank, figure, plain

MOST = 2
"""Projects or goals named in a sentence"""
STEPS = {STARTED: "开工", COMPLETED: "完工", ACCEPTED: "验收"}
FIRST = "这是第一期，还没有上一期可以比。"
UNKNOWN = "本期没有附上一期的数，所以列不出变化。"
NEW = "上一期没有本村，所以列不出变化。"


@once
def since(county: County) -> Changes | None:
    """All changes, made once."""
    return changes(county.release)


def title(county: County) -> str:
    """「和上一期比（第 24 期，截至 2015年5月31日）」."""
    found = since(county)
    return f"和上一期比（第 {found.edition} 期，截至 {chinese_date(found.as_of)}）" if found else "和上一期比"


def sentences(county: County, village: Village) -> tuple[Sentence, ...]:
    """Money, projects, then notices and goals; or the one sentence that says why nothing can be compared."""
    found = since(county)
    if found is None:
        return ((plain(FIRST if county.programme.edition == 1 else UNKNOWN),),)
    change = found.villages.get(village.village_code)
    if change is None:
        return ((plain(county.say(NEW)),),)
    return (
        _money(county, village, change),
        _projects(county, change),
        (*_notices(change), *_goals(county, village, change)),
    )


def _money(county: County, village: Village, change: Change) -> Sentence:
    if not county.owes_households(village) and {*change.received, *change.spent} == {Blank.NOT_REPORTED}:
        return (plain(county.say("本村不要求报送资金明细（")), blank(Blank.NOT_APPLICABLE), plain("）。"))
    received, spent = _moved(county, "到账", *change.received), _moved(county, "支出", *change.spent)
    return (plain("给单位和项目的钱："), *received, plain("，"), *spent, plain("。"))


def _moved(county: County, label: str, before: Figure, now: Figure) -> Sentence:
    if isinstance(before, Blank) or isinstance(now, Blank):
        if before == now:
            return (plain(f"{label}仍然是"), figure(county, now))
        return (plain(f"{label}由"), figure(county, before), plain("改为 "), figure(county, now))
    if now == before:
        return (plain(f"没有新{label}"),)
    return (plain(f"新{label} " if now > before else f"{label}改少了 "), figure(county, abs(now - before)))


def _projects(county: County, change: Change) -> Sentence:
    steps = [(change.new[what], f"个项目{word}") for what, word in STEPS.items()]
    gone = sorted({code for what in STEPS for code in change.gone[what]})
    parts = [_counted(county, codes, what) for codes, what in (*steps, (gone, "个项目的日期有更正")) if codes]
    if not parts:
        return (plain("没有项目新开工、完工或验收。"),)
    return (*(piece for n, part in enumerate(parts) for piece in ((plain("，"), *part) if n else part)), plain("。"))


def _counted(county: County, codes: Sequence[str], what: str) -> Sentence:
    """「2 个项目完工（甲、乙）」; more than `MOST` are not all named."""
    told = "、".join(county.projects[code].name if code in county.projects else code for code in codes[:MOST])
    return (("n", str(len(codes)), ""), plain(f" {what}（{told}{'等' if len(codes) > MOST else ''}）"))


def _notices(change: Change) -> Sentence:
    posted = change.new[POSTED]
    if not posted:
        return (plain("没有新张贴公示；"),)
    return (plain("新张贴公示 "), ("n", str(len(posted)), ""), plain(" 张；"))


def _goals(county: County, village: Village, change: Change) -> Sentence:
    moved = sorted({code for what in (MET, BEHIND) for code in (*change.new[what], *change.gone[what])})
    now = {result.goal.goal_id: (result, place) for result, place in county.goals_of.get(village.village_code, ())}
    told = [now[code] for code in moved if code in now]
    if not told:
        return (plain("目标的状态没有变。"),)
    parts = [f"“{result.goal.title}”现在是{goaltext.state(place)[1]}" for result, place in told[:MOST]]
    more = f"等 {len(told)} 个" if len(told) > MOST else ""
    return (plain(f"目标{'，'.join(parts)}{more}。"),)
