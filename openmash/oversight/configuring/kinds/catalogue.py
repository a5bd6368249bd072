"""Every setting of a partnership, as people call it: its name, where it belongs, and what it can be."""

from __future__ import annotations

from dataclasses import dataclass

from openmash.foundation.access.roles import ROLE_NAMES, Role
from openmash.foundation.files.kinds import Kind as FileKind
from openmash.frontdoor.enquiries.first_templates import TEMPLATES
from openmash.frontdoor.enquiries.states.gp import TRIGGER_WORDS
from openmash.oversight.configuring.kinds.shapes import (
    Keeping,
    Number,
    Numbers,
    Roles,
    Shape,
    Some,
    Table,
    Wording,
)
from openmash.oversight.configuring.kinds.shapes_rows import Helplines, YesNo
from openmash.oversight.insight.measures import MEASURES
from openmash.oversight.retention.states import CLASS_NAMES, SETTING

DECIDING, AGREEING, PRACTICES = "Deciding", "Agreement of the family", "GP practices"
ASKING, SENDING, FILES = "Asking agencies", "Worries and senders", "Files"
REGISTER, IMPORTS, RESTRICTED = "The register of people", "Imports", "Restricted records"
PEOPLE, MEASURING, RETENTION = "People of agencies", "Measures", "How long records are kept"
DAYS, MINUTES, PER_CENT = "days", "minutes", "per cent"


@dataclass(frozen=True)
class Entry:
    """One setting."""

    group: str
    name: str
    shape: Shape


_HUB = (Role.MASH_SCREEN, Role.MASH_SW, Role.MASH_MGR, Role.SVC_MGR, Role.EDT)
_MARKERS = {
    "staff": "Staff, relative of staff, or public figure",
    "sealed": "Adoption or sealed record",
}

