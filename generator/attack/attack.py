"""The attacker: reads the public files of a built site, and of earlier editions, and reports what they give away.

downloads of all editions → one system of facts (← rolls of the notice boards)
facts → exact, likely, small, narrow, insider;   pairs of dates → changes;   pages, maps, lines → what they print
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.attack.board import board_facts, read_rolls
from generator.attack.changes import Story, changes, line_changes
from generator.attack.edition import Edition, csv_leaks, read_edition
from generator.attack.facts import Facts
from generator.attack.household_money import money_facts
from generator.attack.households import count_facts, small_places
from generator.attack.judge import Judgement, Limits, judge
from generator.attack.lines import line_facts, total_leaks
from generator.attack.pages import page_leaks
from generator.attack.register import closed_register
from generator.attack.report import AttackReport, Win, each_once, table_counts
from generator.attack.tables import Tables, place_sums, read_tables


def attack(
    site: Path, earlier: Sequence[Path] = (), *, board: Path | None = None, is_register_closed: bool = False
) -> AttackReport:
    """Attacks the site, alone and together with the earlier editions.

    `board`: folder of the rolls on the notice boards (`board.py`), for the office. The site is attacked without them as
    well: it must not give away what only the boards may print. `is_register_closed`: also ask what follows if nobody
    can join the register; that gives doubts only.
    Raises DataRefused when a file that the attack needs is missing or unreadable.
    """
    newest = read_edition(site)
    editions = sorted([*map(read_edition, earlier), newest], key=lambda edition: edition.as_of)
    tables, facts = system(editions)
    wins = [win for edition in editions for win in _read(edition, tables, facts)]
    _compare_showings(facts)
    wins += line_changes(editions, newest.k)
    runs = [_judge(newest, tables, facts)]
    if board is not None:
        board_facts(read_rolls(board), newest, tables, facts)
        runs.append(_judge(newest, tables, facts))
    wins += [win for run in runs for win in run.wins]
    if is_register_closed:
        wins += closed_register(facts, tables, {win.cell for win in wins}, newest.k)
    once = each_once(wins)
    return AttackReport(
        k=newest.k,
        p_percent=newest.p_percent,
        editions=tuple(edition.as_of for edition in reversed(editions)),
        has_board=board is not None,
        is_register_closed=is_register_closed,
        insiders=sum(run.insiders for run in runs),
        notes=tuple(dict.fromkeys(note for run in runs for note in run.notes)),
        tables=table_counts({*facts.shown, *facts.hidden}, facts.hidden, once),
        wins=once,
    )


def _judge(newest: Edition, tables: Tables, facts: Facts) -> Judgement:
    """Everything that one state of knowledge gives away, changes included."""
    small_places(newest.k, tables, facts)
    found = judge(facts, Limits(k=newest.k, p_percent=newest.p_percent))
    found.wins += changes(Story(facts=facts, tables=tables, found=found, k=newest.k))
    return found


def system(editions: Sequence[Edition]) -> tuple[Tables, Facts]:
    """The protected tables of all editions, oldest first, and everything that relates them."""
    facts = Facts()
    tables = read_tables(editions, facts)
    place_sums(tables, facts)
    count_facts(editions, tables, facts)
    money_facts(editions, tables, facts)
    return tables, facts


def _compare_showings(facts: Facts) -> None:
    """What one edition hides and another shows is known."""
    for key in sorted(facts.hidden.keys() & facts.shown.keys()):
        facts.add([(key, 1)], facts.shown[key], "shown in another edition")


def _read(edition: Edition, tables: Tables, facts: Facts) -> list[Win]:
    """What one edition gives away without a system; its lines go into the facts."""
    found = line_facts(edition, facts)
    return [*found, *total_leaks(edition, tables.parent), *csv_leaks(edition), *page_leaks(edition, tables.money)]
