"""Row-level security, table by table: which rows the database lets an actor's transaction see.

Data only, applied by `manage.py secure_database` after every migration. A table that is on no list
fails the build. The Python rule (`access/rules.py`) stays the readable truth; this is the net.
"""

from __future__ import annotations

from openmash.config.retention import DESTROYING

MINE = "current_setting('openmash.user', true)"
AGENCY = "current_setting('openmash.agency', true)"
ROLE = "current_setting('openmash.role', true)"
HERE = "partnership_id = current_setting('openmash.partnership', true)"
MY_ROW = f"user_id::text = {MINE}"
HERE_TEXT = "partnership = current_setting('openmash.partnership', true)"
# The one record of this transaction that was opened in an emergency, if any.
OPENED = "current_setting('openmash.opened', true)"
IN_HUB = "current_setting('openmash.reach', true) = 'hub'"
# The register of people is also read by those who keep it and see no contact.
IN_REGISTER = "current_setting('openmash.reach', true) IN ('hub', 'register')"

# Whoever keeps people: of their own agency, the technical administrator of every one. The door asks as
# the system.
COLLEAGUES = (
    f"{HERE} AND ({ROLE} IN ('SYSADMIN', 'SYSTEM') OR (agency_id = {AGENCY}"
    f" AND {ROLE} IN ('AGENCY_LEAD', 'MASH_MGR', 'SVC_MGR')))"
)
# What only those may see who keep the register: files on their way into it.
KEEPS_REGISTER = "current_setting('openmash.reach', true) = 'register'"


# Whether this actor sees another row, by its key: functions that the database runs as whoever asks, so
# that the row's own policy answers. As sub-selects in the policies they would be planned with every
# statement, and the policies beneath them too, also for the hub, which never comes to ask them: that
# was three quarters of the database's time on the page of an enquiry.
SEES: dict[str, str] = {
    "sees_contact": "contacts_contact r WHERE r.id = key",
    "sees_child": "contacts_contactchild r WHERE r.id = key",
    "sees_feedback": "contacts_feedback r WHERE r.id = key",
    "sees_enquiry": "enquiries_mashenquiry r WHERE r.id = key",
    "sees_scope": "enquiries_scopeperson r WHERE r.id = key",
    "sees_check": "enquiries_agencycheck r WHERE r.id = key",
    "sees_asked_about": "enquiries_checkperson r WHERE r.id = key",
    "sees_answer": "enquiries_checkanswer r WHERE r.id = key",
    "sees_item_and_enquiry": (
        "enquiries_evidenceitem i JOIN public.enquiries_mashenquiry r ON r.id = i.enquiry_id"
        " WHERE i.id = key"
    ),
    "sees_analysis": "enquiries_healthanalysis r WHERE r.id = key",
    "sees_reading": "enquiries_healthreading r WHERE r.id = key",
    "sees_agreement": "enquiries_agreement r WHERE r.id = key",
    "sees_decision": "decisions_thresholddecision r WHERE r.id = key",
    # Opened in an emergency by whoever asks, until a time that has not come (`roles.md` §4).
    "sees_broken_glass": (
        f"people_glassbreaking r WHERE r.root_id = key AND r.user_id::text = {MINE}"
        " AND r.until > NULLIF(current_setting('openmash.at', true), '')::timestamptz"
    ),
    "sees_own_change": f"configuring_change r WHERE r.id = key AND r.drafted_by_user = {MINE}",
    "sees_view_asked": "decisions_viewasked r WHERE r.id = key",
}


def _attached(kind: str, table: str, key: str = "id") -> str:
    """The table's name is needed: a bare `id` would be the attachment's own."""
    return (
        "EXISTS (SELECT 1 FROM access_attachment a WHERE a.subject = "
        f"'{kind}:' || {table}.{key} AND a.user_id::text = {MINE} AND a.ends_at IS NULL)"
    )


