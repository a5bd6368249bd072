"""How the decision page is drawn (`guide.md`, picture 06)."""

from openmash.frontdoor.decisions.presenters.header import header_of, tabs_of
from openmash.frontdoor.decisions.presenters.page import draw, is_editing
from openmash.frontdoor.decisions.presenters.parts import Asked

__all__ = ["Asked", "draw", "header_of", "is_editing", "tabs_of"]
