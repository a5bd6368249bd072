"""What was decided in the half year, each on what was said in that one contact."""

from __future__ import annotations

from openmash.demo.judgements import EARLY_HELP, judgement

DRINKING = judgement(
    4,
    ["4.5"],
    [
        ("The drinking is every evening now, and the children manage alone until bedtime.", ["B2"]),
        ("The oldest does what a parent does, and falls asleep over it.", ["B2"]),
    ],
    voice_weighting="What she says of her evenings, and that she tells it as nothing special, weighed most.",
    younger="What she says or shows of her older sister is weighed with what that sister says for all.",
    alternatives="Level 3 with a plan: nobody could say who sees the children in the evening.",
    agreement="told_agrees",
    outcome="S17_ASSESS",
    next_step="A social worker visits in the early evening",
    expected_of_sender="Be there when the social worker first meets her",
)
BEGUN_AGAIN = judgement(
    4,
    ["4.5"],
    [
        ("Twice in a week nobody could wake her mother, with the little one in the room.", ["B2"]),
        ("Her mother says so herself, wants help, and has stopped before.", ["B2", "B4"]),
    ],
    voice_weighting="“She was fine for a while. Then she was not”: she has seen this before.",
    younger="She is too young to say; that she was clean and held is weighed as what she shows.",
    alternatives="Level 3 with the Lantern: her mother wants it, and nobody else is there at night.",
    agreement="told_agrees",
    outcome="S17_ASSESS",
    next_step="A social worker visits in the evening, with her mother’s worker of the Lantern",
    expected_of_sender="Tell us at once if nobody can wake her again",
)
WORSE_AGAIN = judgement(
    4,
    ["4.5"],
    [
        ("What was agreed with the social worker held for three weeks.", ["B2"]),
        ("Nobody could wake her mother when the little one was sick.", ["B2"]),
    ],
    voice_weighting="That she rang an aunt in the night weighed most: she no longer counts on her mother.",
    younger="She was sick and nobody came but her sister; that weighed as much as words.",
    alternatives="Level 3 with a plan: the last one was good, and it did not hold.",
    agreement="told_agrees",
    outcome="S17_ASSESS",
    next_step="A social worker visits with somebody the children know",
    expected_of_sender="Be there when the social worker first meets her",
)
ARGUMENT = judgement(
    1,
    ["1.4"],
    [
        ("Nobody was hurt, both adults were sober, and it is not often.", ["B2", "B3"]),
        ("Her grandmother came at once and stayed.", ["B4"]),
    ],
    voice_weighting="“They were only loud”: nothing she says asks for more.",
    alternatives="Level 2, if officers are called again.",
    agreement="told_agrees",
    outcome="INFO_ADVICE",
    next_step="Both parents have the number of the service for money advice",
    next_step_owner="The officer who was there",
    expected_of_sender="Tell us if you are called again",
)
THROUGH_THE_DOOR = judgement(
    3,
    ["3.2"],
    [
        ("Three calls in a month, always about the rent: it shapes her days.", ["B2"]),
        ("Nobody has seen her, and both adults have agreed to be rung.", ["B3", "B4"]),
    ],
    voice_weighting="Nobody has heard her: that she is seen within the week is the first step.",
    alternatives="Level 4, if nobody is let in to see her.",
    agreement="told_agrees",
    outcome="EH_MULTI",
    next_step="A family support worker sees her at home, and a housing officer both parents",
    next_step_owner=EARLY_HELP,
    expected_of_sender="Tell us at once if you are called again",
)
APPOINTMENTS = judgement(
    3,
    ["3.3"],
    [
        ("What has been missed adds up, and one service alone cannot put it right.", ["B2"]),
        ("Her mother wants help, and says which times are possible.", ["B4"]),
    ],
    voice_weighting="That she keeps quiet all day is why the plan begins with her mother’s nights.",
    alternatives="Level 4, if appointments are missed again.",
    agreement="told_agrees",
    outcome="EH_MULTI",
    next_step="A family support worker meets the family with the health visitor",
    next_step_owner=EARLY_HELP,
    expected_of_sender="Tell us if the next appointment is missed, too",
)
CARD = judgement(
    2,
    ["2.3"],
    [
        ("Two appointments were missed because the days were mixed up.", ["B2"]),
        ("Her mother came by herself, and a reminder is all that she asks for.", ["B4"]),
    ],
    voice_weighting="She is proud of her card; the days are to be her mother’s again.",
    alternatives="Level 3, if letters and visits are not enough.",
    agreement="told_agrees",
    outcome="EH_SINGLE",
    next_step="The clinic visits at home on the day before an appointment",
    next_step_owner="Health visitors",
    expected_of_sender="Tell us if the next appointment is missed, too",
)
LATE = judgement(
    2,
    ["2.7"],
    [
        ("Her mother’s illness costs her breakfast and the first hour; nobody harms her.", ["B2"]),
        ("Her grandfather does what he can, and she has two good friends.", ["B4"]),
    ],
    voice_weighting="What her grandfather does not find is what the help begins with.",
    alternatives="Level 3, if her mother stays in hospital for long.",
    agreement="told_agrees",
    outcome="EH_SINGLE",
    next_step="A family support worker sets up the mornings with her grandfather",
    next_step_owner=EARLY_HELP,
    expected_of_sender="Breakfast when she comes, and ring him on the days she is late",
)
ASKED = judgement(
    1,
    ["1.5"],
    [
        ("Her mother has low times, sees her doctor, and the child’s day stays the same.", ["B2"]),
        ("An aunt looks after her every day, and her mother asked for this.", ["B2"]),
    ],
    voice_weighting="Nobody has spoken with her yet; the health visitor will, in her home.",
    alternatives="Level 2, if her aunt cannot come any more.",
    agreement="told_agrees",
    outcome="INFO_ADVICE",
    next_step="The practice gives her mother the number of the group for new mothers",
    next_step_owner="The practice",
    expected_of_sender="Tell us again if it changes",
)
LONELY = judgement(
    2,
    ["2.3"],
    [
        ("She is on her own for hours after the club; nobody harms her.", ["B2", "B3"]),
        ("She comes every day, and trusts the people of the club.", ["B2"]),
    ],
    voice_weighting="She likes it at the club: help is to come there, and not to take her out of it.",
    alternatives="Level 3, if nobody can be at home in the evening.",
    agreement="told_agrees",
    outcome="EH_SINGLE",
    next_step="A family support worker meets her and her parents at the club",
    next_step_owner=EARLY_HELP,
    expected_of_sender="Keep her until she is fetched, and tell us when nobody comes",
)
RELAPSE = judgement(
    3,
    ["3.5"],
    [
        ("He has used again, and she is with him part of the week.", ["B2", "B3"]),
        ("Both parents talk to the service, and to each other.", ["B4"]),
    ],
    voice_weighting="Nobody has heard her: her mother will ask her with the support worker.",
    alternatives="Level 4, if she is with him while he uses.",
    agreement="told_agrees",
    outcome="EH_MULTI",
    next_step="A family support worker and the Lantern agree with both parents when she is with him",
    next_step_owner=EARLY_HELP,
    expected_of_sender="Tell us if he misses an appointment",
)
