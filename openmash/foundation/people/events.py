"""What the register of people tells the ledger."""

from enum import StrEnum

from openmash.core.events import declare


class PeopleEvent(StrEnum):
    ADDED = "person.added"
    WITHDRAWN = "person.withdrawn"
    GIVEN_BACK = "person.given_back"
    NAME_ADDED = "person.name_added"
    IDENTIFIER_ADDED = "person.identifier_added"
    IDENTIFIER_VERIFIED = "person.identifier_verified"
    ADDRESS_ADDED = "person.address_added"
    ADDRESS_PROTECTED = "person.address_protected"
    CONTACT_POINT_ADDED = "person.contact_point_added"
    FLAGGED = "person.flagged"
    FLAG_ENDED = "person.flag_ended"
    RELATED = "person.related"
    STATEMENT_ENDED = "person.statement_ended"
    STATEMENT_IN_ERROR = "person.statement_in_error"
    BORN = "person.born"
    CORRECTED = "person.corrected"
    INVOLVEMENT_RECORDED = "person.involvement_recorded"
    INVOLVEMENT_ENDED = "person.involvement_ended"
    INVOLVEMENT_CONFIRMED = "person.involvement_confirmed"
    INVOLVEMENT_CORRECTED = "person.involvement_corrected"
    INVOLVEMENT_IN_ERROR = "person.involvement_in_error"
    NOTED = "person.noted"
    NOTE_CORRECTED = "person.note_corrected"
    NOTE_IN_ERROR = "person.note_in_error"


declare(
    {
        PeopleEvent.ADDED: "added a person to the register",
        PeopleEvent.WITHDRAWN: "took the record back with the import that had made it",
        PeopleEvent.GIVEN_BACK: "gave the record back, because somebody works with it",
        PeopleEvent.NAME_ADDED: "added a name",
        PeopleEvent.IDENTIFIER_ADDED: "added an identifying number",
        PeopleEvent.IDENTIFIER_VERIFIED: "verified an identifying number",
        PeopleEvent.ADDRESS_ADDED: "added an address",
        PeopleEvent.ADDRESS_PROTECTED: "protected an address",
        PeopleEvent.CONTACT_POINT_ADDED: "added how the person can be reached",
        PeopleEvent.FLAGGED: "put a flag on the record",
        PeopleEvent.FLAG_ENDED: "ended a flag",
        PeopleEvent.RELATED: "recorded how two people are related",
        PeopleEvent.STATEMENT_ENDED: "recorded that something about the person is no longer so",
        PeopleEvent.STATEMENT_IN_ERROR: "marked something about the person as entered in error",
        PeopleEvent.BORN: "recorded the birth of a child",
        PeopleEvent.CORRECTED: "corrected a date of birth, death or due date, or the sex",
        PeopleEvent.INVOLVEMENT_RECORDED: "recorded who works with the person",
        PeopleEvent.INVOLVEMENT_ENDED: "recorded that somebody no longer works with the person",
        PeopleEvent.INVOLVEMENT_CONFIRMED: "confirmed who works with the person",
        PeopleEvent.INVOLVEMENT_CORRECTED: "corrected who works with the person",
        PeopleEvent.INVOLVEMENT_IN_ERROR: "said that somebody never worked with the person",
        PeopleEvent.NOTED: "wrote a line in the chronology",
        PeopleEvent.NOTE_CORRECTED: "corrected a line of the chronology",
        PeopleEvent.NOTE_IN_ERROR: "marked a line of the chronology as entered in error",
    }
)


class GlassEvent(StrEnum):
    BROKEN = "glass.broken"
    JUSTIFIED = "glass.justified"
    NOT_JUSTIFIED = "glass.not_justified"


declare(
    {
        GlassEvent.BROKEN: "opened a restricted record in an emergency",
        GlassEvent.JUSTIFIED: "found an emergency opening justified",
        GlassEvent.NOT_JUSTIFIED: "found an emergency opening not justified",
    }
)
