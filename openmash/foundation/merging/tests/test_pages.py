"""The pages of merging: what they show, to whom, and what a press does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from openmash.core.actor import Actor
from openmash.foundation.access.models import ReadLog, User
from openmash.foundation.merging import commands as do
from openmash.foundation.merging.commands import SuggestedPair, note_pairs
from openmash.foundation.merging.models import Join, Split
from openmash.foundation.merging.tests.builders import WHY, a_record, fresh
from openmash.foundation.people.commands import add_address, add_flag, add_name
from openmash.foundation.people.models import Person, Restriction

Enter = Callable[..., Actor]


@pytest.fixture
def opens(enter: Enter, client: Client) -> Callable[..., str]:
    """`opens("hal", "/duplicates/")`: a page as text, or what a press led to."""

    def page(who: str, path: str, **posted: object) -> str:
        client.force_login(User.objects.get(pk=enter(who).user))
        answer = client.post(path, posted, follow=True) if posted else client.get(path, follow=True)
        return answer.content.decode()

    return page


def two(enter: Enter) -> tuple[Person, Person]:
    by = enter("hal")
    return a_record(by), a_record(by, "Isla Mae")


def test_the_queue_leads_to_both_and_says_how_far_the_work_is(
    enter: Enter, opens: Callable[..., str]
) -> None:
    one, other = two(enter)
    note_pairs(
        [SuggestedPair(one.pk, other.pk, 0.95, ("same surname",))], model="1", by=enter("hal")
    )
    page = opens("hal", "/duplicates/")
    assert "Isla Tarrant" in page
    assert "same surname" in page
    assert "Very likely" in page
    assert one.subject in ReadLog.objects.get(action="list").about
    assert "Nothing waits for you" not in page
    assert "No pair fits" in opens("hal", "/duplicates/?sure=Unlikely&page=x")


def test_two_equal_buttons_join_or_remember(enter: Enter, opens: Callable[..., str]) -> None:
    one, other = two(enter)
    path = f"/people/{one.pk}/compare/{other.pk}/"
    page = opens("tom", path)
    assert page.count("govuk-button--secondary") == 2
    assert "Which name stands?" in page
    kept = opens("tom", path, answer="same", because="short")
    assert "at least 10 characters" in kept
    assert "short</textarea>" in kept
    assert "Joined." in opens("tom", path, answer="same", because=WHY, name=str(other.pk))
    enter("tom")
    assert fresh(one).root_id == fresh(other).root_id
    assert fresh(one).root.display_name == "Isla Mae Tarrant"
    assert "one person already" in opens("tom", path)


def test_a_flagged_pair_is_proposed_and_somebody_else_confirms(
    enter: Enter, opens: Callable[..., str]
) -> None:
    one, other = two(enter)
    add_flag(one, "missing", source="police", by=enter("hal"))
    path = f"/people/{one.pk}/compare/{other.pk}/"
    assert "It takes two people" in opens("hal", path)
    assert "Proposed." in opens("hal", path, answer="same", because=WHY)
    assert "Take my proposal back" in opens("hal", path)
    assert "Joined." in opens("meera", path, answer="confirm", because="")
    enter("hal")
    assert Join.objects.get().state == "made"


def test_a_protected_address_stays_protected_side_by_side(
    enter: Enter, opens: Callable[..., str]
) -> None:
    one, other = two(enter)
    add_address(one, "14 Mill Row", "ZZ1 4MR", source="GP", by=enter("hal"), confidential=True)
    path = f"/people/{one.pk}/compare/{other.pk}/"
    assert "Mill Row" not in opens("hal", path)
    assert "Mill Row" in opens("tom", path)


def test_records_are_listed_and_a_join_is_undone(enter: Enter, opens: Callable[..., str]) -> None:
    one, other = two(enter)
    made = do.join(one, other, WHY, by=enter("hal"))
    assert f"/joins/{made.pk}/undo/" in opens("hal", f"/people/{other.pk}/records/")
    assert "Undone." in opens("hal", f"/joins/{made.pk}/undo/", because="they are twins")
    assert "they are twins" in opens("hal", f"/people/{other.pk}/records/")
    assert "Somebody was quicker" in opens("hal", f"/joins/{made.pk}/undo/")


def test_a_split_is_made_and_brought_back_from_the_pages(
    enter: Enter, opens: Callable[..., str]
) -> None:
    one, _ = two(enter)
    name = add_name(one, "Mae", "Tarrant", kind="alias", source="GP", by=enter("hal"))
    path = f"/people/{one.pk}/split/"
    key = opens("hal", path).split('name="key" value="')[1][:36]
    typed = {"key": key, "kind": "child", "given": "Mae", "because": WHY}
    assert "Choose what belongs" in opens("hal", path, **typed)
    assert "Parted." in opens("hal", path, **typed, theirs=f"name:{name.pk}")
    enter("hal")
    again = f"/splits/{Split.objects.get().pk}/undo/"
    assert "Brought back." in opens("hal", again, because="one child after all")


def test_a_manager_restricts_names_others_and_lifts(
    enter: Enter, opens: Callable[..., str]
) -> None:
    one, _ = two(enter)
    path = f"/people/{one.pk}/restrict/"
    users = [enter(key).user for key in ("meera", "grace")]
    assert "You may not do this" in opens("tom", path)
    told = {"marker": "staff", "readers": users, "because": "her aunt works here"}
    assert "Restricted." in opens("meera", path, **told)
    assert "We cannot find that" in opens("hal", f"/people/{one.pk}/records/")
    assert "only the people named in a restriction" in opens("grace", f"/people/{one.pk}/")
    enter("meera")
    held = Restriction.objects.get(lifted_at=None)
    changed = {"readers": users[1:], "because": "I know the family"}
    assert "Kept." in opens("grace", f"/restrictions/{held.pk}/readers/", **changed)
    enter("grace")
    held = Restriction.objects.get(lifted_at=None)
    assert "Lifted." in opens("grace", f"/restrictions/{held.pk}/lift/", because="she has left")


def test_another_record_is_looked_for_without_a_name_in_an_address(
    enter: Enter, opens: Callable[..., str]
) -> None:
    one, other = two(enter)
    page = opens("hal", f"/people/{one.pk}/same/", words="Isla Mae")
    assert f"/people/{one.pk}/compare/{other.pk}/" in page
    assert f"/people/{one.pk}/compare/{one.pk}/" not in page
    assert "Same as somebody else?" in opens("hal", f"/people/{one.pk}/")
    assert "Same as somebody else?" not in opens("aisha", f"/people/{one.pk}/")
