"""The agency's own page: what is asked of it, and its answer, on a phone as well (P3)."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.access.public import for_link
from openmash.foundation.access.requests import actor
from openmash.foundation.access.roles import Role
from openmash.foundation.files.taking import take_files
from openmash.foundation.files.uploading import takes_files
from openmash.foundation.presence.queries import on_duty
from openmash.foundation.ui import wording
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.posting import attempt, posted
from openmash.frontdoor.contacts.views.small_page import both
from openmash.frontdoor.enquiries import coming_by_link
from openmash.frontdoor.enquiries.access import get_request
from openmash.frontdoor.enquiries.commands import answering as do
from openmash.frontdoor.enquiries.forms.answering import (
    AnswerForm,
    DeclineForm,
    PassForm,
    with_drafts,
)
from openmash.frontdoor.enquiries.models import AgencyCheck
from openmash.frontdoor.enquiries.presenters.answering import (
    both_texts,
    colleagues_first_on_duty,
    draw_request,
    draw_rows,
)
from openmash.frontdoor.enquiries.presenters.repeating import Once
from openmash.frontdoor.enquiries.queries.answering import (
    RequestPage,
    colleagues,
    request_page,
    requests_listed,
)
from openmash.frontdoor.enquiries.queries.beside import beside
from openmash.frontdoor.enquiries.states import WAITING


@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """What waits for this agency, and what it has answered."""
    by = actor(request)
    waiting, answered = requests_listed(by)
    more = beside(by)
    context = {
        "waiting": draw_rows(waiting, by),
        "answered": draw_rows(answered, by),
        "beside": [line for line in more if line.waits],
        "over": [line for line in more if not line.waits],
    }
    return render(request, "enquiries/requests.html", context)


@for_link
@takes_files
@both
def one(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One question: read it, keep what is typed, send all or a part."""
    by = actor(request)
    check = get_request(by, key)
    if request.method == "GET":
        do.acknowledge(check, by=by)
        page = request_page(check, by=by)
        return _page(request, page, AnswerForm(page), by)
    typed = AnswerForm(request_page(check, by=by), request.POST).typed(request.POST)
    kept = do.keep_typed(check, typed, by=by)
    page = request_page(check, by=by)  # with what colleagues have written meanwhile
    form = AnswerForm(page, with_drafts(request.POST, page.drafts))
    if kept.conflicts:
        form.add_refusals(both_texts(kept.conflicts, form))
        return _page(request, page, form, by, status=409)
    then = request.POST.get("then", "send")
    if attempt(form, lambda: take_files(request, check.subject, then, by=by)) is None:
        return _page(request, request_page(check, by=by), form, by)
    if then != "send":
        messages.success(request, "Kept here. Nobody at the hub has seen it yet")
        place = "files" if then.startswith("out-") else then
        return redirect(f"{request.path}#{place}")
    if form.is_valid():
        replies = form.replies(london_day(by.at))
        if attempt(form, lambda: do.send_reply(check, replies, by=by)) is not None:
            return _sent(request, check, "Sent. The hub has what you wrote", by)
    return _page(request, request_page(check, by=by), form, by)


@for_link
@require_POST
def save(request: HttpRequest, key: uuid.UUID) -> JsonResponse:
    """Keeps the fields that changed while somebody types."""
    by = actor(request)
    check = get_request(by, key, looks=False)
    form = AnswerForm(request_page(check, by=by), request.POST)
    kept = do.keep_typed(check, form.typed(request.POST), by=by)
    conflict = {
        theirs.field: {"by": theirs.saved_by, "version": theirs.version, "theirs": theirs.value}
        for theirs in kept.conflicts
    }
    saved_at = wording.time_of_day(by.at)
    answer = {"versions": kept.versions, "conflict": conflict, "saved_at": saved_at}
    return JsonResponse(answer, status=409 if conflict else 200)


@for_link
@require_POST
def nil(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Nothing to tell: one press for everybody."""
    by = actor(request)
    check = get_request(by, key)
    page = request_page(check, by=by)
    form, said = AnswerForm(page), request.POST.get("outcome", "")
    if attempt(form, lambda: do.return_nil(check, said, by=by)) is None:
        return _page(request, page, form, by)
    return _sent(request, check, "Sent. Thank you: that is an answer, too", by)


@for_link
@both
def decline(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The agency may not share."""
    by = actor(request)
    check, form = get_request(by, key), DeclineForm(posted(request))
    return _small(
        request, check, form, "I may not share this", "Tell the hub",
        lambda: do.decline(check, form.ground_given, form.cleaned_data["words"], by=by),
    )  # fmt: skip


@both
def pass_on(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A colleague of the same agency answers."""
    by = actor(request)
    check = get_request(by, key)
    choices = colleagues_first_on_duty(colleagues(check, by=by), on_duty(by=by))
    form = PassForm(choices, posted(request))
    return _small(
        request, check, form, "Pass it to a colleague", "Pass it on",
        lambda: do.pass_on(check, form.cleaned_data["to"], by=by),
    )  # fmt: skip


@require_POST
def take_back(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """It was passed to the wrong colleague."""
    by = actor(request)
    check = get_request(by, key)
    page = request_page(check, by=by)
    form = AnswerForm(page)
    if attempt(form, lambda: do.take_back(check, by=by)) is None:
        return _page(request, page, form, by)
    messages.success(request, "Taken back. It waits for everybody who answers here")
    return redirect("request", key)


def _small(
    request: HttpRequest,
    check: AgencyCheck,
    form: Form,
    title: str,
    button: str,
    command: Callable[[], object],
) -> HttpResponse:
    if form.is_bound and form.is_valid() and attempt(form, command) is not None:
        said = "The hub knows" if button == "Tell the hub" else "Passed on"
        return _sent(request, check, said, actor(request))
    context = {"check": check, "form": form, "title": title, "button": button}
    return render(request, "enquiries/request_step.html", context)


def _sent(request: HttpRequest, check: AgencyCheck, said: str, by: Actor) -> HttpResponse:
    """Back to the question; who came by a link and has answered it is let out."""
    if by.role == Role.LINK and get_request(by, check.pk, looks=False).state not in WAITING:
        coming_by_link.end(request, answered=True)
        messages.success(request, said)
        return redirect("answer_over")
    messages.success(request, said)
    return redirect("request", check.pk)


def _page(
    request: HttpRequest, page: RequestPage, form: AnswerForm, by: Actor, status: int = 200
) -> HttpResponse:
    drawn = draw_request(page, form, by)
    context = {
        "page": page,
        "check": page.check,
        "form": form,
        "once": Once(form),
        "drawn": drawn,
        "by_link": by.role == Role.LINK,
    }
    return render(request, "enquiries/request.html", context, status=status)
