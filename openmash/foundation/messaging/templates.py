"""What messages say: a reference and a link, never a name, a place or what the worry is about.

A message may be read on a bus, forwarded, or land in the wrong mailbox (L41, security test 21).
"""

from __future__ import annotations

from dataclasses import dataclass

SIGN = "\n\n{lead}: {link}\n\nPlease do not answer this message. Nobody reads the answers."


@dataclass(frozen=True)
class Words:
    """The heading and the body of one kind of message; `{which}` becomes the reference."""

    heading: str
    body: str
    lead: str = "Sign in to read it"  # stands before the link


TEMPLATES: dict[str, Words] = {
    "acknowledged": Words(
        "We have your worry{which}",
        "Your worry{which} has arrived at the front door. You can see what happens with it, and by"
        " when you will hear from us.",
    ),
    "questions": Words(
        "We have questions about your worry{which}",
        "We need to know a little more about your worry{which} before we can go on. Please answer"
        " by the time shown there.",
    ),
    "outcome": Words(
        "There is an answer to your worry{which}",
        "There is an answer to your worry{which}. It says what happens now and what is asked of you.",
    ),
    "glass_broken": Words(
        "A restricted record was opened in an emergency",
        "Somebody who is not named for a restricted record has opened it in an emergency. Who and why"
        " stands there. It is reviewed within two working days.",
    ),
    "answered": Words(
        "There is a reply about your worry{which}",
        "The front door has answered what you wrote about your worry{which}.",
    ),
    "not_sent_yet": Words(
        "Your worry is not sent yet",
        "You began to write to the front door and have not sent it. It is kept for you. Nobody has"
        " seen it yet: if a child may be in danger, ring 999 now.",
    ),
    "not_sent_yet_lead": Words(
        "A worry of your agency is not sent yet{which}",
        "Somebody in your agency began to write to the front door{which} about possible harm and has"
        " not sent it. Nobody at the hub has seen it. Please ask who is writing it; if a child may"
        " be in danger, ring 999 or the hub now.",
    ),
    "withdrawn_unsent": Words(
        "Your unsent worry was put away",
        "What you began to write to the front door was never sent, and has been put away. If you"
        " are still worried, please begin again or ring the hub.",
    ),
    "resent_to_agency": Words(
        "There is an answer to a worry{which} from your agency",
        "An answer about a worry{which} could not be delivered to the person who sent it. Please"
        " see that whoever holds safeguarding in your agency reads it.",
    ),
    "routed": Words(
        "A new worry{which} waits for you",
        "A new worry{which} has been passed to you, because you hold the open case. Please accept"
        " it within one working hour, or it goes back to screening.",
    ),
    "named": Words(
        "A restricted record{which} is yours to read",
        "You were named as one of the few people who may know of a record{which}. Please do not speak of"
        " it to others.",
    ),
    "danger": Words(
        "Immediate danger{which}",
        "A worry{which} with immediate danger has arrived. Please open it now.",
    ),
    "password": Words(
        "Choose a new password",
        "Somebody, probably you, asked for a new password at the front door. The link counts once, and"
        " for one hour. If it was not you, do nothing: your password stays as it is.",
        lead="Choose it here",
    ),
    "invitation": Words(
        "You are invited to the front door",
        "Your agency has invited you to use the front door: {hub}. The link counts once, and for a few"
        " days; whoever invited you can send it anew. If you did not expect this, do not open it, and"
        " tell whoever leads on safeguarding in your agency.",
        lead="Open the invitation",
    ),
    "request": Words(
        "The hub asks your agency something{which}",
        "The front door asks what your agency knows{which}. The time to answer runs. If you know"
        " nothing, one press says so.",
        lead="Sign in to answer",
    ),
    "request_again": Words(
        "The hub asks your agency once more{which}",
        "The front door has read your answer{which} and asks you to say more. The time to answer"
        " runs anew.",
        lead="Sign in to answer",
    ),
    "request_soon": Words(
        "The hub still waits for your answer{which}",
        "Half the time to answer the front door{which} has passed. An answer takes about five minutes,"
        " and a part of it helps.",
        lead="Sign in to answer",
    ),
    "request_named_gp": Words(
        "A practice has not answered the hub{which}",
        "A practice has not answered the front door{which}, neither here nor when it was rung. You lead"
        " on safeguarding there, or for the area: please see that it is answered today.",
        lead="Sign in to answer",
    ),
    "request_late": Words(
        "The hub waits for your answer{which}",
        "The time to answer the front door{which} has passed. Please answer now, also in part.",
        lead="Sign in to answer",
    ),
    "request_deputy": Words(
        "Your agency has not answered the hub{which}",
        "The time to answer the front door{which} has passed, and the point of contact of your agency"
        " has not answered. You are named as deputy: please answer.",
        lead="Sign in to answer",
    ),
    "request_lead": Words(
        "Your agency still has not answered the hub{which}",
        "Twice the time to answer the front door{which} has passed. You lead on safeguarding in your"
        " agency: please see that it is answered today. The hub rings as well.",
        lead="Sign in to answer",
    ),
    "request_link": Words(
        "The hub asks your agency something{which}",
        "{hub} asks what your agency knows{which}. You need no account: open the link, and type the code"
        " of six digits that the hub reads out to you by telephone. If you know nothing, one press says"
        " so.",
        lead="Answer here",
    ),
    "request_link_late": Words(
        "The hub still waits for your answer{which}",
        "{hub} still waits for your answer{which}. It takes about five minutes. Please use the"
        " link of our earlier message; if you do not have it, ring the hub, and it sends another.",
        lead="Whom to ring",
    ),
    "request_ring_late": Words(
        "The hub still waits for your answer{which}",
        "{hub} still waits for your answer{which}. It takes about five minutes. Please ring the hub, which"
        " writes down what you say.",
        lead="Whom to ring",
    ),
    "request_link_outcome": Words(
        "It is decided what becomes of your answer{which}",
        "What your agency told the front door{which} has been used, and it is decided. Open the link,"
        " and type the code of six digits that {hub} reads out to you by telephone.",
        lead="Read it here",
    ),
    "request_outcome": Words(
        "It is decided what becomes of your answer{which}",
        "What your agency told the front door{which} has been used, and it is decided.",
    ),
    "file_malware": Words(
        "A file you added cannot be opened{which}",
        "Malware was found in a file that you added{which}. It is shut away, and nobody at the front door"
        " can open it. What you wrote has arrived. Please have your device looked at, and tell the front"
        " door in words or in another file what it said.",
        lead="Sign in to see which",
    ),
    "scanner_silent": Words(
        "The malware scanner does not answer",
        "Files that came to the front door have waited for half an hour or longer: the scanner does not"
        " answer. Until it does, nobody can open them. Please look after it now.",
    ),
    "view": Words(
        "Do you agree with what is recommended{which}?",
        "The front door asks whether your agency agrees with what is recommended{which}, before it is"
        " decided. The time to say so runs.",
        lead="Sign in to say it",
    ),
    "view_outcome": Words(
        "What you gave your view on is decided{which}",
        "Your agency said what it thinks{which}, and it is decided.",
    ),
    "called_back_drafted": Words(
        "A change that you drafted was called back",
        "A change of what the partnership decides for itself, which you drafted and which was to begin"
        " later, was called back and never begins. Who called it back, and why, stands there.",
    ),
    "called_back_published": Words(
        "A change that you published was called back",
        "A change of what the partnership decides for itself, which you published and which was to"
        " begin later, was called back and never begins. Who called it back, and why, stands there.",
    ),
    "task": Words(
        "Something waits for you{which}",
        "There is a new task for you at the front door{which}.",
    ),
}


def written(template: str, *, reference: str, link: str, hub: str = "") -> Words:
    """The words of a message; `KeyError` for a template that nobody wrote."""
    words = TEMPLATES[template]
    which = f" {reference}" if reference else ""
    return Words(
        words.heading.format(which=which),
        words.body.format(which=which, hub=hub) + SIGN.format(lead=words.lead, link=link),
    )
