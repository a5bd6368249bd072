"""Letters and pictures: with a worry, and with an agency’s answer (E6, P3, L07)."""

from __future__ import annotations

from collections.abc import Callable

from openmash.foundation.files.tests.builders import a_document, a_picture
from tests.accessible import PHONE
from tests.journeys.person import Person
from tests.journeys.steps import begins_a_worry, says_what, says_who, takes_up
from tests.journeys.test_agency import BRUISE, asks_everybody_of_school, opens_its_request
from tests.journeys.test_enquiry import asks_the_mother, in_enquiry

The = Callable[..., Person]
LETTER, FORM, DRAWING = "Letter from the clinic.txt", "Old form.docx", "Drawing.jpg"


def chooses_files(somebody: Person, **files: bytes) -> None:
    """As a browser hands them over."""
    chosen = [{"name": name, "mimeType": "application/octet-stream", "buffer": content}
              for name, content in files.items()]  # fmt: skip
    somebody.page.locator("#files input[type=file]").set_input_files(chosen)


def is_asked(the: The, child: str) -> tuple[Person, str]:
    reference = in_enquiry(the, child, "amber")
    tom = the("tom")
    asks_the_mother(tom, reference, "given")
    tom.presses("^Keep the answer")
    asks_everybody_of_school(tom)
    return tom, reference


def writes_a_fact(lead: Person) -> None:
    lead.page.locator("input[name=p1_outcome][value=info]").check()
    lead.page.locator("textarea[name=p1_i1_text]").fill(BRUISE)
    lead.page.locator("input[name=p1_i1_when]").fill("last Monday")
    lead.page.locator("select[name=p1_i1_category]").select_option("education")
    lead.page.locator("input[name=p1_i1_certainty][value=fact]").check()


def test_a_letter_comes_with_an_answer_and_the_hub_opens_it(the: The) -> None:
    tom, reference = is_asked(the, "Fay Files")
    ruth = opens_its_request(the("ruth"), "Fay Files")
    ruth.page.set_viewport_size(PHONE)
    writes_a_fact(ruth)
    chooses_files(ruth, **{FORM: a_document({"word/vbaProject.bin": b"macro"})})
    ruth.presses("^Add these files").sees("There is a problem", "macro").finds_the_page_accessible()
    assert ruth.page.locator("textarea[name=p1_i1_text]").input_value() == BRUISE
    chooses_files(ruth, **{LETTER: b"Dear colleague"})
    ruth.presses("^Add these files").waits_for(LETTER, "Ready: no malware was found")
    ruth.finds_the_page_accessible().takes_a_picture("request-files-phone", phone=True)
    ruth.presses("^Send what I have").sees("The hub has what you wrote", LETTER)
    tom.opens(f"/contacts/{reference}/enquiry/").sees("Files that came with it", LETTER)
    tom.finds_the_page_accessible().takes_a_picture("enquiry-files")
    tom.presses(LETTER).sees("Before you open it").finds_the_page_accessible()
    with tom.page.expect_download() as kept:
        tom.control("^Download it").click()
    assert kept.value.suggested_filename == f"{reference.lower()}-file-1.txt"
    assert LETTER not in tom.opens(f"/contacts/{reference}/enquiry/print/").page.content()


def test_without_scripts_a_file_is_added_and_taken_out_by_buttons(the: The) -> None:
    is_asked(the, "Finn Buttons")
    ruth = opens_its_request(the("ruth", scripts=False), "Finn Buttons")
    writes_a_fact(ruth)
    chooses_files(ruth, **{LETTER: b"Dear colleague"})
    ruth.presses("^Add these files").sees("Nobody at the hub has seen it yet", LETTER)
    ruth.presses("^Take out").does_not_see(LETTER)
    assert ruth.page.locator("textarea[name=p1_i1_text]").input_value() == BRUISE
    ruth.presses("^Send what I have").sees("The hub has what you wrote")


def test_a_picture_goes_with_a_worry_and_another_follows(the: The) -> None:
    """“I photographed her drawing. I will not describe it in words when they can see it.”"""
    ruth = the("ruth")
    reference = begins_a_worry(ruth)
    says_who(ruth, "Fern Picture")
    ruth.opens(f"/worries/{reference}/about/what/")
    says_what(ruth)
    ruth.page.set_viewport_size(PHONE)
    ruth.opens(f"/worries/{reference}/").presses("Letters, pictures and other files")
    ruth.finds_the_page_accessible()
    chooses_files(ruth, **{FORM: a_document({"word/vbaProject.bin": b"macro"})})
    ruth.presses("^Add these files").sees("There is a problem", "macro").finds_the_page_accessible()
    chooses_files(ruth, **{DRAWING: a_picture()})
    ruth.presses("^Add these files").sees("It goes to the hub when you send the worry")
    ruth.waits_for(DRAWING, "Ready: no malware was found")
    ruth.finds_the_page_accessible().takes_a_picture("worry-files-phone", phone=True)
    ruth.opens(f"/worries/{reference}/check/").sees(DRAWING).finds_the_page_accessible()
    ruth.presses("Send to the hub")
    aisha = the("aisha")
    takes_up(aisha, reference)
    aisha.opens(f"/contacts/{reference}/").sees("Files that came with it", DRAWING)
    aisha.finds_the_page_accessible().takes_a_picture("contact-files")
    aisha.presses(DRAWING).sees("The picture was drawn anew").finds_the_page_accessible()
    ruth.opens(f"/worries/{reference}/status/").finds_the_page_accessible()
    ruth.presses("^Add another file$")
    chooses_files(ruth, **{LETTER: b"Dear colleague"})
    ruth.presses("^Add these files").sees("The hub has been told")
    aisha.opens("/tasks/").waits_for(f"{reference}: the sender has added something, read it")


def test_without_scripts_a_file_goes_with_a_worry_and_is_taken_out(the: The) -> None:
    ruth = the("ruth", scripts=False)
    reference = begins_a_worry(ruth)
    ruth.opens(f"/worries/{reference}/files/")
    chooses_files(ruth, **{LETTER: b"Dear colleague"})
    ruth.presses("^Add these files").sees(LETTER).presses("^Take out").does_not_see(LETTER)
