"""What the cast writes in the demonstration: invented families, in the words of those who worry.

Answers are keyed by the questions of the professional's form: `said` about all, and each child's
own. NHS numbers are from the range kept for tests, telephone numbers from the one kept for drama.
"""

from __future__ import annotations

from dataclasses import dataclass

from openmash.frontdoor.contacts.emarf.types import Value

Answers = dict[str, Value]


@dataclass(frozen=True)
class Story:
    """One worry: its key, who sends it, what is said of each child, and of all."""

    key: str
    sender: str
    children: tuple[Answers, ...]
    said: Answers
    partnership: str = "brackenford"


def _child(name: str, age: str, *concerns: str, **more: Value) -> Answers:
    named: Answers = {"A1_name": name, "A1_age": age, "B1": list(concerns)}
    return {key: value for key, value in {**named, **more}.items() if value}


def _said(words: str, danger: str = "safe_for_now", **more: Value) -> Answers:
    return {"A3": danger, "B2": words, **more}


MILL_ROW = {"A1_address": "14 Mill Row, Brackenford", "A1_postcode": "ZZ1 4MR"}

STORIES: dict[str, Story] = {
    story.key: story
    for story in (
        Story(
            "tarrant",
            "ruth",
            (
                _child(
                    "Isla Tarrant",
                    "14 March 2019",
                    "domestic_abuse",
                    A1_nhs="999 104 7212",
                    A1_sex="F",
                    C1="“I put Noah in the bath and shut the door. I want it to be quiet.”",
                    C2="alone",
                    C3="“I want to stay at Nana’s.”",
                    E2="4",
                    **MILL_ROW,
                ),
                _child(
                    "Noah Tarrant",
                    "2 June 2024",
                    "domestic_abuse",
                    A1_sex="M",
                    C1_why="declined",
                    C1_observed="Quiet at the gate. Holds his sister’s coat and will not let go.",
                    **MILL_ROW,
                ),
            ),
            _said(
                "Isla shuts Noah in the bathroom when mum’s partner shouts. She told me on Wednesday after"
                " lunch, in my room. She plans for it: she keeps his cup in there. Her mother had a red"
                " mark on her neck at the gate that morning and said she had slept badly.",
                A2="setting",
                A4_1_name="Kelly Tarrant",
                A4_1_relation="mother",
                A4_1_lives="yes",
                A4_1_pr="yes",
                A4_1_safe="yes",
                A4_2_name="Craig Molloy",
                A4_2_relation="mother’s partner",
                A4_2_lives="yes",
                A4_2_pr="no",
                A4_2_safe="no",
                B3="She does not sleep, and she looks after her brother instead of being seven. If nothing"
                " changes she will go on being the one who keeps him safe.",
                B4="Nana collects them on Fridays. Isla comes to school every day.",
                B5="often",
                D1="not_told_worse",
                D1a=["risk_to_child", "risk_to_other"],
                E1=["assessment", "protection"],
                E3="Breakfast with me every morning; I will see her alone on Friday.",
            ),
        ),
        Story(
            "mensah",
            "nell",
            (
                _child(
                    "Kofi Mensah-Hale",
                    "9 September 2023",
                    "physical_harm",
                    A1_sex="M",
                    C1_why="declined",
                    C1_observed="Cries when his sleeve is touched, and looks at the door.",
                    A1_address="Flat 6, Tannery Court, Brackenford",
                    A1_postcode="ZZ1 6TC",
                ),
            ),
            _said(
                "At nursery with a burn shaped like an iron on his left forearm, perhaps two days old. Dad is"
                " on his way to collect him and was angry on the telephone.",
                "not_safe",
                A2="setting",
                D1="not_told_worse",
                D1a=["risk_to_child", "delay"],
            ),
        ),
        Story(
            "prosser",
            "osei",
            (
                _child(
                    "Ellie-May Prosser",
                    "21 January 2018",
                    "neglect",
                    A1_nhs="999 000 0018",
                    A1_sex="F",
                    C1="“The electric’s off so we all sleep in one bed. It’s warm.”",
                    C2="with_somebody",
                    C2_with="her mother",
                ),
            ),
            _said(
                "Hungry, same clothes all week and a chest infection for the third time since September. Her"
                " mother says that the electric is off and the key meter is broken.",
                B3="She misses school when she is ill, and she is ill because the flat is cold.",
                B5="once",
                D1="told_agrees",
                E1=["early_help"],
                E3="Antibiotics, and I see her again on Monday.",
            ),
        ),
        Story(
            "barraclough",
            "ruth",
            (_child("Chloe Barraclough", "15", "cse", "missing", A1_sex="F"),),
            _said(
                "A new phone, older friends who wait in a car, and absent on the last four Fridays. On Monday"
                " she came in with a bruise and said she had fallen.",
                A2="home",
                B5="often",
                D1="told_disagrees",
            ),
        ),
        Story(
            "okafor",
            "ruth",
            (
                _child(
                    "Jaden Okafor",
                    "30 August 2015",
                    "young_carer",
                    "parental_illness",
                    A1_upn="B801200005001",
                    A1_sex="M",
                    C1="“I do the shopping Thursdays. Dad can’t do the stairs.”",
                    C2="alone",
                    C3="“Someone else to do Thursdays.”",
                ),
            ),
            _said(
                "His dad is ill again. Jaden shops and cooks, and his attendance is down to 71 per cent since"
                " half-term. He is proud of it and very tired.",
                "safe",
                B3="He falls asleep in lessons and has given up football.",
                B4="He and his dad are close. An aunt rings every evening.",
                D1="told_agrees",
                E1=["early_help"],
                E2="3",
            ),
        ),
        Story(
            "lovell",
            "dana",
            (
                _child("Tia Lovell", "12 May 2021", "domestic_abuse", A1_sex="F", C1_why="unsafe",
                       C1_observed="Silent while her father spoke for her, and held her sister’s hand."),
                _child("Rosie Lovell", "3 July 2023", "domestic_abuse", A1_sex="F", C1_why="unsafe",
                       C1_observed="Hid behind her sister. Both were cold."),
            ),
            _said(
                "Neighbours heard mum and dad fighting on Sunday night, for the third time since summer. Both"
                " girls were on the stairs when I visited the next day, in their night clothes at noon.",
                A2="home",
                A4_1_name="Gemma Lovell",
                A4_1_relation="mother",
                A4_1_lives="yes",
                A4_1_pr="yes",
                A4_1_safe="yes",
                A4_2_name="Shane Lovell",
                A4_2_relation="father",
                A4_2_lives="yes",
                A4_2_pr="yes",
                A4_2_safe="no",
                B5="often",
                D1="told_agrees",
            ),
        ),
        Story(
            "dunne",
            "ruth",
            (
                _child(
                    "Kayden Dunne",
                    "9 June 2016",
                    "neglect",
                    A1_sex="M",
                    C1="“I stay off when Mum’s poorly, so she isn’t on her own.”",
                    C2="alone",
                ),
            ),
            _said(
                "Eleven days away since September, and he is tired when he comes. His mother was in"
                " hospital in the summer; he cooks and takes his sister to nursery.",
                A4_1_name="Sharon Dunne",
                A4_1_relation="mother",
                A4_1_lives="yes",
                A4_1_pr="yes",
                A4_1_safe="yes",
                B5="often",
                D1="told_agrees",
            ),
        ),
        Story(
            "haidari",
            "ruth",
            (
                _child(
                    "Samir Haidari",
                    "4 April 2013",
                    "bereavement_breakdown",
                    A1_sex="M",
                    C1="“It’s not so bad at school.”",
                    C2="alone",
                ),
            ),
            _said(
                "His grandmother, who brought him up, died three weeks ago. He is quiet but well cared for."
                " We would like to know which club or counsellor could take him.",
                "safe",
                B4="Two good friends, and an uncle who has moved in.",
                D1="told_agrees",
                E1=["advice"],
            ),
        ),
        Story(
            "pike",
            "gil",
            (
                _child("Reuben Pike", "17 February 2017", "parental_substances", "emotional_harm", A1_sex="M",
                       C1="“Dad goes grey and we ring Nan.”", C2="heard",
                       C2_heard="Sal, at our front desk"),
                _child("Asher Pike", "8 November 2019", "parental_substances", A1_sex="M", C1_why="declined",
                       C1_observed="Leaned on his brother and said nothing."),
            ),
            _said(
                "Their father missed three appointments and came to the last one with both boys, not able to"
                " stand straight. He keeps his methadone in the kitchen drawer.",
                "safe_for_now",
                B3="The boys know what to do when he is unwell. They should not have to.",
                B5="once",
                D1="told_disagrees",
                E1=["assessment"],
            ),
        ),
        Story(
            "abdi",
            "nell",
            (
                _child(
                    "Yusuf Abdi",
                    "11 October 2025",
                    "neglect",
                    A1_nhs="999 012 3454",
                    A1_sex="M",
                    C1_why="pre_verbal",
                    C1_observed="Watches faces, does not smile. Thin legs, loose nappy.",
                ),
            ),
            _said(
                "Not brought to four hospital appointments and his weight is falling across two lines of the"
                " chart. His mother is frightened that he will be taken from her.",
                B3="He is not growing as he should.",
                B4="Breastfed, clean, and held a great deal.",
                D1="told_agrees",
            ),
        ),
        Story(
            "whelan",
            "ruth",
            (_child("Maisie Whelan", "6 June 2016", "domestic_abuse", "child_mental_health", A1_sex="F",
                    C1="“I’m fine.” She pulled her sleeves down.", C2="alone"),),
            _said(
                "Maisie has started to pull out her hair. Her mother moved back in with her father last week;"
                " there was a plan when they lived apart, and I do not know who holds it now.",
                B5="often",
                B5_help="yes",
                B5_who="A social worker, Dev, until the summer at least",
                D1="not_told_yet",
            ),
        ),
        Story(
            "oakmere",
            "kit",
            (
                _child(
                    "Isla Tarrent",
                    "14 March 2019",
                    "bullying",
                    A1_sex="F",
                    C1="“They wait by the bins.”",
                    C2="alone",
                    A1_address="3 Reservoir Lane, Oakmere",
                    A1_postcode="ZZ2 3RL",
                ),
            ),
            _said(
                "Three older girls wait for her by the bins after school. Last week they took her coat, and"
                " she walked home in the rain and told nobody.",
                D1="told_agrees",
            ),
            partnership="oakmere",
        ),
        Story(
            "oakmere-police",
            "dana",
            (_child("Bilal Farrow", "14", "missing", "cce", A1_sex="M", C1_why="declined"),),
            _said(
                "Found at the railway station at two in the morning with another boy’s bag, forty miles from"
                " home, and would not say who had bought the ticket.",
                B5="once",
                D1="told_agrees",
            ),
            partnership="oakmere",
        ),
    )
}  # fmt: skip
