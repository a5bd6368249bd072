"""Agencies' own sign-in services: each speaks for its own people, and for nobody else's."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """A service that could name any address would sign in as anybody, in any agency."""

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """Only an address in a domain that this partnership's set-up gave to this very service."""
        app = login.provider.app
        return is_in_domains(email, app.settings.get("email_domains", ()) if app else ())


def is_in_domains(email: str, domains: Any) -> bool:
    """Whole domains only: neither a part of a name nor a domain beneath it counts."""
    if isinstance(domains, str):
        return False  # a list was meant: "a.example" would also be the letters of one
    domain = email.rpartition("@")[2].casefold()
    return bool(domain) and domain in {str(one).casefold() for one in domains}
