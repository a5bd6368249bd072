"""Keys of second factors are kept encrypted: whoever copies the database cannot make codes."""

from __future__ import annotations

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """Encrypted with a key made from the deployment's secret; a new secret means setting up anew."""

    def encrypt(self, text: str) -> str:
        """As it is stored."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """As the app knows it."""
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    made = hashlib.sha256(b"second-factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(made))
