"""How allauth fits the house: nobody signs up by themselves, and every sign-in is written down."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from openmash.web.sign_in.recording import note_sign_in, note_sign_out
from openmash.web.sign_in.resetting import send_reset_link


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

    def logout(self, request: HttpRequest) -> None:
        """Write the signing out down, while it is known who does it."""
        note_sign_out(request)
        super().logout(request)

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """The link to a new password goes the way of every message: mailbox, mail or Notify."""
        send_reset_link(user, context["password_reset_url"], request=self.request)

    def add_message(self, *args: Any, **options: Any) -> None:
        """allauth's own messages are not ours to show: each page says what happened."""
