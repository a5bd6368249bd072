"""What decisions put where others look: on an agency's list the recommendations it may say something
about; on the hub's tray and on the paper of an enquiry, what partners have said (P7)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.ui.wording import short_when
from openmash.frontdoor.contacts.access import record_facts as contact_facts
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries import tray_chips
from openmash.frontdoor.decisions.models import PartnerView, ThresholdDecision
from openmash.frontdoor.decisions.presenters.partners import Panel, draw_panel, due_of
from openmash.frontdoor.decisions.queries.heard import Heard, heard_of, tally
from openmash.frontdoor.decisions.queries.partners import listed_for, path_of
from openmash.frontdoor.decisions.states import DecisionState
from openmash.frontdoor.enquiries.queries import on_paper
from openmash.frontdoor.enquiries.queries.beside import Line, provide


def register() -> None:
    """Give them to those lists; called once, when the product starts."""
    provide("decisions", lines)
    tray_chips.provide("decisions", chips)
    on_paper.provide("decisions", paper)


def lines(by: Actor) -> Iterator[Line]:
    """One line for each child, soonest first."""
    for asked in listed_for(by):
        standing = [view for view in asked.views.all() if view.withdrawn_at is None]
        yield Line(
            title=asked.child_name,
            line=f"{asked.reference}, recommended by {asked.asked_by},"
            f" {short_when(asked.asked_at, by.at)}",
            state="Decided" if asked.told_at else _state(standing),
            waits=asked.closed_at is None,
            path=path_of(asked),
            due=None if standing or asked.closed_at else due_of(asked, by),
        )


def chips(contacts: list[uuid.UUID], by: Actor) -> dict[uuid.UUID, tuple[str, ...]]:
    """What partners say of each contact that waits for a decision, for the tray of the hub."""
    rows = ThresholdDecision.objects.filter(
        contact__in=contacts, state=DecisionState.VIEWS_OPEN, partnership_id=by.partnership
    )
    found: dict[uuid.UUID, list[Heard]] = {}
    for one in heard_of(rows, at=by.at):
        found.setdefault(one.decision.contact_id, []).append(one)
    return {key: tuple(tally(heard)) for key, heard in found.items()}


def paper(contact: Contact, by: Actor) -> Iterator[on_paper.Part]:
    """What partners think of what is recommended for each child, for the paper of the enquiry."""
    if not may(by, P.DECISION_READ, contact_facts(contact)):
        return
    rows = ThresholdDecision.objects.filter(contact=contact).select_related("child")
    for heard in heard_of(rows.order_by("child__position"), at=by.at):
        panel = draw_panel(heard, by)
        if not panel.is_empty:
            child = heard.decision.child
            title = f"What partners think, for {child.name or f'child {child.position}'}"
            yield on_paper.Part(title, tuple(_paragraphs(panel)))


def _paragraphs(panel: Panel) -> Iterator[on_paper.Paragraph]:
    for line in (*panel.dissent, *panel.others, *panel.earlier):
        words = f": “{line.words}”" if line.words else ""
        source = ", ".join(filter(None, [line.person, line.at, line.note]))
        yield on_paper.Paragraph(f"{line.agency} {line.view.lower()}{words}", source)
    for name in panel.silent:
        yield on_paper.Paragraph(f"{name} has not said whether it agrees", panel.passed)
    if panel.before_because:
        yield on_paper.Paragraph(f"Decided before they answered: {panel.before_because}")
    if panel.plan:
        yield on_paper.Paragraph(f"Until the disagreement is settled: {panel.plan}")


def _state(standing: list[PartnerView]) -> str:
    last = max(standing, key=lambda view: view.number, default=None)
    return f"You said: {last.get_view_display().lower()}" if last else "Do you agree?"