HUB = f"{HERE} AND {IN_HUB}"
_ON_CASE = _attached("contact", "contacts_contact")
# Whoever writes without an account is known by the secret they hold, and sees what they sent.
_BY_SECRET = f"{ROLE} = 'PUBLIC' AND public_key::text = {MINE}"
# A contact that is restricted to named people is theirs and its sender’s; what happens by itself goes on.
_MAY_KNOW = f"(readers IS NULL OR {MINE} = ANY(readers) OR {ROLE} = 'SYSTEM')"
CONTACT = (
    f"{HERE} AND (sender_id::text = {MINE} OR ({_BY_SECRET})"
    f" OR ({_MAY_KNOW} AND ({IN_HUB} OR {_ON_CASE})))"
)
# The hub reads every row of what is not restricted: asking that first spares it one look-up for each row.
_OPEN_TO_HUB = (
    f"{IN_HUB} AND NOT EXISTS (SELECT 1 FROM contacts_restrictedcontact x WHERE x.id = contact_id)"
)
OF_CONTACT = f"{HERE} AND ({_OPEN_TO_HUB} OR sees_contact(contact_id))"
HUBS_OF_CONTACT = f"{HERE} AND ({_OPEN_TO_HUB} OR {IN_HUB} AND sees_contact(contact_id))"
HUBS_OF_CHILD = f"{HERE} AND {IN_HUB} AND sees_child(child_id)"
OF_FEEDBACK = f"{HERE} AND sees_feedback(feedback_id)"
_ON_ENQUIRY = _attached("contact", "enquiries_mashenquiry", "contact_id")
ENQUIRY = f"{HERE} AND ({IN_HUB} OR {_ON_ENQUIRY})"
OF_ENQUIRY = f"{HERE} AND ({IN_HUB} OR sees_enquiry(enquiry_id))"
OF_SCOPE = f"{HERE} AND ({IN_HUB} OR sees_scope(about_id))"
# Whoever holds an answering role at the agency that is asked, or was handed the question there.
# Whoever came by a one-time link is known by the link, and sees the question it was sent for.
_BY_LINK = f"{ROLE} = 'LINK' AND open_link_id::text = {MINE}"
ASKED = (
    f"agency_id = {AGENCY} AND (for_user_id::text = {MINE} OR {ROLE} = ANY(for_roles)"
    f" OR ({_BY_LINK}))"
)
CHECK = f"{HERE} AND ({IN_HUB} OR ({ASKED}) OR sees_enquiry(enquiry_id))"
# What is typed and not sent is the agency's alone: the hub does not read over its shoulder.
UNSENT = f"{HERE} AND (NOT {IN_HUB} AND sees_check(check_of_id) OR {DESTROYING})"
OF_CHECK = f"{HERE} AND ({IN_HUB} OR sees_check(check_of_id))"
# A file is seen with what it came with: until it is sent by its writers alone, then as that is. The
# part of the system that has it scanned sees all of them.
_CAME_WITH = "split_part(files_storedfile.about, ':', 2)::uuid"
_SENT = "files_storedfile.sent_at IS NOT NULL"
_WITH_CONTACT = (
    "files_storedfile.about LIKE 'contact:%' AND EXISTS (SELECT 1 FROM contacts_contact c"
    f" WHERE c.id = {_CAME_WITH} AND ({_SENT} OR c.sender_id::text = {MINE}))"
)
_WITH_CHECK = (
    "files_storedfile.about LIKE 'agencycheck:%' AND EXISTS (SELECT 1 FROM enquiries_agencycheck k"
    f" WHERE k.id = {_CAME_WITH} AND ({_SENT} OR ({ASKED})))"
)
FILE = (
    f"{HERE} AND ({ROLE} = 'SYSTEM'"
    f" OR ({_SENT} AND {IN_HUB} AND files_storedfile.about NOT LIKE 'contact:%')"
    f" OR ({_WITH_CONTACT}) OR ({_WITH_CHECK}))"
)
OF_FILE = f"{HERE} AND EXISTS (SELECT 1 FROM files_storedfile f WHERE f.id = of_id)"
OF_ANSWER = f"{HERE} AND ({IN_HUB} OR sees_asked_about(about_id))"
OF_ITEM = f"{HERE} AND ({IN_HUB} OR sees_enquiry(enquiry_id) OR sees_answer(answer_id))"
# Not for the agency that told the fact: only for who may see the enquiry.
OF_RANKED = f"{HERE} AND ({IN_HUB} OR sees_item_and_enquiry(item_id))"
OF_ANALYSIS = f"{HERE} AND ({IN_HUB} OR sees_analysis(analysis_id))"
OF_READING = f"{HERE} AND ({IN_HUB} OR sees_reading(reading_id))"
OF_AGREEMENT = f"{HERE} AND ({IN_HUB} OR sees_agreement(agreement_id))"
_ON_DECISION = _attached("contact", "decisions_thresholddecision", "contact_id")
DECISION = (
    f"{HERE} AND ({_OPEN_TO_HUB} OR (({IN_HUB} OR {_ON_DECISION}) AND sees_contact(contact_id)))"
)
OF_DECISION = f"{HERE} AND sees_decision(decision_id)"
# Whoever answers for the partner that is asked, and what that partner has said.
VIEW_ASKED = (
    f"{HERE} AND ((agency_id = {AGENCY} AND ({MINE} = ANY(for_users)"
    f" OR {ROLE} = ANY(for_roles))) OR sees_decision(decision_id))"
)
PARTNER_VIEW = f"{HERE} AND (sees_view_asked(asked_id) OR sees_decision(decision_id))"
_HEARD_BY_HUB = (
    f"{IN_HUB} AND CASE WHEN about LIKE 'contactchild:%'"
    " THEN sees_child(split_part(about, ':', 2)::uuid) ELSE true END"
)
VOICE = (
    f"{HERE} AND ({_HEARD_BY_HUB} OR recorded_by = {MINE} OR EXISTS (SELECT 1 FROM contacts_contactchild k"
    " JOIN access_attachment a ON a.subject = 'contact:' || k.contact_id"
    f" WHERE 'contactchild:' || k.id = about AND a.user_id::text = {MINE} AND a.ends_at IS NULL))"
)
_ON_PERSON = _attached("person", "people_person")
_ON_ROOT = _attached("person", "people_person", "root_id")
NAMED = f"(readers IS NULL OR {MINE} = ANY(readers))"
PERSON = (
    f"{HERE} AND ({NAMED} OR (root_id::text = {OPENED} AND sees_broken_glass(root_id)))"
    # A record that was withdrawn is there for nobody; the worker that withdraws it acts as the system.
    f" AND (withdrawn_at IS NULL OR {ROLE} = 'SYSTEM')"
    f" AND ({IN_REGISTER} OR {_ON_PERSON} OR {_ON_ROOT})"
)
# Also for the hub: a restricted person's facts are as hidden as the person.
OF_PERSON = f"{HERE} AND EXISTS (SELECT 1 FROM people_person p WHERE p.id = person_id)"
# A note tells of a child as a contact does: who keeps the register alone does not read it.
NOTE = f"{OF_PERSON} AND current_setting('openmash.reach', true) <> 'register'"


