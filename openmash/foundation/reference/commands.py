"""Setting a partnership up: its identity, hours, guidance, forms and local numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, time

from django.db.models import F

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.ledger.commands import record
from openmash.foundation.reference.events import ReferenceEvent
from openmash.foundation.reference.models import (
    Calendar,
    FormVersion,
    Guidance,
    Partnership,
    RuleSetting,
)

FIRST_DAY = date(2020, 1, 1)

# Local numbers, all [D]: a partnership changes them as data.
SETTINGS: dict[str, tuple[object, str]] = {
    "nfa-needs-service-manager-after": (3, "P7: contacts in 12 months [D]"),
    "young-view-expected-from-age": (12, "P4: a young person's own view [D]"),
    "agreement-attempts": (2, "P4: at different times, before nobody could be asked [D]"),
    "override-grounds": (
        {
            "RISK_TO_CHILD": "Asking or waiting would put a child at greater risk of significant harm",
            "RISK_TO_OTHER": "Asking or waiting would put somebody else at risk of serious harm",
            "PREJUDICE_CRIME": "Asking or waiting would hinder preventing or detecting a serious crime",
            "UNJUSTIFIED_DELAY": "Asking or waiting would take time that a child does not have",
            "REFUSED_PROPORTIONATE": "They refused, and the harm that is feared outweighs it",
        },
        "P4: grounds of public procedures, in this partnership's words [D]",
    ),
    "call-left-minutes": (60, "P1 R2: a colleague ends a call nobody wrote on for so long [D]"),
    "glass-may-break": (
        {
            "staff": ["MASH_SCREEN", "MASH_SW", "MASH_MGR", "SVC_MGR", "EDT"],
            "sealed": ["SVC_MGR"],
        },
        "roles.md §4: by marker, for whom a restricted record opens in an emergency [D]",
    ),
    "glass-minutes": (60, "roles.md §4: how long it stays open [D]"),
    "measure-goals": (
        {"M02": 100, "M03": 95, "M06": 22, "M13": 90, "M14": 85, "M36": 98},
        "measures.md: in per cent, what a partnership wants to reach; others are watched [D]",
    ),
    "gp-answer-read-again-days": (14, "P5: an answer this young is read again, not asked for [D]"),
    "gp-triggers-switched-off": ([], "P5: all triggers are on; name those that are not [D]"),
    "gp-domestic-abuse-reports": (
        2,
        "P5 T7: reports of domestic abuse that make asking the rule [D]",
    ),
    "gp-domestic-abuse-days": (90, "P5 T7: within so many days of each other [D]"),
    "gp-missing-reports": (2, "P5 T7: reports of going missing that make asking the rule [D]"),
    "gp-missing-days": (30, "P5 T7: within so many days of each other [D]"),
    "gp-for-strategy-days": (
        0,
        "P5 T4, T5: working days in which the practice is asked for a strategy discussion, section 47 [D]",
    ),
    "gp-for-assessment-days": (
        1,
        "P5 T8: working days in which the practice is asked for an assessment [D]",
    ),
    "lived-experience-questions": (
        [
            ["morning", "What is getting up, eating and going to school like?"],
            ["home", "Who is at home, and what happens there after school and at night?"],
            ["care", "Who cares for the child, and whom does the child care for?"],
            ["fear", "What is the child afraid of, and where does it go then?"],
            ["good", "What is a good day, and who makes it one?"],
        ],
        "L51, P28: a day in each child's life [D]",
    ),
    "agencies-always-asked": (
        ["social_care", "police", "health_community"],
        "P3: asked about everybody in every enquiry, whatever the register says [D]",
    ),
    "gp-reminder-shares": (
        [50, 100, 150],
        "P5: per cent of C08 gone, for the reminder, the telephone and the named GP [D]",
    ),
    "request-reminder-shares": (
        [0, 50, 100],
        "P3: per cent of C07 past the due time, for contact, deputy and lead [D]",
    ),
    "link-days": (7, "P5: how long a one-time link to answer lives [D]"),
    "link-code-minutes": (10, "P5: how long a code that was read out counts [D]"),
    "link-wrong-codes": (5, "P5: wrong codes until a link is dead [D]"),
    "link-idle-minutes": (60, "P5: how long somebody who came by a link may be away [D]"),
    "unread-days-before-phoning": (2, "P8: working days until the telephone task [D]"),
    "draft-warning-hours": (4, "eMARF §8: a draft with harm ticked is not sent yet [D]"),
    "draft-withdrawn-after-days": (7, "eMARF §8: stale drafts [D]"),
    "involvement-stale-after-days": (365, "§0.11: ask again whether it is still so [D]"),
    "same-worry-hours": (24, "eMARF §8: same child and sender, add to the earlier one? [D]"),
    "import-most-megabytes": (10, "The largest file of people taken at once [D]"),
    "import-most-columns": (100, "More columns are a file of something else [D]"),
    "import-most-rows": (50_000, "More rows come in several files [D]"),
    "file-most-megabytes": (20, "eMARF §8: the largest file that comes with something [D]"),
    "files-most": (20, "More files than this nobody looks through [D]"),
    "file-kinds": (
        ["pdf", "jpeg", "png", "docx", "xlsx", "txt"],
        "The kinds of file taken; no other kind can be named [D]",
    ),
    "invitation-days": (7, "roles.md §8: how long a link of an invitation lives [D]"),
    "recertify-days": (90, "roles.md §8: a quarter, then a lead says again who needs access [D]"),
    "recertify-ask-days": (14, "roles.md §8: so long before, the lead is asked [D]"),
    "recertify-grace-days": (14, "roles.md §8: so long after, access nobody confirmed rests [D]"),
    "end-undo-days": (7, "roles.md §8: how long an end that was a mistake is taken back [D]"),
    "file-scan-alert-minutes": (30, "A scanner that is silent this long is an incident [D]"),
    # data.md §7: how long records are kept [D]; read on the page of retention, so in plain words.
    "retention-contact": (
        {"years": 6, "age": 25},
        "A default, to be confirmed here. Devon keeps a child in need to 18 and 3 quiet years",
    ),
    "retention-enquiry": (
        {"years": 10, "age": 25},
        "A default, to be confirmed here. Devon keeps a child in need to 18 and 3 quiet years",
    ),
    "retention-protection": (
        {"years": 35},
        "A default, to be confirmed here. Blackpool keeps child protection for 35 years",
    ),
    "retention-looked_after": (
        {"age": 75},
        "A default, to be confirmed here. Blackpool and Devon keep to the 75th birthday",
    ),
    "retention-allegation": (
        {"age": 100},
        "A default, to be confirmed here. Devon keeps up to 100, and 10 years where unfounded",
    ),
    "retention-police": ({"years": 6}, "A default; the police’s own review rules (MoPI) count"),
    "retention-setting_notice": (
        {"years": 1},
        "A default; then the rule of the setting’s child-protection file",
    ),
    "retention-access_log": (
        {"years": 10},
        "A default; as long as the record itself where that is restricted",
    ),
    "retention-audit": ({"years": 6}, "A default, to be confirmed here"),
    "retention-supervision": ({"years": 3}, "A default, to be confirmed here"),
    "public-many-in-an-hour": (
        10,
        "So many arrive from one place before somebody is asked whether they are a person [D]",
    ),
    "public-hears-of-the-end": (
        True,
        "roles.md §5: whether the public's status says that it was dealt with [D]",
    ),
    "young-helplines": (
        [
            ["Childline", "tel:08001111", "0800 1111", "free, by day and by night, about anything"],
            ["Shout", "sms:85258", "text 85258", "free, by day and by night"],
        ],
        "eMARF §7: whom a child or young person can reach at any hour [D]",
    ),
    "looks-many-in-a-day": (60, "More records than this opened in a day stand out [D]"),
    "looks-part-days": (14, "So many days before or after, somebody acted on what they opened [D]"),
    "looks-names-compared-at-hour": (5, "When readers' surnames are compared, in London [D]"),
    "duplicates-least-percent": (50, "How likely two records are one before somebody looks [D]"),
    "duplicates-looked-for-at-hour": (2, "The hour of the night, in London [D]"),
}


@dataclass(frozen=True)
class Identity:
    """Who the partnership is to the people who use it."""

    code: str
    name: str
    prefix: str
    area: str
    hub_name: str
    hub_phone: str
    edt_phone: str
    hub_email: str
    la_number: str = ""


def set_up(identity: Identity, *, by: Actor) -> Partnership:
    """Make a partnership with the default hours (P0.1) and local numbers; doing it twice is harmless."""
    made, is_new = Partnership.objects.get_or_create(code=identity.code, defaults=asdict(identity))
    Calendar.objects.get_or_create(
        partnership=made,
        version=1,
        defaults={
            "valid_from": FIRST_DAY,
            "opens": time(8, 45),
            "closes": ["17:00", "17:00", "17:00", "17:00", "16:30", None, None],
        },
    )
    for key, (value, source) in SETTINGS.items():
        RuleSetting.objects.get_or_create(
            partnership=made, key=key, defaults={"value": value, "source": source}
        )
    if is_new:
        record(ReferenceEvent.SET_UP, by=by, subject=f"partnership:{made.code}")
    return made


def publish_setting(
    key: str, value: object, source: str, *, holds_from: date, by: Actor
) -> RuleSetting:
    """Let a local number hold from a day on; until then, what holds now does."""
    last = RuleSetting.versions.select_for_update().get(
        partnership_id=by.partnership, key=key, valid_until=None
    )
    last.valid_until = holds_from
    last.save(update_fields=["valid_until"])
    made = RuleSetting.versions.create(
        partnership_id=by.partnership, key=key, value=value, source=source, valid_from=holds_from
    )
    number = RuleSetting.versions.filter(partnership_id=by.partnership, key=key).count()
    _published(ReferenceEvent.SETTING_PUBLISHED, number, form=key, by=by)
    return made


def hold_setting_on(key: str, *, by: Actor) -> None:
    """Let what holds today go on without an end: a value that was to come has no day left to hold on."""
    rows = RuleSetting.versions.filter(partnership_id=by.partnership, key=key)
    now = RuleSetting.objects.select_for_update().get(partnership_id=by.partnership, key=key)
    rows.filter(valid_from__gt=london_day(by.at)).update(valid_until=F("valid_from"))
    rows.filter(pk=now.pk).update(valid_until=None)


@dataclass(frozen=True)
class Hours:
    """When the hub opens, when it closes from Monday on, and on which days it does not open."""

    opens: time
    closes: tuple[str | None, ...]
    extra_closures: tuple[str, ...] = ()


def publish_hours(hours: Hours, *, holds_from: date, by: Actor) -> Calendar:
    """Publish the next version of the hub's hours; clocks that run keep the one they began with."""
    latest = Calendar.objects.filter(partnership_id=by.partnership).order_by("-version")[0]
    made = Calendar.objects.create(
        partnership_id=by.partnership,
        version=latest.version + 1,
        valid_from=holds_from,
        opens=hours.opens,
        closes=list(hours.closes),
        extra_closures=list(hours.extra_closures),
    )
    _published(ReferenceEvent.HOURS_PUBLISHED, made.version, form="hours", by=by)
    return made


