"""The first version of the form for whoever answers the telephone: in the order people talk, danger
first (e-MARF §7, P1 R2). Published as data for each partnership."""

from __future__ import annotations

from typing import Any

from openmash.frontdoor.contacts.emarf.first_concerns import CONCERNS
from openmash.frontdoor.ways.first_public import LATER, YES_NO

NOW: dict[str, Any] = {
    "key": "now",
    "title": "Right now",
    "questions": [
        {
            "key": "A3",
            "text": "Is a child in danger right now?",
            "type": "one",
            "need": "essential",
            "options": [
                {
                    "code": "not_safe",
                    "label": "Yes",
                    "hint": "Ask them to ring 999, or ring yourself. Stay on the line if they can",
                },
                {"code": "safe_for_now", "label": "Worried, but safe for now"},
                {"code": "safe", "label": "No"},
                {"code": "not_known", "label": "They do not know"},
            ],
        },
        {
            "key": "A2_where",
            "text": "Where is the child now, and who is with them?",
            "type": "line",
            "need": "helpful",
        },
    ],
}

CALLER: dict[str, Any] = {
    "key": "caller",
    "title": "Who is calling",
    "questions": [
        {
            "key": "S_name",
            "text": "Name, and position if it is their work",
            "hint": "Leave it out if they do not want to say",
            "type": "line",
            "need": "helpful",
        },
        {
            "key": "X2",
            "text": "A number to ring back on, in case the line is lost",
            "type": "phone",
            "need": "helpful",
        },
        {
            "key": "S_how",
            "text": "How do they know the child?",
            "type": "one",
            "options": [
                {"code": "family", "label": "Family, or looks after the child"},
                {"code": "acquaintance", "label": "Neighbour or friend"},
                {"code": "work", "label": "Through their work"},
                {"code": "other", "label": "Another way"},
            ],
        },
    ],
}

WHAT: dict[str, Any] = {
    "key": "what",
    "title": "What happened",
    "questions": [
        {
            "key": "B2",
            "text": "What have they seen or heard, and when?",
            "hint": "Their words. What they saw, and what somebody told them",
            "type": "text",
            "need": "essential",
            "longest": 1500,
        },
        {"key": "X1", "text": "Who is the danger, and who is hurt?", "type": "line"},
        {
            "key": "B5",
            "text": "Has this happened before?",
            "type": "one",
            "options": [
                {"code": "no", "label": "Not that they know of"},
                {"code": "once", "label": "Once or twice"},
                {"code": "often", "label": "Many times"},
                {"code": "unknown", "label": "They do not know"},
            ],
        },
    ],
}

CHILDREN: dict[str, Any] = {
    "key": "children",
    "title": "Which child",
    "questions": [
        {
            "key": "A1_name",
            "text": "The child’s name",
            "short": "Name",
            "type": "line",
            "need": "essential",
            "per_child": True,
        },
        {
            "key": "A1_age",
            "text": "Date of birth, age, or when the baby is due",
            "short": "Born",
            "type": "age",
            "need": "helpful",
            "per_child": True,
        },
        {
            "key": "A1_address",
            "text": "Address, or school",
            "short": "Home or school",
            "type": "line",
            "need": "helpful",
            "per_child": True,
        },
        {
            "key": "A1_description",
            "text": "What the child looks like, who else lives there",
            "short": "Description",
            "type": "line",
            "per_child": True,
        },
        {
            "key": "C1",
            "text": "What has the child said or shown?",
            "hint": "The child’s words, if the caller heard them",
            "type": "text",
            "per_child": True,
            "longest": 1500,
        },
        {
            "key": "B1",
            "text": "What are they worried about?",
            "short": "Worried about",
            "type": "many",
            "per_child": True,
            "options": CONCERNS,
        },
    ],
}

END: dict[str, Any] = {
    "key": "end",
    "title": "Before they ring off",
    "hint": "Say the reference, what happens next, and that you may not say what is done for a family.",
    "questions": [
        {
            "key": "D2",
            "text": "May the family be told who rang?",
            "type": "one",
            "options": YES_NO,
        },
        {
            "key": "S_safe",
            "text": "When is it safe to ring them, and may we leave a message?",
            "type": "line",
        },
        {
            "key": "S_ring",
            "text": "Do they want to hear when it has been dealt with?",
            "type": "one",
            "options": YES_NO,
        },
        {"key": "E5", "text": "Interpreter, or another way to talk?", "type": "line"},
    ],
}

CONTENT: dict[str, Any] = {
    "title": "A telephone call",
    "sections": [
        {
            "key": "needed",
            "title": "What they tell us",
            "pages": [NOW, CALLER, WHAT, CHILDREN, END],
        },
        {"key": "later", "title": "Added after it was sent", "pages": [LATER]},
    ],
}