def _of_both(one: str, two: str) -> str:
    """What speaks of two people is seen by those who keep the register and may know of both."""
    known = " AND ".join(
        f"EXISTS (SELECT 1 FROM people_person p WHERE p.id = {key})" for key in (one, two)
    )
    return f"{HERE} AND {IN_REGISTER} AND {known}"


# How long records are kept is governed by those who read none of them, and by the service manager.
GOVERNED = f"{HERE} AND {ROLE} IN ('IG_AUD', 'SVC_MGR', 'SYSTEM')"

# Whoever writes without an account reads back what they did themselves, and nobody’s work.
NOT_PUBLIC = f"{ROLE} <> 'PUBLIC'"
_OWN_CLOCK = (
    "CASE WHEN subject LIKE 'contact:%' THEN sees_contact(split_part(subject, ':', 2)::uuid)"
    " ELSE false END"
)

# What a partnership sets up for itself is changed by two who read no case with it, or answer for all.
CONFIGURED = f"{HERE} AND {ROLE} IN ('CONFIG', 'SVC_MGR', 'SYSTEM')"

POLICIES: dict[str, str] = {
    "ledger_event": f'{HERE_TEXT} AND ({NOT_PUBLIC} OR "user" = {MINE})',
    "ledger_link": f"{HERE_TEXT} AND {NOT_PUBLIC}",
    "ledger_reactionrun": f"{HERE_TEXT} AND {NOT_PUBLIC}",
    "access_readlog": f'{HERE_TEXT} AND ({NOT_PUBLIC} OR "user" = {MINE})',
    "access_attachment": f"{HERE} AND {NOT_PUBLIC}",
    "clocks_clockrun": f"{HERE} AND ({NOT_PUBLIC} OR {_OWN_CLOCK})",
    "tasks_task": f"{HERE} AND {NOT_PUBLIC}",
    "presence_presence": f"{HERE} AND ({IN_HUB} OR agency_id = {AGENCY} OR {MY_ROW})",
    "colleagues_invitation": COLLEAGUES,
    "messaging_message": f"{HERE} AND ({IN_HUB} OR to_user_id::text = {MINE})",
    "messaging_postbox": "EXISTS (SELECT 1 FROM messaging_message m WHERE m.id = message_id)",
    "files_storedfile": FILE,
    "files_filecontent": OF_FILE,
    "people_person": PERSON,
    "people_personname": OF_PERSON,
    "people_personflag": OF_PERSON,
    "people_restriction": OF_PERSON,
    "people_contactpoint": OF_PERSON,
    "people_chronologynote": NOTE,
    "people_personcard": OF_PERSON,
    # Numbers that give no name away; a restricted record has none. Asked by equality alone.
    "people_personkey": f"{HERE} AND {IN_REGISTER}",
    # That a record is closed, and to whom it opens in an emergency: a key, and no name.
    "people_closedrecord": f"{HERE} AND {IN_REGISTER}",
    "people_glassbreaking": f"{HERE} AND ({IN_HUB} OR {ROLE} = 'IG_AUD' OR {MY_ROW})",
    "people_identifier": OF_PERSON,
    "people_address": OF_PERSON,
    "people_relationship": OF_PERSON,
    "people_involvement": OF_PERSON,
    "people_voice": VOICE,
    "merging_duplicatepair": _of_both("one_id", "two_id"),
    "merging_join": _of_both("standing_id", "absorbed_id"),
    "merging_split": _of_both("source_id", "made_id"),
    "merging_movedfact": _of_both("from_person_id", "to_person_id"),
    "importing_source": f"{HERE} AND {IN_REGISTER}",
    "importing_import": f"{HERE} AND {IN_REGISTER}",
    "importing_importfile": f"{HERE} AND {KEEPS_REGISTER}",
    "importing_importrow": f"{HERE} AND {KEEPS_REGISTER}",
    "importing_trace": f"{HERE} AND {KEEPS_REGISTER}",
    "importing_sourceperson": f"{HERE} AND {KEEPS_REGISTER}",
    "importing_sourceinvolvement": f"{OF_PERSON} AND {KEEPS_REGISTER}",
    "sharing_disclosure": f"{HERE} AND ({IN_HUB} OR from_user = {MINE})",
    "contacts_contact": CONTACT,
    # A key and no fact, for the hub’s short way through the policies above alone.
    "contacts_restrictedcontact": HUB,
    "contacts_contactchild": OF_CONTACT,
    "contacts_answer": OF_CONTACT,
    "contacts_earlieranswer": OF_CONTACT,
    "contacts_heldentry": f"{HERE} AND (user_id::text = {MINE} OR {DESTROYING})",
    # Counted by whoever writes without an account, read by nobody else.
    "ways_arrival": f"{HERE} AND {ROLE} = 'PUBLIC'",
    "contacts_urgencyrating": HUBS_OF_CONTACT,
    "contacts_referralrating": OF_CONTACT,
    "pathways_specialpathway": OF_CONTACT,
    "contacts_notthesame": HUBS_OF_CHILD,
    "contacts_questiontosender": OF_CONTACT,
    "contacts_route": OF_CONTACT,
    "contacts_inerrorproposal": HUBS_OF_CONTACT,
    "contacts_feedback": OF_CONTACT,
    "contacts_reply": OF_FEEDBACK,
    "enquiries_mashenquiry": ENQUIRY,
    "enquiries_ragentry": OF_ENQUIRY,
    "enquiries_scopeperson": OF_ENQUIRY,
    "enquiries_agreement": OF_ENQUIRY,
    "enquiries_agreementask": OF_AGREEMENT,
    "enquiries_youngview": OF_AGREEMENT,
    "enquiries_agreementoverride": OF_AGREEMENT,
    "enquiries_agencycheck": CHECK,
    "enquiries_answerlink": HUB,
    "enquiries_checkdraft": UNSENT,
    "enquiries_checkperson": OF_CHECK,
    "enquiries_checkanswer": OF_ANSWER,
    "enquiries_evidenceitem": OF_ITEM,
    "enquiries_gprequest": OF_ENQUIRY,
    "enquiries_livedexperience": OF_SCOPE,
    "enquiries_healthanalysis": OF_ENQUIRY,
    "enquiries_healthdraft": OF_ANALYSIS,
    "enquiries_healthreading": OF_ANALYSIS,
    "enquiries_healthsignature": OF_READING,
    "enquiries_healthemergency": OF_ENQUIRY,
    "enquiries_itemrank": OF_RANKED,
    "decisions_thresholddecision": DECISION,
    "decisions_viewasked": VIEW_ASKED,
    "decisions_partnerview": PARTNER_VIEW,
    "decisions_referral": OF_DECISION,
    "decisions_section47": OF_DECISION,
    "retention_legalhold": GOVERNED,
    "retention_destruction": GOVERNED,
    "retention_destroying": GOVERNED,
    "configuring_change": CONFIGURED,
}

