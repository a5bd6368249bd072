"""How long records are kept, what is due, what is held, and how it is destroyed."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from openmash.core.dates import say_date
from openmash.core.refusals import NotFound, NotReady
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.posting import attempt, posted
from openmash.foundation.ui.separated import as_separated, separated_file
from openmash.oversight.retention import commands as do
from openmash.oversight.retention import queries
from openmash.oversight.retention.forms import HoldForm, LiftForm, SettleForm
from openmash.oversight.retention.presenters import (
    TODAY,
    WHENS,
    as_class_rows,
    as_rows,
    chosen,
    draw_classes,
    draw_destruction,
    draw_hold,
    draw_others,
    draw_record,
)
from openmash.oversight.retention.states import CLASS_NAMES, OF_CONTACTS, Class

HANDLING = "OFFICIAL-SENSITIVE: references and months alone, of no person by name"
MOST = 200  # on one page; a file holds all


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Per class what its rule says and how much is due; what is due is proposed from here."""
    by = actor(request)
    queries.governs(by)
    problem = ""
    if request.method == "POST":
        try:
            return redirect("retention_destruction", do.propose(_class(request.POST), by=by).pk)
        except NotReady as refusal:
            problem = "; ".join(refusal.reasons)
    found = queries.simulate(by=by)
    if request.GET.get("as") == "csv":
        head = f"{HANDLING}; as of {say_date(found.today)}"
        return separated_file("retention.csv", as_separated([[head], *as_class_rows(found)]))
    context = {
        "found": found,
        "classes": draw_classes(found),
        "others": draw_others(found),
        "holds": [draw_hold(one, by) for one in queries.holds(by=by).filter(state="in_force")],
        "waiting": queries.destructions(by=by).filter(state="proposed"),
        "names": CLASS_NAMES,
        "problem": problem,
    }
    return render(request, "retention/page.html", context)


@require_GET
def records(request: HttpRequest) -> HttpResponse:
    """The records behind a number: by reference, soonest first; or the one that is asked for."""
    by, query = actor(request), request.GET
    if asked := query.get("reference", "").strip().upper():
        return redirect("retention_record", asked)
    when = query.get("when", TODAY) if query.get("when", TODAY) in WHENS else TODAY
    of_class = query.get("class", "") if query.get("class") in set(OF_CONTACTS) else ""
    rows = chosen(queries.simulate(by=by), of_class, when)
    about = [f"contact:{key}" for one in rows for key in one.record.contacts]
    log_read(Action.LIST, by=by, subject="retention:records", about=about)
    if query.get("as") == "csv":
        head = f"{HANDLING}; {WHENS[when].lower()}"
        return separated_file("retention-records.csv", as_separated([[head], *as_rows(rows)]))
    context = {
        "lines": [draw_record(one) for one in rows[:MOST]],
        "all": len(rows),
        "when": when,
        "whens": list(WHENS.items()),
        "of_class": of_class,
        "classes": [("", "Every class"), *((one.value, CLASS_NAMES[one]) for one in OF_CONTACTS)],
    }
    return render(request, "retention/records.html", context)


@require_GET
def record(request: HttpRequest, reference: str) -> HttpResponse:
    """Why one record is due, or is not, and from when."""
    found = queries.explain(reference, by=actor(request))
    return render(request, "retention/record.html", {"one": draw_record(found), "found": found})


@require_http_methods(["GET", "POST"])
def holds(request: HttpRequest) -> HttpResponse:
    """Every legal hold, and a form to place one."""
    by, form = actor(request), HoldForm(posted(request))
    rows = queries.holds(by=by)
    if form.is_bound and form.is_valid():
        done = attempt(form, lambda: do.place_hold(form.said, by=by))
        if done is not None:
            messages.success(request, "Held from now on. Nothing of it is destroyed")
            return redirect("retention_holds")
    drawn = [draw_hold(one, by) for one in rows]
    return render(request, "retention/holds.html", {"holds": drawn, "form": form})


@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One hold; another person than who placed it may lift it."""
    by, form = actor(request), LiftForm(posted(request))
    one = queries.get_hold(by, key)
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["words"]
        done = attempt(form, lambda: do.lift_hold(one, words, by=by))
        if done is not None:
            messages.success(request, "Lifted. Its records are kept by their rule again")
            return redirect("retention_holds")
    return render(request, "retention/hold.html", {"one": draw_hold(one, by), "form": form})


@require_GET
def destructions(request: HttpRequest) -> HttpResponse:
    """What was proposed, refused and destroyed."""
    by = actor(request)
    rows = [draw_destruction(one, by) for one in queries.destructions(by=by)[:MOST]]
    return render(request, "retention/destructions.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def destruction(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A proposal to settle, or the certificate of what is gone."""
    by, form = actor(request), SettleForm(posted(request))
    one = queries.get_destruction(by, key)
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["words"] or ""
        done = attempt(
            form,
            lambda: do.carry_out(one, by=by) if form.destroys else do.refuse(one, words, by=by),
        )
        if done is not None:
            said = "Destroyed. This is the certificate" if form.destroys else "Kept, all of it"
            messages.success(request, said)
            return redirect("retention_destruction", one.pk)
    context = {"one": draw_destruction(one, by), "form": form}
    return render(request, "retention/destruction.html", context)


def _class(said: QueryDict) -> Class:
    code = said.get("class", "")
    if code not in set(OF_CONTACTS):
        raise NotFound("There is no such class")
    return Class(code)
