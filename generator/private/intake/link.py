"""Checked → Linked: rows that point to rows, money to the fen, dates, goals; doubts about private tables."""

from __future__ import annotations

from generator.base.errors import DataRefused
from generator.private.history import FILE, NOTHING_YET
from generator.private.intake.book import Book
from generator.private.intake.catalogue import doubt
from generator.private.intake.codes import code_faults
from generator.private.intake.free_text import review_faults, text_doubts
from generator.private.intake.goals import goal_faults
from generator.private.intake.money import money_doubts, money_faults
from generator.private.intake.people import people_doubts
from generator.private.intake.references import circle_faults, place_faults, reference_faults
from generator.private.intake.times import time_faults
from generator.private.stages import Checked, Linked

_FAULTS = (
    reference_faults,
    place_faults,
    circle_faults,
    money_faults,
    time_faults,
    goal_faults,
    code_faults,
    review_faults,
)
_DOUBTS = (money_doubts, people_doubts, text_doubts)


def link(checked: Checked) -> Linked:
    """The same tables, proved to fit together. Raises DataRefused with every structural fault.

    What contradicts itself without breaking structure is a doubt: no value of a household, only place and count.
    """
    book = Book(programme=checked.programme, frames=checked.frames, sources=checked.sources, permits=checked.permits)
    faults = [fault for rule in _FAULTS for fault in rule(book)]
    if faults:
        raise DataRefused(dict.fromkeys(faults))
    doubts = sorted((doubt for rule in _DOUBTS for doubt in rule(book)), key=lambda d: (d.where, d.code))
    if checked.programme.edition > 1 and checked.history == NOTHING_YET:
        doubts.append(doubt("history.absent", FILE))
    return Linked(
        programme=checked.programme,
        is_draft=checked.is_draft,
        frames=checked.frames,
        doubts=(*checked.doubts, *doubts),
        permits=checked.permits,
        history=checked.history,
    )
