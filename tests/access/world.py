"""One small world for the sweeps: a draft, a worry in screening, one to decide, one decided."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.db.models import QuerySet
from django.test import Client

from openmash.core.working_time import london_day
from openmash.foundation.access.models import RoleHolding
from openmash.foundation.access.row_security import act_as
from openmash.foundation.colleagues import commands as colleagues
from openmash.foundation.colleagues.commands.inviting import make_secret as make_invitation_secret
from openmash.foundation.colleagues.tests.builders import new as new_colleague
from openmash.foundation.files import commands as files
from openmash.foundation.files.access import scanning_actor
from openmash.foundation.files.models import StoredFile
from openmash.foundation.files.tests.builders import a_picture
from openmash.foundation.files.working import scan_waiting
from openmash.foundation.importing.tests.builders import ISLA, a_file, is_checked, is_imported
from openmash.foundation.merging import commands as merging
from openmash.foundation.merging.facts import facts_on
from openmash.foundation.merging.models import DuplicatePair
from openmash.foundation.merging.tests.builders import WHY, a_record
from openmash.foundation.messaging.commands import Notice, delivering_actor, queue
from openmash.foundation.messaging.models import Message
from openmash.foundation.people.commands import NewPerson, add_address, add_name
from openmash.foundation.people.glass.commands import break_glass
from openmash.foundation.people.glass.states import Reason
from openmash.foundation.people.models import Address, Person, PersonName, Restriction
from openmash.foundation.people.tests.lives import a_note, works_with
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.commands import linking, screening
from openmash.frontdoor.contacts.models import Contact, Feedback
from openmash.frontdoor.contacts.tests.builders import a_draft, a_sent_worry, only_child
from openmash.frontdoor.decisions.commands.section_47 import note_section_47
from openmash.frontdoor.decisions.models import ViewAsked
from openmash.frontdoor.decisions.tests.builders import a_decided, a_recommended
from openmash.frontdoor.decisions.tests.partners import recommended
from openmash.frontdoor.enquiries.commands import checks, links
from openmash.frontdoor.enquiries.models import (
    AgencyCheck,
    AgreementAsk,
    EvidenceItem,
    GpRequest,
    MashEnquiry,
    ScopePerson,
)
from openmash.frontdoor.enquiries.tests.builders import (
    a_question,
    an_answer,
    an_enquiry,
    fresh,
    screened,
)
from openmash.frontdoor.enquiries.tests.health import is_told
from openmash.frontdoor.enquiries.tests.links import AMY, asked_by_link
from openmash.frontdoor.pathways.commands import note_pathway, note_restricted
from openmash.frontdoor.pathways.kinds import Kind
from openmash.frontdoor.pathways.rules import Noted
from openmash.frontdoor.ways.secret import secret_of
from openmash.frontdoor.ways.tests.builders import taken
from openmash.oversight.configuring.tests.builders import a_proposed
from openmash.oversight.retention import commands as retention
from openmash.oversight.retention.states import Class, Scope
from openmash.oversight.retention.tests.builders import a_closed
from tests.fixtures import Enter

DRAFT = ("worry_tasks", "worry_files", "worry_page", "worry_child_page", "worry_check", "worry_send",
         "worry_save", "worry_child_add", "worry_child_remove", "worry_withdraw", "worry_danger")  # fmt: skip
ENQUIRY = ("enquiry", *(f"enquiry_{page}" for page in ("urgency", "person_add", "person_remove",
           "to_decision", "take_back", "end", "print", "pdf")),
           *(f"agreement_{page}" for page in ("ask", "withdraw", "give_up", "view", "override",
           "respect", "reconsider", "told", "later")),
           *(f"check_{page}" for page in ("ask", "answer", "refused", "silent", "accept", "clarify")),
           "requests_send", "gp_not_asked", "gp_use", "lived_note", "lived_same",
           "item_add", "item_back", "item_health", "enquiry_known",
           *(f"health_{page}" for page in ("before", "analysis", "take_on", "nil", "opinion",
             "countersign", "differ", "back", "look_back", "rank")))  # fmt: skip
TO_DECIDE = ("decision", "contact_back")
OF_PERSON = ("person", "person_chronology", "person_chronology_print", "person_note_add", "person_note",
             "person_note_correct", "person_involvement", "person_involvement_add",
             "person_involvement_change", "person_involvement_end", "person_involvement_confirm",
             "person_involvement_error")  # fmt: skip
DECIDED = ("contact_answer", "contact_close", "feedback_acknowledge", "feedback_disagree",
           "feedback_query", "worry_status", "worry_sent")  # fmt: skip

PERSON_PAGES = ("family", "print", "relate", "add", "birth", "change", "linked", "protect")
FILE = ("file", *(f"file_{page}" for page in ("picture", "download", "take_back", "error")))
IMPORT = ("import", *(f"import_{page}" for page in ("columns", "discard", "progress", "rejected",
          "resume", "rows", "start", "stop", "values")))  # fmt: skip
TAKE_BACK = ("import_kept", "import_take_back", "import_take_over")
ZOFIA = ("BR7", "Zofia", "Kowalska", "09/09/2017", "F", "", "", "5 Mill Row", "ZZ1 4AR", "", "",
         "", "")  # fmt: skip


KEPT = ("colleague", *(f"colleague_{page}" for page in ("confirm", "change", "end", "back")))
LINKED = tuple(f"request{page}" for page in ("", "_save", "_nil", "_decline", "_pass"))


def build(enter: Enter) -> dict[str, str]:
    """What to put into each address: by argument, or by route and argument."""
    old = _old(enter)  # first: it lets everything that waits go its way
    draft, new, pending, decided = (
        a_draft(enter),
        _screened(enter),
        a_recommended(enter),
        a_decided(enter),
    )
    strategy = _section_47(enter)
    message = _written_to_ruth(enter, new)
    stored = _a_file(enter, new)
    imported = str(is_checked(enter("hal"), a_file([ISLA])).pk)
    brought_in = str(is_imported(enter("hal"), a_file([ZOFIA]), source="Other extract").pk)
    enquiry = _an_enquiry(enter)
    secret, code, linked = _a_link(enter)
    enter("aisha")
    child = only_child(new)
    person = child.person
    assert person is not None
    answer = str(Feedback.objects.get(contact=decided).pk)
    by_route = {
        **{f"{name}.reference": draft.reference for name in DRAFT},
        **{f"{name}.reference": enquiry.contact.reference for name in ENQUIRY},
        "agreement_withdraw.key": str(AgreementAsk.objects.get(agreement__enquiry=enquiry).pk),
        **{
            f"check_{page}.key": str(_asked(enquiry, "midshire-police"))
            for page in ("answer", "refused", "silent", "accept", "clarify")
        },
        **{
            f"{name}.key": str(_asked(enquiry, "st-oswins"))
            for name in (
                "request",
                "request_save",
                "request_nil",
                "request_decline",
                "request_pass",
                "request_take_back",
            )
        },
        **{
            f"{page}.key": str(GpRequest.objects.get(enquiry=enquiry).pk)
            for page in ("gp_not_asked", "gp_use", "lived_note", "lived_same")
        },
        **{
            f"{page}.key": str(ScopePerson.objects.get(enquiry=enquiry, role="child").pk)
            for page in ("lived_note", "lived_same")
        },
        **{
            f"{page}.key": str(EvidenceItem.objects.get(enquiry=enquiry).pk)
            for page in ("item_back", "item_health", "health_rank")
        },
        "enquiry_person_remove.key": str(
            ScopePerson.objects.get(enquiry=enquiry, called="Dawn Field").pk
        ),
        **{f"{name}.reference": pending.reference for name in TO_DECIDE},
        **dict.fromkeys(("partner_view.key", "partner_view_back.key"), _view_asked(enter)),
        **{f"{name}.reference": decided.reference for name in DECIDED},
        **{f"section_47{page}.reference": strategy for page in ("", "_back")},
        **{f"{name}.key": str(person.pk) for name in OF_PERSON},
        **_of_person(str(person.pk)),
        **_written_of(person, enter),
        **{f"{name}.key": imported for name in IMPORT},
        **{f"check_{page}.key": str(linked.pk) for page in ("link", "code")},
        **{f"check_{page}.reference": linked.reference for page in ("link", "code")},
        "measure.code": "m03",
        **old,
        "answer_door.secret": secret,
        "call.reference": (call := _a_call(enter)),
        "call_over.reference": call,
        "pathway_settle.kind": _a_pathway(enter, new),
        "contact_readers.reference": _a_restricted(enter),
        "tell_status.secret": secret_of(uuid.UUID(int=1)),
        "link code": code,
        "linked": str(linked.pk),
        **{f"{name}.key": brought_in for name in TAKE_BACK},
        **_invited(enter),
        **{f"{name}.agency": "st-oswins" for name in KEPT},
        **dict.fromkeys((f"{name}.key" for name in KEPT), enter("ruth").user),
        "mailbox_open.key": message,
        **{f"{name}.key": stored for name in FILE},
        "task_finish.key": _first(Task.objects.filter(kind="decision.assess")),
        "task_undo.key": _first(Task.objects.filter(kind="decision.assess")),
        "demo_sign_in.key": str(RoleHolding.objects.earliest("starts_at", "id").pk),
        **_doubles(enter),
        **_configured(enter),
        **{f"feedback_{name}.key": answer for name in ("send_again", "answer", "not_owed", "told")},
    }
    plain = {
        "reference": new.reference,
        "partnership": "brackenford",
        "child": str(child.pk),
        "page": "children",
        "position": "1",
        "size": "small",
        "provider_id": "none",
        "pk": "1",
    }
    return {**plain, **by_route}


def _old(enter: Enter) -> dict[str, str]:
    """A contact of long ago that is proposed for destruction, and one that is held; by Ines."""
    a_closed(enter)
    held = a_closed(enter)
    new = retention.NewHold(Scope.CONTACT, held.reference, "A court has asked for the record")
    hold = retention.place_hold(new, by=enter("ines"))
    return {
        "retention_record.reference": held.reference,
        "retention_hold.key": str(hold.pk),
        "retention_destruction.key": str(retention.propose(Class.CONTACT, by=enter("ines")).pk),
    }


def _configured(enter: Enter) -> dict[str, str]:
    """A change of a setting that Col proposes, and the clock that anybody may ask for."""
    return {
        "configuring_change.key": str(a_proposed(enter).pk),
        "configuring_kind.kind": "settings",
        "configuring_edit.kind": "settings",
        "configuring_edit.of": "link-idle-minutes",
    }


def _of_person(person: str) -> dict[str, str]:
    """One statement of each kind of page about a person."""
    name = PersonName.objects.filter(person_id=person).earliest("recorded_at")
    door = str(Address.objects.filter(person_id=person).values_list("pk", flat=True).first())
    return {
        **{f"person_{page}.key": person for page in PERSON_PAGES},
        "person_add.what": "name",
        "person_change.what": "name",
        "person_change.statement": str(name.pk),
        "person_linked.what": "address",
        "person_linked.statement": door,
        "person_protect.statement": door,
    }


def _doubles(enter: Enter) -> dict[str, str]:
    """A pair that waits, a join, a split, and people restricted to Tom and Meera, one of them opened."""
    hal = enter("hal")
    one, two, joined, parted, hidden, shut, opened = (a_record(hal) for _ in range(7))
    pair = [merging.SuggestedPair(one.pk, two.pk, 0.9)]
    merging.note_pairs(pair, model="sweep", by=hal)
    made = merging.join(joined, a_record(hal), WHY, by=hal)
    facts = [fact.code for fact in facts_on([parted.pk], by=hal)]
    add_name(parted, "Mae", "", kind="alias", source="GP", by=hal)
    new = NewPerson("Mae", "Tarrant", "GP")
    split = merging.split(parted, new, facts, WHY, key=uuid.uuid4(), by=hal)
    named, meera = [enter("tom").user, enter("meera").user], enter("meera")
    for record in (hidden, shut, opened):
        merging.restrict(record, "staff", named, WHY, by=meera)
    broken = break_glass(opened.pk, Reason.COVER, "I stand in for Tom today", by=enter("grace"))
    enter("meera")
    held = str(Restriction.objects.get(person=hidden).pk)
    of_person = ("same_as", "compare", "records", "split", "restrict")
    return {
        **{f"person_{name}.key": str(one.pk) for name in of_person},
        "person_compare.other": str(two.pk),
        "duplicate.key": str(DuplicatePair.objects.get(model="sweep").pk),
        "join_undo.key": str(made.pk),
        "split_undo.key": str(split.pk),
        "restriction_readers.key": held,
        "who_looked_ask.key": str(one.pk),
        "person_emergency.key": str(shut.pk),
        "emergency_review.key": str(broken.pk),
        "restriction_lift.key": held,
    }


def _screened(enter: Enter) -> Contact:
    contact = a_sent_worry(enter)
    aisha = enter("aisha")
    screening.take_up(contact, by=aisha)
    linking.create_and_link(only_child(contact), uuid.uuid4(), by=aisha)
    contact.refresh_from_db()
    person = only_child(contact).person
    assert person is not None
    add_address(person, "14 Mill Row", "ZZ1 4MR", source="the sender", by=aisha)
    return contact


def _a_file(enter: Enter, contact: Contact) -> str:
    """A photograph that Ruth added, found clean."""
    by = enter("ruth")
    new = [files.NewFile("drawing.jpg", a_picture())]
    files.add_files(contact.subject, new, by=by)
    system = scanning_actor(partnership=by.partnership, at=by.at)
    act_as(system)
    scan_waiting(by=system)
    return str(StoredFile.objects.get(about=contact.subject).pk)


def _an_enquiry(enter: Enter) -> MashEnquiry:
    enquiry = an_enquiry(enter, screened(enter, A4_1_name="Dawn Field", A4_1_lives="yes"))
    an_answer(enter, enquiry)
    for agency in ("midshire-police", "st-oswins"):
        checks.ask_agency(fresh(enquiry), a_question(enquiry, agency), by=enter("tom"))
    is_told(enter, enquiry)
    return enquiry


def _a_link(enter: Enter) -> tuple[str, str, AgencyCheck]:
    """A practice of which nobody can sign in: the secret of its link, a code, and what it is asked."""
    check = asked_by_link(enter)
    code = links.read_code(check, by=enter("tom"))
    postman = delivering_actor(partnership=check.partnership_id, at=enter("tom").at)
    act_as(postman)
    secret = links.make_secret(Message.objects.get(template="request_link"), by=postman)
    enter("tom")
    return secret, code, check


def _invited(enter: Enter) -> dict[str, str]:
    """Somebody whom the school's lead has invited: the secret of the link, and the invitation."""
    invitation = colleagues.invite(new_colleague(), "st-oswins", by=enter("joan"))
    postman = delivering_actor(partnership="brackenford", at=enter("joan").at)
    act_as(postman)
    secret = make_invitation_secret(Message.objects.get(template="invitation"), by=postman)
    enter("tom")
    pages = ("again", "withdraw")
    return {
        "invitation.secret": secret,
        **{f"colleague_invitation_{page}.key": str(invitation.pk) for page in pages},
    }


