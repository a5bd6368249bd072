"""The sender’s page of files: letters, pictures and what else goes with a worry."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.files.queries import limits_of
from openmash.foundation.files.taking import ADD, take_files
from openmash.foundation.files.uploading import takes_files
from openmash.foundation.files.words import ACCEPT, what_is_taken
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.posting import attempt, posted
from openmash.frontdoor.contacts.access import get_own_contact
from openmash.frontdoor.contacts.commands.adding_files import add_files
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.presenters.files import senders_files
from openmash.frontdoor.contacts.queries.drafts import fill, title_of
from openmash.frontdoor.contacts.rules.writing import why_no_files
from openmash.frontdoor.contacts.views.keeping import comes_back_to
from openmash.frontdoor.contacts.views.small_page import both


@comes_back_to("worry_files")
@takes_files
@both
def worry_files(request: HttpRequest, reference: str) -> HttpResponse:
    """Add files, and take out what is not sent yet."""
    by = actor(request)
    contact = get_own_contact(by, reference, P.CONTACT_WRITE)
    form = Form(posted(request))
    if form.is_bound:
        then = request.POST.get("then", ADD)
        add = partial(add_files, contact, by=by)
        taken = attempt(form, lambda: take_files(request, contact.subject, then, by=by, add=add))
        if taken is not None:
            messages.success(request, _said(contact, then, taken))
            return redirect("worry_files", contact.reference)
    return _page(request, contact, form, by)


def _page(request: HttpRequest, contact: Contact, form: Form, by: Actor) -> HttpResponse:
    limits = limits_of(by.partnership)
    context = {
        "contact": contact,
        "title": title_of(fill(contact, by)),
        "form": form,
        "files": senders_files(contact, by),
        "why_none": why_no_files(contact.state),
        "takes": what_is_taken(limits),
        "accept": ACCEPT,
    }
    return render(request, "contacts/worries/files.html", context)


def _said(contact: Contact, then: str, added: int) -> str:
    if then != ADD:
        return "Taken out. Nobody at the hub has seen it"
    if not added:
        return "These files are here already"
    if contact.submitted_at is None:
        return "Added. It goes to the hub when you send the worry"
    return "Added. The hub has been told, and opens it once it is checked"
