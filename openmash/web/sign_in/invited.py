"""The door for somebody who was invited: one link, one press, and then the way of signing in.

Opening the link uses nothing up, so that a mail scanner does no harm. It makes no new way of signing
in: a first password as anybody chooses a new one, then the second factor; or the agency's own service.
"""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from openmash.core.actor import Actor, system_actor
from openmash.foundation.access.models import User
from openmash.foundation.access.public import public
from openmash.foundation.access.roles import ROLE_NAMES, Role
from openmash.foundation.access.row_security import act_as, act_as_nobody
from openmash.foundation.colleagues.commands import accept
from openmash.foundation.colleagues.models import Invitation
from openmash.foundation.colleagues.queries import invitation_behind
from openmash.foundation.reference.queries import partnerships
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.posting import attempt, posted
from openmash.frontdoor.contacts.views.small_page import both
from openmash.web.clock import now
from openmash.web.sign_in.agencies import is_in_domains


@public
@both
def invited(request: HttpRequest, partnership: str, secret: str) -> HttpResponse:
    """Who invites to what; one press, and the role is theirs."""
    here = next((one for one in partnerships() if one.pk == partnership), None)
    by = system_actor("colleagues.door", partnership=partnership, at=now())
    form, me = Form(posted(request)), request.user if request.user.is_authenticated else None
    found = _found(here is not None, secret, by)
    if found is not None and me is None and _signs_in_already(found):
        return redirect_to_login(request.path)
    if found is not None and request.method == "POST":
        user = _accepted(request, form, secret, by, me if isinstance(me, User) else None)
        if user is not None:
            return _next(request, user, found)
    role = ROLE_NAMES[Role(found.role)] if found else ""
    service = _service(request, found) if found else None
    context = {"form": form, "found": found, "here": here, "role": role, "service": service}
    response = render(request, "web/invited.html", context, status=200 if found else 404)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


def _found(known: bool, secret: str, by: Actor) -> Invitation | None:
    if not known:
        return None
    act_as(by)
    return invitation_behind(secret, by=by)


def _accepted(
    request: HttpRequest, form: Form, secret: str, by: Actor, me: User | None
) -> User | None:
    act_as(by)
    user = attempt(form, lambda: accept(secret, me, by=by))
    signed_in: Actor | None = getattr(request, "by", None)
    act_as(signed_in) if signed_in else act_as_nobody()
    return user


def _signs_in_already(found: Invitation) -> bool:
    """Whoever has a way of signing in uses it: a link alone opens nobody's account."""
    known = User.objects.filter(email__iexact=found.email).first()
    return known is not None and (
        known.has_usable_password()
        or SocialAccount.objects.filter(user=known).exists()
        or Authenticator.objects.filter(user=known).exists()
    )


def _next(request: HttpRequest, user: User, found: Invitation) -> HttpResponse:
    """To work, to the agency's own sign-in, or to a first password."""
    if request.user.is_authenticated:
        messages.success(request, f"You can now act as {ROLE_NAMES[Role(found.role)]}")
        return redirect("role")
    service = _service(request, found)
    if service is not None and request.POST.get("way") == "service":
        return redirect(service[1])
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    uid, _, token = key.partition("-")
    return redirect(reverse("account_reset_password_from_key", args=[uid, token]))


def _service(request: HttpRequest, found: Invitation) -> tuple[str, str] | None:
    """The agency's own sign-in service for this address, if there is one: its name and address."""
    for provider in get_adapter().list_providers(request):
        domains = provider.app.settings.get("email_domains", ()) if provider.app else ()
        if is_in_domains(found.email, domains):
            return provider.name, provider.get_login_url(request)
    return None
