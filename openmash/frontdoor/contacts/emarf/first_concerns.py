"""What a sender can be worried about, with the census factor each may become (data §5.5)."""

from __future__ import annotations

from typing import Any


def _concern(code: str, label: str, *census: str, hint: str = "") -> dict[str, Any]:
    return {"code": code, "label": label, "census": list(census), "hint": hint}


CONCERNS = [
    _concern("physical_harm", "Physical harm", "18B", "18C"),
    _concern("sexual_harm", "Sexual harm", "19B", "19C"),
    _concern("emotional_harm", "Emotional harm", "17A"),
    _concern("neglect", "Neglect", "16A"),
    _concern("domestic_abuse", "Domestic abuse", "3A", "3B", "3C"),
    _concern("parental_mental_health", "A parent’s mental health", "4B"),
    _concern("child_mental_health", "The child’s mental health", "4A"),
    _concern("self_harm", "Self-harm", "15A"),
    _concern("parental_substances", "A parent’s drinking or drugs", "1B", "2B"),
    _concern("child_substances", "The child’s drinking or drugs", "1A", "2A"),
    _concern("parental_learning_disability", "A parent’s learning disability", "5B"),
    _concern("parental_illness", "A parent’s illness or disability", "6B"),
    _concern("child_disability", "The child’s disability or illness", "5A", "6A"),
    _concern("missing", "Going missing", "10A"),
    _concern("cse", "Sexual exploitation", "11A"),
    _concern("cce", "Criminal exploitation", "24A"),
    _concern("trafficking", "Trafficking or modern slavery", "12A"),
    _concern("gangs", "Gangs or serious youth violence", "13A"),
    _concern("behaviour", "The child’s behaviour", "14A"),
    _concern("online", "Abuse online", "19B", "19C", "20"),
    _concern("fgm", "Female genital mutilation", "22A"),
    _concern("faith_belief", "Abuse linked to faith or belief", "23A"),
    _concern("honour_marriage", "Honour-based abuse or forced marriage", "20"),
    _concern("radicalisation", "Radicalisation", "20"),
    _concern("young_carer", "A young carer", "7A"),
    _concern("private_fostering", "Private fostering", "8B", "8C", "8D", "8E", "8F"),
    _concern("uasc", "An unaccompanied child seeking asylum", "9A"),
    _concern("housing_poverty", "Housing or poverty", "20"),
    _concern("bereavement_breakdown", "Bereavement or family breakdown", "20"),
    _concern("bullying", "Bullying, or harm by another child", "18B", "19B"),
    _concern("allegation", "Somebody who works with children", hint="Paid or as a volunteer"),
]
