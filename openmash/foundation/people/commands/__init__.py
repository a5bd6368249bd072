"""Writing to the register of people. Everything said of a person keeps its source."""

from openmash.foundation.people.commands.births import Birth, record_birth
from openmash.foundation.people.commands.cases import carry
from openmash.foundation.people.commands.chronology import (
    NewNote,
    add_note,
    correct_note,
    mark_note_in_error,
)
from openmash.foundation.people.commands.corrections import end_statement, enter_in_error
from openmash.foundation.people.commands.finding import keep_findable, refile
from openmash.foundation.people.commands.flags import add_flag, end_flag
from openmash.foundation.people.commands.involvement import (
    cease_work,
    confirm_involvement,
    correct_involvement,
    end_involvement,
    mark_involvement_in_error,
    record_involvement,
    reopen_involvement,
    work_with,
)
from openmash.foundation.people.commands.lives import Life, correct_due_date, correct_life
from openmash.foundation.people.commands.many import Many, write_many
from openmash.foundation.people.commands.people import (
    add_identifier,
    add_name,
    create_person,
)
from openmash.foundation.people.commands.places import (
    add_address,
    add_contact_point,
    keep_address,
    protect_address,
)
from openmash.foundation.people.commands.rows import (
    NewAddress,
    NewContactPoint,
    NewInvolvement,
    NewPerson,
)
from openmash.foundation.people.commands.saying import Once
from openmash.foundation.people.commands.ties import relate
from openmash.foundation.people.commands.withdrawing import give_back, withdraw

__all__ = [
    "Birth",
    "Life",
    "Many",
    "NewAddress",
    "NewContactPoint",
    "NewInvolvement",
    "NewNote",
    "NewPerson",
    "Once",
    "add_address",
    "add_contact_point",
    "add_flag",
    "add_identifier",
    "add_name",
    "add_note",
    "carry",
    "cease_work",
    "confirm_involvement",
    "correct_due_date",
    "correct_involvement",
    "correct_life",
    "correct_note",
    "create_person",
    "end_flag",
    "end_involvement",
    "end_statement",
    "enter_in_error",
    "give_back",
    "keep_address",
    "keep_findable",
    "mark_involvement_in_error",
    "mark_note_in_error",
    "protect_address",
    "record_birth",
    "record_involvement",
    "refile",
    "relate",
    "reopen_involvement",
    "withdraw",
    "work_with",
    "write_many",
]
