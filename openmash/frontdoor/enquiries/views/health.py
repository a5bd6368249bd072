"""Health across all enquiries, and in each: its analysis, its signatures, and looking back (P6)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, NotFound, NotReady
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.posting import attempt, posted
from openmash.frontdoor.contacts.presenters.screening import case_header
from openmash.frontdoor.contacts.views.small_page import Words, both, step
from openmash.frontdoor.enquiries.access import get_enquiry
from openmash.frontdoor.enquiries.commands import health as do
from openmash.frontdoor.enquiries.commands.health_calling import late_is_read
from openmash.frontdoor.enquiries.commands.health_emergency import decide_before, look_back
from openmash.frontdoor.enquiries.forms.health import (
    AnalysisForm,
    BackForm,
    BeforeForm,
    LookBackForm,
    OpinionForm,
    RankForm,
    SealedForm,
    SecondForm,
)
from openmash.frontdoor.enquiries.models import HealthAnalysis
from openmash.frontdoor.enquiries.presenters.health import draw, people_in
from openmash.frontdoor.enquiries.presenters.signing import nothing_in, signed_in
from openmash.frontdoor.enquiries.queries.health import (
    HealthPart,
    draft_of,
    health_part,
    written_in,
)
from openmash.frontdoor.enquiries.queries.health_list import worklist
from openmash.frontdoor.enquiries.queries.page import scope_of
from openmash.frontdoor.enquiries.rules.health import Seen, draft_in
from openmash.frontdoor.enquiries.views.shapes import one_step, words_of


@require_GET
def health_list(request: HttpRequest) -> HttpResponse:
    """What waits for health, in all enquiries, the soonest due first."""
    return render(request, "enquiries/health_list.html", {"rows": worklist(by=actor(request))})


@both
def analysis(request: HttpRequest, reference: str) -> HttpResponse:
    """What is known, what it means, and what stands in the way of signing it."""
    by = actor(request)
    if request.method == "GET":
        part = health_part(get_enquiry(by, reference, P.HEALTH_READ))
        if part.analysis is not None:
            late_is_read(part, by=by)
        return _page(request, part, by)
    part = health_part(get_enquiry(by, reference, P.HEALTH_WRITE))
    form = _form(part, by, request)
    done = form.is_valid() and _attempt(form, lambda: _kept(request, part, form, by))
    if done:
        return redirect(request.path)
    again = health_part(get_enquiry(by, reference, P.HEALTH_WRITE))
    return _page(request, again, by, form)


def _attempt(form: AnalysisForm, keep: Callable[[], bool]) -> bool | None:
    """Somebody else’s newer words are shown beside one’s own, which saving again keeps."""
    try:
        return attempt(form, keep)
    except MovedMeanwhile as moved:
        form.add_refusals(moved.reasons)
        form.overtaken = True
        return None


def _kept(request: HttpRequest, part: HealthPart, form: AnalysisForm, by: Actor) -> bool:
    """What is written is kept, whatever stands in the way of the signature."""
    one = do.write(_of(part), form.written, form.base_version, by=by)
    form.kept = True
    if request.POST.get("then") == "sign":
        kept = draft_of(one)
        seen = Seen(form.cleaned_data["seen"], draft_in(kept.version if kept else 0))
        if attempt(form, lambda: do.sign(one, seen, by=by)) is None:
            messages.info(request, "What you wrote is kept. It is not signed")
            return False
        messages.success(request, "Signed")
    return True


def _page(
    request: HttpRequest,
    part: HealthPart,
    by: Actor,
    form: AnalysisForm | None = None,
) -> HttpResponse:
    people = people_in(scope_of(part.enquiry, by=by))
    draft = draft_of(part.analysis) if part.analysis else None
    last = part.readings[0].row if part.readings else None
    written = written_in(draft or last)
    page = draw(part, people, written, by=by)
    context = {
        "page": page,
        "contact": part.enquiry.contact,
        "header": case_header(part.enquiry.contact, by),
        "form": form or (_form(part, by) if page.writes else None),
        "saved": draft,
        "theirs": None,
    }
    if form is None:
        return render(request, "enquiries/health.html", context)
    context["form"] = form.again(page.seen, draft.version if draft else 0)
    if form.overtaken:
        context["theirs"] = draft
        return render(request, "enquiries/health.html", context, status=409)
    return render(request, "enquiries/health.html", context, status=422)


def _form(part: HealthPart, by: Actor, request: HttpRequest | None = None) -> AnalysisForm:
    people = people_in(scope_of(part.enquiry, by=by))
    draft = draft_of(part.analysis) if part.analysis else None
    last = part.readings[0].row if part.readings else None
    version = draft.version if draft else 0
    data = request.POST if request else None
    form = AnalysisForm(people.children, people.adults, written_in(draft or last), version, data)
    form.initial["seen"] = part.seen.told
    return form


@both
def take_on(request: HttpRequest, reference: str) -> HttpResponse:
    """I write it."""
    part, by = _writable(request, reference)
    words = _words(
        part, "Take it on", "Take it on", "It is yours now", "Others can still write in it."
    )
    form = SealedForm(part.seen, posted(request))
    return _small(request, part, form, words, lambda: do.take_on(_of(part), by=by))


@both
def nil(request: HttpRequest, reference: str) -> HttpResponse:
    """Health has nothing relevant."""
    part, by = _writable(request, reference)
    text = "You sign that the health agencies that were asked, and what is known, tell nothing relevant."
    words = _words(part, "No relevant health information", "Sign it", "Signed", text)
    form, shown = SealedForm(part.seen, posted(request)), nothing_in(part, by)
    return _small(request, part, form, replace(words, shown=shown), lambda: do.sign_nil(
        _of(part), form.saw, by=by))  # fmt: skip


@both
def opinion(request: HttpRequest, reference: str) -> HttpResponse:
    """Sign, and ask another practitioner."""
    part, by = _writable(request, reference)
    text = "What you have written is signed by you. The gate stays shut until another has signed it too."
    words = _words(part, "Ask for a second opinion", "Sign, and ask", "Signed, and asked", text)
    form, shown = OpinionForm(part.seen, posted(request)), signed_in(part, by)
    return _small(request, part, form, replace(words, shown=shown), lambda: do.sign(
        _of(part), form.saw, by=by, question=form.cleaned_data["question"]))  # fmt: skip


@both
def countersign(request: HttpRequest, reference: str) -> HttpResponse:
    """The second signature."""
    part, by = _writable(request, reference)
    text = "You sign that you have read what stands here, and that you agree."
    words = _words(part, "Second signature", "Sign", "Signed. The gate is open", text)
    form, shown = SecondForm(part.seen, posted(request)), signed_in(part, by)
    return _small(request, part, form, replace(words, shown=shown), lambda: do.countersign(
        _of(part), form.cleaned_data["words"], form.saw, by=by))  # fmt: skip


@both
def differ(request: HttpRequest, reference: str) -> HttpResponse:
    """The second practitioner sees it otherwise."""
    part, by = _writable(request, reference)
    text = "It goes back to be written, with your words."
    words = _words(part, "I see it otherwise", "Send it back", "It is being written again", text)
    form, shown = SecondForm(part.seen, posted(request)), signed_in(part, by)
    return _small(request, part, form, replace(words, shown=shown), lambda: do.differ(
        _of(part), form.cleaned_data["words"], form.saw, by=by))  # fmt: skip


@both
def back(request: HttpRequest, reference: str) -> HttpResponse:
    """It was a mistake: whoever signed takes the signature back."""
    part, by = _writable(request, reference)
    text = (
        "The reading counts no more, and nobody decides until it is signed anew. It stays readable."
    )
    words = _words(part, "Take my signature back", "Take it back", "You can write again", text)
    form = BackForm(posted(request))
    return _small(request, part, form, words, lambda: do.take_back_signature(
        _of(part), form.cleaned_data["words"], by=by))  # fmt: skip


@both
def look(request: HttpRequest, reference: str) -> HttpResponse:
    """What was decided before health had read."""
    part, by = _writable(request, reference)
    emergency = part.emergency
    if emergency is None:
        raise NotFound("Nothing was decided here before health had read")
    emergency.enquiry = part.enquiry
    text = f"{emergency.decided_before_by} did not wait: “{emergency.reason}”"
    words = _words(part, "Look back at what was decided", "Keep it", "Kept", text)
    form = LookBackForm(posted(request))
    return _small(request, part, form, words, lambda: look_back(
        emergency, form.cleaned_data["verdict"], form.cleaned_data["words"], by=by) or True)  # fmt: skip


@both
def rank(request: HttpRequest, reference: str, key: uuid.UUID) -> HttpResponse:
    """A fact stands elsewhere among what must be known first."""
    part, by = _writable(request, reference)
    item = next((one.item for one in part.told if one.item and one.item.pk == key), None)
    if item is None:
        raise NotFound("There is no such fact here")
    item.enquiry = part.enquiry
    words = _words(part, "Where does it stand?", "Keep it", "Kept", f"“{item.text}”")
    form = RankForm(posted(request))
    return _small(request, part, form, words, lambda: do.rank(
        item, int(form.cleaned_data["rank"]), form.cleaned_data["reason"], by=by) or True)  # fmt: skip


@both
def before(request: HttpRequest, reference: str) -> HttpResponse:
    """A manager cannot wait for health."""
    by = actor(request)
    found = get_enquiry(by, reference, P.HEALTH_DECIDE_BEFORE)
    form = BeforeForm(posted(request))
    words = words_of(
        found,
        "It cannot wait for health",
        "Open the gate for this decision",
        "The gate is open. A health practitioner looks back the next working day",
        "Only where waiting would endanger a child. Each time is kept, and can be counted.",
    )
    return one_step(request, found, form, words, lambda: decide_before(
        found, form.cleaned_data["reason"], by=by))  # fmt: skip


def _writable(request: HttpRequest, reference: str) -> tuple[HealthPart, Actor]:
    by = actor(request)
    return health_part(get_enquiry(by, reference, P.HEALTH_WRITE)), by


def _of(part: HealthPart) -> HealthAnalysis:
    if part.analysis is None:
        raise NotReady("Nothing is asked of health here yet")
    return part.analysis


def _words(part: HealthPart, title: str, button: str, done: str, text: str) -> Words:
    back_to = ("Health", f"/health/{part.enquiry.contact.reference}/")
    return Words(title, button, done, (text,) if text else (), back=back_to)


def _small(
    request: HttpRequest,
    part: HealthPart,
    form: Form,
    words: Words,
    command: Callable[[], object],
) -> HttpResponse:
    """One small page, and back to the analysis."""
    leads = words.back[1]
    return step(request, part.enquiry.contact, form, words, command, leads)
