"""Secrets at rest: encrypted with a key made of the installation's own, opened only for a run."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"almanac connector secrets 1"


class CannotOpen(Exception):
    """The secret was sealed with a key this installation does not have any more."""


def sealed(secret: str) -> bytes:
    """The secret encrypted; nothing for nothing."""
    return _box().encrypt(secret.encode()) if secret else b""


def opened(box: bytes | memoryview) -> str:
    """The secret in the clear. Raises `CannotOpen` after a change of keys without fallback."""
    if not box:
        return ""
    try:
        return _box().decrypt(bytes(box)).decode()
    except InvalidToken:
        raise CannotOpen from None


def _box() -> MultiFernet:
    """The newest key seals, older ones (SECRET_KEY_FALLBACKS) still open."""
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(_key(key)) for key in keys])


def _key(secret: str) -> bytes:
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
