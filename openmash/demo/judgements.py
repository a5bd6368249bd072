"""What Tom recommends and Meera decides in the demonstration, in words they would write."""

from __future__ import annotations

from typing import Any

EARLY_HELP = "Early help"
SHARED: dict[str, Any] = {
    "history": "Looked in the register and the hub’s contacts of the last year.",
    "next_step_owner": "Duty team",
    "family_told_by": "Tom Ashdown",
    "family_told_when": "today, by telephone",
}


def judgement(
    level: int, descriptors: list[str], points: list[tuple[str, list[str]]], **more: Any
) -> dict[str, Any]:
    """The fields of a decision; `younger` is how the voice of the other children was weighed."""
    rationale = [{"text": text, "evidence": evidence} for text, evidence in points]
    return {
        **SHARED,
        "younger": "",
        "level": level,
        "descriptors": descriptors,
        "rationale": rationale,
        **more,
    }


JUDGEMENTS: dict[str, dict[str, Any]] = {
    "tarrant": judgement(
        4,
        ["4.2", "4.6"],
        [
            ("The shouting has become hands on Kelly’s neck, and it comes more often.", ["B2"]),
            ("Isla plans for it and keeps her brother safe in her place.", ["B2"]),
        ],
        voice_weighting="Her own plan for the shouting is why this is level 4.",
        younger="That he will not let go of his sister is weighed with what she says for both.",
        alternatives="Level 3 with an agreed plan: it would rest on Craig keeping away, and he lives there.",
        agreement="not_told_worse",
        outcome="S17_ASSESS",
        next_step="A social worker sees Isla alone at school",
        family_told_by="",
        family_told_when="",
        family_not_told_reason="Telling Kelly while Craig is in the home could make it worse.",
        expected_of_sender="Keep a quiet room for that hour",
    ),
    "haidari": judgement(
        1,
        ["1.9"],
        [
            ("Samir is grieving, and the adults around him carry him well.", ["B2", "B4"]),
            (
                "He has friends, an uncle at home and a school that asks for the right thing.",
                ["B4"],
            ),
        ],
        voice_weighting="He says that school is not so bad; nothing he says asks for more.",
        alternatives="Level 2, if his school finds that he needs more than a club.",
        agreement="told_agrees",
        outcome="INFO_ADVICE",
        next_step="The school has the bereavement service’s number",
        next_step_owner="School",
        expected_of_sender="Tell us again if he stops eating with his friends",
    ),
    "dunne": judgement(
        2,
        ["2.7"],
        [
            (
                "He stays away to look after his mother, and comes back tired; he is not harmed.",
                ["B2"],
            ),
            ("She is glad that somebody asks, and he has a teacher whom he tells.", ["C1-1"]),
        ],
        voice_weighting="“So she isn’t on her own” is why the help is for her as well as for him.",
        alternatives="Level 3 with a plan of several services, if the young carers’ group is not enough.",
        agreement="told_agrees",
        outcome="EH_SINGLE",
        next_step="The young carers’ group meets him at school",
        next_step_owner="Young carers’ service",
        expected_of_sender="Ring his mother on the days he is away, and tell us if they become more",
    ),
    "pike": judgement(
        4,
        ["4.5"],
        [
            ("Their father could not stand, in charge of two boys of nine and seven.", ["B2"]),
            (
                "The boys have a routine for when he cannot be woken, and methadone is in reach.",
                ["B2", "B3"],
            ),
        ],
        voice_weighting="“Dad goes grey and we ring Nan” says that this was not the first time.",
        younger="He leaned on his brother and said nothing; what Reuben says is weighed for both.",
        alternatives="Level 3 through the clinic: he has missed three appointments there.",
        agreement="told_disagrees",
        outcome="S17_ASSESS",
        next_step="A social worker visits with the clinic’s nurse",
        expected_of_sender="Keep his next appointment open, and ring us if he misses it",
    ),
    "abdi": judgement(
        3,
        ["3.3"],
        [
            ("Four missed appointments and a falling weight need more than one service.", ["B2"]),
            ("His mother wants help, feeds him herself and holds him a great deal.", ["B4"]),
        ],
        voice_weighting="Too young to talk: that he does not smile is weighed as what he shows us.",
        alternatives="Level 4, if the next weight is lower still.",
        agreement="told_agrees",
        outcome="EH_MULTI",
        next_step="A family support worker takes them to the next appointment",
        next_step_owner=EARLY_HELP,
        expected_of_sender="Weigh Yusuf on Thursday and tell us the figure",
    ),
}
