"""folder → Approved: every file read once, hashed and parsed from the same bytes, approved before it is believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.errors import ApprovalRefused, DataRefused, Finding
from generator.config.settings import ApprovalPolicy
from generator.contract.programme import Programme
from generator.contract.schema import tables
from generator.private import history
from generator.private.history import NOTHING_YET, History
from generator.private.intake import mapping, programme
from generator.private.intake.catalogue import fault
from generator.private.intake.headers import Loaded, load_table
from generator.private.intake.mapped import load_mapped
from generator.private.intake.mapping import MappedSource, read_mapping
from generator.private.intake.permits import read_permits
from generator.private.intake.programme import read_programme
from generator.private.intake.sheets import Sheet, read_sheet
from generator.private.stages import OFFICIALS, REVIEWS, Approved
from generator.trust.folder import read_folder
from generator.trust.manifest import MANIFEST, Manifest, digests, read_manifest, verify_approvals, verify_files
from generator.trust.refusals import refusal

_NOT_TABLES = {MANIFEST, programme.FILE, mapping.FILE, REVIEWS, OFFICIALS, history.FILE}


@dataclass(slots=True, kw_only=True)
class _Tables:
    """Tables as they are read, and what is wrong with them."""

    loaded: dict[str, Loaded] = field(default_factory=dict)
    faults: list[Finding] = field(default_factory=list)

    def add(self, table: str, loaded: Loaded | None, faults: list[Finding]) -> None:
        self.faults += faults
        if loaded is not None:
            self.loaded[table] = loaded


def intake(folder: Path, policy: ApprovalPolicy, *, allow_draft: bool) -> Approved:
    """The folder's tables as text under contract names.

    Raises ApprovalRefused for a changed, absent or unlisted file, and for data without sufficient approval unless
    `allow_draft`; DataRefused with every fault of shape otherwise.
    """
    files, manifest = _read(folder, allow_draft=allow_draft)
    described, faults = _programme(files)
    is_draft = _is_draft(manifest, policy, described, allow_draft=allow_draft)
    read = _read_tables(files)
    permits, broken = read_permits(files)
    earlier, older = _history(files)
    read.faults += broken + older
    if described is not None and not described.is_synthetic and _lies_in_git(folder):
        read.faults += [fault("folder.git", f"{name}.csv") for name in read.loaded if not tables()[name].is_public]
    if described is None or faults or read.faults:
        raise DataRefused(dict.fromkeys([*faults, *read.faults]))
    return Approved(
        programme=described,
        is_draft=is_draft,
        frames={name: loaded.frame for name, loaded in read.loaded.items()},
        sources={name: loaded.source for name, loaded in read.loaded.items()},
        units={(name, column): unit for name, loaded in read.loaded.items() for column, unit in loaded.units.items()},
        permits=permits,
        history=earlier,
    )


def _history(files: Mapping[str, bytes]) -> tuple[History, list[Finding]]:
    """What earlier editions released; nothing for the first one."""
    try:
        return (history.from_json(files[history.FILE]) if history.FILE in files else NOTHING_YET), []
    except ValueError:
        return NOTHING_YET, [fault("file.history", history.FILE)]


def _lies_in_git(folder: Path) -> bool:
    place = folder.resolve()
    return any((above / ".git").exists() for above in (place, *place.parents))


def _read(folder: Path, *, allow_draft: bool) -> tuple[Mapping[str, bytes], Manifest | None]:
    """The files and, when there is one, the manifest that lists exactly them."""
    found = read_folder(folder)
    if MANIFEST not in found.files:
        if found.faults:
            raise DataRefused(found.faults)
        if not allow_draft:
            raise ApprovalRefused([refusal("approval.none", MANIFEST)])
        return found.files, None
    manifest = read_manifest(found.files[MANIFEST])
    unreadable = {finding.where.file for finding in found.faults}
    changed = [f for f in verify_files(manifest, digests(found.files)) if f.where.file not in unreadable]
    if found.faults or changed:
        raise ApprovalRefused([*found.faults, *changed])
    return found.files, manifest


def _programme(files: Mapping[str, bytes]) -> tuple[Programme | None, tuple[Finding, ...]]:
    if programme.FILE not in files:
        return None, (fault("file.programme", programme.FILE),)
    return read_programme(files[programme.FILE])


def _is_draft(
    manifest: Manifest | None, policy: ApprovalPolicy, described: Programme | None, *, allow_draft: bool
) -> bool:
    """Unapproved data is a draft where drafts are allowed; unreadable data is never trusted as synthetic."""
    if manifest is None:
        return True
    is_synthetic = described is not None and described.is_synthetic
    faults = verify_approvals(manifest, policy, is_synthetic=is_synthetic)
    if faults and described is not None and not allow_draft:
        raise ApprovalRefused(faults)
    return bool(faults)


def _read_tables(files: Mapping[str, bytes]) -> _Tables:
    """Tables in contract shape first, then mapped sources, whose lookups may use them."""
    read = _Tables()
    sources: tuple[MappedSource, ...] = ()
    if mapping.FILE in files:
        sources, faults = read_mapping(files[mapping.FILE])
        read.faults += faults
    mapped = {source.file for source in sources}
    by_file = {f"{name}.csv": table for name, table in tables().items()}
    for name in sorted(files.keys() - mapped - _NOT_TABLES):
        if name not in by_file:
            read.faults.append(fault("file.unknown", name))
            continue
        sheet, broken = read_sheet(name, files[name])
        read.add(by_file[name].name, *(load_table(sheet, by_file[name]) if sheet else (None, broken)))
    _read_mapped(files, sources, read)
    if "villages" not in read.loaded and not read.faults:
        read.faults.append(fault("file.villages", "villages.csv"))
    return read


def _read_mapped(files: Mapping[str, bytes], sources: tuple[MappedSource, ...], read: _Tables) -> None:
    for source in sources:
        sheet, faults = _mapped_sheet(files, source)
        if source.table in read.loaded:
            faults.append(fault("mapping.table_twice", mapping.FILE, column=source.file, table=source.table))
        if sheet is None or faults:
            read.faults += faults
            continue
        frames = {name: loaded.frame for name, loaded in read.loaded.items()}
        read.add(source.table, *load_mapped(sheet, source, frames))


def _mapped_sheet(files: Mapping[str, bytes], source: MappedSource) -> tuple[Sheet | None, list[Finding]]:
    if source.file not in files:
        return None, [fault("mapping.file", mapping.FILE, column=source.file)]
    return read_sheet(source.file, files[source.file], source.encoding, source.header_row)
