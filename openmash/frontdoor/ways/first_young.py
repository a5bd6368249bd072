"""The first version of a child's or young person's form: five gentle questions, none of them needed
(e-MARF §7, L104). Published as data for each partnership."""

from __future__ import annotations

from typing import Any

from openmash.frontdoor.ways.first_public import LATER, YES_NO

TELL: dict[str, Any] = {
    "key": "tell",
    "title": "What would you like to tell us?",
    "questions": [
        {
            "key": "C1",
            "text": "What would you like to tell us?",
            "short": "What they wrote",
            "hint": "Use your own words. A few are enough, and you can leave things out",
            "type": "text",
            "need": "helpful",
            "per_child": True,
            "longest": 1500,
        },
    ],
}

SAFE: dict[str, Any] = {
    "key": "safe",
    "title": "You, right now",
    "questions": [
        {
            "key": "A3",
            "text": "Are you safe right now?",
            "short": "Safe right now",
            "type": "one",
            "need": "helpful",
            # Whole sentences: the hub reads the answer alone, beside “in danger now”.
            "options": [
                {"code": "safe", "label": "I am safe"},
                {"code": "safe_for_now", "label": "I am safe for now, but I am worried"},
                {"code": "not_safe", "label": "I am not safe"},
                {"code": "not_known", "label": "I do not know if I am safe"},
            ],
        },
        {
            "key": "A2_where",
            "text": "Where are you now?",
            "hint": "So that somebody can come to you if you need them",
            "type": "line",
        },
    ],
}

WISH: dict[str, Any] = {
    "key": "wish",
    "title": "What would you like to happen?",
    "questions": [
        {
            "key": "C3",
            "text": "What would you like to happen, or not to happen?",
            "short": "What they wish",
            "type": "text",
            "per_child": True,
            "longest": 800,
        },
    ],
}

WHO: dict[str, Any] = {
    "key": "who",
    "title": "Who are you?",
    "questions": [
        {
            "key": "A1_name",
            "text": "What is your name?",
            "short": "Name",
            "type": "line",
            "per_child": True,
        },
        {
            "key": "A1_age",
            "text": "How old are you?",
            "short": "Born",
            "type": "age",
            "per_child": True,
        },
        {
            "key": "A1_address",
            "text": "Where do you live, or which school do you go to?",
            "short": "Home or school",
            "type": "line",
            "per_child": True,
        },
    ],
}

REACH: dict[str, Any] = {
    "key": "reach",
    "title": "How can we talk to you?",
    "questions": [
        {"key": "X2", "text": "A telephone number that is safe for you", "type": "phone"},
        {
            "key": "S_safe",
            "text": "When is a good time, and who must not hear it?",
            "type": "line",
        },
        {
            "key": "S_ring",
            "text": "Would you like somebody to ring you?",
            "type": "one",
            "options": YES_NO,
        },
    ],
}

CONTENT: dict[str, Any] = {
    "title": "Tell us, in your own words",
    "sections": [
        {"key": "needed", "title": "What you tell us", "pages": [TELL, SAFE, WISH, WHO, REACH]},
        {"key": "later", "title": "Added after it was sent", "pages": [LATER]},
    ],
}
