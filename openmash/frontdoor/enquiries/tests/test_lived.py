"""A day in each child's life: never one text for brothers and sisters, and gaps are tasks (L51)."""

from __future__ import annotations

import pytest
from django.test import Client

from openmash.core.refusals import NotAllowed, NotReady
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.enquiries.commands import lived as do
from openmash.frontdoor.enquiries.models import LivedExperience, MashEnquiry, ScopePerson
from openmash.frontdoor.enquiries.queries.lived import parts_of, questions_of
from openmash.frontdoor.enquiries.queries.rows import EnquiryRows
from openmash.frontdoor.enquiries.rules.lived import Lived
from openmash.frontdoor.enquiries.tests.builders import an_enquiry, screened, with_family
from openmash.frontdoor.enquiries.tests.test_enquiry_pages import here, sends, words
from tests.fixtures import Enter

AFRAID = Lived("fear", "“I put Noah in the bath and shut the door.”", "Isla, to Ruth Hart, alone")


def of_two(enter: Enter) -> tuple[MashEnquiry, ScopePerson, ScopePerson]:
    """An enquiry about Isla and Noah. Leaves Tom on stage."""
    contact = screened(enter, siblings={"Noah Tarrant": {"A1_age": "about 2"}})
    enquiry = an_enquiry(enter, contact)
    enter("tom")
    isla, noah = enquiry.scope.filter(role="child").order_by("child__position")
    return enquiry, isla, noah


def tasks(enquiry: MashEnquiry) -> list[str]:
    rows = Task.objects.filter(kind=do.UNANSWERED, about=enquiry.subject)
    return list(rows.values_list("state", flat=True))


def test_what_is_said_of_one_child_is_not_said_of_the_other(enter: Enter) -> None:
    enquiry, isla, _ = of_two(enter)
    do.note_lived(isla, AFRAID, by=enter("tom"))
    one, two = parts_of(EnquiryRows(enquiry))
    assert one.said["fear"].text == AFRAID.text
    assert two.said == {}
    assert (len(one.open), len(two.open)) == (4, 5)


def test_of_the_other_child_somebody_confirms_it_and_that_is_kept(enter: Enter) -> None:
    _, isla, noah = of_two(enter)
    said = do.note_lived(isla, AFRAID, by=enter("tom"))
    same = do.same_for(said, noah, by=enter("tom"))
    assert (same.text, same.same_as) == (AFRAID.text, said)
    with pytest.raises(NotReady, match="already"):
        do.same_for(said, isla, by=enter("tom"))


def test_it_is_not_said_of_a_child_of_another_enquiry_nor_of_an_adult(enter: Enter) -> None:
    contact = screened(enter)
    with_family(enter, contact)
    enquiry = an_enquiry(enter, contact)
    child = enquiry.scope.get(role="child")
    adult = enquiry.scope.exclude(role="child").first()
    said = do.note_lived(child, AFRAID, by=enter("tom"))
    _, other, _ = of_two(enter)
    with pytest.raises(NotReady, match="another child"):
        do.same_for(said, other, by=enter("tom"))
    assert adult is not None
    with pytest.raises(NotReady, match="for a child"):
        do.note_lived(adult, AFRAID, by=enter("tom"))


def test_every_reason_is_given_at_once(enter: Enter) -> None:
    _, isla, _ = of_two(enter)
    with pytest.raises(NotReady) as refused:
        do.note_lived(isla, Lived("mood", " ", ""), by=enter("tom"))
    assert len(refused.value.reasons) == 3
    with pytest.raises(NotAllowed):
        do.note_lived(isla, AFRAID, by=enter("aisha"))


def test_questions_that_nobody_answers_are_a_task_until_they_are(enter: Enter) -> None:
    enquiry, isla, noah = of_two(enter)
    assert tasks(enquiry) == ["open"]
    tom = enter("tom")
    for code, _ in questions_of("brackenford"):
        said = do.note_lived(isla, Lived(code, "As far as school knows, calm", "School"), by=tom)
        assert tasks(enquiry) == ["open"]
        do.same_for(said, noah, by=tom)
    assert tasks(enquiry) == ["done"]


def test_a_baby_that_is_not_born_has_no_day_to_tell_of(enter: Enter) -> None:
    enquiry = an_enquiry(enter, screened(enter, child={"A1_age": "unborn, due 9 December"}))
    (part,) = parts_of(EnquiryRows(enquiry))
    assert part.questions == ()
    assert tasks(enquiry) == []


def test_the_page_shows_each_child_with_the_gaps(enter: Enter, client: Client) -> None:
    enquiry, isla, noah = of_two(enter)
    page = words(client, "tom", here(enquiry.contact))
    assert page.count("5 of 5 questions unanswered") == 2  # each child by itself
    path = f"{here(enquiry.contact)}lived/{isla.pk}/"
    refused = sends(client, "tom", path, {"question": "fear", "text": "Hides", "source": ""})
    assert "Hides" in refused.content.decode()
    sent = {"question": "fear", "text": "Hides", "source": "School"}
    assert sends(client, "tom", path, sent).status_code == 302
    same = f"{here(enquiry.contact)}lived/{noah.pk}/same/"
    assert "“Hides”" in words(client, "tom", same)
    enter("tom")
    sends(client, "tom", same, {"said": str(LivedExperience.objects.get().pk)})
    assert "School, confirmed for this child" in words(client, "tom", here(enquiry.contact))
    decision = words(client, "tom", f"/contacts/{enquiry.contact.reference}/decision/")
    assert "A day in each child’s life" in decision


def test_a_screening_officer_does_not_read_what_agencies_say_of_a_day(
    enter: Enter, client: Client
) -> None:
    """`roles.md` §3: of answers she sees the state alone, here and in the decision."""
    enquiry, isla, _ = of_two(enter)
    do.note_lived(isla, AFRAID, by=enter("tom"))
    decision = f"/contacts/{enquiry.contact.reference}/decision/"
    for path in (here(enquiry.contact), decision):
        assert "A day in each child’s life" in words(client, "tom", path), path
        assert "A day in each child’s life" not in words(client, "aisha", path), path
