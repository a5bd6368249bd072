"""What sharing tells the ledger."""

from enum import StrEnum

from openmash.core.events import declare


class SharingEvent(StrEnum):
    DISCLOSED = "sharing.disclosed"


declare({SharingEvent.DISCLOSED: "shared information"})