# Who acts only while the hub is closed changes nothing here while it is open (P18): beneath the
# policies above, for every row that is added or changed. What a person typed is always kept.
WRITES_NOW = "current_setting('openmash.writes', true) = 'yes'"
KEPT_AT_ANY_HOUR = frozenset({"contacts_heldentry", "presence_presence"})
BY_THE_HOUR = (
    frozenset(
        table for table in POLICIES if table.startswith(("contacts_", "enquiries_", "decisions_"))
    )
    - KEPT_AT_ANY_HOUR
)

# Gate G1 (P6): who writes and signs what health information means, beneath the policies above. A
# practitioner holds a health role now and is registered; what they sign is what the register says.
_HEALTH_ROLE = f"{ROLE} IN ('NN_WHT', 'NN_BCH', 'MHP')"


def _practitioner(at: str, more: str = "true") -> str:
    """Somebody with a health role and a registration that both hold at that moment."""
    return (
        f"{_HEALTH_ROLE} AND EXISTS (SELECT 1 FROM access_registration r JOIN access_roleholding h"
        f" ON h.user_id = r.user_id WHERE r.user_id::text = {MINE} AND h.role = {ROLE}"
        f" AND h.{HERE} AND h.starts_at <= {at} AND (h.ends_at IS NULL OR h.ends_at > {at})"
        " AND h.suspended_since IS NULL"
        f" AND r.ended_on IS NULL AND r.valid_until >= ({at} AT TIME ZONE 'Europe/London')::date"
        f" AND {more})"
    )


