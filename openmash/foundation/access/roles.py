"""Roles people act in, with the words shown on screen (`roles.md` §2)."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """One person may hold several, and acts in one at a time."""

    REF_PROF = "REF_PROF"
    DSL = "DSL"
    GP = "GP"
    HV_SN_MW = "HV_SN_MW"
    SMS = "SMS"
    ASC = "ASC"
    PROB = "PROB"
    HOUS = "HOUS"
    DAS = "DAS"
    YJS = "YJS"
    POL_EHO = "POL_EHO"
    MASH_SCREEN = "MASH_SCREEN"
    MASH_SW = "MASH_SW"
    MASH_MGR = "MASH_MGR"
    SVC_MGR = "SVC_MGR"
    NN_WHT = "NN_WHT"
    NN_BCH = "NN_BCH"
    MHP = "MHP"
    EDT = "EDT"
    DUTY_SW = "DUTY_SW"
    LADO = "LADO"
    DATA_STEWARD = "DATA_STEWARD"
    IG_AUD = "IG_AUD"
    AGENCY_LEAD = "AGENCY_LEAD"
    CONFIG = "CONFIG"
    SYSADMIN = "SYSADMIN"
    LINK = "LINK"
    PUBLIC = "PUBLIC"
    SYSTEM = "SYSTEM"


ROLE_NAMES: dict[Role, str] = {
    Role.REF_PROF: "Referring professional",
    Role.DSL: "Designated safeguarding lead",
    Role.GP: "GP practice safeguarding lead",
    Role.HV_SN_MW: "Health visitor, school nurse or midwife",
    Role.SMS: "Substance-misuse practitioner",
    Role.ASC: "Adult social care worker",
    Role.PROB: "Probation practitioner",
    Role.HOUS: "Housing officer",
    Role.DAS: "Domestic-abuse practitioner",
    Role.YJS: "Youth justice worker",
    Role.POL_EHO: "Police early help officer",
    Role.MASH_SCREEN: "Screening officer",
    Role.MASH_SW: "MASH social worker",
    Role.MASH_MGR: "MASH manager",
    Role.SVC_MGR: "Service manager",
    Role.NN_WHT: "Named nurse, healthcare trust",
    Role.NN_BCH: "Named nurse, mental-health trust",
    Role.MHP: "Mental-health practitioner",
    Role.EDT: "Emergency duty social worker",
    Role.DUTY_SW: "Duty and assessment social worker",
    Role.LADO: "Designated officer for allegations (LADO)",
    Role.DATA_STEWARD: "Data steward",
    Role.IG_AUD: "Information-governance auditor",
    Role.AGENCY_LEAD: "Agency lead",
    Role.CONFIG: "Partnership configurator",
    Role.SYSADMIN: "Technical administrator",
    Role.LINK: "Answers by a one-time link",
    Role.PUBLIC: "Writes without an account",
    Role.SYSTEM: "by itself",
}

REFERRERS = frozenset(
    {
        Role.REF_PROF,
        Role.DSL,
        Role.GP,
        Role.HV_SN_MW,
        Role.SMS,
        Role.ASC,
        Role.PROB,
        Role.HOUS,
        Role.DAS,
        Role.YJS,
        Role.POL_EHO,
    }
)
# Each is a service of its own, also where one agency has several: a council’s housing team does not
# read what its youth justice team is asked (`roles.md` §3).
SERVICES = frozenset({Role.SMS, Role.ASC, Role.PROB, Role.HOUS, Role.DAS, Role.YJS, Role.DUTY_SW})
HUB = frozenset({Role.MASH_SCREEN, Role.MASH_SW, Role.MASH_MGR, Role.SVC_MGR, Role.EDT})
# Roles that no person is given: one lasts as long as a link, one as long as somebody without an
# account writes, one is the product itself.
NOT_HELD = frozenset({Role.LINK, Role.PUBLIC, Role.SYSTEM})
# Who says what health information means; nobody else does (gate G1, L07).
HEALTH = frozenset({Role.NN_WHT, Role.NN_BCH, Role.MHP})
