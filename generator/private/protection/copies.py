"""Numbers of beneficiaries stand in several rows: a project, its money and the money that paid for it repeat them.

Where one of these rows withholds its number, all that repeat it do, or the others would give it back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from generator.private.protection.lines import Line
from generator.private.protection.money import budget_key
from generator.private.protection.system import Key


def silenced(lines: Iterable[Line], hidden: Collection[Key]) -> frozenset[Key]:
    """Keys of the moves and budgets whose number of beneficiaries is withheld: `hidden` and what repeats it."""
    beside: defaultdict[Key, set[Key]] = defaultdict(set)
    for one, other in _repeats({line.key: line for line in lines}):
        beside[one].add(other)
        beside[other].add(one)
    found, open_ends = set(hidden), list(hidden)
    while open_ends:
        fresh = beside[open_ends.pop()] - found
        found |= fresh
        open_ends += fresh
    return frozenset(found)


def _repeats(lines: dict[Key, Line]) -> Iterator[tuple[Key, Key]]:
    """A project and its moves; a move and the one it comes from, where both stand on as many households."""
    for line in lines.values():
        if line.project_id:
            yield budget_key(line.project_id), line.key
        source = lines.get(line.source)
        if source is not None and line.backing.number and source.backing.number == line.backing.number:
            yield source.key, line.key