_AS_REGISTERED = (
    "r.body = {t}.body AND r.number = {t}.registration AND r.competences = {t}.competences"
)
_OWN_SIGNATURE = f"signed_by_user = {MINE} AND signed_by_role = {ROLE} AND " + _practitioner(
    "signed_at", _AS_REGISTERED.format(t="enquiries_healthsignature")
)
_WAITING = (
    "EXISTS (SELECT 1 FROM retention_destruction d"
    " WHERE d.id = destruction_id AND d.state = 'proposed'"
)
_OWN_DRAFT = (
    f"state IN ('drafted', 'proposed') AND drafted_by_user = {MINE} AND sees_own_change(id)"
)
_SETTLED_BY_ME = (
    "state IN ('taken_back', 'published', 'refused')"
    f" AND settled_by_user = {MINE} AND (state = 'taken_back' OR NOT sees_own_change(id))"
)
_CALLED_BACK_BY_ME = f"state = 'called_back' AND called_back_by_user = {MINE}"
# Table: the condition for adding a row, and for changing one.
WRITTEN_ONLY_BY: dict[str, tuple[str, str]] = {
    "presence_presence": (MY_ROW, MY_ROW),
    "people_glassbreaking": (MY_ROW, f"NOT ({MY_ROW})"),
    "enquiries_healthanalysis": (f"{ROLE} = 'SYSTEM'", f"{_HEALTH_ROLE} OR {ROLE} = 'SYSTEM'"),
    "enquiries_healthdraft": (_HEALTH_ROLE, _HEALTH_ROLE),
    "enquiries_itemrank": (_HEALTH_ROLE, "false"),
    "enquiries_healthreading": (_practitioner("written_at"), "false"),
    "enquiries_healthsignature": (_OWN_SIGNATURE, "false"),
    "enquiries_healthemergency": (
        f"{ROLE} IN ('MASH_MGR', 'SVC_MGR', 'EDT')",
        _practitioner("reviewed_at"),
    ),
    # Each signs for themselves, and what is proposed does not grow afterwards (`data.md` §7).
    "retention_legalhold": (f"placed_by_user = {MINE}", f"lifted_by_user = {MINE}"),
    "retention_destruction": (
        f"proposed_by_user = {MINE} AND state = 'proposed'",
        f"settled_by_user = {MINE}",
    ),
    "retention_destroying": (
        f"{_WAITING} AND d.proposed_by_user = {MINE})",
        f"{_WAITING})",
    ),
    # Whose draft it is, is read from the row as it stood before: nobody makes it another's first.
    "configuring_change": (
        f"state = 'drafted' AND drafted_by_user = {MINE}",
        f"({_OWN_DRAFT}) OR ({_SETTLED_BY_ME}) OR ({_CALLED_BACK_BY_ME})",
    ),
}

