"""How sensitive each table is (`data.md` §0), field by field where a field differs from its table.

S0 no person · S1 staff and organisations · S2 personal · S3 special category and safeguarding
narrative. Printed to `docs/reference/data-dictionary.md`; an unclassified table fails the build.
"""

from __future__ import annotations

TABLES: dict[str, str] = {
    "ledger_event": "S1",
    "ledger_link": "S0",
    "ledger_reactionrun": "S0",
    "reference_partnership": "S0",
    "reference_calendar": "S0",
    "reference_guidance": "S0",
    "reference_formversion": "S0",
    "reference_rulesetting": "S0",
    "clocks_clockdefinition": "S0",
    "clocks_clockrun": "S1",
    "access_agency": "S1",
    "access_agency_partnerships": "S0",
    "access_user": "S1",
    "access_roleholding": "S1",
    "access_attachment": "S1",
    "access_readlog": "S1",
    "tasks_task": "S1",
    "messaging_message": "S1",
    "messaging_postbox": "S0",
    "people_person": "S2",
    "people_personname": "S2",
    "people_personcard": "S2",
    "people_personkey": "S1",
    "people_personflag": "S3",
    "people_restriction": "S3",
    "people_contactpoint": "S2",
    "people_chronologynote": "S3",
    "people_identifier": "S2",
    "people_address": "S2",
    "people_relationship": "S2",
    "people_involvement": "S3",
    "people_voice": "S3",
    "merging_duplicatepair": "S3",
    "merging_join": "S3",
    "merging_split": "S3",
    "merging_movedfact": "S2",
    "importing_source": "S1",
    "importing_import": "S1",
    "importing_importfile": "S3",
    "importing_importrow": "S3",
    "importing_sourceperson": "S2",
    "importing_sourceinvolvement": "S3",
    "sharing_disclosure": "S2",
    "contacts_contact": "S3",
    "contacts_contactchild": "S2",
    "contacts_answer": "S3",
    "contacts_earlieranswer": "S3",
    "contacts_heldentry": "S3",
    "contacts_urgencyrating": "S3",
    "contacts_notthesame": "S2",
    "contacts_questiontosender": "S3",
    "contacts_route": "S3",
    "contacts_inerrorproposal": "S3",
    "contacts_feedback": "S3",
    "contacts_reply": "S3",
    "enquiries_mashenquiry": "S3",
    "enquiries_ragentry": "S3",
    "enquiries_scopeperson": "S3",
    "enquiries_agreement": "S3",
    "enquiries_agreementask": "S3",
    "enquiries_youngview": "S3",
    "enquiries_agreementoverride": "S3",
    "enquiries_agencycheck": "S3",
    "enquiries_checkperson": "S3",
    "enquiries_checkanswer": "S3",
    "decisions_thresholddecision": "S3",
    "decisions_partnerview": "S3",
    "decisions_referral": "S3",
}

FIELDS: dict[str, str] = {
    "ledger_event.reason": "S3",
    "access_readlog.facts": "S2",
    "people_person.sex": "S3",
    "people_person.first_language": "S3",
    "people_person.interpreter_needed": "S3",
    "people_address.confidential": "S3",
    "contacts_contactchild.description": "S3",
    "contacts_contactchild.sex": "S3",
}


def class_of(table: str, field: str) -> str:
    """The sensitivity of one field."""
    return FIELDS.get(f"{table}.{field}", TABLES[table])
