"""How long each table is kept, and how the rows of a record are destroyed (`data.md` §7).

Every table is on the list; an unlisted table fails the build. What a contact consists of is
destroyed with it, by the function that `config/destroying.py` makes of these lists.
"""

from __future__ import annotations

CASE = "with its contact, by the class of what was decided of it"
PERSON = "with the register: as long as any record about the person"
LOOKS = "who looked: by its own rule; reasons and search words go with the contact they name"
LEDGER = "always: the chain stays whole; reasons and facts go with the contact they name"
SHARED = "always, as proof of sharing; the words go with the contact they are about"
SENT = "always, as proof of sending; the words go with the contact they are about"
STAFF = "as long as somebody of the hub or an agency may be asked what they did"
SETTING = "always: old records are read by the rules of their time"
FOR_A_DAY = "for a day: what is older goes with the next message from outside; nobody reads it"
WORK = "always: times and references of work, and nothing about a person"
PROOF = "always: what was held and what was destroyed has to be shown later"

TABLES: dict[str, str] = {
    "ledger_event": LEDGER,
    "ledger_link": LEDGER,
    "ledger_reactionrun": WORK,
    "reference_partnership": SETTING,
    "reference_calendar": SETTING,
    "reference_guidance": SETTING,
    "reference_formversion": SETTING,
    "reference_rulesetting": SETTING,
    "clocks_clockdefinition": SETTING,
    "clocks_clockrun": WORK,
    "access_agency": STAFF,
    "access_agency_partnerships": STAFF,
    "access_user": STAFF,
    "access_roleholding": STAFF,
    "access_registration": STAFF,
    "access_attachment": WORK,
    "access_readlog": LOOKS,
    "tasks_task": WORK,
    "presence_presence": WORK,
    "colleagues_invitation": STAFF,
    "messaging_message": SENT,
    "messaging_postbox": SENT,
    "files_storedfile": CASE,
    "files_filecontent": CASE,
    "people_person": PERSON,
    "people_personname": PERSON,
    "people_personcard": PERSON,
    "people_personkey": PERSON,
    "people_personflag": PERSON,
    "people_restriction": PERSON,
    "people_contactpoint": PERSON,
    "people_chronologynote": PERSON,
    "people_closedrecord": PERSON,
    "people_glassbreaking": PERSON,
    "people_identifier": PERSON,
    "people_address": PERSON,
    "people_relationship": PERSON,
    "people_involvement": PERSON,
    "people_voice": CASE,
    "merging_duplicatepair": PERSON,
    "merging_join": PERSON,
    "merging_split": PERSON,
    "merging_movedfact": PERSON,
    "importing_source": SETTING,
    "importing_import": PERSON,
    "importing_importfile": PERSON,
    "importing_importrow": PERSON,
    "importing_trace": PERSON,
    "importing_sourceperson": PERSON,
    "importing_sourceinvolvement": PERSON,
    "sharing_disclosure": SHARED,
    "contacts_contact": CASE,
    "ways_arrival": FOR_A_DAY,
    "contacts_restrictedcontact": CASE,
    "contacts_contactchild": CASE,
    "contacts_answer": CASE,
    "contacts_earlieranswer": CASE,
    "contacts_heldentry": CASE,
    "contacts_urgencyrating": CASE,
    "contacts_referralrating": CASE,
    "pathways_specialpathway": CASE,
    "contacts_notthesame": CASE,
    "contacts_questiontosender": CASE,
    "contacts_route": CASE,
    "contacts_inerrorproposal": CASE,
    "contacts_feedback": CASE,
    "contacts_reply": CASE,
    "enquiries_mashenquiry": CASE,
    "enquiries_ragentry": CASE,
    "enquiries_scopeperson": CASE,
    "enquiries_agreement": CASE,
    "enquiries_agreementask": CASE,
    "enquiries_youngview": CASE,
    "enquiries_agreementoverride": CASE,
    "enquiries_agencycheck": CASE,
    "enquiries_answerlink": CASE,
    "enquiries_checkperson": CASE,
    "enquiries_checkanswer": CASE,
    "enquiries_checkdraft": CASE,
    "enquiries_desk": SETTING,
    "enquiries_evidenceitem": CASE,
    "enquiries_gprequest": CASE,
    "enquiries_livedexperience": CASE,
    "enquiries_healthanalysis": CASE,
    "enquiries_healthdraft": CASE,
    "enquiries_healthreading": CASE,
    "enquiries_healthsignature": CASE,
    "enquiries_healthemergency": CASE,
    "enquiries_itemrank": CASE,
    "decisions_thresholddecision": CASE,
    "decisions_partnerview": CASE,
    "decisions_viewasked": CASE,
    "decisions_referral": CASE,
    "decisions_section47": CASE,
    "retention_legalhold": PROOF,
    "retention_destruction": PROOF,
    "retention_destroying": PROOF,
    "configuring_change": SETTING,
}

