"""The first version of the professional's form: content, published as data for each partnership.

Wording, order, choices and conditions follow the question set of the e-MARF (§4, §5, §8). Changing
them means publishing another version; what was answered stays readable as it was sent.
"""

from __future__ import annotations

from typing import Any

from openmash.frontdoor.contacts.emarf.first_blocks import BLOCKS
from openmash.frontdoor.contacts.emarf.first_concerns import CONCERNS

YES_NO_UNKNOWN = [
    {"code": "yes", "label": "Yes"},
    {"code": "no", "label": "No"},
    {"code": "unknown", "label": "I do not know"},
]

FIND = "No name, or more that helps us find the right child"

CHILDREN: dict[str, Any] = {
    "key": "children",
    "title": "Which children, and are they safe now",
    "hint": "A name is enough to start. If you have no name, say what the child looks like and where.",
    "questions": [
        {
            "key": "A1_name",
            "text": "Which child or children are you worried about?",
            "short": "Name",
            "hint": "First name and surname, if you know them",
            "type": "line",
            "need": "essential",
            "per_child": True,
        },
        {
            "key": "A1_age",
            "text": "Date of birth, age, or when the baby is due",
            "short": "Born",
            "hint": "For example 14 March 2019, or about 7, or unborn, due 9 December",
            "type": "age",
            "need": "helpful",
            "per_child": True,
        },
        {
            "key": "A1_description",
            "fold": FIND,
            "text": "If you do not know the name: what does the child look like?",
            "short": "Description",
            "type": "line",
            "per_child": True,
        },
        {
            "key": "A1_sex",
            "fold": FIND,
            "text": "Girl or boy",
            "type": "one",
            "per_child": True,
            "options": [
                {"code": "F", "label": "Girl"},
                {"code": "M", "label": "Boy"},
                {"code": "U", "label": "I do not know"},
            ],
        },
        {
            "key": "A1_address",
            "fold": FIND,
            "text": "Home address",
            "hint": "“No fixed address” is an answer",
            "type": "line",
            "per_child": True,
        },
        {
            "key": "A1_postcode",
            "fold": FIND,
            "text": "Postcode",
            "type": "postcode",
            "per_child": True,
        },
        {
            "key": "A1_nhs",
            "fold": FIND,
            "text": "NHS number",
            "hint": "If you have it at hand. It makes sure that we find the right child",
            "type": "nhs",
            "per_child": True,
        },
        {
            "key": "A1_upn",
            "fold": FIND,
            "text": "Unique pupil number",
            "type": "upn",
            "per_child": True,
        },
        {
            "key": "A2",
            "text": "Where is the child now?",
            "type": "one",
            "need": "helpful",
            "options": [
                {"code": "home", "label": "At home"},
                {"code": "setting", "label": "At school, nursery or another setting"},
                {"code": "hospital", "label": "In hospital"},
                {"code": "police", "label": "With the police"},
                {"code": "other", "label": "Somewhere else"},
                {"code": "not_known", "label": "I do not know"},
            ],
        },
        {
            "key": "A2_where",
            "text": "Where exactly is the child?",
            "hint": "The address, or a place somebody could find",
            "type": "line",
        },
        {
            "key": "A3",
            "text": "Are any of them in danger right now?",
            "type": "one",
            "need": "essential",
            "options": [
                {"code": "safe", "label": "No"},
                {"code": "safe_for_now", "label": "Worried, but safe for now"},
                {
                    "code": "not_safe",
                    "label": "Yes",
                    "hint": "We send what you have typed at once and show you who to ring",
                },
                {"code": "not_known", "label": "I do not know"},
            ],
        },
    ],
}

WHAT: dict[str, Any] = {
    "key": "what",
    "title": "What happened",
    "questions": [
        {
            "key": "B1",
            "text": "What are you worried about for {child}?",
            "short": "Worried about",
            "hint": "Choose all that apply",
            "type": "many",
            "need": "essential",
            "per_child": True,
            "options": CONCERNS,
        },
        {
            "key": "B2",
            "text": "What happened or what have you seen? When and where?",
            "hint": "Facts first: dates, injuries, the words people used. Say what you saw and what"
            " somebody told you.",
            "type": "text",
            "need": "essential",
            "longest": 1500,
        },
    ],
}

