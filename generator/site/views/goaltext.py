"""Goals in words and cells: targets, values and the written-out benchmark arithmetic."""

from __future__ import annotations

from decimal import Decimal

from generator.base.blanks import Blank
from generator.contract.wording import Say
from generator.figures.goal_results import Arithmetic, GoalResult, PlaceResult, Reading, State, share
from generator.figures.measures import OF_HOUSEHOLDS
from generator.published.rows import Benchmark, Goal
from generator.site.text import Cell, category, decimal, grouped, plain, plain_yuan, words

STATES: dict[State, Cell] = {
    State.MET: ("st met", "已达到"),
    State.BEHIND: ("st behind", "未达到"),
    State.NOT_DUE: words(Blank.NOT_DUE),
    State.NOT_REPORTED: words(Blank.NOT_REPORTED),
    State.WITHHELD: words(Blank.WITHHELD),
    State.NOT_APPLICABLE: words(Blank.NOT_APPLICABLE),
    State.TEXT: ("st text", "文字目标"),
}
SYMBOLS = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "==": "="}


def unit(goal: Goal) -> str:
    """Of values: 元, %, 户, 个村, or nothing for goals in words; of a goal of households the percentage that met it."""
    return "%" if goal.level in OF_HOUSEHOLDS else target_unit(goal)


def target_unit(goal: Goal) -> str:
    """Of targets: what one household, village or county must reach."""
    if goal.target_unit == "fen" or not isinstance(goal.benchmark_id, Blank):
        return "元"
    return "" if isinstance(goal.target_unit, Blank) else category("goals", "target_unit", goal.target_unit)


def amount(goal: Goal, value: Decimal | Blank, say: Say = str) -> Cell:
    """A value in the goal's unit, the unit written after it."""
    return _amount(value, unit(goal), say)


def _amount(value: Decimal | Blank, unit_: str, say: Say) -> Cell:
    if isinstance(value, Blank):
        return decimal(value)
    text = grouped(value.scaleb(-2) if unit_ == "元" else value)
    return ("n" if value else "n z", f"{text} {say(unit_)}")


def gap(goal: Goal, value: Decimal | Blank, say: Say = str) -> Cell:
    """The gap with its sign: + above the target, − below."""
    css, text = amount(goal, value, say)
    if isinstance(value, Blank) or not value:
        return css, text
    return css, f"+{text}" if value > 0 else f"−{text[1:]}"


def operator(goal: Goal) -> str:
    """「超过（>）」, exactly as the clause has it."""
    label = category("goals", "operator", goal.operator)
    return f"{label}（{SYMBOLS[goal.operator]}）" if goal.operator in SYMBOLS else label


def target(goal: Goal, benchmark_name: str, say: Say = str) -> str:
    """The target in one line: operator and fixed value, or operator and share of a benchmark."""
    if goal.operator == "text":
        return "文字目标"
    if goal.operator == "by":
        return f"不迟于 {goal.due_on}"
    if not isinstance(goal.factor_percent, Blank):
        return f"{operator(goal)}{goal.year}年{benchmark_name}的 {plain(goal.factor_percent)}%"
    if isinstance(goal.target, Blank):
        return f"{operator(goal)}（目标值{goal.target.label}）"
    return f"{operator(goal)}{_amount(goal.target, target_unit(goal), say)[1]}"


def benchmark_name(result: GoalResult) -> str:
    """The name of the goal's benchmark, or its code where no year is published."""
    if result.series:
        return result.series[-1].name
    return "" if isinstance(result.goal.benchmark_id, Blank) else result.goal.benchmark_id


def arithmetic(found: Arithmetic | None) -> str:
    """「6012.18 = 45 % × 13360.4」, in yuan; empty where the goal has no benchmark of that year."""
    return "" if found is None else written(found.factor_percent, found.benchmark)


def written(factor_percent: Decimal, benchmark: Benchmark) -> str:
    """factor % of one benchmark year, written out in yuan."""
    product = share(factor_percent, benchmark.value_fen)
    return f"{plain_yuan(product)} = {plain(factor_percent)} % × {plain_yuan(benchmark.value_fen)}"


def mark(found: Arithmetic | None) -> str:
    """A mark for a benchmark that the operator has not confirmed."""
    return "" if found is None or found.benchmark.is_confirmed else "基准待核"


ReadingCells = tuple[str, Cell, Cell, Cell, str, str]
"""(year, value, target, gap, arithmetic, mark)"""


def reading(goal: Goal, found: Reading, say: Say = str) -> ReadingCells:
    return (
        str(found.year),
        amount(goal, found.value, say),
        amount(goal, found.target, say),
        gap(goal, found.gap, say),
        arithmetic(found.arithmetic),
        mark(found.arithmetic),
    )


def state(place: PlaceResult) -> Cell:
    return STATES[place.state]


def preview_word(found: Reading) -> str:
    """Whether an earlier year already satisfied the operator; it decides nothing about the goal year."""
    if found.is_satisfied is True:
        return "该年已达同比例要求"
    return "该年未达同比例要求" if found.is_satisfied is False else "该年无法比较"
