"""The tables of MASH enquiries, by noun."""

from openmash.frontdoor.enquiries.models.agreement import (
    Agreement,
    AgreementAsk,
    AgreementOverride,
    YoungView,
)
from openmash.frontdoor.enquiries.models.checks import (
    AgencyCheck,
    CheckAnswer,
    CheckDraft,
    CheckPerson,
    Desk,
)
from openmash.frontdoor.enquiries.models.enquiry import (
    EnquiryRag,
    MashEnquiry,
    RagEntry,
    ScopePerson,
)
from openmash.frontdoor.enquiries.models.gp import GpRequest
from openmash.frontdoor.enquiries.models.health import (
    HealthAnalysis,
    HealthDraft,
    HealthEmergency,
    HealthReading,
    HealthSignature,
    ItemRank,
)
from openmash.frontdoor.enquiries.models.items import EvidenceItem
from openmash.frontdoor.enquiries.models.links import AnswerLink
from openmash.frontdoor.enquiries.models.lived import LivedExperience

__all__ = [
    "AgencyCheck",
    "Agreement",
    "AgreementAsk",
    "AgreementOverride",
    "AnswerLink",
    "CheckAnswer",
    "CheckDraft",
    "CheckPerson",
    "Desk",
    "EnquiryRag",
    "EvidenceItem",
    "GpRequest",
    "HealthAnalysis",
    "HealthDraft",
    "HealthEmergency",
    "HealthReading",
    "HealthSignature",
    "ItemRank",
    "LivedExperience",
    "MashEnquiry",
    "RagEntry",
    "ScopePerson",
    "YoungView",
]
