"""The pages of a draft. What is typed is saved before anything else is thought about (§9.3)."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound, NotReady
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.files.queries import files_of
from openmash.foundation.reference.queries import calendars_of, closed_until, partnership
from openmash.foundation.ui import wording
from openmash.frontdoor.contacts.access import get_own_contact
from openmash.frontdoor.contacts.commands import drafting
from openmash.frontdoor.contacts.commands.drafting import Saved, Spent, Typed
from openmash.frontdoor.contacts.commands.holding import take_held
from openmash.frontdoor.contacts.commands.sending import BRUISED
from openmash.frontdoor.contacts.emarf.filled import Filled
from openmash.frontdoor.contacts.emarf.reading import read
from openmash.frontdoor.contacts.emarf.tokens import give_out, read_token
from openmash.frontdoor.contacts.forms.worries import (
    WorryForm,
    saved_as_json,
    short_form,
    spent_in,
    typed_in,
    values_in,
)
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.presenters.files import senders_files
from openmash.frontdoor.contacts.queries import drafts
from openmash.frontdoor.contacts.queries.drafts import Stop, fill, find_stop, stops
from openmash.frontdoor.contacts.queries.guidance import help_on
from openmash.frontdoor.contacts.rules.sending import completeness
from openmash.frontdoor.contacts.rules.signs import who_to_ring, words_of_sign
from openmash.frontdoor.contacts.states import ContactState
from openmash.frontdoor.contacts.views.keeping import DANGER, comes_back_to, keeps

WRITE = P.CONTACT_WRITE


@require_GET
def worry_tasks(request: HttpRequest, reference: str) -> HttpResponse:
    """What is needed, what helps, and how long it has taken so far."""
    by = actor(request)
    contact = get_own_contact(by, reference)
    if contact.is_shut:
        return redirect("worry_status", contact.reference)
    filled = fill(contact, by)
    context = {
        "contact": contact,
        "title": drafts.title_of(filled),
        "groups": drafts.task_list(filled),
        "files": files_of(contact.subject).count(),
        "minutes": contact.active_seconds // 60,
        "ready": not drafts.problems(filled),
        "earlier": [] if contact.submitted_at else drafts.earlier_worries(filled, by),
        "until": drafts.kept_until(contact),
        "token": give_out(contact, by),
    }
    return render(request, "contacts/worries/tasks.html", context)


@keeps()
@require_http_methods(["GET", "POST"])
def worry_page(request: HttpRequest, reference: str, page: str, position: int = 0) -> HttpResponse:
    """One page of questions, about one child or about all."""
    by = actor(request)
    contact = get_own_contact(by, reference, WRITE)
    if contact.is_shut:
        return redirect("worry_status", contact.reference)
    filled = fill(contact, by)
    stop = find_stop(filled, page, position)
    if stop is None:
        raise NotFound("There is no such page")
    if request.method == "GET":
        return _page(request, filled, stop, _held_form(filled, stop, by))
    saved = _save(request, filled, by)
    if saved.conflicts:
        form = WorryForm(
            fill(contact, by),
            stop.page,
            stop.child,
            typed=values_in(filled, request.POST),
            conflicts=saved.conflicts,
        )
        return _page(request, filled, stop, form, status=409)
    take_held(contact, stop.key, by=by)
    return _onwards(request, contact, stop, saved, by)


def _held_form(filled: Filled, stop: Stop, by: Actor) -> WorryForm:
    held = drafts.held_for(filled.contact, stop.key, by)
    if held is None:
        return WorryForm(filled, stop.page, stop.child)
    typed = values_in(filled, held.data)
    return WorryForm(filled, stop.page, stop.child, typed=typed, seen=held.versions)


def _page(
    request: HttpRequest, filled: Filled, stop: Stop, form: WorryForm, status: int = 200
) -> HttpResponse:
    way = stops(filled)
    context = {
        "contact": filled.contact,
        "stop": stop,
        "called": filled.called(stop.child) if stop.child else "",
        "form": form,
        "number": way.index(stop) + 1,
        "of": len(way),
        "notes": drafts.notes(stop),
        "guidance": help_on(filled, stop),
        "token": give_out(filled.contact, actor(request)),
    }
    return render(request, "contacts/worries/page.html", context, status=status)


def _save(request: HttpRequest, filled: Filled, by: Actor) -> Saved:
    typed = typed_in(filled, request.POST)
    answered = [one for one in typed if one.value and not filled.value(one.child, one.question)]
    return drafting.save_typed(filled.contact, typed, _spent(request, answered, by), by=by)


def _spent(request: HttpRequest, answered: Sequence[Typed], by: Actor) -> Spent:
    """The time since the page was opened is the most it can have taken."""
    token = read_token(request.POST.get("draft_token", ""))
    elapsed = (by.at - token.writer.at).total_seconds() if token else 0.0
    return spent_in(request.POST, elapsed=elapsed, answered=len(answered))


def _onwards(
    request: HttpRequest, contact: Contact, stop: Stop, saved: Saved, by: Actor
) -> HttpResponse:
    """To the next page, back to this one for another row, or to what danger needs."""
    then = request.POST.get("then", "")
    contact.refresh_from_db()
    if any(question.key == BRUISED for question in stop.page.questions):
        _say_what_a_sign_needs(request, contact, by)
    if saved.sent or (stop.page.key == "children" and contact.immediate_danger):
        return redirect("worry_danger", contact.reference)
    if then == "again":
        return redirect(stop.href + "#more")
    if then == "add-child":
        child = drafting.add_child(contact, by=by)
        return redirect(f"{stop.href}#f-A1_name-{child.position}")
    if then.startswith("remove-"):
        return redirect("worry_child_remove", contact.reference, int(then.removeprefix("remove-")))
    way = stops(fill(contact, by))
    place = [one.key for one in way].index(stop.key) + 1
    return redirect(way[place].href if place < len(way) else _after_all(contact))


def _say_what_a_sign_needs(request: HttpRequest, contact: Contact, by: Actor) -> None:
    """Who to ring, on whatever page comes next (e-MARF §5)."""
    if sign := words_of_sign(contact.sign):
        hub = partnership(by.partnership)
        unsent = "" if contact.submitted_at else " The hub cannot see this yet: send it as well."
        closed = closed_until(calendars_of(by.partnership), by.at) is not None
        ring = who_to_ring(hub.hub_phone, hub.edt_phone, closed=closed)
        said = f"{sign.for_sender}. {ring}, and say reference {contact.reference}.{unsent}"
        messages.warning(request, said)


def _after_all(contact: Contact) -> str:
    page = "worry_tasks" if contact.submitted_at else "worry_check"
    return reverse(page, args=[contact.reference])


@keeps(DANGER, on="worry_tasks", only_danger=True)
@require_POST
def worry_save(request: HttpRequest, reference: str) -> JsonResponse:
    """Saves the fields that changed while somebody types."""
    by = actor(request)
    contact = get_own_contact(by, reference, WRITE)
    filled = fill(contact, by)
    saved = _save(request, filled, by)
    answer = saved_as_json(filled, saved) | {"saved_at": wording.time_of_day(by.at)}
    if saved.sent:
        answer["go"] = reverse("worry_danger", args=[contact.reference])
    return JsonResponse(answer, status=409 if saved.conflicts else 200)


@comes_back_to("worry_tasks")
@require_POST
def worry_child_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Another child; each has their own worries, voice and level (§9.4)."""
    by = actor(request)
    contact = get_own_contact(by, reference, WRITE)
    child = drafting.add_child(contact, by=by)
    return redirect(f"{drafts.page_href(contact.reference, 'children')}#f-A1_name-{child.position}")


