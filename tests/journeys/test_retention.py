"""A record is due: one person proposes, another destroys, and a hold stops both (`data.md` §7)."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.journeys.person import Person

The = Callable[..., Person]


def test_information_governance_destroys_what_is_due_and_keeps_what_is_held(the: The) -> None:
    """“I sign for what we destroy. I have to show why, by which rule, and that nobody did it alone.”"""
    ines = the("ines").opens("/").presses("^Retention$").sees("How long records are kept")
    ines.sees("6 years after it ended, or until the youngest child would be 25")
    ines.does_not_see("Orla", "Fairclough").finds_the_page_accessible().takes_a_picture("retention")
    ines.presses("^2 of: Contact without").sees("2 records", "Due from", "kept 6 years after that")
    ines.does_not_see("Orla", "Anwen").finds_the_page_accessible()
    held = ines.page.locator("tbody th a").first.inner_text()
    ines.presses(f"^{held}$").sees(f"Why {held} is kept", "By the rule of", "The youngest child")
    ines.finds_the_page_accessible().takes_a_picture("retention-record")
    ines.opens("/retention/").presses("^Place a hold").chooses("One contact")
    ines.writes("Reference of the contact", held).presses("^Hold them$").sees("There is a problem")
    ines.finds_the_page_accessible()
    ines.opens("/retention/holds/").chooses("One contact").writes("Reference of the contact", held)
    ines.writes("Why is it held", "A court has asked for the whole record of the family")
    ines.takes_a_picture("legal-hold").presses("^Hold them$").sees("Held from now on", "In force")
    ines.finds_the_page_accessible().presses(f"^{held}$").sees("You placed it yourself")
    ines.opens("/retention/").presses("^Propose what is due of: Contact without").sees(
        "Proposed for destruction: 1 contact", "You proposed it yourself"
    )
    ines.finds_the_page_accessible().does_not_see(held)

    grace = the("grace").opens("/tasks/").presses("^Records are proposed for destruction")
    grace.sees("Proposed for destruction: 1 contact", "Ines Calder").finds_the_page_accessible()
    gone = grace.page.locator("tbody th").first.inner_text()
    grace.takes_a_picture("destruction-proposed").chooses("Destroy them now").presses("^Settle it$")
    grace.sees(
        "Certificate of destruction: 1 contact", gone, "Grace Oyelaran", "Rows that are gone"
    )
    grace.finds_the_page_accessible().takes_a_picture("destruction-certificate")
    grace.opens(f"/contacts/{gone}/").sees("not find|not there|no longer|cannot")
    grace.opens("/measures/").presses("^How long records are kept$").presses(f"^{re.escape(held)}$")
    grace.writes("Why is it no longer needed", "The court has had it").presses("^Lift the hold$")
    grace.sees("Lifted", "kept by their rule again").finds_the_page_accessible()
