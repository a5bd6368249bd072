"""The addresses of MASH enquiries."""

from __future__ import annotations

from django.urls import path

from openmash.frontdoor.enquiries.views import enquiry

ONE = "contacts/<str:reference>/enquiry/"

urlpatterns = [
    path(ONE, enquiry.enquiry, name="enquiry"),
    path(ONE + "open/", enquiry.open_enquiry, name="enquiry_open"),
    path(ONE + "urgency/", enquiry.urgency, name="enquiry_urgency"),
    path(ONE + "people/add/", enquiry.person_add, name="enquiry_person_add"),
    path(ONE + "people/<uuid:key>/remove/", enquiry.person_remove, name="enquiry_person_remove"),
    path(ONE + "decide/", enquiry.to_decision, name="enquiry_to_decision"),
    path(ONE + "back/", enquiry.take_back, name="enquiry_take_back"),
    path(ONE + "end/", enquiry.end, name="enquiry_end"),
]