@require_http_methods(["GET", "POST"])
def worry_child_remove(request: HttpRequest, reference: str, position: int) -> HttpResponse:
    """Take a child off the worry, after asking once."""
    by = actor(request)
    contact = get_own_contact(by, reference, WRITE)
    filled = fill(contact, by)
    child = next((c for c in filled.children if c.position == position), None)
    if child is None:
        raise NotFound("There is no such child on this worry")
    if request.method == "POST":
        drafting.remove_child(child, by=by)
        return redirect("worry_page", contact.reference, "children")
    context = {"contact": contact, "child": child, "called": filled.called(child)}
    return render(request, "contacts/worries/remove.html", context)


@require_GET
def worry_check(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything as it will be read, what would help most, and the one button."""
    by = actor(request)
    contact = get_own_contact(by, reference)
    if contact.state != ContactState.DRAFT:
        return redirect("worry_status", contact.reference)
    return _check(request, contact, by)


def _check(
    request: HttpRequest, contact: Contact, by: Actor, problems: tuple[str, ...] = ()
) -> HttpResponse:
    filled = fill(contact, by)
    context = {
        "contact": contact,
        "title": drafts.title_of(filled),
        "sent": read(filled),
        "places": drafts.Places(filled),
        "files": senders_files(contact, by),
        "would_help": drafts.would_help(filled),
        "score": completeness(filled.facts).score,
        "doubts": drafts.doubts(filled),
        "earlier": drafts.earlier_worries(filled, by),
        "problem_list": drafts.problems(filled) if problems else [],
        "has_errors": bool(problems),
        "token": give_out(contact, by),
    }
    status = 422 if problems else 200
    return render(request, "contacts/worries/check.html", context, status=status)


@comes_back_to("worry_check")
@require_POST
def worry_send(request: HttpRequest, reference: str) -> HttpResponse:
    """Send it; pressing twice sends once."""
    by = actor(request)
    contact = get_own_contact(by, reference)
    try:
        drafting.submit(contact, _spent(request, [], by).seconds, by=by)
    except NotReady as refusal:
        return _check(request, contact, by, refusal.reasons)
    return redirect("worry_sent", contact.reference)


@keeps(DANGER)
@require_http_methods(["GET", "POST"])
def worry_danger(request: HttpRequest, reference: str) -> HttpResponse:
    """Call 999; it has been sent; three things while you wait. A post of A3 alone sends too."""
    by = actor(request)
    contact = get_own_contact(by, reference, WRITE)
    if contact.is_shut:
        return redirect("worry_status", contact.reference)
    saved = None
    if request.method == "POST":
        saved = _save(request, fill(contact, by), by)
        if not saved.conflicts:
            take_held(contact, DANGER, by=by)
            if not saved.sent:
                messages.success(request, f"Added at {wording.time_of_day(by.at)}: the hub sees it")
            return redirect("worry_danger", contact.reference)
    contact.refresh_from_db()
    if contact.submitted_at is None:
        return redirect("worry_tasks", contact.reference)
    return _danger(request, contact, by, saved)


def _danger(request: HttpRequest, contact: Contact, by: Actor, saved: Saved | None) -> HttpResponse:
    filled = fill(contact, by)
    context = {
        "contact": contact,
        "form": short_form(
            filled,
            held=drafts.held_for(contact, DANGER, by),
            typed=values_in(filled, request.POST) if saved else None,
            conflicts=saved.conflicts if saved else (),
        ),
        "opened_by": contact.assigned_to.name if contact.assigned_to else "",
        "token": give_out(contact, by),
    }
    return render(request, "contacts/worries/danger.html", context)


@keeps(DANGER, on="worry_danger")
@require_POST
def worry_finish(request: HttpRequest, reference: str) -> HttpResponse:
    """The sender of an urgent worry has written everything."""
    by = actor(request)
    contact = get_own_contact(by, reference, WRITE)
    saved = None if contact.is_shut else _save(request, fill(contact, by), by)
    if saved is not None and saved.conflicts:
        return _danger(request, contact, by, saved)
    take_held(contact, DANGER, by=by)
    drafting.finish_writing(contact, by=by)
    messages.success(request, "Thank you. The hub has everything you wrote.")
    return redirect("worry_status", contact.reference)
