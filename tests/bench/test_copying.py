"""The copies of a story hold together: the same page, of another family."""

from __future__ import annotations

import psycopg
from django.db import transaction
from django.test import Client

from openmash.foundation.access.models import User
from tests import database
from tests.bench import copying
from tests.bench.enquiries import OVER, played
from tests.fixtures import Enter


def test_every_row_of_a_story_is_copied_with_keys_of_its_own(
    committed: str, enter_for_real: Enter
) -> None:
    address = database.url("root", committed)
    with psycopg.connect(address, autocommit=True) as root:
        before = copying.keys(root)
    with transaction.atomic():
        enquiry = played(enter_for_real)
        reference, key = enquiry.contact.reference, enquiry.pk
    over = copying.Over(2, OVER)
    made = copying.copy(address, before, 3, words={reference: "BR-COPY-"}, over=over)
    assert made % 3 == 0
    client = Client()
    with transaction.atomic():
        client.force_login(User.objects.get(pk=enter_for_real("tom").user))
    first, copy = (
        client.get(f"/contacts/{one}/enquiry/").content.decode() for one in (reference, "BR-COPY-2")
    )
    assert copy.count("om-card") == first.count("om-card")
    assert str(key) not in copy
    with psycopg.connect(address) as root:
        states = root.execute(
            "SELECT state FROM contacts_contact WHERE reference LIKE 'BR-COPY-%' ORDER BY reference"
        ).fetchall()
        assert [state for (state,) in states] == ["mash_enquiry", "mash_enquiry", "closed"]
        row = root.execute("SELECT id::text FROM enquiries_mashenquiry WHERE id::text = %s",
                           [copying.copied_key(key, 2)]).fetchone()  # fmt: skip
    assert row is not None
