"""allauth's views where ours need a little more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from markupsafe import Markup

from openmash.foundation.access.public import public
from openmash.web.middleware.session_limits import why_ended


@dataclass(frozen=True)
class Service:
    """An agency's own sign-in service."""

    name: str
    href: str


class SignIn(LoginView):  # type: ignore[misc]  # allauth is untyped
    """Says why somebody has to sign in again, and which agencies' services there are."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """What the page shows beside the form."""
        context: dict[str, Any] = super().get_context_data(**more)
        context.update(
            ended=why_ended(self.request),
            services=_services(self.request),
            demo=settings.DEMO,
        )
        return context


class SetUpCodes(ActivateTOTPView):  # type: ignore[misc]  # allauth is untyped
    """Draws the square to scan as part of the page: the security policy allows no data addresses."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """With the drawing, made by the server from the key alone."""
        context: dict[str, Any] = super().get_context_data(**more)
        drawing = context["totp_svg"].partition("?>")[2] or context["totp_svg"]
        context["qr"] = Markup(drawing)  # noqa: S704  # drawn by us, holds no typed text
        return context


def _services(request: HttpRequest) -> list[Service]:
    return [
        Service(provider.name, provider.get_login_url(request))
        for provider in get_adapter().list_providers(request)
    ]


sign_in = public(SignIn.as_view())
set_up_codes = public(SetUpCodes.as_view())
