"""The approval of a data folder: which bytes, by whom, in which role.

Signatures come later and replace the key digest's say-so; digests, roles and people are settled here.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.base.errors import ApprovalRefused, DataRefused, Finding
from generator.config.settings import ApprovalPolicy
from generator.trust.digests import sha256_hex, tree_digest
from generator.trust.folder import read_folder
from generator.trust.keys import key_digest
from generator.trust.refusals import refusal

MANIFEST = "manifest.json"
MANIFEST_VERSION = 1
STAGED = ".manifest.json.part"
"""A manifest that was being written when the machine stopped."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ROLE = re.compile(r"[^\W\d_]\w{0,39}")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Approval:
    """One person's approval of the files behind one digest."""

    role: str
    key_sha256: str
    files_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Digest of every input file, and the approvals."""

    files: Mapping[str, str]
    approvals: tuple[Approval, ...]

    @property
    def files_digest(self) -> str:
        return tree_digest(self.files.items())


def approve(folder: Path, *, role: str, key: Path) -> None:
    """Writes or extends the manifest of `folder`; approvals of other files than these are dropped.

    Raises DataRefused for an unacceptable folder, ApprovalRefused for a bad key, role or manifest.
    """
    if not _ROLE.fullmatch(role):
        raise ApprovalRefused([refusal("approval.role", MANIFEST, role[:40])])
    (folder / STAGED).unlink(missing_ok=True)
    found = read_folder(folder)
    if found.faults:
        raise DataRefused(found.faults)
    files = digests(found.files)
    digest = tree_digest(files.items())
    earlier = read_manifest(found.files[MANIFEST]).approvals if MANIFEST in found.files else ()
    kept = {approval for approval in earlier if approval.files_digest == digest}
    kept.add(Approval(role=role, key_sha256=key_digest(key), files_digest=digest))
    if faults := tuple(_shared_keys(sorted(kept))):
        raise ApprovalRefused(faults)
    _replace(folder / MANIFEST, _manifest_bytes(Manifest(files=files, approvals=tuple(sorted(kept)))))


def digests(files: Mapping[str, bytes]) -> Mapping[str, str]:
    """Digest of every input file by name: all of `files` but the manifest."""
    return {name: sha256_hex(data) for name, data in sorted(files.items()) if name != MANIFEST}


def read_manifest(data: bytes) -> Manifest:
    """The manifest, strictly: raises ApprovalRefused for any other shape, key or digest form."""
    try:
        document = json.loads(data.decode("utf-8"), object_pairs_hook=_no_duplicates)
        return _manifest(document)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ApprovalRefused([refusal("manifest.invalid", MANIFEST)]) from error


def verify_files(manifest: Manifest, files: Mapping[str, str]) -> tuple[Finding, ...]:
    """Every file that was changed, is absent or is not listed; `files` holds digests by name."""
    codes = {
        name: "manifest.unlisted" if name not in manifest.files else "manifest.absent" if name not in files else ""
        for name in manifest.files.keys() | files.keys()
    }
    changed = {name for name, code in codes.items() if not code and manifest.files[name] != files[name]}
    codes.update(dict.fromkeys(changed, "manifest.changed"))
    return tuple(refusal(code, name) for name, code in sorted(codes.items()) if code)


def verify_approvals(manifest: Manifest, policy: ApprovalPolicy, *, is_synthetic: bool) -> tuple[Finding, ...]:
    """What the approvals lack: people, roles, keys of their own, trust (any key will do for synthetic data)."""
    faults = list(_shared_keys(manifest.approvals))
    faults += [
        refusal("approval.stale", MANIFEST, approval.role)
        for approval in manifest.approvals
        if approval.files_digest != manifest.files_digest
    ]
    if not is_synthetic:
        faults += _untrusted(manifest.approvals, policy)
    if len({approval.key_sha256 for approval in manifest.approvals}) < policy.people:
        faults.append(refusal("approval.people", MANIFEST))
    if len({approval.role for approval in manifest.approvals}) < policy.roles:
        faults.append(refusal("approval.roles", MANIFEST))
    return tuple(faults)


def _untrusted(approvals: Sequence[Approval], policy: ApprovalPolicy) -> list[Finding]:
    trusted = {(signer.role, signer.key_sha256) for signer in policy.signers}
    return [refusal("approval.untrusted", MANIFEST, a.role) for a in approvals if (a.role, a.key_sha256) not in trusted]


def _shared_keys(approvals: Sequence[Approval]) -> Iterator[Finding]:
    """One key stands for one person in one role."""
    roles = {(approval.key_sha256, approval.role) for approval in approvals}
    uses = Counter(key for key, _ in roles)
    return (refusal("approval.shared_key", MANIFEST, role) for key, role in sorted(roles) if uses[key] > 1)


def _manifest(document: Any) -> Manifest:
    if document.keys() != {"schema_version", "files", "files_digest", "approvals"}:
        raise ValueError("keys")
    if document["schema_version"] != MANIFEST_VERSION:
        raise ValueError("schema_version")
    files = {str(name): _digest(value) for name, value in document["files"].items()}
    manifest = Manifest(files=files, approvals=tuple(_approval(entry) for entry in document["approvals"]))
    if document["files_digest"] != manifest.files_digest:
        raise ValueError("files_digest")
    return manifest


def _approval(entry: Any) -> Approval:
    approval = Approval(**entry)
    _digest(approval.key_sha256)
    _digest(approval.files_digest)
    if not _ROLE.fullmatch(approval.role):
        raise ValueError("role")
    return approval


def _digest(value: Any) -> str:
    if not _DIGEST.fullmatch(value):
        raise ValueError("digest")
    return str(value)


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("a key occurs twice")
    return dict(pairs)


def _manifest_bytes(manifest: Manifest) -> bytes:
    document = {
        "schema_version": MANIFEST_VERSION,
        "files": dict(sorted(manifest.files.items())),
        "files_digest": manifest.files_digest,
        "approvals": [
            {"role": a.role, "key_sha256": a.key_sha256, "files_digest": a.files_digest} for a in manifest.approvals
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _replace(path: Path, data: bytes) -> None:
    """Whole or not at all: a kill never leaves half a manifest."""
    staged = path.with_name(STAGED)
    staged.write_bytes(data)
    staged.replace(path)
