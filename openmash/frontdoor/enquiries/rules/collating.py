"""When the answers are being brought together, and when they are all there (P3)."""

from __future__ import annotations

from dataclasses import dataclass

from openmash.frontdoor.enquiries.states import EnquiryState

S = EnquiryState


@dataclass(frozen=True)
class Progress:
    """How far the answers are."""

    any_asked: bool
    any_answer: bool  # or a refusal, or that no more is waited for
    any_late: bool
    waits_in_time: bool  # somebody may still answer in time


def step_of(state: str, progress: Progress) -> str:
    """The next step of an enquiry by itself, empty where it stays; the last step always stays."""
    if not progress.any_asked:
        return ""
    if state == S.CHECKS_OUT and (progress.any_answer or progress.any_late):
        return "begin_collating"
    if state == S.COLLATING and not progress.waits_in_time:
        return "complete"
    if state == S.ANALYSIS and progress.waits_in_time:
        return "collate_on"
    return ""
