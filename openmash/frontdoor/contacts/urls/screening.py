"""The addresses of the hub's side of a contact, and of the work tray."""

from __future__ import annotations

from django.urls import path

from openmash.frontdoor.contacts.views import passing_on, screening, tray

ONE = "contacts/<str:reference>/"
CHILD = ONE + "children/<uuid:child>/"

urlpatterns = [
    path("tray/", tray.page, name="tray"),
    path("tray/rows/", tray.rows, name="tray_rows"),
    path(ONE, screening.contact, name="contact"),
    path(ONE + "take-up/", screening.take_up, name="contact_take_up"),
    path(ONE + "urgency/", screening.rate, name="contact_rate"),
    path(ONE + "harm/", screening.harm, name="contact_harm"),
    path(ONE + "send/", screening.send, name="contact_send"),
    path(ONE + "accept/", screening.accept, name="contact_accept"),
    path(ONE + "decline/", passing_on.decline, name="contact_decline"),
    path(ONE + "ask/", passing_on.ask, name="contact_ask"),
    path(ONE + "route/", passing_on.route, name="contact_route"),
    path(ONE + "hand-over/", passing_on.hand_over, name="contact_hand_over"),
    path(ONE + "duplicate/", passing_on.duplicate, name="contact_duplicate"),
    path(ONE + "take-back/", passing_on.take_back, name="contact_take_back"),
    path(ONE + "back/", passing_on.back, name="contact_back"),
    path(ONE + "in-error/", passing_on.in_error, name="contact_in_error"),
    path(CHILD + "link/", screening.link, name="contact_link"),
    path(CHILD + "unlink/", screening.unlink, name="contact_unlink"),
    path(CHILD + "not-the-same/", screening.not_same, name="contact_not_same"),
    path(CHILD + "create/", screening.create, name="contact_create_person"),
    path(CHILD + "unidentified/", screening.unidentified, name="contact_unidentified"),
]
