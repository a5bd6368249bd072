"""Electronic mail by Django's own settings."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage

from openmash.foundation.messaging.channels import Bounced, TryAgain
from openmash.foundation.messaging.models import Message


class Smtp:
    """SMTP cannot be asked afterwards whether it took a message, so a crash leaves a doubt."""

    in_transaction = False

    def deliver(self, message: Message) -> None:
        """Hand it to the mail server with a Message-ID that never changes."""
        try:
            _mail(message).send()
        except smtplib.SMTPRecipientsRefused as problem:
            raise _refusal(problem) from None
        except (smtplib.SMTPConnectError, smtplib.SMTPHeloError, ConnectionRefusedError):
            raise TryAgain("the mail server did not answer") from None
        except smtplib.SMTPSenderRefused:
            raise TryAgain("the mail server does not know our address") from None
        except smtplib.SMTPAuthenticationError:
            raise TryAgain("the mail server did not let us in") from None

    def was_sent(self, message: Message) -> bool | None:
        """Nobody can tell."""
        return None


def _refusal(problem: smtplib.SMTPRecipientsRefused) -> Exception:
    """A code from 500 is for good; one from 400 may pass."""
    codes = [code for code, _ in problem.recipients.values()]
    if all(code >= 500 for code in codes):
        return Bounced("The mail server does not know this address")
    return TryAgain("the mail server asked us to come back")


def _mail(message: Message) -> EmailMessage:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return EmailMessage(
        subject=message.heading,
        body=message.letter,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.to_address],
        headers={"Message-ID": f"<{message.pk}@{domain}>", "Auto-Submitted": "auto-generated"},
    )


CHANNEL = Smtp()