VOICE: dict[str, Any] = {
    "key": "voice",
    "title": "What {child} has said or shown",
    "per_child": True,
    "notes": [
        {
            "title": "Please do not ask more",
            "text": "Listen, write it down, tell the child what happens next. If somebody may be"
            " questioned later, a second telling can spoil the first.",
        },
        {
            "title": "Who reads this",
            "text": "The hub team and the people asked to help. The child’s words are shown in the"
            " decision, with your name as the person who was told.",
        },
    ],
    "questions": [
        {
            "key": "C1",
            "text": "What has {child} said or shown?",
            "hint": "Write the words as they were said, even if they do not make sense. What did"
            " you see {child} do? If you cannot remember exact words, say so.",
            "type": "text",
            "need": "helpful",
            "per_child": True,
            "longest": 1500,
        },
        {
            "key": "C2",
            "text": "Was {child} spoken to alone?",
            "type": "one",
            "per_child": True,
            "options": [
                {"code": "alone", "label": "Yes"},
                {"code": "with_somebody", "label": "No, somebody was there"},
                {"code": "heard", "label": "I heard it from somebody else"},
            ],
        },
        {
            "key": "C2_with",
            "text": "Who was there, or who told you?",
            "type": "line",
            "per_child": True,
        },
        {
            "key": "C3",
            "text": "What does {child} want to happen?",
            "type": "line",
            "per_child": True,
        },
        {
            "key": "C1_why",
            "fold": "I have nothing from {child}",
            "text": "Why have you nothing from {child}?",
            "short": "Nothing from the child, because",
            "hint": "We will plan how {child} is heard",
            "type": "one",
            "per_child": True,
            "options": [
                {"code": "pre_verbal", "label": "Too young to talk"},
                {"code": "not_seen", "label": "Not seen yet"},
                {"code": "unsafe", "label": "Not safe to speak"},
                {"code": "declined", "label": "Did not want to"},
                {"code": "language", "label": "No shared language"},
                {"code": "unborn", "label": "Not born yet"},
            ],
        },
        {
            "key": "C1_observed",
            "fold": "I have nothing from {child}",
            "text": "What did you observe instead?",
            "hint": "How {child} looked, moved, and was with the adults",
            "type": "text",
            "per_child": True,
        },
    ],
}

MORE: dict[str, Any] = {
    "key": "more",
    "title": "A little more about {child}",
    "per_child": True,
    "hint": "Asked because of what you told us. Leave out what you do not know.",
    "questions": BLOCKS,
}

PEOPLE: dict[str, Any] = {
    "key": "people",
    "title": "Who lives with them and who else matters",
    "hint": "Parents, brothers and sisters, partners, grandparents. “Not known” is an answer.",
    "questions": [
        {
            "key": "A4",
            "text": "Who lives with or looks after the child, and who else matters?",
            "type": "people",
            "rows": 8,
            "need": "helpful",
            "parts": [
                {"key": "name", "text": "Name", "type": "line"},
                {
                    "key": "relation",
                    "text": "Who they are to the child",
                    "hint": "For example mother, mother’s partner, half-brother",
                    "type": "line",
                },
                {
                    "key": "lives",
                    "text": "Lives with the child",
                    "type": "one",
                    "options": YES_NO_UNKNOWN,
                },
                {
                    "key": "pr",
                    "text": "Has parental responsibility",
                    "type": "one",
                    "options": YES_NO_UNKNOWN,
                },
                {
                    "key": "born",
                    "text": "Date of birth or age",
                    "type": "line",
                    "fold": "Age and address",
                },
                {
                    "key": "where",
                    "text": "Address, if it is another one",
                    "type": "line",
                    "fold": "Age and address",
                },
                {
                    "key": "safe",
                    "text": "Is it safe to contact this person?",
                    "type": "one",
                    "options": YES_NO_UNKNOWN,
                    "when": [{"question": "B1", "includes": "domestic_abuse"}],
                },
            ],
        },
        {
            "key": "A4_unknown",
            "text": "If you do not know",
            "short": "Household",
            "type": "many",
            "need": "helpful",
            "options": [{"code": "unknown", "label": "I do not know who lives with the child"}],
        },
    ],
}

MEANING: dict[str, Any] = {
    "key": "meaning",
    "title": "What it means for the child, and what went before",
    "questions": [
        {
            "key": "B3",
            "text": "What does this mean for the child?",
            "hint": "What is life like for them? What will happen if nothing changes?",
            "type": "text",
            "need": "helpful",
            "longest": 1500,
        },
        {
            "key": "B5",
            "text": "Has this happened before?",
            "type": "one",
            "need": "helpful",
            "options": [
                {"code": "no", "label": "Not that I know of"},
                {"code": "once", "label": "Once or twice"},
                {"code": "often", "label": "Many times"},
                {"code": "unknown", "label": "I do not know"},
            ],
        },
        {
            "key": "B5_help",
            "text": "Has the family had early help?",
            "type": "one",
            "options": YES_NO_UNKNOWN,
        },
        {"key": "B5_who", "text": "Who is or was helping?", "type": "text", "longest": 800},
    ],
}

