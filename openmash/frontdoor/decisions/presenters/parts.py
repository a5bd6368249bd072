"""The parts of the decision page, as templates are handed them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.foundation.ui.parts import Act
from openmash.frontdoor.contacts.rules.feedback import Body
from openmash.frontdoor.decisions.forms import (
    BackForm,
    ChildForm,
    ViewForm,
)
from openmash.frontdoor.decisions.forms_partners import SignForm
from openmash.frontdoor.decisions.models import ThresholdDecision
from openmash.frontdoor.decisions.presenters.partners import Panel


@dataclass(frozen=True)
class LevelChoice:
    """One level to choose, with what it means."""

    n: int
    name: str
    meaning: str
    checked: bool


@dataclass(frozen=True)
class Box:
    """One box to tick."""

    value: str
    label: str
    checked: bool
    title: str = ""


@dataclass(frozen=True)
class Cites:
    """The evidence a point of the rationale may rest on."""

    name: str
    items: tuple[Box, ...]


@dataclass(frozen=True)
class PointView:
    """A point of the rationale and the numbers it rests on."""

    text: str
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class VoiceView:
    """The child's words or what was seen, and how that counted."""

    words: str
    source: str
    date: str
    weighing: str


@dataclass(frozen=True)
class EvidenceView:
    """One numbered sentence with its source."""

    number: str
    text: str
    source: str
    date: str
    certainty: str
    note: str
    spoken: bool = False


@dataclass(frozen=True)
class Said47:
    """That a section 47 enquiry has started, and where it is taken back."""

    text: str
    noted: str
    back: str


@dataclass(frozen=True)
class ChildPart:
    """One child's section of the page."""

    decision: ThresholdDecision
    form: ChildForm
    anchor: str
    prefix: str
    called: str
    title: str
    recommends: str
    recommended: tuple[int, str] | None
    levels: tuple[LevelChoice, ...]
    outcome: str
    outcomes: tuple[tuple[str, str, bool], ...]
    descriptors: tuple[str, ...]
    descriptors_in_all: int
    fitting: tuple[Box, ...]
    not_fitting: tuple[Box, ...]
    cites: tuple[Cites, ...]
    points: tuple[PointView, ...]
    voice: VoiceView | None
    absence: str
    asks_voice: bool
    in_use: tuple[EvidenceView, ...]
    history: tuple[str, ...]
    missing: tuple[str, ...]
    panel: Panel
    agreement: str
    family: str
    editing: bool
    editable: bool
    may_choose_otherwise: bool
    copies: tuple[tuple[int, str], ...]
    copied_from: str
    theirs: tuple[tuple[str, str], ...] = ()
    section_47: Said47 | None = None


@dataclass(frozen=True)
class Page:
    """The whole page."""

    reference: str
    about: str
    came_back: str
    children: tuple[ChildPart, ...]
    evidence: tuple[EvidenceView, ...]
    act: Act
    view_form: ViewForm
    back_form: BackForm
    sign_form: SignForm
    heard: str
    asks_early: bool
    asks_plan: bool
    own_view: str
    may_give_back: bool
    may_reopen: bool
    may_note_views: bool
    takes_over: str
    why_urgency: str
    preview: Body | None
    links: Mapping[str, str]
    files: int = 0

    @property
    def has_views(self) -> bool:
        """Whether any partner has given a view."""
        return any(not child.panel.is_empty for child in self.children)

    @property
    def views_first(self) -> bool:
        """Partners were asked, or disagree: it stands before everything else."""
        return any(c.panel.dissent or c.panel.silent or c.panel.others for c in self.children)


@dataclass(frozen=True)
class Asked:
    """Who looks, and which forms are on the page."""

    by: Actor
    forms: Mapping[str, ChildForm]
    view_form: ViewForm
    back_form: BackForm
    sign_form: SignForm
    changing: bool = False
    preview: Body | None = None
    theirs: Mapping[str, tuple[tuple[str, str], ...]] | None = None
