"""The evidence counts what the gate did, proves that planted leaks are found, and holds nothing private."""

from __future__ import annotations

import json

import pytest
from county_values import CLEAN, LINKED, NAME, VALUES
from hiding_places import PLACES
from test_hiding_places import without

from generator.base.errors import ProtectionRefused
from generator.base.pages import Artifact
from generator.base.patterns import has_luhn_digit, is_id_number
from generator.private.leaks.decoders.table import DECODERS
from generator.private.leaks.evidence import PATTERNS, STEP, evidence_json, leak_evidence, shadow_values
from generator.private.leaks.gate import LeakGate, leak_gate
from generator.private.leaks.planting import CANARIES, planted
from generator.private.leaks.private_values import PrivateValues

FILES = [Artifact(path=path, data=data) for path, data in (PLACES[place][1](CLEAN) for place in PLACES)]
BY_KIND = {artifact.path.rpartition(".")[2]: artifact for artifact in reversed(FILES)}


def examined(gate: LeakGate) -> LeakGate:
    for artifact in FILES:
        gate(artifact)
    return gate


def test_it_counts_files_bytes_texts_and_decoders() -> None:
    found = leak_evidence(examined(leak_gate(LINKED)))
    assert found.files == len(FILES)
    assert found.bytes == sum(len(artifact.data) for artifact in FILES)
    assert found.texts > found.files
    assert found.hits == 0
    assert found.patterns == PATTERNS
    assert set(found.decoders) == {*DECODERS.openers, *DECODERS.readers}
    assert [name for name, pieces in found.decoders.items() if not pieces] == ["scientific"]  # no digits


def test_every_canary_is_found_in_every_kind_of_file() -> None:
    found = leak_evidence(examined(leak_gate(LINKED)))
    assert [each.kind for each in found.canaries] == sorted(BY_KIND)
    assert {(each.planted, each.found) for each in found.canaries} == {(len(CANARIES), len(CANARIES))}


def test_a_real_leak_is_counted() -> None:
    gate = examined(leak_gate(LINKED))
    gate(Artifact(path="b.html", data=NAME.encode()))
    assert leak_evidence(gate).hits == 1


@pytest.mark.parametrize("decoder", ["entities", "script escapes", "zip", "gzip", "png", "pdf objects", "font", "jpeg"])
def test_a_gate_without_a_decoder_gets_no_evidence(decoder: str) -> None:
    with pytest.raises(ProtectionRefused) as refused:
        leak_evidence(examined(without(decoder)))
    assert {finding.code for finding in refused.value.findings} == {"leak.canary"}


def test_a_gate_that_examined_nothing_gets_no_evidence() -> None:
    with pytest.raises(ProtectionRefused):
        leak_evidence(leak_gate(LINKED))


@pytest.mark.parametrize("kind", sorted(BY_KIND))
def test_a_planted_file_is_a_file_of_its_kind(kind: str) -> None:
    """Without the canary among its values a gate opens the copy and finds nothing."""
    assert leak_gate(LINKED)(planted(BY_KIND[kind], CANARIES["name"])) == ()


def test_the_bytes_are_the_same_each_time_and_hold_nothing_private() -> None:
    one, other = (evidence_json(leak_evidence(examined(leak_gate(LINKED)))) for _ in range(2))
    assert one == other
    text = json.dumps(json.loads(one), ensure_ascii=False)
    assert [value for value in (*VALUES.values(), *CANARIES.values()) if value in text] == []
    assert "second" not in text


def test_the_number_of_values_is_rounded_down() -> None:
    """Between two editions the exact number would tell how many households came."""
    values = PrivateValues(words={f"张{n:05}": "x" for n in range(2 * STEP + 7)})
    assert leak_evidence(examined(LeakGate(values))).values_at_least == 2 * STEP


def test_canaries_are_valid_and_nobodys() -> None:
    assert is_id_number(CANARIES["id_number"])
    assert CANARIES["id_number"][6:8] == "18"
    assert has_luhn_digit(CANARIES["card_number"])
    assert not has_luhn_digit(CANARIES["account"])
    assert len(shadow_values(PrivateValues())) == len(CANARIES) - len(PATTERNS)
