"""Restricted contacts, as other parts meet them: whose their tasks are, and who reads on when one leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.colleagues.going_on import able
from openmash.foundation.colleagues.held import Leaving, register
from openmash.foundation.colleagues.held import Line as Held
from openmash.foundation.tasks.named import declare_named
from openmash.frontdoor.contacts.access import record_facts
from openmash.frontdoor.contacts.beside import Beside, Line, put_beside
from openmash.frontdoor.contacts.commands.restricting import take_off
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries.readers import NAMEABLE, nameable
from openmash.frontdoor.contacts.rules.restricting import who_reads_on

PAGES = "/contacts/"


def readers_of_page(path: str, by: Actor) -> Sequence[str] | None:
    """Who alone may open the pages of a contact, where it is restricted."""
    reference = path.removeprefix(PAGES).partition("/")[0]
    rows = Contact.objects.filter(partnership_id=by.partnership, reference=reference)
    return rows.values_list("readers", flat=True).first()


class OfReaders:
    """A restricted contact is left by a reader to the others, and never to nobody."""

    def held(self, leaving: Leaving, *, by: Actor) -> Iterable[Held]:
        """How many they are a named reader of."""
        yield Held(
            _read_by(leaving, by).count(),
            "restricted contact they are named for",
            "restricted contacts they are named for",
            "to the colleague you name, or to those who are named beside them",
        )

    def let_go(self, leaving: Leaving, to: str, *, by: Actor) -> int:
        """The colleague is named in their place; where no manager is left, the service managers are."""
        found = list(_read_by(leaving, by).order_by("id"))
        next_one = able(to, lambda _, role: role in NAMEABLE, by=by)
        roles = {one.user: one.roles for one in nameable(by) if one.user != leaving.user}
        for contact in found:
            instead = who_reads_on(set(contact.readers or ()), leaving.user, next_one, roles)
            take_off(contact, leaving.user, instead, by=by)
        return len(found)


def _read_by(leaving: Leaving, by: Actor) -> QuerySet[Contact]:
    """Nothing where another role of theirs can be named as well."""
    if any(one.user == leaving.user and one.roles - leaving.loses for one in nameable(by)):
        return Contact.objects.none()
    return Contact.objects.filter(partnership_id=by.partnership, readers__contains=[leaving.user])


def who_may_know(contact: Contact, by: Actor) -> Beside | None:
    """The way to name others, for those who may know of it themselves."""
    if contact.readers is None or not may(by, P.CONTACT_RESTRICT, record_facts(contact)):
        return None
    more = "whoever is named at the top of this page, and whoever sent it"
    return Beside(
        "Restricted", (Line("Change who may know of it", more, f"{contact.hub_path}readers/"),)
    )


declare_named(PAGES, readers_of_page)
put_beside("readers", who_may_know)
register("contacts_readers", OfReaders())
