"""How allauth fits the house: nobody signs up by themselves, and every sign-in is written down."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from openmash.web.sign_in.recording import note_sign_in


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Accounts are made by agency leads, never at a sign-up page."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right. Try again",
        "too_many_login_attempts": "Too many tries. Wait five minutes, then try again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        return False

    def post_login(self, request: HttpRequest, user: Any, **options: Any) -> HttpResponse:
        """Write the sign-in down, then go where the person wanted to go."""
        response: HttpResponse = super().post_login(request, user, **options)
        note_sign_in(request)
        return response

    def add_message(self, *args: Any, **options: Any) -> None:
        """allauth's own messages are not ours to show: each page says what happened."""
