"""What the partnership's set-up tells the ledger."""

from enum import StrEnum

from openmash.core.events import declare


class ReferenceEvent(StrEnum):
    SET_UP = "reference.set_up"
    FORM_PUBLISHED = "reference.form_published"
    GUIDANCE_PUBLISHED = "reference.guidance_published"
    SETTING_PUBLISHED = "reference.setting_published"
    HOURS_PUBLISHED = "reference.hours_published"


declare(
    {
        ReferenceEvent.SET_UP: "set up the partnership",
        ReferenceEvent.FORM_PUBLISHED: "published a version of a form",
        ReferenceEvent.GUIDANCE_PUBLISHED: "published a version of the threshold guidance",
        ReferenceEvent.SETTING_PUBLISHED: "published a value of a setting",
        ReferenceEvent.HOURS_PUBLISHED: "published a version of the hub’s hours",
    }
)
