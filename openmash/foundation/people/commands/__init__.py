"""Writing to the register of people. Everything said of a person keeps its source."""

from openmash.foundation.people.commands.flags import add_flag, end_flag
from openmash.foundation.people.commands.many import Many, write_many
from openmash.foundation.people.commands.people import (
    add_identifier,
    add_name,
    create_person,
)
from openmash.foundation.people.commands.places import add_address, add_contact_point
from openmash.foundation.people.commands.rows import NewContactPoint, NewInvolvement, NewPerson
from openmash.foundation.people.commands.ties import (
    end_involvement,
    record_involvement,
    relate,
)

__all__ = [
    "Many",
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
    "record_involvement",
    "relate",
    "write_many",
]
