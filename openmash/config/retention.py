"""How long each table is kept, and how the rows of a record are destroyed (`data.md` §7).

Every table is on the list; an unlisted table fails the build. What a contact consists of is
destroyed with it, by one function that the database makes of `DESTROYED` (`secure_database`) and that
asks for itself whether two people stand behind it and no legal hold does.
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
    "contacts_contactchild": CASE,
    "contacts_answer": CASE,
    "contacts_earlieranswer": CASE,
    "contacts_heldentry": CASE,
    "contacts_urgencyrating": CASE,
    "contacts_referralrating": CASE,
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
}

# Sets of keys that the function works out first: name, table, and which of its rows.
KEYS: tuple[tuple[str, str, str], ...] = (
    ("children", "contacts_contactchild", "contact_id = ANY(gone)"),
    ("answers", "contacts_feedback", "contact_id = ANY(gone)"),
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
    ("analyses", "enquiries_healthanalysis", "enquiry_id = ANY(enquiries)"),
    ("readings", "enquiries_healthreading", "analysis_id = ANY(analyses)"),
    ("files", "files_storedfile", "about = ANY(subjects)"),
)
# Under which typed reference ledger, looks and messages know the rows of each set.
SUBJECTS: dict[str, str] = {
    "gone": "contact",
    "children": "contactchild",
    "answers": "feedback",
    "decisions": "thresholddecision",
    "asked": "viewasked",
    "enquiries": "mashenquiry",
    "agreements": "agreement",
    "checks": "agencycheck",
    "links": "answerlink",
    "items": "evidenceitem",
    "practices": "gprequest",
    "analyses": "healthanalysis",
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
    ("contacts_referralrating", "contact_id = ANY(gone)"),
    ("contacts_urgencyrating", "contact_id = ANY(gone)"),
    ("contacts_heldentry", "contact_id = ANY(gone)"),
    ("contacts_earlieranswer", "contact_id = ANY(gone)"),
    ("contacts_answer", "contact_id = ANY(gone)"),
    ("contacts_contactchild", "id = ANY(children)"),
    ("contacts_contact", "id = ANY(gone)"),
)
# What stays without its words: table, what becomes empty, and which rows.
_NAMED = (
    "e.id IN (SELECT x.id FROM {t} x WHERE x.partnership = one.partnership_id AND x.subject = ANY(subjects)"
    " UNION SELECT y.id FROM unnest(subjects) s JOIN {t} y ON y.about @> jsonb_build_array(s))"
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
OF_HOLD = (
    "h.scope = 'all' OR (h.scope = 'class' AND h.of_class = one.of_class)"
    " OR (h.scope = 'contact' AND h.key = ANY(gone))"
    " OR (h.scope = 'person' AND (EXISTS (SELECT 1 FROM contacts_contactchild c"
    " WHERE c.contact_id = ANY(gone) AND c.person_id = h.key) OR EXISTS (SELECT 1 FROM"
    " enquiries_scopeperson s WHERE s.enquiry_id = ANY(enquiries) AND s.person_id = h.key)))"
)


def destroying_function() -> str:
    """The function that destroys what one proposal holds, as the owner of the tables.

    The application's role may not delete; it may call this, and this asks before it does anything.
    """
    sets = [f"  SELECT coalesce(array_agg(id), '{{}}') INTO {name} FROM {table} WHERE {rows};"
            for name, table, rows in KEYS if name != "files"]  # fmt: skip
    subjects = " || ".join(
        f"(SELECT coalesce(array_agg('{kind}:' || k), '{{}}') FROM unnest({name}) k)"
        for name, kind in SUBJECTS.items()
    )
    name, table, rows = KEYS[-1]
    files = f"  SELECT coalesce(array_agg(id), '{{}}') INTO {name} FROM {table} WHERE {rows};"
    count = "GET DIAGNOSTICS n = ROW_COUNT; counts := counts || jsonb_build_object('{}', n);"
    deleted = [f"  DELETE FROM {t} WHERE {where}; {count.format(t)}" for t, where in DESTROYED]
    emptied = [f"  UPDATE {t} e SET {what} WHERE {where};" for t, what, where in EMPTIED]
    names = " ".join(f"{name} uuid[];" for name, _, _ in KEYS)
    return "\n".join(
        [
            "CREATE OR REPLACE FUNCTION public.destroy_proposed(which uuid) RETURNS jsonb",
            "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp",
            "AS $$",
            "#variable_conflict use_variable",
            "DECLARE one retention_destruction%ROWTYPE; n bigint; counts jsonb := '{}';",
            f"  gone uuid[]; subjects text[]; {names}",
            "  reach text := current_setting('openmash.reach', true);",
            "  role text := current_setting('openmash.role', true);",
            "BEGIN",
            "  PERFORM set_config('openmash.reach', 'hub', true),",
            "    set_config('openmash.role', 'SYSTEM', true),",
            "    set_config('openmash.destroying', 'yes', true);",
            "  SELECT * INTO one FROM retention_destruction d WHERE d.id = which;",
            "  IF one.id IS NULL OR one.state <> 'carried_out' OR one.rows <> '{}'",
            "     OR one.settled_by_user = one.proposed_by_user",
            "     OR one.settled_by_user <> current_setting('openmash.user', true) THEN",
            "    RAISE EXCEPTION 'nothing is destroyed by one person alone';",
            "  END IF;",
            "  SELECT coalesce(array_agg(d.contact), '{}') INTO gone FROM retention_destroying d",
            "   WHERE d.destruction_id = which AND d.kept_because = '';",
            *sets,
            "  IF cardinality(gone) > 0 AND EXISTS (",
            "      SELECT 1 FROM retention_legalhold h WHERE h.state = 'in_force'",
            f"      AND ({OF_HOLD})) THEN",
            "    RAISE EXCEPTION 'a legal hold covers it';",
            "  END IF;",
            "  IF EXISTS (SELECT 1 FROM contacts_contact c WHERE c.id = ANY(gone)",
            "      AND c.state NOT IN ('closed', 'withdrawn', 'entered_in_error')) THEN",
            "    RAISE EXCEPTION 'a record in it is open';",
            "  END IF;",
            f"  subjects := {subjects};",
            files,
            "  subjects := subjects ||",
            "    (SELECT coalesce(array_agg('storedfile:' || k), '{}') FROM unnest(files) k);",
            *emptied,
            *deleted,
            "  PERFORM set_config('openmash.reach', reach, true),",
            "    set_config('openmash.role', role, true),",
            "    set_config('openmash.destroying', '', true);",
            "  RETURN counts;",
            "END $$",
        ]
    )
