"""The first version of the professional's form: content, published as data for each partnership.

Wording, order, choices and conditions follow the question set of the e-MARF (§4, §5, §8). Changing
them means publishing another version; what was answered stays readable as it was sent.
"""

from __future__ import annotations

from typing import Any

from openmash.frontdoor.contacts.emarf.first_blocks import BLOCKS
from openmash.frontdoor.contacts.emarf.first_children import ADULT, CHILDREN
from openmash.frontdoor.contacts.emarf.first_concerns import CONCERNS
from openmash.frontdoor.contacts.emarf.first_people import PEOPLE, YES_NO_UNKNOWN
from openmash.frontdoor.contacts.emarf.first_voice import VOICE

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

MORE: dict[str, Any] = {
    "key": "more",
    "title": "A little more about {child}",
    "per_child": True,
    "hint": "Asked because of what you told us. Leave out what you do not know.",
    "questions": BLOCKS,
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
            "default": "yes",
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
        {
            "key": "X3",
            "text": "May we leave a message or send a text there?",
            "type": "one",
            "options": [
                {"code": "yes", "label": "Yes"},
                {"code": "no", "label": "No: only speak to me"},
            ],
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
        {"key": "needed", "title": "Needed", "pages": [ADULT, CHILDREN, WHAT]},
        {"key": "helps", "title": "Helps us most", "pages": [VOICE, MORE, PEOPLE, MEANING, FAMILY]},
        {"key": "time", "title": "If you have time", "pages": [ASK, STRENGTHS]},
        {"key": "later", "title": "Added after it was sent", "pages": [LATER]},
    ],
    "short": ["A2_where", "X1", "X2", "B2"],
}
