"""The attacker: reads the public files of a built site, and of earlier editions, and reports what they give away.

downloads of all editions → one system of facts ← pages and maps
facts → exact, likely, small, narrow, insider;   pairs of editions → changes
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from generator.attack.changes import changes
from generator.attack.edition import Edition, csv_leaks, read_edition
from generator.attack.facts import Facts
from generator.attack.households import count_facts
from generator.attack.judge import judge
from generator.attack.money import money_facts
from generator.attack.pages import page_leaks
from generator.attack.report import AttackReport, Key, Win, make_report


def attack(site: Path, earlier: Sequence[Path] = ()) -> AttackReport:
    """Attacks the site, alone and together with the earlier editions.

    Raises DataRefused when a public file that the attack needs is missing or unreadable.
    """
    editions = [read_edition(folder) for folder in (*earlier, site)]
    facts, wins = Facts(), []
    for edition in editions:
        wins += _read(edition, facts)
    _compare_showings(facts)
    k = editions[-1].k
    found = judge(facts, k)
    wins += [*found.wins, *changes(facts, k)]
    dates = [edition.as_of for edition in reversed(editions)]
    return make_report(k, dates, dict.fromkeys(found.notes), _hidden_per_table(facts.hidden), wins)


def _read(edition: Edition, facts: Facts) -> list[Win]:
    count_facts(edition, facts)
    money_facts(edition, facts)
    return [*csv_leaks(edition), *page_leaks(edition)]


def _compare_showings(facts: Facts) -> None:
    """What one edition hides and another shows is known."""
    for key in sorted(facts.hidden.keys() & facts.shown.keys()):
        facts.add([(key, 1)], facts.shown[key], "shown in another edition")


def _hidden_per_table(hidden: dict[Key, tuple[int, int | None]]) -> Counter[str]:
    return Counter("/".join(key[:2]) if key[0] == "household_counts" else key[0] for key in hidden)
