"""Reads drawn pages as a screen reader would: elements by id, labels, descriptions."""

from __future__ import annotations

from html.parser import HTMLParser

Element = tuple[str, dict[str, str]]


class Reading(HTMLParser):
    """Every element of a piece of HTML with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    @property
    def ids(self) -> list[str]:
        return [found["id"] for _, found in self.elements if "id" in found]

    def all(self, tag: str) -> list[dict[str, str]]:
        return [found for name, found in self.elements if name == tag]

    def problems(self) -> list[str]:
        """What would fail in the first minute of an accessibility check."""
        found = [f"id twice: {each}" for each in self.ids if self.ids.count(each) > 1]
        labelled = {label.get("for") for label in self.all("label")}
        for tag, attrs in self.elements:
            if tag in ("input", "select", "textarea") and attrs.get("type") != "hidden":
                found += [] if attrs.get("id") in labelled else [f"no label: {attrs}"]
            for described in attrs.get("aria-describedby", "").split():
                found += [] if described in self.ids else [f"describes nothing: {described}"]
        return found
