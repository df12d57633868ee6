"""The public data package: a release as files, and back. What is read is what was written, or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from generator.base.errors import ApprovalRefused, Bilingual, Finding, Where
from generator.base.pages import Artifact
from generator.contract.programme import Programme
from generator.contract.schema import SCHEMA_VERSION
from generator.published.codec import from_csv, to_csv
from generator.published.descriptor import DESCRIPTOR, PROFILE_VERSION, descriptor
from generator.published.release import Release
from generator.published.shape import row_types
from generator.trust.digests import sha256_hex

FOLDER = "tables"

_RULES = {
    "missing": ("数据包缺少该文件", "the package lacks this file"),
    "unlisted": ("数据包说明未列出该文件", "the package does not list this file"),
    "changed": ("文件与所列摘要不符", "the file differs from its listed digest"),
    "descriptor": ("数据包说明无法读取或版本不符", "the description cannot be read or is of another version"),
    "content": ("文件内容与数据规范不符", "the content does not follow the data contract"),
    "link": ("只接受普通文件", "only plain files are accepted"),
}
_REMEDY = Bilingual(zh="重新取得完整的数据包", en="get the whole package again")


def package(release: Release) -> Iterator[Artifact]:
    """`datapackage.json` and one CSV file per table. Same release, same bytes."""
    files = [
        (name, Artifact(path=f"{FOLDER}/{name}.csv", data=to_csv(kind, getattr(release, name))))
        for name, kind in row_types().items()
    ]
    yield descriptor(release, files)
    for _, file in files:
        yield file


def read_package(folder: Path) -> Release:
    """The release in a folder. Raises ApprovalRefused when any file is missing, unlisted, changed or malformed."""
    document = _document(folder)
    listed = _listed(document)
    files = _files(folder, set(listed.values()))
    faults = [_fault("changed", path) for path, digest in _digests(document) if sha256_hex(files[path]) != digest]
    if faults:
        raise ApprovalRefused(faults)
    made = {name: _rows(kind, listed[name], files) for name, kind in row_types().items()}
    own = document["gongshi"]
    try:
        return Release(
            programme=_build(Programme, own["programme"]),
            is_draft=own["is_draft"] is not False,
            k=int(own["k"]),
            p_percent=int(own["p_percent"]),
            **made,
        )
    except (KeyError, TypeError, ValueError):
        raise ApprovalRefused([_fault("descriptor", DESCRIPTOR)]) from None


def _fault(code: str, file: str) -> Finding:
    zh, en = _RULES[code]
    return Finding(code=f"package.{code}", where=Where(file=file), rule=Bilingual(zh=zh, en=en), remedy=_REMEDY)


def _document(folder: Path) -> dict[str, Any]:
    try:
        document = json.loads((folder / DESCRIPTOR).read_bytes())
        own = document["gongshi"]
        versions = (own["profile_version"], own["schema_version"])
        resources = [(r["name"], r["path"], r["hash"]) for r in document["resources"]]
    except (OSError, ValueError, KeyError, TypeError):
        raise ApprovalRefused([_fault("descriptor", DESCRIPTOR)]) from None
    wanted = [(name, f"{FOLDER}/{name}.csv") for name in row_types()]
    if versions != (PROFILE_VERSION, SCHEMA_VERSION) or [(name, path) for name, path, _ in resources] != wanted:
        raise ApprovalRefused([_fault("descriptor", DESCRIPTOR)])
    return document  # type: ignore[no-any-return]


def _listed(document: Mapping[str, Any]) -> dict[str, str]:
    return {resource["name"]: resource["path"] for resource in document["resources"]}


def _digests(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(r["path"], str(r["hash"]).removeprefix("sha256:")) for r in document["resources"]]


def _files(folder: Path, listed: set[str]) -> dict[str, bytes]:
    """Listed files by path, each read once; nothing else may stand in the folder."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    faults = [_fault("unlisted", name) for name in found.keys() - listed - {DESCRIPTOR}]
    faults += [_fault("missing", name) for name in listed - found.keys()]
    faults += [_fault("link", name) for name, path in found.items() if path.is_symlink() or not path.is_file()]
    if faults:
        raise ApprovalRefused(faults)
    return {name: found[name].read_bytes() for name in sorted(listed)}


def _rows(kind: type, path: str, files: Mapping[str, bytes]) -> tuple[Any, ...]:
    try:
        return from_csv(kind, files[path])
    except ValueError:
        raise ApprovalRefused([_fault("content", path)]) from None


def _build(kind: Any, value: Any) -> Any:
    """A dataclass, a tuple or a plain value out of JSON; TypeError or ValueError for another shape."""
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        return tuple(_build(k, v) for k, v in zip(_inner(inner, value), value, strict=True))
    if not hasattr(kind, "__dataclass_fields__"):
        if type(value) is not kind:
            raise TypeError("a value of another type")
        return value
    hints = get_type_hints(kind)
    return kind(**{name: _build(hints[name], part) for name, part in value.items()})


def _inner(kinds: tuple[Any, ...], value: list[Any]) -> tuple[Any, ...]:
    return (kinds[0],) * len(value) if kinds[-1] is Ellipsis else kinds
