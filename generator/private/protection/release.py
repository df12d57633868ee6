"""release: Protected → Release. The gate and the only mint of public types.

It trusts nothing that came before: it looks again at columns, values, counts and sums of what would become public.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from generator.base.blanks import Blank
from generator.base.errors import Bilingual, DataRefused, Finding, ProtectionRefused, Where
from generator.base.patterns import identifiers
from generator.config.settings import GOAL
from generator.contract.programme import Programme
from generator.contract.schema import tables
from generator.figures.changes import village_figures
from generator.private.protection.columns import records
from generator.private.protection.reader_sums import reader_sums
from generator.private.stages import Protected
from generator.published.goal_states import MET, NOT_MET
from generator.published.release import EarlierFigure, Release
from generator.published.shape import accepts, row_fields, row_types

if TYPE_CHECKING:
    import pandas as pd

_REMEDY = Bilingual(
    zh="不要发布；把规则与版本号告知维护人员", en="do not publish; report the rule and the version to the maintainers"
)
_RULES = {
    "columns": ("只可含可公开的列", "only published columns may stand here"),
    "identifier": ("含有证件号码或银行卡号", "holds an ID number or a card number"),
    "type": ("值的类型与公开字段不符", "the value is not of the type of the public field"),
    "small_count": ("公开的户数须为 0 或不少于 k", "a shown count must be 0 or at least k"),
    "village_goal": ("村的目标只可写状态，不可写户数", "a goal shows the state of a village, never a number"),
    "single_hidden": ("一次减法即可还原不公开的数", "one subtraction gives a withheld number back"),
    "not_a_sum": ("合计与所含各项不符", "a total differs from what it holds"),
    "line": ("公开的资金明细须有金额", "a public money line must show its amount"),
}
_SHORTEST_IDENTIFIER = 15
_NOT_BEFORE = Finding(
    code="release.previous",
    where=Where(file="--previous"),
    rule=Bilingual(
        zh="上一期须是同一县、同一计划、期数更小的正式数据包",
        en="the previous release must be of the same county and programme, of a lower edition, and no draft",
    ),
    remedy=Bilingual(zh="换成上一期公布的数据包文件夹", en="name the folder of the release that was published before"),
)


def release(protected: Protected, previous: Release | None = None) -> Release:
    """The edition's public facts, every tuple sorted by its primary key; of `previous`, the public release before it,
    only what pages compare with.

    Raises ProtectionRefused with every fault, DataRefused when `previous` is not of an earlier edition of this county.
    """
    earlier = _earlier(protected.programme, previous) if previous is not None else ()
    faults = list(_columns(protected)) or [
        *_values(protected),
        *_small_counts(protected),
        *_village_goals(protected),
        *_sums(protected),
        *_lines(protected),
    ]
    if faults:
        raise ProtectionRefused(faults)
    return Release(
        programme=protected.programme,
        is_draft=protected.is_draft,
        k=protected.k,
        p_percent=protected.p_percent,
        household_figures=protected.household_figures,
        household_states=protected.household_states,
        money_totals=protected.money_totals,
        protected_tables=protected.protected_tables,
        earlier_figures=earlier,
        **{name: _mint(name, protected.frames[name]) for name in _public_tables()},
    )


def _earlier(programme: Programme, previous: Release) -> tuple[EarlierFigure, ...]:
    before = previous.programme
    is_same = (before.programme_id, before.county_code) == (programme.programme_id, programme.county_code)
    if not is_same or before.edition >= programme.edition or before.as_of > programme.as_of or previous.is_draft:
        raise DataRefused([_NOT_BEFORE])
    return tuple(
        EarlierFigure(
            edition=before.edition,
            as_of=before.as_of,
            village_code=found.village_code,
            what=found.what,
            amount_fen=found.amount_fen,
            items=found.items,
        )
        for found in sorted(village_figures(previous), key=lambda found: (found.village_code, found.what))
    )


def _public_tables() -> list[str]:
    return [name for name, table in tables().items() if table.is_public]


def _mint(name: str, frame: pd.DataFrame) -> tuple[Any, ...]:
    """Rows of one table. A table whose key is private (complaints) is sorted by all it publishes instead."""
    kind, table = row_types()[name], tables()[name]
    names = [column.name for column in table.published_columns]
    key = table.primary_key if set(table.primary_key) <= set(names) else tuple(names)
    rows = [kind(**dict(zip(names, values, strict=True))) for values in records(frame, *names)]
    return tuple(sorted(rows, key=lambda row: tuple(getattr(row, part) for part in key)))


def _fault(code: str, file: str, column: str = "", row: int = 0) -> Finding:
    zh, en = _RULES[code]
    where = Where(file=file, row=row, column=column)
    return Finding(code=f"release.{code}", where=where, rule=Bilingual(zh=zh, en=en), remedy=_REMEDY)


def _columns(protected: Protected) -> Iterator[Finding]:
    """No identifier, quasi-identifier or sensitive column, no private table."""
    wanted = {name: [column.name for column in tables()[name].published_columns] for name in _public_tables()}
    for name in sorted(wanted.keys() | protected.frames.keys()):
        if name not in protected.frames or list(protected.frames[name].columns) != wanted.get(name):
            yield _fault("columns", name)


def _values(protected: Protected) -> Iterator[Finding]:
    for name in _public_tables():
        hints = row_fields(row_types()[name])
        for column, hint in hints.items():
            for row, value in enumerate(protected.frames[name][column].tolist(), start=2):
                if not accepts(value, hint):
                    yield _fault("type", name, column, row)
                elif type(value) is str and len(value) >= _SHORTEST_IDENTIFIER and any(identifiers(value)):
                    yield _fault("identifier", name, column, row)


def _small_counts(protected: Protected) -> Iterator[Finding]:
    is_money = {table.table_id: table.unit == "fen" for table in protected.protected_tables}
    for figure in protected.household_figures:
        if not is_money[figure.table_id] and not isinstance(figure.value, Blank) and 0 < figure.value < protected.k:
            yield _fault("small_count", "household_figures", figure.table_id)
    for name in ("fund_moves", "projects"):
        for row, (number,) in enumerate(records(protected.frames[name], "beneficiary_households"), start=2):
            if not isinstance(number, Blank) and 0 < number < protected.k:
                yield _fault("small_count", name, "beneficiary_households", row)


def _village_goals(protected: Protected) -> Iterator[Finding]:
    goals = {table.table_id for table in protected.protected_tables if table.by.startswith(GOAL)}
    for figure in protected.household_figures:
        if figure.table_id in goals and figure.level not in ("township", "county"):
            yield _fault("village_goal", "household_figures", figure.table_id)
    for found in protected.household_states:
        if found.table_id not in goals or found.state not in (MET, NOT_MET, *Blank):
            yield _fault("village_goal", "household_states", found.table_id)


def _sums(protected: Protected) -> Iterator[Finding]:
    for each in reader_sums(protected):
        if each.hidden == 1:
            yield _fault("single_hidden", each.where)
        elif not each.adds_up:
            yield _fault("not_a_sum", each.where)


def _lines(protected: Protected) -> Iterator[Finding]:
    """Every public line shows its amount: what may not be shown is no line."""
    for row, (fen,) in enumerate(records(protected.frames["fund_moves"], "amount_fen"), start=2):
        if isinstance(fen, Blank):
            yield _fault("line", "fund_moves", "amount_fen", row)
