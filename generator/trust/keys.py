"""Public keys of approvers: one line in OpenSSH format (RFC 4253, section 6.6)."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path

from generator.base.errors import ApprovalRefused
from generator.trust.digests import sha256_hex
from generator.trust.refusals import refusal

KEY_PARTS = {
    "ssh-ed25519": 2,
    "ssh-rsa": 3,
    "ecdsa-sha2-nistp256": 3,
    "ecdsa-sha2-nistp384": 3,
    "ecdsa-sha2-nistp521": 3,
    "sk-ssh-ed25519@openssh.com": 3,
    "sk-ecdsa-sha2-nistp256@openssh.com": 4,
}
"""Accepted key types and the number of fields in their blob."""
_MAX_BYTES = 16_384


def key_digest(key: Path) -> str:
    """SHA-256 of the key itself, so that another comment or file name is no other key.

    Raises ApprovalRefused for a private key and for anything but one line in OpenSSH format.
    """
    try:
        text = key.read_bytes()[:_MAX_BYTES].decode("ascii", "replace").strip()
    except OSError as error:
        raise ApprovalRefused([refusal("key.invalid", key.name)]) from error
    if "PRIVATE KEY" in text:
        raise ApprovalRefused([refusal("key.private", key.name)])
    try:
        return sha256_hex(_blob(text))
    except ValueError as error:
        raise ApprovalRefused([refusal("key.invalid", key.name)]) from error


def _blob(text: str) -> bytes:
    words = text.split()
    if len(text.splitlines()) != 1 or len(words) < 2 or words[0] not in KEY_PARTS:
        raise ValueError("not one line in OpenSSH format")
    try:
        blob = base64.b64decode(words[1], validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
    parts = _parts(blob)
    if len(parts) != KEY_PARTS[words[0]] or parts[0] != words[0].encode("ascii"):
        raise ValueError("the key is not of the type it names")
    return blob


def _parts(blob: bytes) -> list[bytes]:
    """Length-prefixed fields; ValueError unless they fill the blob exactly."""
    parts, at = [], 0
    while at < len(blob):
        size = int.from_bytes(blob[at : at + 4], "big")
        part = blob[at + 4 : at + 4 + size]
        if len(blob) < at + 4 or len(part) != size:
            raise ValueError("the key is cut short")
        parts.append(part)
        at += 4 + size
    return parts
