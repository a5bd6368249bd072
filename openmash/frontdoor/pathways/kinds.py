"""The special pathways that are known: each with its rule, its clock and whoever acts on it (P27).

An allegation against somebody who works with children and the death of a child are restricted: from when
they are noted only named people know of the contact (`roles.md` §4).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from openmash.foundation.access.roles import Role


class Kind(StrEnum):
    """Which pathway."""

    UNBORN = "unborn"
    PRIVATE_FOSTERING = "private_fostering"
    TRANSFER_IN = "transfer_in"
    COURT = "court"
    KNOWN_FGM = "known_fgm"
    POLICE_PROTECTION = "police_protection"
    OUT_OF_SCHOOL = "out_of_school"
    MODERN_SLAVERY = "modern_slavery"
    RADICALISATION = "radicalisation"
    ADULT_TOO = "adult_too"
    POSITION_OF_TRUST = "position_of_trust"
    CHILD_DEATH = "child_death"


class Finding(StrEnum):
    """What came of an allegation (Working Together)."""

    SUBSTANTIATED = "substantiated"
    MALICIOUS = "malicious"
    FALSE = "false"
    UNFOUNDED = "unfounded"
    UNSUBSTANTIATED = "unsubstantiated"


FINDING_WORDS: dict[Finding, tuple[str, str]] = {
    Finding.SUBSTANTIATED: ("Substantiated", "There is enough to prove it"),
    Finding.UNSUBSTANTIATED: (
        "Unsubstantiated",
        "Neither proved nor disproved; says nothing of guilt",
    ),
    Finding.UNFOUNDED: (
        "Unfounded",
        "Nothing supports it, or it was a mistake about what happened",
    ),
    Finding.FALSE: ("False", "There is enough to disprove it"),
    Finding.MALICIOUS: ("Malicious", "There is enough to disprove it, and it was meant to deceive"),
}


class Since(StrEnum):
    """Which moment its clock runs from."""

    NOW = "now"  # when the hub writes it down
    HAPPENED = "happened"  # when it happened, which somebody has to say


@dataclass(frozen=True)
class Pathway:
    """One pathway: what it is called, what applies, and what has to be done by whom."""

    name: str
    rule: str
    task: str
    clock: str = ""
    since: Since = Since.NOW
    asks_due: bool = False  # the day somebody else has set
    role: Role = Role.MASH_SW
    restricted: bool = False  # to named people
    named: tuple[Role, ...] = ()  # who is proposed as a reader
    needs: str = ""  # who has to be one, wherever anybody holds the role
    has_finding: bool = False


PATHWAYS: dict[Kind, Pathway] = {
    Kind.UNBORN: Pathway(
        "An unborn child",
        "The mother is who it is about, with the day the baby is expected. When the child is born, add"
        " them on her page under Family and home: both records are linked.",
        "on the expected day, see whether the child is born and add them",
        asks_due=True,
    ),
    Kind.PRIVATE_FOSTERING: Pathway(
        "Private fostering",
        "A child under 16 (under 18 if disabled) who lives for more than 28 days with somebody who is not"
        " a parent, a grandparent, aunt, uncle, brother, sister or step-parent. Told six weeks before, or"
        " at once.",
        "make the first visit to a privately fostered child",
        clock="C35",
    ),
    Kind.TRANSFER_IN: Pathway(
        "Moved in on a plan",
        "A child of another authority who is on a plan there. Ring that authority today; their plan holds"
        " until a conference here takes it over.",
        "take over a plan from another authority",
        clock="C44",
        role=Role.MASH_MGR,
    ),
    Kind.COURT: Pathway(
        "A court or Cafcass asks",
        "Answer by the day the court has set. No agency is asked for this alone; a new worry found on the"
        " way is a contact of its own.",
        "answer the court",
        asks_due=True,
    ),
    Kind.KNOWN_FGM: Pathway(
        "Known female genital mutilation",
        "Whoever as a regulated professional was told by the girl or saw it reports it to the police"
        " themselves, on 101, by the end of the next working day. A suspicion or a risk is an ordinary"
        " worry. Any risk to a sister is urgent.",
        "make sure that the professional has reported known FGM to the police",
        clock="C36",
        since=Since.HAPPENED,
    ),
    Kind.POLICE_PROTECTION: Pathway(
        "Police protection",
        "72 hours from when the police took the child, and not an hour more. Rate it Red, hold a strategy"
        " discussion, and find out where the child is and who looks after them.",
        "a child is in police protection: plan before it runs out",
        clock="C33",
        since=Since.HAPPENED,
        role=Role.MASH_MGR,
    ),
    Kind.OUT_OF_SCHOOL: Pathway(
        "Missing education, or educated at home",
        "Tell the council’s education officer today. Being taught at home is no harm of itself; being out"
        " of sight makes every other worry weightier.",
        "tell the education officer of a child out of school",
    ),
    Kind.MODERN_SLAVERY: Pathway(
        "Modern slavery",
        "A first responder refers to the National Referral Mechanism. A child need not agree. Tell the"
        " police, and think of other children at the same place.",
        "refer to the National Referral Mechanism, and tell the police",
    ),
    Kind.RADICALISATION: Pathway(
        "Radicalisation",
        "Refer to the Prevent team and say that it was done. What that team does is not written here.",
        "refer to the Prevent team",
    ),
    Kind.ADULT_TOO: Pathway(
        "An adult at risk in the home",
        "Send a concern about the adult to adult social care as well: two contacts, one home. Say in each"
        " that there is the other.",
        "send the concern about the adult to adult social care",
    ),
    Kind.POSITION_OF_TRUST: Pathway(
        "An allegation against somebody who works with children",
        "The designated officer hears of it within one working day. Do not ask the person it is about, and"
        " do not tell them. A child who needs help is a contact of its own.",
        "agree with the designated officer what happens now",
        clock="C32",
        role=Role.LADO,
        restricted=True,
        named=(Role.LADO, Role.MASH_MGR, Role.SVC_MGR),
        needs=Role.LADO,
        has_finding=True,
    ),
    Kind.CHILD_DEATH: Pathway(
        "The death of a child, or a serious incident",
        "The joint agency response begins at once: police, health and children’s social care. Tell the"
        " child death review partners. Brothers and sisters who need help are a contact of their own.",
        "begin the joint agency response, and tell the child death review partners",
        role=Role.MASH_MGR,
        restricted=True,
        named=(Role.MASH_MGR, Role.SVC_MGR),
    ),
}
OPEN_TO_HUB = {kind: one for kind, one in PATHWAYS.items() if not one.restricted}
RESTRICTED = {kind: one for kind, one in PATHWAYS.items() if one.restricted}
CLOCKS = tuple(sorted({one.clock for one in PATHWAYS.values() if one.clock}))
