"""What somebody without an account holds: a secret of their own, of which only a digest is kept.

The secret comes from the key of the page it was written on, so that the same page pressed twice
gives the same one, and nothing has to be remembered in the sender's browser.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import uuid

from django.conf import settings


def secret_of(key: uuid.UUID) -> str:
    """256 bits as 43 letters, digits, hyphens and underscores; only this server can make it."""
    made = hmac.new(_server_key(b"status of what was sent"), key.bytes, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def known_by(secret: str) -> uuid.UUID:
    """What whoever holds this secret is known by: it leads to the contact, and not back."""
    return uuid.UUID(bytes=hashlib.sha256(secret.encode()).digest()[:16])


def digest_of(source: str, day: str) -> str:
    """Where something was sent from, so that two of one day can be told alike and nothing else."""
    key = _server_key(f"where from, on {day}".encode())
    return hmac.new(key, source.encode(), hashlib.sha256).hexdigest()


def _server_key(use: bytes) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), use, hashlib.sha256).digest()
