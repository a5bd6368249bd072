"""Writing to the register of people. Everything said of a person keeps its source."""

from openmash.foundation.people.commands.finding import keep_findable, refile
from openmash.foundation.people.commands.flags import add_flag, end_flag
from openmash.foundation.people.commands.people import (
    NewPerson,
    add_identifier,
    add_name,
    create_person,
)
from openmash.foundation.people.commands.places import (
    NewContactPoint,
    add_address,
    add_contact_point,
)
from openmash.foundation.people.commands.ties import (
    NewInvolvement,
    end_involvement,
    record_involvement,
    relate,
)

__all__ = [
    "NewContactPoint",
    "NewInvolvement",
    "NewPerson",
    "add_address",
    "add_contact_point",
    "add_flag",
    "add_identifier",
    "add_name",
    "create_person",
    "end_flag",
    "end_involvement",
    "keep_findable",
    "record_involvement",
    "refile",
    "relate",
]
