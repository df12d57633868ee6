"""`python -m benchmarks.leaks [--shares] SITE …`: megabytes a second of the leak gate over built folders.

The gate knows the sample county and invented values up to 100,000. Processor time, as it runs in one thread;
`--shares` shows where it goes. Nothing is asserted.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

from generator.base.pages import Artifact
from generator.config.settings import ApprovalPolicy
from generator.private.intake.check import check
from generator.private.intake.link import link
from generator.private.intake.read import intake
from generator.private.leaks.decoders.piece import Opener
from generator.private.leaks.decoders.table import DECODERS, Decoders
from generator.private.leaks.gate import LeakGate
from generator.private.leaks.private_values import PrivateValues, add_name, private_values
from generator.private.leaks.search import Search

ROOT = Path(__file__).resolve().parents[1]
VALUES = 100_000
_NO_APPROVAL = ApprovalPolicy(people=0, roles=0, signers=())
_LABEL = "invented"
_FIRST_HAN, _LAST_HAN = 0x4E00, 0x7FFF
"""Also rare characters, so that an invented name is no common word"""
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="built site and release")
    parser.add_argument("--data", type=Path, default=ROOT / "data/sample")
    parser.add_argument("--shares", action="store_true", help="seconds by decoder instead; the clocks cost a little")
    options = parser.parse_args(arguments)
    artifacts = [artifact for folder in options.folders for artifact in _artifacts(folder)]
    values = _filled(_sample_values(options.data))
    size = sum(len(artifact.data) for artifact in artifacts) / 1e6
    if options.shares:
        _print_shares(values, artifacts)
        return
    built, gate = _timed(lambda: LeakGate(values))
    spent, findings = _timed(lambda: [finding for artifact in artifacts for finding in gate(artifact)])
    print(f"{len(artifacts)} files, {size:.1f} MB, {len(values):,} private values; made ready in {built:.2f} s")
    print(f"{size / spent:.1f} MB/s ({spent:.2f} s); {len(findings)} refused, {len(gate.reviews())} for review")
    for finding in findings:
        print(f"  {finding.code}: {finding.where}")


def _print_shares(values: PrivateValues, artifacts: Sequence[Artifact]) -> None:
    """A run with a clock around every decoder."""
    seconds: dict[str, float] = {}
    openers = {
        name: Opener(kind=opener.kind, open=_clocked(name, opener.open, seconds))
        for name, opener in DECODERS.openers.items()
    }
    readers = {name: _clocked(name, reader, seconds) for name, reader in DECODERS.readers.items()}
    decoders = Decoders(openers=openers, readers=readers)
    gate = LeakGate(values, decoders=decoders)
    gate._search = _ClockedSearch(gate._search, seconds)  # type: ignore[assignment]
    whole, _ = _timed(lambda: [gate(artifact) for artifact in artifacts])
    seconds["digests, paths and the rest"] = whole - sum(seconds.values())
    for name in sorted(seconds, key=lambda name: -seconds[name]):
        print(f"  {seconds[name] / whole:6.1%} {seconds[name]:7.3f} s  {name}")


class _ClockedSearch:
    def __init__(self, search: Search, seconds: dict[str, float]) -> None:
        self._search, self._seconds = search, seconds

    def hits(self, text: Any) -> Any:
        spent, hits = _timed(lambda: self._search.hits(text))
        self._seconds["search"] = self._seconds.get("search", 0.0) + spent
        return hits


def _clocked(
    name: str, decode: Callable[[Any], Iterator[Any]], seconds: dict[str, float]
) -> Callable[[Any], Iterator[Any]]:
    def run(piece: Any) -> Iterator[Any]:
        spent, pieces = _timed(lambda: list(decode(piece)))
        seconds[name] = seconds.get(name, 0.0) + spent
        return iter(pieces)

    return run


def _timed(step: Callable[[], Any]) -> tuple[float, Any]:
    start = process_time()
    made = step()
    return process_time() - start, made


def _artifacts(folder: Path) -> Iterator[Artifact]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield Artifact(path=path.relative_to(folder).as_posix(), data=path.read_bytes())


def _sample_values(data: Path) -> PrivateValues:
    return private_values(link(check(intake(data, _NO_APPROVAL, allow_draft=True))))


def _filled(values: PrivateValues) -> PrivateValues:
    """Invented names (one in five of two characters), phones, accounts and codes beside the county's own."""
    random = Random(2013)
    while len(values) < VALUES:
        given = [chr(random.randint(_FIRST_HAN, _LAST_HAN)) for _ in range(1 if random.random() < 0.2 else 2)]
        add_name(values, _LABEL, random.choice(_SURNAMES) + "".join(given))
        values.numbers[f"1{random.randint(3 * 10**9, 10**10 - 1)}"] = _LABEL
        values.numbers[f"62{random.randint(0, 10**17 - 1):017}"] = _LABEL
        values.codes[f"HH-{random.randint(10**6, 10**7 - 1)}"] = _LABEL
    return values


if __name__ == "__main__":
    main()
