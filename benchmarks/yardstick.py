"""Protects the yardstick tables and prints what that cost beside hiding the small cells only.

`python -m benchmarks.yardstick`; each line runs in a fresh process, so its peak memory is its own.
"""

from __future__ import annotations

import csv
import gzip
import json
import resource
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path
from time import perf_counter, process_time

from generator.private.protection.secondary.attack import TOLERANCE, Attack, components, is_met
from generator.private.protection.secondary.blocks import ladder
from generator.private.protection.secondary.counts import Rule, count_problem
from generator.private.protection.secondary.grid import Goal, make_grid
from generator.private.protection.secondary.problem import Key, NotProtectable, Problem, Sum
from generator.private.protection.secondary.suppress import suppress

DATA = Path(__file__).parent / "data"
FILES = {"county": "county.csv", "province": "province.csv.gz"}
K, ALL = 5, "*"
NAIVE = "small cells only"
CASES = [
    (method, area, way)
    for area, way in (("county", "two"), ("county", "three"), ("province", "two"), ("province", "three"))
    for method in (NAIVE, Rule.WEAK.value, Rule.FULL.value)
    if (method, area, way) != (Rule.FULL.value, "province", "three")
]


def problem_of(area: str, way: str, rule: Rule) -> Problem:
    """village × cause (× exit year) with every margin; the places' household totals are always shown."""
    counts: Counter[Key] = Counter()
    tree: dict[Key, Key] = {}
    for row in _rows(DATA / FILES[area]):
        chain = _chain(row, area)
        tree |= dict(pairwise(chain))
        years = (row["exit_year"], ALL) if way == "three" else (ALL,)
        for place, cause, year in product(chain, (row["cause"], ALL), years):
            counts[*place, cause, year] += 1
    places = sorted({*tree, *tree.values()})
    causes, years_shown = (sorted({key[at] for key in counts}) for at in (2, 3))
    for place, cause, year in product(places, causes, years_shown):
        counts.setdefault((*place, cause, year), 0)
    sums = [*_place_sums(tree, causes, years_shown), *_margin_sums(places, causes, years_shown)]
    return count_problem(counts, sums, k=K, always_shown={(*place, ALL, ALL) for place in places}, rule=rule)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with (
        gzip.open(path, "rt", encoding="utf-8-sig")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8-sig", newline="") as file
    ):
        yield from csv.DictReader(file)


def _chain(row: dict[str, str], area: str) -> list[Key]:
    county = ("county", row.get("county", ""))
    return [("village", row["village"]), ("town", row["town"]), county, *([("province", "")] * (area == "province"))]


def _place_sums(tree: dict[Key, Key], causes: list[str], years: list[str]) -> Iterator[Sum]:
    parts: defaultdict[Key, list[Key]] = defaultdict(list)
    for part, whole in sorted(tree.items()):
        parts[whole].append(part)
    for whole, below in sorted(parts.items()):
        for kind in product(causes, years):
            yield Sum(parent=(*whole, *kind), children=tuple((*part, *kind) for part in below))


def _margin_sums(places: list[Key], causes: list[str], years: list[str]) -> Iterator[Sum]:
    for place in places:
        for year in years:
            yield Sum(parent=(*place, ALL, year), children=tuple((*place, c, year) for c in causes if c != ALL))
        for cause in causes if len(years) > 1 else ():
            yield Sum(parent=(*place, cause, ALL), children=tuple((*place, cause, y) for y in years if y != ALL))


def attacked(problem: Problem, hidden: frozenset[Key]) -> tuple[int, int]:
    """(primaries known exactly, primaries whose interval misses a part), by linear programs over the whole pattern."""
    grid = make_grid(problem)
    cells = frozenset(cell for cell, key in enumerate(grid.keys) if key in hidden)
    moved: set[int] = set()
    left = set(grid.goals)
    for walls in ladder(grid, problem.limits.blocks):
        goals_of: defaultdict[int, list[Goal]] = defaultdict(list)
        for goal in sorted(left):
            goals_of[goal.cell].append(goal)
        for component in components(grid, cells - walls, goals_of):
            asked = [goal for cell in component.cells for goal in goals_of.get(cell, ())]
            for moves in _changes(Attack(grid, component, problem.limits.iterations), asked):
                moved.update(cell for cell, move in moves.items() if abs(move) > TOLERANCE)
                left.difference_update(goal for goal in asked if is_met(goal, moves))
    return len(grid.primary - moved), len({goal.cell for goal in left})


def _changes(attack: Attack, goals: list[Goal]) -> Iterator[dict[int, float]]:
    """What many goals at once reach in each direction, then what each that is left reaches alone."""
    left = goals
    for sign in (1, -1):
        yield (moves := attack.push_all([goal for goal in left if goal.sign == sign]))
        left = [goal for goal in left if not is_met(goal, moves)]
    while left:
        goal, *left = left
        yield (moves := attack.moves(attack.push(goal).columns))
        left = [other for other in left if not is_met(other, moves)]


def measure(method: str, area: str, way: str) -> dict[str, float | str]:
    """One line of the table; times exclude reading the file and counting."""
    problem = problem_of(area, way, Rule.WEAK if method == NAIVE else Rule(method))
    primary = frozenset(number.key for number in problem.numbers if number.required is not None)
    start, busy = perf_counter(), process_time()
    try:
        hidden = primary if method == NAIVE else suppress(problem)
    except NotProtectable as refusal:
        return {"refused": str(refusal), "seconds": round(perf_counter() - start, 1)}
    seconds, processor = perf_counter() - start, process_time() - busy
    exact, unsafe = attacked(problem, hidden)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    more = len(hidden) - len(primary)
    return {
        "primary": len(primary),
        "more": more,
        "exact": exact,
        "unsafe": unsafe,
        "seconds": seconds,
        "processor": processor,
        "mb": peak,
    }


def main(arguments: list[str]) -> None:
    """Prints the table, or one line as JSON when asked for a case."""
    if len(arguments) == 3:
        print(json.dumps(measure(*arguments)))
        return
    print("| table | method | primary | more hidden | recovered exactly | unsafe | seconds | processor | peak MB |")
    print("|---|---|---|---|---|---|---|---|---|")
    for method, area, way in CASES:
        command = [sys.executable, "-m", "benchmarks.yardstick", method, area, way]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found = json.loads(out.splitlines()[-1])
        if "refused" in found:
            print(f"| {area} {way}-way | {method} | refused: {found['refused']} ||||||| |")
            continue
        print(
            f"| {area} {way}-way | {method} | {found['primary']} | {found['more']} | {found['exact']} "
            f"| {found['unsafe']} | {found['seconds']:.1f} | {found['processor']:.1f} | {found['mb']} |",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])
