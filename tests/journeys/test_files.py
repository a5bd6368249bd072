"""A letter comes with an agency’s answer: added on its page, checked, and opened by the hub (P3, L07)."""

from __future__ import annotations

from collections.abc import Callable

from openmash.foundation.files.tests.builders import a_document
from tests.accessible import PHONE
from tests.journeys.person import Person
from tests.journeys.test_agency import BRUISE, asks_everybody_of_school, opens_its_request
from tests.journeys.test_enquiry import asks_the_mother, in_enquiry

The = Callable[..., Person]
LETTER, FORM = "Letter from the clinic.txt", "Old form.docx"


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
