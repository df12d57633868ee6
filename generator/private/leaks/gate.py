"""The leak gate: opens every output file and looks for what must never leave, in every way a reader could see it.

A finding names the file, the way to the value and its class, never the value. Answers are kept by content, so a file
that stands in two outputs is opened once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from generator.base.errors import Bilingual, Finding, Severity, Where
from generator.base.pages import Artifact
from generator.base.patterns import CARD_NUMBER, ID_NUMBER
from generator.private.intake.free_text import signed_texts
from generator.private.leaks.clean import CleanLines
from generator.private.leaks.decoders.kinds import JPEG, kind, suffix
from generator.private.leaks.decoders.piece import Blob, BoundError, Text
from generator.private.leaks.decoders.table import DECODERS, Decoders, counted
from generator.private.leaks.private_values import NAME_LABELS, PrivateValues, private_values
from generator.private.leaks.search import Search
from generator.private.leaks.signed import SignedTexts
from generator.private.leaks.views import views, written
from generator.private.stages import Linked, Official
from generator.trust.digests import sha256_hex

Gate = Callable[[Artifact], tuple[Finding, ...]]

UNREADABLE, BOUND, PHOTOGRAPH, NAMED = "unreadable", "bound", "photograph", "file name"
THEME = "assets/"
"""The only folder with photographs: those of the theme, never of an office"""
HIDDEN = "‹…›"
"""Stands for a part of a path that holds a private value"""

_RULES = {
    ID_NUMBER: ("含有身份证号码", "holds an ID number"),
    CARD_NUMBER: ("含有银行卡号", "holds a payment card number"),
    UNREADABLE: ("文件无法打开检查", "the file cannot be opened and examined"),
    BOUND: ("文件展开后过大或层数过多，无法检查完", "the file unpacks to more than can be examined"),
    PHOTOGRAPH: ("照片和扫描件不公开", "photographs and scans are not published"),
}
_REMEDY = Bilingual(
    zh="找出该值由哪一列进入页面，在数据或模板中去掉；不要放行",
    en="find the column that brings the value into the page and remove it in data or template; do not wave it through",
)
_REVIEW = Bilingual(
    zh="请审核人看一眼：是人名就去掉，是普通词语就不用改",
    en="let the reviewer look: remove it if it names a person, leave it if it is an ordinary word",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """Classes of value in a file, each with the way to its first place."""

    certain: dict[str, tuple[str, ...]]
    doubtful: dict[str, tuple[str, ...]]


@dataclass(slots=True, kw_only=True)
class Scan:
    """What a gate has done so far."""

    values: int
    files: int = 0
    bytes: int = 0
    texts: int = 0
    hits: int = 0
    decoders: Counter[str] = field(default_factory=Counter)
    """Decoder → pieces that it gave"""
    samples: dict[str, Artifact] = field(default_factory=dict)
    """Suffix of the name → the first such file"""

    def add(self, artifact: Artifact, findings: Sequence[Finding]) -> None:
        self.files, self.bytes, self.hits = self.files + 1, self.bytes + len(artifact.data), self.hits + len(findings)
        self.samples.setdefault(suffix(artifact.path), artifact)


def leak_gate(linked: Linked) -> LeakGate:
    """A gate that knows every private value of this county, the patterns, and what people have signed off."""
    signed = signed_texts(linked.frames, linked.permits.reviews)
    return LeakGate(private_values(linked), linked.permits.officials, signed=sorted(set(signed.values())))


def pattern_gate() -> LeakGate:
    """A gate for places that hold no private row: patterns only."""
    return LeakGate(PrivateValues())


class LeakGate:
    """Called with an artifact it returns what forbids publishing it; `reviews()` is what somebody should look at."""

    def __init__(
        self,
        values: PrivateValues,
        officials: Sequence[Official] = (),
        decoders: Decoders = DECODERS,
        signed: Sequence[str] = (),
    ) -> None:
        self.scan = Scan(values=len(values))
        self._made_of = (values, tuple(officials), decoders, tuple(signed))
        self._search, self._decoders = Search(values, officials), counted(decoders, self.scan.decoders)
        honoured = [text for text in signed if self._holds_names_only(text)]
        self._without_signed, self._clean = SignedTexts(honoured), CleanLines()
        self._seen: dict[tuple[str, bool, str], _Seen] = {}
        self._reviews: dict[tuple[str, str], Finding] = {}

    def __call__(self, artifact: Artifact) -> tuple[Finding, ...]:
        is_theme = artifact.path.startswith(THEME)
        key = (artifact.path.rpartition("/")[2], is_theme, sha256_hex(artifact.data))
        if key not in self._seen:
            self._seen[key] = self._examined(artifact, may_be_photograph=is_theme)
        seen, named = self._seen[key], self._named(artifact.path)
        shown = self._shown(artifact.path) if named else artifact.path
        for label, trail in seen.doubtful.items():
            self._reviews[shown, label] = _doubt(label, shown, trail)
        found = {**dict.fromkeys(named, (NAMED,)), **seen.certain}
        findings = tuple(_fault(label, shown, found[label]) for label in sorted(found))
        self.scan.add(artifact, findings)
        return findings

    def shadow(self, changed: Callable[[PrivateValues], PrivateValues]) -> LeakGate:
        """A gate made like this one, with other values."""
        values, officials, decoders, signed = self._made_of
        return LeakGate(changed(values), officials, decoders, signed)

    def reviews(self) -> tuple[Finding, ...]:
        """Doubts of all files so far: words of two characters that are also somebody's name, out of context."""
        return tuple(self._reviews[key] for key in sorted(self._reviews))

    def _examined(self, artifact: Artifact, *, may_be_photograph: bool) -> _Seen:
        seen = _Seen(certain={}, doubtful={})
        if kind(Blob(name=artifact.path, data=artifact.data)) == JPEG and not may_be_photograph:
            seen.certain[PHOTOGRAPH] = ()
        read = self._scan(views(artifact, self._decoders, self._without_signed, self._clean), seen)
        if not seen.certain and not seen.doubtful:
            self._clean.add(read)
        return seen

    def _holds_names_only(self, text: str) -> bool:
        """A sign-off covers names; an address, a code or a number in the text is still a leak."""
        seen = _Seen(certain={}, doubtful={})
        self._scan(written(text, self._decoders), seen)
        return NAME_LABELS.issuperset(seen.certain)

    def _scan(self, texts: Iterable[Text], seen: _Seen) -> list[str]:
        """Adds to what was seen; the result is what was read for the first time."""
        read: list[str] = []
        try:
            for text in texts:
                self.scan.texts += 1
                read += [] if text.fresh is None else [text.fresh]
                for hit in self._search.hits(text):
                    (seen.certain if hit.is_certain else seen.doubtful).setdefault(hit.label, text.trail)
        except BoundError:
            seen.certain[BOUND] = ()
        except Exception:  # also a fault of a decoder, whose message could quote the file
            seen.certain[UNREADABLE] = ()
        return read

    def _named(self, path: str) -> frozenset[str]:
        """Classes of value in a path, as a whole and in its parts."""
        seen = _Seen(certain={}, doubtful={})
        parts = path.replace("/", "\n")
        stems = "\n".join(part.rpartition(".")[0] for part in unquote(parts).split("\n"))
        self._scan(written(f"{path}\n{parts}\n{stems}", self._decoders), seen)
        return frozenset(seen.certain)

    def _shown(self, path: str) -> str:
        """The path without the parts that hold a value."""
        shown = "/".join(HIDDEN if self._named(part) else part for part in path.split("/"))
        return HIDDEN if self._named(shown) else shown


def _fault(label: str, path: str, trail: tuple[str, ...]) -> Finding:
    zh, en = _RULES.get(label, (f"含有不公开的值（{label}）", f"holds a private value ({label})"))
    return Finding(code=f"leak.{label}", where=_where(path, trail), rule=Bilingual(zh=zh, en=en), remedy=_REMEDY)


def _doubt(label: str, path: str, trail: tuple[str, ...]) -> Finding:
    rule = Bilingual(
        zh=f"有与不公开的姓名相同的词（{label}）", en=f"holds a word that is also a private name ({label})"
    )
    where = _where(path, trail)
    return Finding(code=f"leak.review.{label}", where=where, rule=rule, remedy=_REVIEW, severity=Severity.DOUBT)


def _where(path: str, trail: tuple[str, ...]) -> Where:
    return Where(file=path, column=" > ".join(trail))
