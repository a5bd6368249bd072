"""Who people are, where they live, who matters to them, who works with them, what children said."""

from openmash.foundation.people.models.chronology import ChronologyNote
from openmash.foundation.people.models.finding import PersonCard, PersonKey
from openmash.foundation.people.models.glass import ClosedRecord, GlassBreaking
from openmash.foundation.people.models.ground import Certainty, Part, Statement
from openmash.foundation.people.models.person import (
    Identifier,
    Person,
    PersonFlag,
    PersonName,
    Restriction,
)
from openmash.foundation.people.models.places import Address, ContactPoint
from openmash.foundation.people.models.ties import Involvement, Relationship
from openmash.foundation.people.models.voice import Voice

__all__ = [
    "Address",
    "Certainty",
    "ChronologyNote",
    "ClosedRecord",
    "ContactPoint",
    "GlassBreaking",
    "Identifier",
    "Involvement",
    "Part",
    "Person",
    "PersonCard",
    "PersonFlag",
    "PersonKey",
    "PersonName",
    "Relationship",
    "Restriction",
    "Statement",
    "Voice",
]
