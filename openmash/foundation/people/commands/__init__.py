"""Writing to the register of people. Everything said of a person keeps its source."""

from openmash.foundation.people.commands.births import Birth, record_birth
from openmash.foundation.people.commands.corrections import end_statement, enter_in_error
from openmash.foundation.people.commands.flags import add_flag, end_flag
from openmash.foundation.people.commands.people import (
    NewPerson,
    add_identifier,
    add_name,
    create_person,
)
from openmash.foundation.people.commands.places import (
    NewAddress,
    NewContactPoint,
    add_address,
    add_contact_point,
    keep_address,
    protect_address,
)
from openmash.foundation.people.commands.saying import Once
from openmash.foundation.people.commands.ties import (
    NewInvolvement,
    end_involvement,
    record_involvement,
    relate,
)

__all__ = [
    "Birth",
    "NewAddress",
    "NewContactPoint",
    "NewInvolvement",
    "NewPerson",
    "Once",
    "add_address",
    "add_contact_point",
    "add_flag",
    "add_identifier",
    "add_name",
    "create_person",
    "end_flag",
    "end_involvement",
    "end_statement",
    "enter_in_error",
    "keep_address",
    "protect_address",
    "record_birth",
    "record_involvement",
    "relate",
]
