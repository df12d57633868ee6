"""Every class of value in every hiding place is found; the same file without it passes; each decoder is needed."""

from __future__ import annotations

import dataclasses

import pytest
from county_values import CLEAN, LINKED, NAME, PHONE, VALUES
from hiding_places import NUMBER_PLACES, PLACES

from generator.base.pages import Artifact
from generator.private.leaks.decoders.table import DECODERS, Decoders
from generator.private.leaks.gate import LeakGate, leak_gate
from generator.private.leaks.private_values import private_values

GATE = leak_gate(LINKED)
KNOWN = private_values(LINKED)
LEAST = 9
NOT_VALUES = {"leak.unreadable", "leak.bound", "leak.photograph"}


def classes(gate: LeakGate, place: str, value: str) -> set[str]:
    path, data = PLACES[place][1](value)
    return {finding.code for finding in gate(Artifact(path=path, data=data))} - NOT_VALUES


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_found_wherever_it_hides(place: str, value: str) -> None:
    path, data = PLACES[place][1](VALUES[value])
    findings = GATE(Artifact(path=path, data=data))
    assert {finding.code for finding in findings} - NOT_VALUES
    assert VALUES[value] not in str(findings)
    assert "王丙" not in str(findings)


@pytest.mark.parametrize("place", PLACES)
def test_the_same_file_without_it_passes(place: str) -> None:
    path, data = PLACES[place][1](CLEAN)
    assert GATE(Artifact(path=path, data=data)) == ()


@pytest.mark.parametrize("place", PLACES)
def test_the_place_needs_its_decoder(place: str) -> None:
    assert any(
        classes(GATE, place, value) and not classes(without(PLACES[place][0]), place, value) for value in (NAME, PHONE)
    )


@pytest.mark.parametrize("decoder", [*DECODERS.openers, *DECODERS.readers])
def test_no_decoder_can_be_removed(decoder: str) -> None:
    """A value stays hidden somewhere in the table of places when this one decoder is gone."""
    gate = without(decoder)
    assert any(not classes(gate, place, value) for place in PLACES for value in (NAME, PHONE))


def without(decoder: str) -> LeakGate:
    openers = {name: opener for name, opener in DECODERS.openers.items() if name != decoder}
    readers = {name: reader for name, reader in DECODERS.readers.items() if name != decoder}
    assert len(openers) + len(readers) == len(DECODERS.openers) + len(DECODERS.readers) - 1
    return LeakGate(KNOWN, decoders=dataclasses.replace(DECODERS, openers=openers, readers=readers))


def test_the_whole_table_misses_nothing() -> None:
    gate = LeakGate(KNOWN, decoders=Decoders(openers=DECODERS.openers, readers=DECODERS.readers))
    assert [place for place in PLACES if not classes(gate, place, NAME) or not classes(gate, place, PHONE)] == []


@pytest.mark.parametrize("place", NUMBER_PLACES)
@pytest.mark.parametrize("value", ["ID number", "phone", "account"])
def test_a_number_is_found_however_it_is_written(place: str, value: str) -> None:
    written = NUMBER_PLACES[place](VALUES[value])
    findings = GATE(Artifact(path="a.html", data=f"<td>{written}</td>".encode()))
    assert [f.code for f in findings if f.code.startswith("leak.households")]
    assert written not in str(findings)
