"""How allauth fits the house: nobody signs up by themselves."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Accounts are made by agency leads, never at a sign-up page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        return False