WORSE = [{"question": "D1", "is": "not_told_worse"}]

FAMILY: dict[str, Any] = {
    "key": "family",
    "title": "What the family knows",
    "notes": [
        {
            "title": "You need nobody’s leave to keep a child safe",
            "text": "We never turn a worry away because a parent does not agree. Asking may make"
            " it worse: then do not ask.",
        }
    ],
    "questions": [
        {
            "key": "D1",
            "text": "Does the family know you are telling us?",
            "type": "one",
            "need": "helpful",
            "options": [
                {"code": "told_agrees", "label": "Told, and agrees"},
                {"code": "told_disagrees", "label": "Told, and disagrees"},
                {"code": "not_told_worse", "label": "Not told: asking could make it worse"},
                {"code": "not_told_yet", "label": "Not told yet"},
            ],
        },
        {
            "key": "D1a",
            "text": "Why would telling them make it worse?",
            "type": "many",
            "when": WORSE,
            "options": [
                {"code": "risk_to_child", "label": "It could put the child at risk"},
                {"code": "risk_to_other", "label": "It could put somebody else at risk"},
                {"code": "investigation", "label": "It could harm a police investigation"},
                {"code": "delay", "label": "It would take too long"},
            ],
        },
        {"key": "D1a_text", "text": "Tell us more, if you can", "type": "line", "when": WORSE},
        {
            "key": "D2",
            "text": "May we say it came from you?",
            "type": "one",
            "options": [
                {"code": "yes", "label": "Yes"},
                {"code": "no", "label": "No"},
            ],
        },
        {
            "key": "D2_why",
            "text": "Why not?",
            "type": "line",
            "when": [{"question": "D2", "is": "no"}],
        },
        {
            "key": "D3",
            "text": "Anything we must not tell the family?",
            "type": "text",
            "longest": 800,
        },
    ],
}

ASK: dict[str, Any] = {
    "key": "ask",
    "title": "What you ask for",
    "questions": [
        {
            "key": "E1",
            "text": "What do you ask for?",
            "hint": "Choose all that apply",
            "type": "many",
            "options": [
                {"code": "advice", "label": "Advice"},
                {"code": "early_help", "label": "Early help"},
                {"code": "assessment", "label": "An assessment by a social worker"},
                {"code": "protection", "label": "Protection"},
                {"code": "information", "label": "Nothing: I am only telling you"},
            ],
        },
        {
            "key": "E2",
            "text": "Which level of need do you think {child} has?",
            "short": "Level, in the sender’s opinion",
            "hint": "Your opinion helps. The hub decides.",
            "type": "one",
            "per_child": True,
            "options": [
                {"code": "1", "label": "Level 1: universal services are enough"},
                {"code": "2", "label": "Level 2: some extra help"},
                {"code": "3", "label": "Level 3: help from several agencies"},
                {"code": "4", "label": "Level 4: a social worker, or protection"},
                {"code": "unsure", "label": "I am not sure"},
            ],
        },
    ],
}

STRENGTHS: dict[str, Any] = {
    "key": "meanwhile",
    "title": "What is going well, what you will do meanwhile",
    "questions": [
        {"key": "B4", "text": "What is going well? Who helps?", "type": "text", "longest": 800},
        {"key": "E3", "text": "What will you do meanwhile?", "type": "text", "longest": 800},
        {"key": "E4", "text": "Which other agencies have you told?", "type": "line"},
        {
            "key": "E5",
            "text": "Does anybody need an interpreter or other help to communicate?",
            "hint": "Who, and which language or help",
            "type": "line",
        },
        {
            "key": "X1",
            "text": "Who is with the child? Who is the danger?",
            "type": "text",
            "longest": 800,
            "when": [{"question": "A3", "is": "not_safe"}],
        },
        {
            "key": "X2",
            "text": "A number that we can ring you on",
            "type": "phone",
        },
    ],
}

LATER: dict[str, Any] = {
    "key": "later",
    "title": "Added after it was sent",
    "questions": [{"key": "Z1", "text": "Added after it was sent", "type": "text"}],
}

CONTENT: dict[str, Any] = {
    "title": "Tell us about a worry",
    "sections": [
        {"key": "needed", "title": "Needed", "pages": [CHILDREN, WHAT]},
        {"key": "helps", "title": "Helps us most", "pages": [VOICE, MORE, PEOPLE, MEANING, FAMILY]},
        {"key": "time", "title": "If you have time", "pages": [ASK, STRENGTHS]},
        {"key": "later", "title": "Added after it was sent", "pages": [LATER]},
    ],
    "short": ["A2_where", "X1", "X2", "B2"],
}
