"""What watching over looks tells the ledger."""

from enum import StrEnum

from openmash.core.events import declare


class LooksEvent(StrEnum):
    NAMES_COMPARED = "looks.names_compared"


declare({LooksEvent.NAMES_COMPARED: "compared surnames of readers with those they read about"})
