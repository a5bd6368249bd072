"""What a column of an extract may hold, how it is usually headed, and what its codes mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum


class Field(StrEnum):
    """One fact that a row may tell of a person, or of who works with them."""

    GIVEN = "given"
    FAMILY = "family"
    FULL_NAME = "full_name"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    KIND = "kind"
    LA_CHILD_ID = "la_child_id"
    ROW_ID = "row_id"
    NHS_NUMBER = "nhs_number"
    NHS_STATUS = "nhs_status"
    UPN = "upn"
    ADDRESS = "address"
    POSTCODE = "postcode"
    PROTECTED = "protected"
    PHONE = "phone"
    SERVICE = "service"
    SERVICE_KIND = "service_kind"
    AGENCY = "agency"
    WORKER = "worker"
    FROM = "from"
    UNTIL = "until"


LABELS: dict[Field, str] = {
    Field.GIVEN: "First name",
    Field.FAMILY: "Surname",
    Field.FULL_NAME: "Full name",
    Field.BIRTH_DATE: "Date of birth",
    Field.SEX: "Sex",
    Field.KIND: "Child or adult",
    Field.LA_CHILD_ID: "Council child number",
    Field.ROW_ID: "Number in the source’s own system",
    Field.NHS_NUMBER: "NHS number",
    Field.NHS_STATUS: "NHS number verified (01)",
    Field.UPN: "Unique pupil number",
    Field.ADDRESS: "Address",
    Field.POSTCODE: "Postcode",
    Field.PROTECTED: "Address is protected",
    Field.PHONE: "Telephone",
    Field.SERVICE: "Service",
    Field.SERVICE_KIND: "Kind of service",
    Field.AGENCY: "Agency",
    Field.WORKER: "Worker’s name",
    Field.FROM: "Involved from",
    Field.UNTIL: "Involved until",
}
DATES = (Field.BIRTH_DATE, Field.FROM, Field.UNTIL)

_USUAL: dict[Field, str] = {
    Field.GIVEN: "first name, forename, forenames, given name, given names, child forename",
    Field.FAMILY: "surname, last name, family name, child surname",
    Field.FULL_NAME: "name, full name, child name, person, person name",
    Field.BIRTH_DATE: "dob, date of birth, birth date, birthdate, born",
    Field.SEX: "sex, gender",
    Field.KIND: "child or adult, person type, kind",
    Field.LA_CHILD_ID: "lachildid, la child id, child id, council child number, council number",
    Field.ROW_ID: "id, row id, person id, record id, system id, pid, source id",
    Field.NHS_NUMBER: "nhs, nhs number, nhs no, nhsno, nhsnumber",
    Field.NHS_STATUS: "nhs status, nhs number status, nhs verified, nhs number status indicator code",
    Field.UPN: "upn, pupil number, unique pupil number",
    Field.ADDRESS: "address, home address, full address",
    Field.POSTCODE: "postcode, post code, home postcode",
    Field.PROTECTED: "protected, address protected, protected address, confidential address",
    Field.PHONE: "phone, telephone, tel, mobile, phone number, telephone number, contact number",
    Field.SERVICE: "service, team, involvement, service name, case type",
    Field.SERVICE_KIND: "service type, kind of service, involvement type",
    Field.AGENCY: "agency, organisation",
    Field.WORKER: "worker, worker name, social worker, allocated worker, key worker, lead professional",
    Field.FROM: "from, start, start date, involved from, opened, referral date, date opened",
    Field.UNTIL: "to, until, end, end date, closed, involved until, date closed",
}

# Codes that mean the same everywhere (`data.md` §5.1 and its usual spellings).
CODES: dict[Field, dict[str, str]] = {
    Field.SEX: {
        **dict.fromkeys(("f", "female", "girl", "woman", "2"), "F"),
        **dict.fromkeys(("m", "male", "boy", "man", "1"), "M"),
        **dict.fromkeys(("u", "unknown", "not known", "not stated", "0", "9", "x"), "U"),
    },
    Field.KIND: {
        **dict.fromkeys(("child", "young person", "c"), "child"),
        **dict.fromkeys(("adult", "parent", "carer", "a"), "adult"),
    },
    Field.SERVICE_KIND: {
        **dict.fromkeys(("social care", "csc", "children s social care"), "social_care"),
        **dict.fromkeys(("early help", "family help"), "early_help"),
        **dict.fromkeys(("school", "education", "nursery"), "school"),
        **dict.fromkeys(("health", "nhs"), "health"),
        **dict.fromkeys(("adult service", "adult social care"), "adult_service"),
        **dict.fromkeys(("other",), "other"),
    },
}
MEANINGS: dict[Field, tuple[tuple[str, str], ...]] = {
    Field.SEX: (("F", "Female"), ("M", "Male"), ("U", "Not known")),
    Field.KIND: (("child", "Child"), ("adult", "Adult")),
    Field.SERVICE_KIND: (
        ("social_care", "Children’s social care"),
        ("early_help", "Early help"),
        ("school", "School or setting"),
        ("health", "Health service"),
        ("adult_service", "Adult service"),
        ("other", "Other service"),
    ),
}


def plain(words: str) -> str:
    """For comparing headings and codes only: small letters and digits."""
    letters = unicodedata.normalize("NFKD", words).casefold()
    letters = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", letters).split())


_BY_HEADING = {
    plain(heading): field for field, usual in _USUAL.items() for heading in usual.split(",")
}


def guess(headings: Iterable[str], remembered: Mapping[str, str]) -> dict[int, Field]:
    """Which column holds which fact: as this source was understood before, else by its heading.

    A fact is guessed once; a person decides about the rest.
    """
    found: dict[int, Field] = {}
    for place, heading in enumerate(headings):
        said = remembered.get(plain(heading))
        field = _BY_HEADING.get(plain(heading)) if said is None else _field(said)
        if field and field not in found.values():
            found[place] = field
    return found


def meaning(field: Field, said: str, agreed: Mapping[str, str]) -> str | None:
    """What a code means: as agreed with this source, else as everywhere; None is a question."""
    return agreed.get(plain(said)) or CODES[field].get(plain(said))


def _field(said: str) -> Field | None:
    return Field(said) if said in set(Field) else None