SETTINGS: dict[str, Entry] = {
    "nfa-needs-service-manager-after": Entry(
        DECIDING,
        "No further action goes to the service manager after this many contacts in 12 months",
        Number("contacts", high=50),
    ),
    "unread-days-before-phoning": Entry(
        DECIDING,
        "An answer nobody read is told by telephone after",
        Number("working days", high=30),
    ),
    "lived-experience-questions": Entry(
        DECIDING, "A day in each child’s life: question", Wording()
    ),
    "young-view-expected-from-age": Entry(
        AGREEING, "A young person’s own view is expected from the age of", Number("years", high=18)
    ),
    "agreement-attempts": Entry(
        AGREEING, "Attempts before nobody could be asked", Number("attempts", high=10)
    ),
    "override-grounds": Entry(AGREEING, "Ground for asking without agreement", Wording()),
    "gp-answer-read-again-days": Entry(
        PRACTICES, "A practice’s answer this young is read again", Number(DAYS, low=0, high=365)
    ),
    "gp-triggers-switched-off": Entry(
        PRACTICES,
        "Reasons to ask a practice that are switched off",
        Some(
            tuple((one.value, words) for one, words in TRIGGER_WORDS.items()),
            "none: all are on",
            "Ticked: no practice is asked by itself for this reason",
        ),
    ),
    "gp-domestic-abuse-reports": Entry(
        PRACTICES, "Reports of domestic abuse that make asking the rule", Number("reports", high=20)
    ),
    "gp-domestic-abuse-days": Entry(
        PRACTICES, "Reports of domestic abuse within", Number(DAYS, high=730)
    ),
    "gp-missing-reports": Entry(
        PRACTICES, "Reports of going missing that make asking the rule", Number("reports", high=20)
    ),
    "gp-missing-days": Entry(PRACTICES, "Reports of going missing within", Number(DAYS, high=730)),
    "gp-for-strategy-days": Entry(
        PRACTICES,
        "For a strategy discussion the practice is asked within",
        Number("working days", low=0, high=30),
    ),
    "gp-for-assessment-days": Entry(
        PRACTICES,
        "For an assessment the practice is asked within",
        Number("working days", low=0, high=30),
    ),
    "gp-reminder-shares": Entry(
        PRACTICES,
        "Reminding a practice, by how much of its time is gone",
        Numbers(("Reminder", "Telephone", "Named GP"), PER_CENT),
    ),
    "agencies-always-asked": Entry(
        ASKING,
        "Asked in every enquiry, whatever the register says",
        Some(tuple((one.code, one.name) for one in TEMPLATES), "nobody"),
    ),
    "request-reminder-shares": Entry(
        ASKING,
        "Reminding an agency, by how far past its time",
        Numbers(("Contact", "Deputy", "Lead"), PER_CENT),
    ),
    "link-days": Entry(ASKING, "A one-time link to answer lives", Number(DAYS, high=60)),
    "link-code-minutes": Entry(
        ASKING, "A code that was read out counts", Number(MINUTES, high=120)
    ),
    "link-wrong-codes": Entry(ASKING, "A link is dead after", Number("wrong codes", high=20)),
    "link-idle-minutes": Entry(
        ASKING, "Whoever came by a link may be away for", Number(MINUTES, low=5, high=480)
    ),
    "draft-warning-hours": Entry(
        SENDING,
        "A draft with harm in it that is not sent is warned of after",
        Number("hours", high=72),
    ),
    "draft-withdrawn-after-days": Entry(
        SENDING, "A draft nobody goes on with is withdrawn after", Number(DAYS, high=60)
    ),
    "same-worry-hours": Entry(
        SENDING, "Same child and sender: add to the earlier one, within", Number("hours", high=168)
    ),
    "call-left-minutes": Entry(
        SENDING, "A colleague ends a call on which nobody wrote for", Number("minutes", high=1440)
    ),
    "public-many-in-an-hour": Entry(
        SENDING,
        "Asked whether they are a person after, from one place",
        Number("an hour", high=500),
    ),
    "public-hears-of-the-end": Entry(
        SENDING, "The public’s status says that it was dealt with", YesNo()
    ),
    "young-helplines": Entry(SENDING, "Helplines for children and young people", Helplines()),
    "file-most-megabytes": Entry(FILES, "The largest file", Number("megabytes", high=200)),
    "files-most": Entry(FILES, "The most files with one thing", Number("files", high=100)),
    "file-kinds": Entry(
        FILES, "Kinds of file that are taken", Some(tuple((k.value, k.value) for k in FileKind), "")
    ),
    "file-scan-alert-minutes": Entry(
        FILES, "A scanner silent this long is an incident", Number(MINUTES, high=1440)
    ),
    "involvement-stale-after-days": Entry(
        REGISTER,
        "Ask again whether somebody still works with a person after",
        Number(DAYS, high=1825),
    ),
    "duplicates-least-percent": Entry(
        REGISTER, "How likely two records are one before somebody looks", Number(PER_CENT, high=99)
    ),
    "duplicates-looked-for-at-hour": Entry(
        REGISTER, "Duplicates are looked for at this hour", Number("o’clock", low=0, high=23)
    ),
    "import-most-megabytes": Entry(IMPORTS, "The largest file of people", Number("megabytes")),
    "import-most-columns": Entry(IMPORTS, "The most columns", Number("columns")),
    "import-most-rows": Entry(IMPORTS, "The most rows", Number("rows", high=1_000_000)),
    "glass-may-break": Entry(
        RESTRICTED,
        "Opens in an emergency to these roles",
        Roles(_MARKERS, tuple((role.value, ROLE_NAMES[role]) for role in _HUB)),
    ),
    "glass-minutes": Entry(RESTRICTED, "Stays open for", Number(MINUTES, high=480)),
    "invitation-days": Entry(PEOPLE, "A link of an invitation lives", Number(DAYS, high=60)),
    "recertify-days": Entry(
        PEOPLE, "A lead says again who needs access, every", Number(DAYS, low=7, high=366)
    ),
    "recertify-ask-days": Entry(PEOPLE, "The lead is asked before that, by", Number(DAYS, high=60)),
    "recertify-grace-days": Entry(
        PEOPLE, "Access nobody confirmed rests after", Number(DAYS, low=0, high=60)
    ),
    "end-undo-days": Entry(
        PEOPLE, "An end that was a mistake is taken back within", Number(DAYS, high=60)
    ),
    "looks-many-in-a-day": Entry(
        PEOPLE, "More records than this opened in a day stand out", Number("records", high=1000)
    ),
    "looks-part-days": Entry(
        PEOPLE,
        "A look has a part in it if they acted before or after within",
        Number(DAYS, high=90),
    ),
    "looks-names-compared-at-hour": Entry(
        PEOPLE, "Surnames of readers are compared at this hour", Number("o’clock", low=0, high=23)
    ),
    "measure-goals": Entry(
        MEASURING,
        "Goals of measures",
        Table({code: f"{code} {one.title}" for code, one in MEASURES.items()}, PER_CENT),
    ),
    **{
        SETTING.format(one): Entry(RETENTION, words, Keeping())
        for one, words in CLASS_NAMES.items()
    },
}
