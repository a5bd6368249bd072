"""One small world for the sweeps: a draft, a worry in screening, one to decide, one decided."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.foundation.access.models import RoleHolding
from openmash.foundation.importing.tests.builders import ISLA, a_file, is_checked
from openmash.foundation.messaging.models import Message
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.commands import linking, screening
from openmash.frontdoor.contacts.models import Contact, Feedback
from openmash.frontdoor.contacts.tests.builders import a_draft, a_sent_worry, only_child
from openmash.frontdoor.decisions.tests.builders import a_decided, a_recommended

Enter = Callable[..., Actor]
DRAFT = ("worry_tasks", "worry_page", "worry_child_page", "worry_check", "worry_send", "worry_save",
         "worry_child_add", "worry_child_remove", "worry_withdraw", "worry_danger")  # fmt: skip
TO_DECIDE = ("decision", "contact_back")
DECIDED = ("contact_answer", "contact_close", "feedback_acknowledge", "feedback_disagree",
           "feedback_query", "worry_status", "worry_sent")  # fmt: skip

IMPORT = ("import", *(f"import_{page}" for page in ("columns", "discard", "progress", "rejected",
          "resume", "rows", "start", "stop", "values")))  # fmt: skip


def build(enter: Enter) -> dict[str, str]:
    """What to put into each address: by argument, or by route and argument."""
    draft, new, pending, decided = (
        a_draft(enter),
        _screened(enter),
        a_recommended(enter),
        a_decided(enter),
    )
    imported = str(is_checked(enter("hal"), a_file([ISLA])).pk)
    enter("aisha")
    child = only_child(new)
    person = child.person_id
    answer = str(Feedback.objects.get(contact=decided).pk)
    by_route = {
        **{f"{name}.reference": draft.reference for name in DRAFT},
        **{f"{name}.reference": pending.reference for name in TO_DECIDE},
        **{f"{name}.reference": decided.reference for name in DECIDED},
        "person.key": str(person),
        **{f"{name}.key": imported for name in IMPORT},
        "mailbox_open.key": _first(Message.objects.order_by("template")),
        "task_finish.key": _first(Task.objects.order_by("kind")),
        "demo_sign_in.key": str(RoleHolding.objects.earliest("starts_at", "id").pk),
        **{f"feedback_{name}.key": answer for name in ("send_again", "answer", "not_owed", "told")},
    }
    plain = {
        "reference": new.reference,
        "child": str(child.pk),
        "page": "children",
        "position": "1",
        "size": "small",
        "provider_id": "none",
        "pk": "1",
    }
    return {**plain, **by_route}


def _screened(enter: Enter) -> Contact:
    contact = a_sent_worry(enter)
    aisha = enter("aisha")
    screening.take_up(contact, by=aisha)
    linking.create_and_link(only_child(contact), uuid.uuid4(), by=aisha)
    contact.refresh_from_db()
    return contact


def _first(rows: QuerySet[Message] | QuerySet[Task]) -> str:
    """The first of its kind, so that every run asks for the same; any key where there is none."""
    return str(rows.values_list("pk", flat=True).first() or uuid.uuid4())