def comes_by_link(client: Client, examples: Mapping[str, str]) -> dict[str, str]:
    """Amy is let in; the addresses of a question are those of the one she was sent."""
    path = f"/answer/brackenford/{examples['answer_door.secret']}/"
    answer = client.post(path, {"code": examples["link code"], **AMY})
    assert answer.status_code == 302
    return {f"{name}.key": examples["linked"] for name in LINKED}


def _view_asked(enter: Enter) -> str:
    """What St Oswin’s is asked about a recommendation."""
    recommended(enter, asks=("st-oswins",))
    return str(ViewAsked.objects.get().pk)


def _asked(enquiry: MashEnquiry, agency: str) -> uuid.UUID:
    """The question to one agency. Dana may act in either partnership: the school’s has one reader."""
    return AgencyCheck.objects.get(enquiry=enquiry, agency=agency).pk


def _written_to_ruth(enter: Enter, contact: Contact) -> str:
    ruth = enter("ruth")
    postman = delivering_actor(partnership=ruth.partnership, at=ruth.at)
    act_as(postman)
    path = f"/worries/{contact.reference}/status/"
    notice = Notice("world", "acknowledged", ruth.user, contact.subject, path, contact.reference)
    return str(queue(notice, by=postman).pk)


def _written_of(person: Person, enter: Enter) -> dict[str, str]:
    """A line by hand and somebody who works with them."""
    by = enter("aisha")
    note, work = str(a_note(person, by).pk), str(works_with(person, by).pk)
    lines = {f"{name}.note": note for name in ("person_note", "person_note_correct")}
    return {**lines, **{f"person_involvement_{name}.one": work for name in
                        ("change", "end", "confirm", "error")}}  # fmt: skip


