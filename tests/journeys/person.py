"""A person at a browser: signs in as one of the cast, reads, types and presses."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.accessible import LAPTOP, PHONE, findings

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "guides" / "pictures"
# A machine that does ten things at once is slow, never wrong: nothing here waits for less. A story
# that is told quickly never waits this long, so patience costs nothing.
PATIENCE = 60_000
LOOKS_AGAIN_AFTER = 500


@dataclass
class Person:
    """One browser of one member of the cast. Every page it opens is checked for script breaches."""

    key: str
    address: str
    context: BrowserContext
    page: Page
    breaches: list[str] = field(default_factory=list)

    def opens(self, path: str) -> Person:
        """Go to an address of the hub."""
        self.page.goto(f"{self.address}{path}")
        return self

    def signs_in(self, role: str | None = None) -> Person:
        """One press on the demonstration's sign-in page."""
        self.opens("/demo/")
        form = self.page.locator(f"[data-persona='{self.key}']")
        buttons = form.get_by_role("button", name=re.compile(role) if role else None)
        return self.goes_on_by(buttons.first)

    def presses(self, name: str) -> Person:
        """Press a button, or follow a link, by its words."""
        return self.goes_on_by(self.control(name))

    def goes_on_by(self, control: Locator) -> Person:
        """Press it and wait for the page it leads to.

        A click alone returns before the hub has answered; whoever acts next in the story would
        sometimes be there first.
        """
        with self.page.expect_navigation():
            control.click()
        return self

    def control(self, name: str) -> Locator:
        """A button or link by its words; the first when there are several."""
        pattern = re.compile(name)
        return (
            self.page.get_by_role("button", name=pattern)
            .or_(self.page.get_by_role("link", name=pattern))
            .first
        )

    def writes(self, label: str, text: str) -> Person:
        """Type into a field by its label."""
        self.page.get_by_label(re.compile(label)).first.fill(text)
        return self

    def chooses(self, *labels: str) -> Person:
        """Tick radios or checkboxes by their labels."""
        for label in labels:
            self.page.get_by_label(re.compile(label)).first.check()
        return self

    def sees(self, *texts: str) -> Person:
        """The words are on the page."""
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(re.compile(text, re.IGNORECASE))
        return self

    def waits_for(self, *texts: str) -> Person:
        """The words come by themselves, once the worker has reacted: look again until they do."""
        body = self.page.locator("body")
        for _ in range(PATIENCE // LOOKS_AGAIN_AFTER):
            shown = body.inner_text()
            if all(re.search(text, shown, re.IGNORECASE) for text in texts):
                return self
            self.page.wait_for_timeout(LOOKS_AGAIN_AFTER)
            self.page.reload()
        raise AssertionError(f"{texts} never came: {body.inner_text()[:600]}")

    def does_not_see(self, *texts: str) -> Person:
        """The words are nowhere in the page, hidden or shown."""
        for text in texts:
            assert text not in self.page.content(), f"{self.key} can see {text!r}"
        return self

    def finds_the_page_accessible(self) -> Person:
        """axe finds nothing, on a laptop and on a phone, and nothing scrolls sideways."""
        found = findings(self.page)
        assert found == [], f"{self.page.url}: {found}"
        return self

    def takes_a_picture(self, name: str, *, phone: bool = False) -> Person:
        """For the guides; only when pictures are asked for, so that a test run changes no file."""
        if not os.environ.get("OPENMASH_PICTURES"):
            return self
        self.page.set_viewport_size(PHONE if phone else LAPTOP)
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
        self.page.set_viewport_size(LAPTOP)
        return self

    @property
    def reference(self) -> str:
        """The reference of the worry or contact whose page is open."""
        found = re.search(r"/(?:worries|contacts)/([A-Z0-9-]+)/", self.page.url)
        assert found, self.page.url
        return found.group(1)


def meet(key: str, *, address: str, browser: Browser, scripts: bool = True) -> Person:
    """A new browser profile for a member of the cast."""
    context = browser.new_context(viewport=LAPTOP, java_script_enabled=scripts, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page = context.new_page()
    person = Person(key, address, context, page)
    page.on(
        "console", lambda line: person.breaches.append(line.text) if _breach(line.text) else None
    )
    page.on("pageerror", lambda error: person.breaches.append(str(error)))
    return person


def _breach(text: str) -> bool:
    return "Content Security Policy" in text or "Refused to" in text
