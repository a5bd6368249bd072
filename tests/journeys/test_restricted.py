"""A teaching assistant hurt a girl, and half the town works at that school (P27, C32, `roles.md` §4)."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.person import Person

The = Callable[..., Person]


def test_an_allegation_is_for_those_who_deal_with_it(the: The) -> None:
    """“My sister-in-law sits two desks away and opens the same tray. I wrote it on paper until now.”"""
    meera = the("meera").opens("/tray/").presses("Kofi Mensah-Hale")
    address = meera.page.url
    meera.presses("^Only named people may know of it").sees("has to take it up first")
    meera.opens(address.removeprefix(meera.address)).presses("^Take it up")
    meera.presses("^Only named people may know of it").sees("finds this contact in no list")
    meera.finds_the_page_accessible().takes_a_picture("restrict")
    meera.presses("^Restrict it to these people").sees("Choose what it is", "Say what makes it one")
    meera.page.locator("[name='kind'][value='position_of_trust']").check()
    meera.writes("What makes it one", "The head rang: an assistant held him by the wrist")
    for box in meera.page.locator("[name='readers'][type='checkbox']").all():
        box.uncheck()
    meera.presses("^Restrict it to these people").sees("Name those who may know of it")
    assert "an assistant held" in meera.page.get_by_label("What makes it one?").input_value()
    meera.page.get_by_label("Meera Pillai").check()
    meera.presses("^Restrict it to these people").sees("Name a manager who can decide it")
    meera.sees("Name the designated officer")
    meera.chooses("Tom Ashdown", "Thea Ellwood")
    meera.presses("^Restrict it to these people")
    meera.sees("Restricted to named people", "only Meera Pillai, Thea Ellwood, Tom Ashdown")
    meera.finds_the_page_accessible().takes_a_picture("contact-restricted")

    priya = the("priya").opens("/tray/")
    assert "Kofi Mensah-Hale" not in priya.page.content()
    priya.opens(address.removeprefix(meera.address)).sees("nothing for you under this reference")
    the("tom").opens("/tray/").sees("Restricted to named people").presses("Kofi Mensah-Hale")

    thea = the("thea").sees("agree with the designated officer what happens now")
    thea.presses("^Restricted to you").sees("Kofi Mensah-Hale").finds_the_page_accessible()
    thea.takes_a_picture("restricted-to-you").presses("Kofi Mensah-Hale")
    thea.sees("Restricted to named people").finds_the_page_accessible()
    thea.takes_a_picture("contact-for-the-designated-officer")
    thea.presses("^An allegation against somebody").writes("What came of it", "We met on Friday")
    thea.presses("^Keep it").sees("Say what came of the allegation")
    thea.page.locator("[name='finding'][value='unfounded']").check()
    thea.presses("^Keep it").sees("ended: unfounded. We met on Friday")

    meera = the("meera").opens(address.removeprefix(meera.address))
    meera.presses("^Change who may know of it").sees("Who may know of it")
    meera.page.get_by_label("Grace Oyelaran").check()
    meera.writes("Say why", "Grace is the manager of the designated officer")
    meera.presses("^Keep these people").sees("Kept", "Grace Oyelaran")