# Whoever has opened a restricted record in an emergency reads it, and changes nothing: neither of it
# nor, in that transaction, of the rest of the register (`roles.md` §4).
NOT_OPENED = f"COALESCE({OPENED}, '') = ''"
READ_ONLY_WHILE_OPENED = frozenset(
    table for table in POLICIES if table.startswith(("people_", "merging_", "importing_"))
)

# No person's data, or needed before anybody has signed in.
OPEN_TABLES: frozenset[str] = frozenset(
    {
        "reference_partnership",
        "reference_calendar",
        "reference_guidance",
        "reference_formversion",
        "reference_rulesetting",
        "clocks_clockdefinition",
        "access_agency",
        "access_agency_partnerships",
        "access_user",
        "access_roleholding",
        "access_registration",
        "enquiries_desk",
        "django_session",
        "django_content_type",
        "django_migrations",
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
    }
)
OPEN_PREFIXES: tuple[str, ...] = ("procrastinate_", "account_", "mfa_", "socialaccount_")

# What the application's role may do beyond reading and adding; nothing about a child is deleted
# (what a record is found by is made anew from what is said of it).
APPEND_ONLY: frozenset[str] = frozenset(
    {
        "ledger_event",
        "access_readlog",
        "sharing_disclosure",
        "contacts_earlieranswer",
        "contacts_referralrating",
        "contacts_reply",
        "enquiries_ragentry",
        "enquiries_checkanswer",
        "enquiries_livedexperience",
        "enquiries_healthreading",
        "enquiries_healthsignature",
        "enquiries_itemrank",
    }
)
READ_ONLY: frozenset[str] = frozenset(
    {"ledger_link", "contacts_restrictedcontact", "django_migrations"}
)
MAY_DELETE: tuple[str, ...] = ("django_session", "people_personkey", "ways_arrival", *OPEN_PREFIXES)
