"""The decision page: one form for each child, everything typed is kept, then what was pressed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, NotReady
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.access.requests import actor
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.posting import attempt
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries.before import note_looking_back
from openmash.frontdoor.contacts.rules.feedback import Body, receiver_of
from openmash.frontdoor.decisions.access import get_contact_to_decide
from openmash.frontdoor.decisions.commands import deciding, writing
from openmash.frontdoor.decisions.forms import BackForm, ChildForm, ViewForm
from openmash.frontdoor.decisions.forms_partners import SignForm
from openmash.frontdoor.decisions.models import PartnerView, ThresholdDecision
from openmash.frontdoor.decisions.presenters import Asked, draw, header_of, is_editing, tabs_of
from openmash.frontdoor.decisions.queries.case import gather
from openmash.frontdoor.decisions.queries.waiting import waiting
from openmash.frontdoor.decisions.queries.words import preview
from openmash.frontdoor.decisions.states import DecisionState
from openmash.frontdoor.enquiries.presenters.lived import draw_lived
from openmash.frontdoor.enquiries.queries.lived import lived_about

Theirs = dict[str, tuple[tuple[str, str], ...]]
DONE = {
    "": "Saved",
    "view": "The partner’s view is noted",
    "recommend": "Recommended. A manager decides",
    "decide": "Decided. The sender is being told",
    "give_back": "Given back",
    "reopen": "Open again",
    "copy": "Copied. Read it, and confirm that it is true of this child",
    "confirm": "Confirmed",
    "unview": "Taken back",
}


@require_GET
def decision_list(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, soonest clock first."""
    by = actor(request)
    return render(request, "decisions/list.html", {"lists": waiting(by=by)})


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, reference: str) -> HttpResponse:
    """What level of need, for each child: read, write, recommend, decide."""
    by = actor(request)
    if request.method == "POST":
        contact = get_contact_to_decide(by, reference, P.DECISION_RECOMMEND)
        return _Desk(request, contact, by).posted()
    contact = get_contact_to_decide(by, reference)
    if may(by, P.DECISION_RECOMMEND, _in_hub(contact)):
        writing.begin(contact, by=by)
    return _Desk(request, contact, by).page()


@require_POST
def contact_close(request: HttpRequest, reference: str) -> HttpResponse:
    """Close the contact, or say what is still owed (gate G3)."""
    by = actor(request)
    contact, form = get_contact(by, reference, P.CONTACT_CLOSE), Form(request.POST)
    if attempt(form, partial(deciding.close, contact, by=by)) is None:
        request.session["why_not_closed"] = [str(e) for e in form.non_field_errors()]
        return redirect(f"/contacts/{contact.reference}/answer/")
    messages.success(request, "Closed")
    return redirect(f"/contacts/{contact.reference}/answer/")