def publish_form(
    form: str, content: Mapping[str, object], *, by: Actor, holds_from: date | None = None
) -> FormVersion:
    """Publish the next version of a form, from today or a later day; earlier answers keep theirs."""
    latest = FormVersion.objects.filter(partnership_id=by.partnership, form=form).count()
    version = FormVersion.objects.create(
        partnership_id=by.partnership,
        form=form,
        version=latest + 1,
        valid_from=holds_from or (by.at.date() if latest else FIRST_DAY),
        content=dict(content),
    )
    _published(ReferenceEvent.FORM_PUBLISHED, version.version, form=form, by=by)
    return version


def publish_guidance(
    name: str, content: Mapping[str, object], *, by: Actor, holds_from: date | None = None
) -> Guidance:
    """Publish the next version of the threshold guidance, from today or a later day (L11)."""
    latest = Guidance.objects.filter(partnership_id=by.partnership).count()
    version = Guidance.objects.create(
        partnership_id=by.partnership,
        name=name,
        version=latest + 1,
        valid_from=holds_from or (by.at.date() if latest else FIRST_DAY),
        content=dict(content),
    )
    _published(ReferenceEvent.GUIDANCE_PUBLISHED, version.version, form=name, by=by)
    return version


def _published(event: ReferenceEvent, version: int, *, form: str, by: Actor) -> None:
    record(
        event,
        by=by,
        subject=f"partnership:{by.partnership}",
        facts={"what": form, "version": version},
    )
