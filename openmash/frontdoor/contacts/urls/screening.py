"""The addresses of the hub's side of a contact, and of the work tray."""

from __future__ import annotations

from django.urls import path

from openmash.frontdoor.contacts.views import (
    finding,
    passing_on,
    rating,
    restricting,
    screening,
    setting_aside,
    tray,
)

ONE = "contacts/<str:reference>/"
CHILD = ONE + "children/<uuid:child>/"

urlpatterns = [
    path("tray/", tray.page, name="tray"),
    path("restricted/", restricting.restricted, name="restricted"),
    path("tray/rows/", tray.rows, name="tray_rows"),
    path(ONE, screening.contact, name="contact"),
    path(ONE + "take-up/", screening.take_up, name="contact_take_up"),
    path(ONE + "urgency/", screening.rate, name="contact_rate"),
    path(ONE + "rating/", rating.rate_it, name="contact_rating"),
    path(ONE + "readers/", restricting.readers, name="contact_readers"),
    path(ONE + "harm/", screening.harm, name="contact_harm"),
    path(ONE + "send/", screening.send, name="contact_send"),
    path(ONE + "accept/", screening.accept, name="contact_accept"),
    path(ONE + "decline/", passing_on.decline, name="contact_decline"),
    path(ONE + "ask/", passing_on.ask, name="contact_ask"),
    path(ONE + "route/", passing_on.route, name="contact_route"),
    path(ONE + "hand-over/", passing_on.hand_over, name="contact_hand_over"),
    path(ONE + "done/", passing_on.record_action, name="contact_record_action"),
    path(ONE + "take-over/", passing_on.take_over, name="contact_take_over"),
    path(ONE + "give-back/", passing_on.give_back, name="contact_give_back"),
    path(ONE + "duplicate/", setting_aside.duplicate, name="contact_duplicate"),
    path(ONE + "duplicate/undo/", setting_aside.not_duplicate, name="contact_not_duplicate"),
    path(ONE + "take-back/", passing_on.take_back, name="contact_take_back"),
    path(ONE + "back/", passing_on.back, name="contact_back"),
    path(ONE + "in-error/", setting_aside.in_error, name="contact_in_error"),
    path(ONE + "in-error/agree/", setting_aside.agree_in_error, name="contact_in_error_agree"),
    path(ONE + "in-error/refuse/", setting_aside.refuse_in_error, name="contact_in_error_refuse"),
    path(ONE + "in-error/undo/", setting_aside.not_in_error, name="contact_in_error_undo"),
    path(CHILD + "link/", screening.link, name="contact_link"),
    path(CHILD + "unlink/", screening.unlink, name="contact_unlink"),
    path(CHILD + "not-the-same/", screening.not_same, name="contact_not_same"),
    path(CHILD + "not-the-same/undo/", screening.maybe_same, name="contact_maybe_same"),
    path(CHILD + "find/", finding.find, name="contact_find"),
    path(CHILD + "create/", screening.create, name="contact_create_person"),
    path(CHILD + "unidentified/", screening.unidentified, name="contact_unidentified"),
]