class _Desk:
    """One request at the decision page: its case, its forms, and what is pressed."""

    def __init__(self, request: HttpRequest, contact: Contact, by: Actor) -> None:
        self.request, self.contact, self.by = request, contact, by
        self.changing = "change" in request.GET or "change" in request.POST
        self.case = gather(contact, by=by)
        note_looking_back(contact, [one.contact for one in self.case.earlier], by=by)
        self.theirs: Theirs = {}
        self.reasons: list[str] = []
        self.status = 422
        self.sign_form = SignForm(prefix="sign")
        self.seen = {str(d.pk): d.version for d in self.case.decisions}

    def page(
        self,
        forms: Mapping[str, ChildForm] | None = None,
        view_form: ViewForm | None = None,
        back_form: BackForm | None = None,
        sign_form: SignForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """Draw the page; forms that were typed in stay as typed."""
        fresh = {str(d.pk): self._form(d) for d in self.case.decisions}
        asked = Asked(
            by=self.by,
            forms={**fresh, **(forms or {})},
            view_form=view_form or ViewForm(prefix="view"),
            back_form=back_form or BackForm(prefix="back"),
            sign_form=sign_form or SignForm(prefix="sign"),
            changing=self.changing,
            preview=self._preview(),
            theirs=self.theirs,
        )
        page = draw(self.case, asked)
        context = {
            "page": page,
            "header": header_of(self.case, by=self.by),
            "tabs": tabs_of(self.contact, self.by),
            "errors": self._errors(asked, page.links),
            "changing": self.changing,
            "lived": draw_lived(lived_about(self.contact, by=self.by), "", self.by),
        }
        return render(self.request, "decisions/page.html", context, status=status)

    def posted(self) -> HttpResponse:
        """Save everything first, then do what was pressed."""
        forms = {
            str(d.pk): self._form(d, bound=True)
            for d in self.case.decisions
            if f"c{d.child.position}-version" in self.request.POST
        }
        view_form = ViewForm(self.request.POST, prefix="view")
        back_form = BackForm(self.request.POST, prefix="back")
        self.sign_form = SignForm(self.request.POST, prefix="sign")
        every = (*forms.values(), view_form, back_form, self.sign_form)
        fine = [form.is_valid() for form in every]
        if not all(fine):
            return self.page(forms, view_form, back_form, self.sign_form, status=422)
        conflicts = self._save(forms)
        then, _, more = self.request.POST.get("then", "").partition(":")
        if not conflicts and self._view(view_form) and self._then(then, more, back_form):
            messages.success(self.request, DONE.get(then, DONE[""]))
            return redirect(self._here(then))
        self.case = gather(self.contact, by=self.by)
        kept = {key: self._again(forms[key], key) for key in conflicts}
        view_kept = view_form if self.reasons else None
        back_kept = back_form if self.reasons else None
        return self.page(kept, view_kept, back_kept, self.sign_form, status=self.status)

    def _form(self, decision: ThresholdDecision, *, bound: bool = False) -> ChildForm:
        whole = is_editing(decision, by=self.by, changing=self.changing)
        data = self.request.POST if bound else None
        return ChildForm(self.case, decision, data, level_only=not whole)

    def _save(self, forms: Mapping[str, ChildForm]) -> list[str]:
        """Save each child's form; whoever saved meanwhile is not overwritten."""
        conflicts = []
        for one in self.case.decisions:
            form = forms.get(str(one.pk))
            if form is None or one.state not in writing.EDITABLE:
                continue
            try:
                with transaction.atomic():
                    self._write(one, form)
            except (MovedMeanwhile, NotReady) as refused:
                conflicts.append(str(one.pk))
                self.reasons.extend(refused.reasons)
                self.status = 409 if isinstance(refused, MovedMeanwhile) else 422
        return conflicts

    def _write(self, one: ThresholdDecision, form: ChildForm) -> None:
        """What was saved here has been seen here; what others saved since has not."""
        before = one.version
        writing.write(one, form.written, form.base_version, by=self.by)
        self.seen[str(one.pk)] = one.version if one.version != before else form.base_version
        if form.heard:
            writing.note_voice(one, form.heard, by=self.by)

    def _view(self, form: ViewForm) -> bool:
        """Note a partner's view for every child that is not decided."""
        if form.said is None:
            return True
        open_ones = [d for d in self.case.decisions if d.state in writing.EDITABLE]
        said = form.said
        return self._attempt(
            lambda: [writing.note_view(one, said, by=self.by) for one in open_ones]
        )

    def _then(self, then: str, more: str, back: BackForm) -> bool:
        """What was pressed beside saving; False when something stands in the way."""
        contact, by, reason = self.contact, self.by, back.cleaned_data["reason"]
        to, _, source = more.partition(":")
        signing = self.sign_form.signing(self.request.POST.get("heard"))
        pressed: dict[str, Callable[[], object]] = {
            "recommend": lambda: deciding.recommend_all(contact, self.seen, by=by),
            "decide": lambda: deciding.decide_all(contact, self.seen, by=by, signing=signing),
            "give_back": partial(self._give_back, reason),
            "reopen": lambda: deciding.reopen(self._at(more), reason, by=by),
            "copy": lambda: writing.copy_from(self._at(to), self._at(source), by=by),
            "unview": lambda: writing.withdraw_view(self._view_at(more), by=by),
            "confirm": lambda: writing.confirm_copy(self._at(more), by=by),
        }
        return self._attempt(pressed[then]) if then in pressed else True

    def _give_back(self, reason: str) -> None:
        for one in self.case.decisions:
            if one.state == DecisionState.VIEWS_OPEN:
                deciding.give_back(one, reason, by=self.by)

    def _attempt(self, command: Callable[[], object]) -> bool:
        form = Form()
        if attempt(form, lambda: (command(), True)) is None:
            self.reasons += [str(error) for error in form.non_field_errors()]
            return False
        return True

    def _view_at(self, key: str) -> PartnerView:
        for one in (view for d in self.case.decisions for view in self.case.views_of(d)):
            if str(one.pk) == key:
                return one
        raise NotReady("There is no such view here")

    def _at(self, position: str) -> ThresholdDecision:
        for one in self.case.decisions:
            if str(one.child.position) == position:
                return one
        raise NotReady("There is no such child here")

    def _again(self, form: ChildForm, key: str) -> ChildForm:
        """The same words, now knowing of the other's: saving again keeps these."""
        now = next(d for d in self.case.decisions if str(d.pk) == key)
        self.theirs[key] = _differences(form, now)
        data = self.request.POST.copy()
        data[f"{form.prefix}-version"] = str(now.version)
        whole = is_editing(now, by=self.by, changing=self.changing)
        return ChildForm(self.case, now, data, level_only=not whole)

    def _here(self, then: str) -> str:
        change = "?change=1" if self.changing and then in ("", "view", "confirm", "copy") else ""
        return f"{self.request.path}{change}"

    def _errors(self, asked: Asked, links: Mapping[str, str]) -> list[dict[str, str]]:
        """What was refused, then what is wrong with each form that was typed in."""
        about = Form()
        about.add_refusals(self.reasons)
        typed = [f for f in (*asked.forms.values(), asked.view_form, asked.back_form) if f.is_bound]
        return [line for form in (about, *typed) for line in form.error_list(links)]

    def _preview(self) -> Body | None:
        if not self.case.decisions or not any(d.level for d in self.case.decisions):
            return None
        return preview(self.contact, receiver_of(self.contact.sender_role))


def _differences(form: ChildForm, now: ThresholdDecision) -> tuple[tuple[str, str], ...]:
    """What the other has saved where it is not what was typed here."""
    found = []
    for name, typed in form.written.items():
        theirs = getattr(now, name)
        if theirs != typed:
            label = str(form.fields[name].label) if name in form.fields else "Rationale"
            found.append((label, _said(theirs)))
    return tuple(found)


def _said(value: object) -> str:
    if isinstance(value, list):
        return " · ".join(str(v["text"]) if isinstance(v, dict) else str(v) for v in value)
    return str(value or "nothing")


def _in_hub(contact: Contact) -> RecordFacts:
    return RecordFacts(partnership=contact.partnership_id, in_hub=True)
