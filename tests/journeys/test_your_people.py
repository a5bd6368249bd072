"""The head teacher keeps the people of her school: invites, changes, ends, and undoes (roles.md §8)."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, expect

from tests.journeys.hub import Hub
from tests.journeys.person import Person, meet
from tests.journeys.steps import begins_a_worry

The = Callable[..., Person]
PASSWORD = "four very unusual words"
MAIL = "bo.lark@st-oswins.example"


def invites(joan: Person) -> None:
    """A page of three questions; what is missing is said, and what was typed stays."""
    joan.presses("^Invite somebody$").presses("^Send the invitation$")
    joan.sees("Write their first and last name", "Write their work e-mail", "Choose the role")
    joan.does_not_see("MASH manager").writes("Full name", "Bo Lark").writes(
        "e-mail", "bo at school"
    )
    joan.chooses("Designated safeguarding lead").presses("^Send the invitation$")
    joan.sees("like name@agency.gov.uk").finds_the_page_accessible()
    joan.writes("e-mail", MAIL).finds_the_page_accessible().takes_a_picture("people-invite")
    joan.presses("^Send the invitation$").sees("Bo Lark is invited", "Invited, and not here yet")


def accepts(bo: Person) -> None:
    """From his mailbox: the link uses nothing up until he presses; a password, and he is in."""
    bo.opens("/demo/letters/").waits_for("You are invited to the front door", MAIL)
    letter = bo.page.locator("*:has(a[href*='/invitation/'])", has_text=MAIL).last
    link = letter.locator("a[href*='/invitation/']").first.get_attribute("href")
    assert link
    path = link[link.index("/invitation/") :]
    bo.opens(path).sees("invites you, Bo Lark", "St Oswin").finds_the_page_accessible()
    bo.takes_a_picture("people-invited").presses("^Accept")
    for field in bo.page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    bo.finds_the_page_accessible().presses("Save the new password").sees("password is changed")
    bo.presses("^Sign in$").writes("work e-mail", MAIL).writes("Password", PASSWORD)
    bo.goes_on_by(bo.page.locator("main").get_by_role("button", name="Sign in", exact=True))
    bo.sees("Your worries")
    bo.opens(path).sees("opens nothing any longer").finds_the_page_accessible()


def test_a_lead_keeps_the_people_of_her_school(the: The, hub: Hub, browser: Browser) -> None:
    """“On Monday a deputy begins, on Tuesday he is gone. I will not ring anybody for that.”"""
    joan = the("joan").sees("Your people", "Ruth Hart").does_not_see("Work tray")
    joan.finds_the_page_accessible().takes_a_picture("people-list")
    invites(joan)
    bo = meet("bo", address=hub.address, browser=browser)
    accepts(bo)
    joan.opens("/your-people/").sees("Bo Lark").presses("^Bo Lark$")
    joan.sees("sends worries", "not yet").finds_the_page_accessible()
    begins_a_worry(bo)
    joan.presses("change the role").finds_the_page_accessible()
    joan.chooses("Referring professional").presses("^Change it now$").sees("Say why")
    joan.writes("Why", "He sends worries, and does not lead").presses("^Change it now$")
    joan.sees("is Referring professional from now on")
    bo.opens("/worries/").sees("Referring professional")
    joan.presses("end their access today").sees("next page they open", "1 worry begun and not sent")
    joan.finds_the_page_accessible().takes_a_picture("people-end")
    joan.writes("Why", "He works at another school from today").presses("^End it now$")
    joan.sees("has no access any longer", "No access here any longer").finds_the_page_accessible()
    joan.takes_a_picture("people-ended")
    bo.opens("/worries/").does_not_see("Your worries")
    assert "/worries/" not in bo.page.url.partition("?")[0]
    joan.presses("^Give it back: Referring").sees("has access again")
    confirms_ruth(joan)
    bo.context.close()


def confirms_ruth(joan: Person) -> None:
    """One after the other, after a look at each; her own she cannot."""
    joan.opens("/your-people/").sees("to be confirmed by you").presses("to be confirmed by you")
    joan.sees("Overdue").presses("^Ruth Hart$").sees("sends worries, and answers what the hub asks")
    joan.finds_the_page_accessible().takes_a_picture("people-confirm")
    joan.presses("^Yes, they still work here").sees("Confirmed: Ruth Hart still needs access")
    joan.opens("/your-people/").presses("^Joan Pell$").sees("somebody else has to")
    joan.does_not_see("end their access today").finds_the_page_accessible()


def test_others_keep_out(the: The) -> None:
    """The administrator sees accounts and no case; a manager the hub's; a sender nobody's."""
    sam = the("sam").sees("Your people", "Overdue", "Haven family charity")
    sam.does_not_see("Isla", "Work tray").finds_the_page_accessible()
    sam.takes_a_picture("people-administrator")
    meera = (
        the("meera")
        .opens("/tasks/")
        .presses("^Your people$")
        .sees("Aisha Rahman")
        .does_not_see("Ruth Hart")
    )
    meera.finds_the_page_accessible()
    ruth = the("ruth").opens("/your-people/").sees("whoever looks after the people of an agency")
    expect(ruth.page.get_by_role("link", name="Your people")).to_have_count(0)
    mari = the("mari").opens("/your-people/brackenford-council/").does_not_see("Aisha")
    assert mari
