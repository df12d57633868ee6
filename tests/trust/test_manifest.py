"""Approvals: what they cover, whose they are, and what makes them worthless."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from generator.base.errors import ApprovalRefused, DataRefused
from generator.config.settings import ApprovalPolicy, Signer
from generator.trust.digests import sha256_hex, tree_digest
from generator.trust.folder import read_folder
from generator.trust.keys import key_digest
from generator.trust.manifest import MANIFEST, STAGED, Manifest, approve, digests, read_manifest, verify_approvals

POLICY = ApprovalPolicy(people=2, roles=2, signers=())


def _public_key(folder: Path, name: str, comment: str = "someone") -> Path:
    blob = b"".join(len(part).to_bytes(4, "big") + part for part in (b"ssh-ed25519", name.encode().ljust(32, b"\1")))
    path = folder / f"{name}-{comment}.pub"
    path.write_text(f"ssh-ed25519 {base64.b64encode(blob).decode()} {comment}\n", "ascii")
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "b.csv").write_bytes(b"b")
    (folder / "a.csv").write_bytes(b"a")
    return folder


def _manifest(data: Path) -> Manifest:
    return read_manifest((data / MANIFEST).read_bytes())


def _codes(manifest: Manifest, *, is_synthetic: bool = True, policy: ApprovalPolicy = POLICY) -> list[str]:
    return [finding.code for finding in verify_approvals(manifest, policy, is_synthetic=is_synthetic)]


def test_tree_digest_is_that_of_sha256sum_text() -> None:
    pairs = [("b", "2" * 64), ("a", "1" * 64)]
    assert tree_digest(pairs) == tree_digest(reversed(pairs))
    assert tree_digest(pairs) == sha256_hex(f"{'1' * 64}  a\n{'2' * 64}  b\n".encode())
    with pytest.raises(ValueError, match="twice"):
        tree_digest([("a", "1"), ("a", "2")])


def test_two_people_approve(data: Path, tmp_path: Path) -> None:
    approve(data, role="data_officer", key=_public_key(tmp_path, "one"))
    approve(data, role="office_head", key=_public_key(tmp_path, "two"))
    assert _codes(_manifest(data)) == []
    assert _manifest(data).files == {"a.csv": sha256_hex(b"a"), "b.csv": sha256_hex(b"b")}


def test_the_order_of_approvals_leaves_no_trace(data: Path, tmp_path: Path) -> None:
    keys = {"data_officer": _public_key(tmp_path, "one"), "office_head": _public_key(tmp_path, "two")}
    written = []
    for order in (sorted(keys), sorted(keys, reverse=True)):
        (data / MANIFEST).unlink(missing_ok=True)
        for role in order:
            approve(data, role=role, key=keys[role])
        written.append((data / MANIFEST).read_bytes())
    assert written[0] == written[1]


def test_approving_again_changes_nothing(data: Path, tmp_path: Path) -> None:
    approve(data, role="data_officer", key=_public_key(tmp_path, "one"))
    before = (data / MANIFEST).read_bytes()
    approve(data, role="data_officer", key=_public_key(tmp_path, "one", comment="other"))
    assert (data / MANIFEST).read_bytes() == before


def test_a_change_drops_earlier_approvals(data: Path, tmp_path: Path) -> None:
    approve(data, role="data_officer", key=_public_key(tmp_path, "one"))
    (data / "a.csv").write_bytes(b"changed")
    approve(data, role="office_head", key=_public_key(tmp_path, "two"))
    assert [approval.role for approval in _manifest(data).approvals] == ["office_head"]


def test_one_key_cannot_hold_two_roles(data: Path, tmp_path: Path) -> None:
    approve(data, role="data_officer", key=_public_key(tmp_path, "one"))
    with pytest.raises(ApprovalRefused) as refusal:
        approve(data, role="office_head", key=_public_key(tmp_path, "one", comment="again"))
    assert {f.code for f in refusal.value.findings} == {"approval.shared_key"}


def test_one_person_is_not_enough(data: Path, tmp_path: Path) -> None:
    approve(data, role="data_officer", key=_public_key(tmp_path, "one"))
    assert _codes(_manifest(data)) == ["approval.people", "approval.roles"]


def test_two_people_of_one_role_are_not_enough(data: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        approve(data, role="data_officer", key=_public_key(tmp_path, name))
    assert _codes(_manifest(data)) == ["approval.roles"]


def test_real_data_needs_listed_keys_in_their_role(data: Path, tmp_path: Path) -> None:
    keys = {"data_officer": _public_key(tmp_path, "one"), "office_head": _public_key(tmp_path, "two")}
    for role, key in keys.items():
        approve(data, role=role, key=key)
    signers = tuple(Signer(role=role, key_sha256=key_digest(key)) for role, key in keys.items())
    trusted = ApprovalPolicy(people=2, roles=2, signers=signers)
    swapped = ApprovalPolicy(
        people=2,
        roles=2,
        signers=tuple(
            Signer(role=a.role, key_sha256=b.key_sha256) for a, b in zip(signers, signers[::-1], strict=True)
        ),
    )
    assert _codes(_manifest(data), is_synthetic=False, policy=trusted) == []
    assert _codes(_manifest(data), is_synthetic=False, policy=swapped) == ["approval.untrusted"] * 2


def test_an_approval_of_other_files_is_refused(data: Path, tmp_path: Path) -> None:
    approve(data, role="data_officer", key=_public_key(tmp_path, "one"))
    approve(data, role="office_head", key=_public_key(tmp_path, "two"))
    document = json.loads((data / MANIFEST).read_text("utf-8"))
    document["approvals"][0]["files_digest"] = "0" * 64
    assert "approval.stale" in _codes(read_manifest(json.dumps(document).encode()))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.update(schema_version=2),
        lambda d: d.update(extra=1),
        lambda d: d.pop("approvals"),
        lambda d: d.update(files_digest="0" * 64),
        lambda d: d["files"].update({"a.csv": "short"}),
        lambda d: d["files"].update({"a.csv": None}),
        lambda d: d["approvals"].append({"role": "x"}),
        lambda d: d["approvals"][0].update(role="../x"),
        lambda d: d["approvals"][0].update(key_sha256=5),
    ],
)
def test_a_malformed_manifest_is_refused(data: Path, tmp_path: Path, spoil) -> None:
    approve(data, role="data_officer", key=_public_key(tmp_path, "one"))
    document = json.loads((data / MANIFEST).read_text("utf-8"))
    spoil(document)
    with pytest.raises(ApprovalRefused):
        read_manifest(json.dumps(document).encode())


@pytest.mark.parametrize("text", ["", "[]", "null", '{"files": {}, "files": {}}', "{", "[" * 100_000])
def test_what_is_no_manifest_is_refused(text: str) -> None:
    with pytest.raises(ApprovalRefused):
        read_manifest(text.encode())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----\n", "key.private"),
        ("", "key.invalid"),
        ("ssh-ed25519", "key.invalid"),
        ("ssh-ed25519 !!!!", "key.invalid"),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEB", "key.invalid"),
        ("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB", "key.invalid"),
        ("ssh-dss AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB", "key.invalid"),
    ],
)
def test_only_a_public_key_of_one_line_is_taken(data: Path, tmp_path: Path, text: str, code: str) -> None:
    key = tmp_path / "key"
    key.write_text(text, "ascii")
    with pytest.raises(ApprovalRefused) as refusal:
        approve(data, role="data_officer", key=key)
    assert [f.code for f in refusal.value.findings] == [code]
    assert not (data / MANIFEST).exists()


@pytest.mark.parametrize("role", ["", "../x", "a b", "x" * 41])
def test_a_role_is_a_plain_word(data: Path, tmp_path: Path, role: str) -> None:
    with pytest.raises(ApprovalRefused):
        approve(data, role=role, key=_public_key(tmp_path, "one"))


def test_a_folder_with_a_link_cannot_be_approved(data: Path, tmp_path: Path) -> None:
    (data / "c.csv").symlink_to(data / "a.csv")
    with pytest.raises(DataRefused):
        approve(data, role="data_officer", key=_public_key(tmp_path, "one"))


def test_a_half_written_manifest_is_swept_away(data: Path, tmp_path: Path) -> None:
    (data / STAGED).write_bytes(b"{")
    approve(data, role="data_officer", key=_public_key(tmp_path, "one"))
    assert sorted(path.name for path in data.iterdir()) == ["a.csv", "b.csv", MANIFEST]


def test_a_file_above_the_cap_is_named(data: Path) -> None:
    (data / "a.csv").write_bytes(b"12345")
    found = read_folder(data, max_bytes=4)
    assert [(f.code, f.where.file) for f in found.faults] == [("folder.size", "a.csv")]
    assert digests(found.files) == {"b.csv": sha256_hex(b"b")}