def _first(rows: QuerySet[Task]) -> str:
    """The first of its kind, so that every run asks for the same; any key where there is none."""
    return str(rows.values_list("pk", flat=True).first() or uuid.uuid4())


def _section_47(enter: Enter) -> str:
    """A contact decided for a strategy discussion, which started a section 47 enquiry."""
    contact = a_decided(enter, outcome="STRATEGY", next_step="Call the strategy discussion")
    meera = enter("meera")
    note_section_47(contact, [1], london_day(meera.at), with_police=True, by=meera)
    return contact.reference


def _a_pathway(enter: Enter, contact: Contact) -> str:
    """A pathway that applies to the new contact."""
    noted = Noted(Kind.PRIVATE_FOSTERING, "With a friend of his mother since July")
    return note_pathway(contact, noted, by=enter("tom")).kind


def _a_restricted(enter: Enter) -> str:
    """A contact that only three people of the hub may know of."""
    contact, meera = a_sent_worry(enter), enter("meera")
    named = [meera.user, enter("tom").user, enter("aisha").user]
    death = Noted(Kind.CHILD_DEATH, "The hospital rang at six this morning")
    note_restricted(contact, death, named, by=enter("meera"))
    return contact.reference


def _a_call(enter: Enter) -> str:
    """A call that Aisha is still taking."""
    return taken(enter("aisha")).reference
