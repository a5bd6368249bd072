"""What holds of each kind of reference data, how it is changed, and by whom."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from openmash.core.actor import Actor
from openmash.core.refusals import NotAllowed, NotFound, NotReady
from openmash.core.working_time import london_day
from openmash.foundation.access.matrix import reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.posting import attempt, posted
from openmash.oversight.configuring import commands as do
from openmash.oversight.configuring import queries
from openmash.oversight.configuring.forms import CallBackForm, ChangeForm, SettleForm
from openmash.oversight.configuring.kinds import KINDS, Content
from openmash.oversight.configuring.models import Change
from openmash.oversight.configuring.presenters import draw_brief, draw_change, draw_things
from openmash.oversight.configuring.states import KIND_NAMES, OPEN, ChangeState, Kind

MOST = 100  # past changes on one page
DONE: dict[str, str] = {
    "propose": "Proposed. A second person publishes or refuses it",
    "take_back": "Taken back. What holds stays as it is",
}
CALL_BACK = "call_back"
SETTLED: dict[ChangeState, str] = {
    ChangeState.PUBLISHED: "Published",
    ChangeState.REFUSED: "Refused",
    ChangeState.CALLED_BACK: "Called back. It never begins, and what holds goes on",
}
ACTS: dict[str, Callable[..., Change]] = {"propose": do.propose, "take_back": do.take_back}


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The kinds, what waits for a second person, and what was changed by whom."""
    by = actor(request)
    names, found, coming = _names(by), queries.changes(by=by), list(queries.to_come(by=by))
    to_come = [one.pk for one in coming]
    past = list(found.exclude(state__in=OPEN).exclude(pk__in=to_come)[: MOST + 1])
    context = {
        "kinds": [(kind.value, KIND_NAMES[kind]) for kind in KINDS],
        "waiting": [draw_brief(one, names) for one in found.filter(state__in=OPEN)],
        "coming": [draw_brief(one, names) for one in coming],
        "past": [draw_brief(one, names) for one in past[:MOST]],
        "more": len(past) > MOST,
        "may_change": bool(reach_of(by.role, P.REFERENCE_PROPOSE)),
    }
    return render(request, "configuring/page.html", context)


@require_GET
def of_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """Everything of one kind as it holds today."""
    by, which = actor(request), _kind(kind)
    last, coming = queries.last_begun(which, by=by), queries.to_come(by=by).filter(kind=which)
    groups = draw_things(which, KINDS[which].things(by=by), last, coming)
    context = {
        "kind": which.value,
        "name": KIND_NAMES[which],
        "note": KINDS[which].note,
        "groups": groups,
        "may_change": bool(reach_of(by.role, P.REFERENCE_PROPOSE)),
    }
    return render(request, "configuring/kind.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, kind: str, of: str) -> HttpResponse:
    """One thing as a form: what is kept of it is a draft, and holds nothing yet."""
    by, which = actor(request), _kind(kind)
    queries.may_read(by)
    if not reach_of(by.role, P.REFERENCE_PROPOSE):
        raise NotAllowed("Only the partnership’s configurator changes this")
    latest = KINDS[which].latest(of, by=by)
    draft = queries.open_change(which, of, by=by)
    content, start = _start(request, which, of, draft, by)
    form = ChangeForm(which, of, content, posted(request), initial=start)
    if form.is_bound and form.is_valid():
        done = attempt(form, lambda: do.draft(form.said, by=by))
        if done is not None:
            messages.success(request, "Kept as a draft. Look at what changes, then propose it")
            return redirect("configuring_change", done.pk)
    context = {
        "form": form,
        "kind": which.value,
        "kind_name": KIND_NAMES[which],
        "name": KINDS[which].name(of, by=by),
        "note": KINDS[which].note,
        "lines": KINDS[which].lines(of, latest),
        "draft": draft,
        "is_own": draft is not None and draft.drafted_by_user == by.user,
    }
    return render(request, "configuring/edit.html", context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Old and new line by line; one proposes it, another publishes or refuses it, or calls it back."""
    by, act, problem = actor(request), request.POST.get("act", ""), ""
    one = queries.get_change(by, key)
    typed = posted(request) if act not in ACTS else None
    form = CallBackForm(typed) if act == CALL_BACK else SettleForm(typed)
    if act in ACTS:
        try:
            ACTS[act](one, by=by)
            messages.success(request, DONE[act])
            return redirect("configuring_change", one.pk)
        except NotReady as refusal:
            problem = "; ".join(refusal.reasons)
    elif form.is_bound and form.is_valid():
        done = attempt(form, lambda: _settle(one, form, by))
        if done is not None:
            messages.success(request, SETTLED[ChangeState(done.state)])
            return redirect("configuring_change", one.pk)
    name, held = KINDS[Kind(one.kind)].name(one.of, by=by), queries.why_not_called_back(one, by=by)
    context = {
        "one": draw_change(one, name, by, held=held),
        "form": form,
        "calling_back": form if act == CALL_BACK else CallBackForm(),
        "problem": problem,
    }
    return render(request, "configuring/change.html", context)


def _settle(one: Change, form: SettleForm | CallBackForm, by: Actor) -> Change:
    words = form.cleaned_data["words"] or ""
    if isinstance(form, CallBackForm):
        return do.call_back(one, words, by=by)
    return do.publish(one, by=by) if form.publishes else do.refuse(one, words, by=by)


def _start(
    request: HttpRequest, kind: Kind, of: str, draft: Change | None, by: Actor
) -> tuple[Content, Mapping[str, Any]]:
    """What the form is made from, and what stands in it: one's draft, an earlier change that is used
    again, or what holds."""
    again, today = request.GET.get("again", ""), london_day(by.at)
    rows = queries.changes(by=by).filter(kind=kind, of=of)
    found = draft or next((one for one in rows if str(one.pk) == again), None)
    latest = KINDS[kind].latest(of, by=by)
    if found is None:
        return latest, {**KINDS[kind].initial(of, latest), "holds_from": today}
    day = max(found.holds_from, today)
    started = KINDS[kind].initial(of, found.content)
    # The product may have been given other questions since: then the form has those.
    fits = all(field for field, _ in KINDS[kind].why_not(of, found.content, latest))
    said = {**started, "reason": found.reason, "holds_from": day}
    return (found.content if fits else latest), said


def _names(by: Actor) -> dict[tuple[str, str], str]:
    return {
        (kind.value, thing.of): thing.name
        for kind, one in KINDS.items()
        for thing in one.things(by=by)
    }


def _kind(said: str) -> Kind:
    known: Iterable[Kind] = KINDS
    found = next((one for one in known if one.value == said), None)
    if found is None:
        raise NotFound("There is no such kind of reference data")
    return found