# Sets of keys that the function works out first: name, table, and which of its rows.
KEYS: tuple[tuple[str, str, str], ...] = (
    ("children", "contacts_contactchild", "contact_id = ANY(gone)"),
    ("answers", "contacts_feedback", "contact_id = ANY(gone)"),
    ("pathways", "pathways_specialpathway", "contact_id = ANY(gone)"),
    ("decisions", "decisions_thresholddecision", "contact_id = ANY(gone)"),
    ("asked", "decisions_viewasked", "decision_id = ANY(decisions)"),
    ("enquiries", "enquiries_mashenquiry", "contact_id = ANY(gone)"),
    ("scope", "enquiries_scopeperson", "enquiry_id = ANY(enquiries)"),
    ("agreements", "enquiries_agreement", "enquiry_id = ANY(enquiries)"),
    ("checks", "enquiries_agencycheck", "enquiry_id = ANY(enquiries)"),
    ("links", "enquiries_answerlink", "check_of_id = ANY(checks)"),
    ("people", "enquiries_checkperson", "check_of_id = ANY(checks)"),
    ("items", "enquiries_evidenceitem", "enquiry_id = ANY(enquiries)"),
    ("practices", "enquiries_gprequest", "enquiry_id = ANY(enquiries)"),
    ("referrals", "decisions_referral", "decision_id = ANY(decisions)"),
    ("analyses", "enquiries_healthanalysis", "enquiry_id = ANY(enquiries)"),
    ("emergencies", "enquiries_healthemergency", "enquiry_id = ANY(enquiries)"),
    ("readings", "enquiries_healthreading", "analysis_id = ANY(analyses)"),
    ("files", "files_storedfile", "about = ANY(subjects)"),
)
# Under which typed reference ledger, looks and messages know the rows of each set.
SUBJECTS: dict[str, str] = {
    "gone": "contact",
    "children": "contactchild",
    "answers": "feedback",
    "pathways": "specialpathway",
    "decisions": "thresholddecision",
    "asked": "viewasked",
    "enquiries": "mashenquiry",
    "agreements": "agreement",
    "checks": "agencycheck",
    "links": "answerlink",
    "items": "evidenceitem",
    "practices": "gprequest",
    "referrals": "referral",
    "analyses": "healthanalysis",
    "emergencies": "healthemergency",
}
# What is destroyed, in this order, and which rows.
DESTROYED: tuple[tuple[str, str], ...] = (
    ("files_filecontent", "of_id = ANY(files)"),
    ("files_storedfile", "id = ANY(files)"),
    ("people_voice", "about = ANY(subjects)"),
    ("decisions_section47", "decision_id = ANY(decisions)"),
    ("decisions_referral", "decision_id = ANY(decisions)"),
    ("decisions_partnerview", "decision_id = ANY(decisions)"),
    ("decisions_viewasked", "id = ANY(asked)"),
    ("decisions_thresholddecision", "id = ANY(decisions)"),
    ("enquiries_healthemergency", "enquiry_id = ANY(enquiries)"),
    ("enquiries_healthsignature", "reading_id = ANY(readings)"),
    ("enquiries_healthreading", "id = ANY(readings)"),
    ("enquiries_healthdraft", "analysis_id = ANY(analyses)"),
    ("enquiries_healthanalysis", "id = ANY(analyses)"),
    ("enquiries_itemrank", "item_id = ANY(items)"),
    ("enquiries_evidenceitem", "id = ANY(items)"),
    ("enquiries_livedexperience", "about_id = ANY(scope)"),
    ("enquiries_gprequest", "id = ANY(practices)"),
    ("enquiries_checkdraft", "check_of_id = ANY(checks)"),
    ("enquiries_checkanswer", "about_id = ANY(people)"),
    ("enquiries_checkperson", "id = ANY(people)"),
    ("enquiries_answerlink", "id = ANY(links)"),
    ("enquiries_agencycheck", "id = ANY(checks)"),
    ("enquiries_agreementoverride", "agreement_id = ANY(agreements)"),
    ("enquiries_youngview", "agreement_id = ANY(agreements)"),
    ("enquiries_agreementask", "agreement_id = ANY(agreements)"),
    ("enquiries_agreement", "id = ANY(agreements)"),
    ("enquiries_ragentry", "enquiry_id = ANY(enquiries)"),
    ("enquiries_scopeperson", "id = ANY(scope)"),
    ("enquiries_mashenquiry", "id = ANY(enquiries)"),
    ("contacts_reply", "feedback_id = ANY(answers)"),
    ("contacts_feedback", "id = ANY(answers)"),
    ("contacts_inerrorproposal", "contact_id = ANY(gone)"),
    ("contacts_route", "contact_id = ANY(gone)"),
    ("contacts_questiontosender", "contact_id = ANY(gone)"),
    ("contacts_notthesame", "child_id = ANY(children)"),
    ("pathways_specialpathway", "id = ANY(pathways)"),
    ("contacts_referralrating", "contact_id = ANY(gone)"),
    ("contacts_urgencyrating", "contact_id = ANY(gone)"),
    ("contacts_heldentry", "contact_id = ANY(gone)"),
    ("contacts_earlieranswer", "contact_id = ANY(gone)"),
    ("contacts_answer", "contact_id = ANY(gone)"),
    ("contacts_contactchild", "id = ANY(children)"),
    ("contacts_restrictedcontact", "id = ANY(gone)"),
    ("contacts_contact", "id = ANY(gone)"),
)
# What stays without its words: table, what becomes empty, and which rows. A line of another record that
# names this one keeps its own words.
_NAMED = (
    "e.id IN (SELECT x.id FROM {t} x WHERE x.partnership = one.partnership_id AND x.subject = ANY(subjects)"
    " UNION SELECT y.id FROM unnest(subjects) s JOIN {t} y ON y.about @> jsonb_build_array(s)"
    " WHERE y.partnership = one.partnership_id AND split_part(y.subject, ':', 1) <> ALL(kinds))"
)
_MESSAGES = "SELECT m.id FROM messaging_message m WHERE m.about = ANY(subjects)"
EMPTIED: tuple[tuple[str, str, str], ...] = (
    ("messaging_postbox", "letter = ''", f"e.message_id IN ({_MESSAGES})"),
    ("messaging_message", "heading = '', body = '', path = ''", "e.about = ANY(subjects)"),
    ("sharing_disclosure", "necessity = ''", "e.about = ANY(subjects)"),
    ("ledger_event", "facts = NULL, reason = NULL", _NAMED.format(t="ledger_event")),
    ("access_readlog", "facts = NULL, reason = NULL", _NAMED.format(t="access_readlog")),
)  # fmt: skip
# Inside the function alone: what is typed and not sent is else its writer's.
DESTROYING = "current_setting('openmash.destroying', true) = 'yes'"
