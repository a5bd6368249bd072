"""What axe finds on a page, on a laptop and on a phone (WCAG 2.2 AA, and its best practice)."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from playwright.sync_api import Page, ViewportSize

AXE = Path(__file__).resolve().parents[1] / "build" / "test" / "axe.min.js"
LAPTOP, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = (
    "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
)
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
SIDEWAYS = "document.documentElement.scrollWidth - window.innerWidth"


def findings(page: Page) -> list[str]:
    """Everything axe finds at both widths, and by how much the page scrolls sideways."""
    # In an isolated call, so that the page's own security policy stays as it is.
    page.evaluate(AXE.read_text())
    found: list[str] = []
    for size in (LAPTOP, PHONE):
        page.set_viewport_size(size)
        found += [f"at {size['width']}: {one}" for one in _violations(page)]
        if (wide := page.evaluate(SIDEWAYS)) > 0:
            found.append(f"at {size['width']}: scrolls sideways by {wide}")
    page.set_viewport_size(LAPTOP)
    return found


def kind_of(html: str) -> frozenset[str]:
    """Which elements a page holds and which headings follow each other: not how often, nor with
    which words. Two pages of one kind have the same faults."""
    elements = _Elements()
    elements.feed(html)
    return frozenset(elements.found)


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.heading = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        names = sorted(name for name in said if name != "class")
        self.found.add(f"{tag}.{said.get('class')} {names} {said.get('type')} {said.get('role')}")
        if tag in HEADINGS:
            self.found.add(f"{self.heading} then {tag}")
            self.heading = tag


def _violations(page: Page) -> list[str]:
    return [
        f"{one['id']}: {node['html'][:200]}"
        for one in page.evaluate(RUN, WCAG)["violations"]
        for node in one["nodes"]
        if not _is_govuks_own(one["id"], node["html"])
    ]


def _is_govuks_own(rule: str, html: str) -> bool:
    """GOV.UK's script says on a radio that it opens a question; axe's best practice objects."""
    return rule == "aria-allowed-attr" and "govuk-radios__input" in html and "aria-expanded" in html
