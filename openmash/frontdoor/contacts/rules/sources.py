"""Which census source a sender is, from their role and agency (data §5.4)."""

from __future__ import annotations

from openmash.foundation.access.roles import Role

BY_ROLE = {
    Role.DSL: "2A",
    Role.GP: "3A",
    Role.HV_SN_MW: "3B",
    Role.SMS: "3F",
    Role.ASC: "5A",
    Role.PROB: "7",
    Role.HOUS: "4",
    Role.DAS: "8",
    Role.YJS: "5B",
    Role.POL_EHO: "6",
}
BY_AGENCY = {
    "council": "5B",
    "police": "6",
    "health_trust": "3F",
    "gp_practice": "3A",
    "school": "2A",
    "adult_service": "3F",
    "probation": "7",
    "youth_justice": "5B",
    "housing": "4",
    "domestic_abuse": "8",
    "voluntary": "8",
}
OTHER = "8"


def source_of(role: str, agency_kind: str) -> str:
    """The role decides where it can; else the kind of agency. Role and agency are kept beside it."""
    return BY_ROLE.get(Role(role)) or BY_AGENCY.get(agency_kind, OTHER)
