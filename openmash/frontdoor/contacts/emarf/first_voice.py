"""The page of the first version that asks for each child's own words (P28)."""

from __future__ import annotations

from typing import Any

# Nobody has words from a child who is not born: the page is not asked then.
BORN = [{"question": "is:born", "is": "yes"}]

VOICE: dict[str, Any] = {
    "key": "voice",
    "title": "What {child} has said or shown",
    "per_child": True,
    "when": BORN,
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
            "key": "C1_when",
            "text": "When and where was that?",
            "short": "Said or seen",
            "type": "line",
            "per_child": True,
        },
        {
            "key": "C1_how",
            "text": "How do you know?",
            "type": "one",
            "per_child": True,
            "options": [
                {"code": "talk", "label": "The child told me"},
                {"code": "seen", "label": "I saw it"},
                {"code": "drawing", "label": "A drawing, play or a tool"},
                {"code": "interpreter", "label": "Through an interpreter"},
                {
                    "code": "parent",
                    "label": "A parent told me",
                    "hint": "Shown as a parent’s report, not as the child’s own words",
                },
            ],
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
            "text": "Who was there?",
            "type": "line",
            "per_child": True,
            "when": [{"question": "C2", "is": "with_somebody"}],
        },
        {
            "key": "C2_heard",
            "text": "Who did {child} tell?",
            "hint": "Name and role. The child’s words are shown as told to this person",
            "type": "line",
            "per_child": True,
            "when": [{"question": "C2", "is": "heard"}],
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
