"""The addresses of MASH enquiries."""

from __future__ import annotations

from django.urls import path

from openmash.frontdoor.enquiries.views import (
    agreement,
    answering,
    checks,
    enquiry,
    gp,
    health,
    items,
    links,
    lived,
    printing,
    requests,
)

ONE = "contacts/<str:reference>/enquiry/"
AGREEMENT = ONE + "agreement/"
CHECK = ONE + "agencies/<uuid:key>/"
GP = ONE + "gp/<uuid:key>/"

REQUEST = "requests/<uuid:key>/"
HEALTH = "health/<str:reference>/"

urlpatterns = [
    path("requests/", answering.requests, name="requests"),
    path(REQUEST, answering.one, name="request"),
    path(REQUEST + "save/", answering.save, name="request_save"),
    path(REQUEST + "nil/", answering.nil, name="request_nil"),
    path(REQUEST + "decline/", answering.decline, name="request_decline"),
    path(REQUEST + "pass/", answering.pass_on, name="request_pass"),
    path(REQUEST + "take-back/", answering.take_back, name="request_take_back"),
    path(ONE, enquiry.enquiry, name="enquiry"),
    path(ONE + "open/", enquiry.open_enquiry, name="enquiry_open"),
    path(ONE + "urgency/", enquiry.urgency, name="enquiry_urgency"),
    path(ONE + "people/add/", enquiry.person_add, name="enquiry_person_add"),
    path(ONE + "people/<uuid:key>/remove/", enquiry.person_remove, name="enquiry_person_remove"),
    path(ONE + "print/", printing.summary, name="enquiry_print"),
    path(ONE + "print/pdf/", printing.summary_pdf, name="enquiry_pdf"),
    path(ONE + "decide/", enquiry.to_decision, name="enquiry_to_decision"),
    path(ONE + "back/", enquiry.take_back, name="enquiry_take_back"),
    path(ONE + "end/", enquiry.end, name="enquiry_end"),
    path(AGREEMENT + "ask/", agreement.ask, name="agreement_ask"),
    path(AGREEMENT + "<uuid:key>/withdraw/", agreement.withdraw, name="agreement_withdraw"),
    path(AGREEMENT + "nobody/", agreement.give_up, name="agreement_give_up"),
    path(AGREEMENT + "view/", agreement.view, name="agreement_view"),
    path(AGREEMENT + "override/", agreement.override, name="agreement_override"),
    path(AGREEMENT + "respect/", agreement.respect, name="agreement_respect"),
    path(AGREEMENT + "reconsider/", agreement.reconsider, name="agreement_reconsider"),
    path(AGREEMENT + "told/", agreement.told, name="agreement_told"),
    path(AGREEMENT + "later/", agreement.later, name="agreement_later"),
    path(ONE + "agencies/", requests.send, name="requests_send"),
    path(ONE + "agencies/ask/", checks.ask, name="check_ask"),
    path(CHECK + "answer/", checks.answer, name="check_answer"),
    path(CHECK + "accept/", checks.accepted, name="check_accept"),
    path(CHECK + "clarify/", checks.clarify, name="check_clarify"),
    path(CHECK + "refused/", checks.refused, name="check_refused"),
    path(CHECK + "silent/", checks.silent, name="check_silent"),
    path(CHECK + "link/", links.send, name="check_link"),
    path(CHECK + "code/", links.code, name="check_code"),
    path(GP + "not/", gp.not_asked, name="gp_not_asked"),
    path(GP + "use/", gp.use, name="gp_use"),
    path(ONE + "lived/<uuid:key>/", lived.note, name="lived_note"),
    path(ONE + "lived/<uuid:key>/same/", lived.same, name="lived_same"),
    path(ONE + "items/add/", items.add, name="item_add"),
    path(ONE + "items/<uuid:key>/back/", items.back, name="item_back"),
    path(ONE + "items/<uuid:key>/health/", items.health, name="item_health"),
    path(ONE + "known/", items.known, name="enquiry_known"),
    path(ONE + "health/before/", health.before, name="health_before"),
    path("health/", health.health_list, name="health_list"),
    path(HEALTH, health.analysis, name="health_analysis"),
    path(HEALTH + "take-on/", health.take_on, name="health_take_on"),
    path(HEALTH + "nil/", health.nil, name="health_nil"),
    path(HEALTH + "opinion/", health.opinion, name="health_opinion"),
    path(HEALTH + "countersign/", health.countersign, name="health_countersign"),
    path(HEALTH + "differ/", health.differ, name="health_differ"),
    path(HEALTH + "back/", health.back, name="health_back"),
    path(HEALTH + "look-back/", health.look, name="health_look_back"),
    path(HEALTH + "rank/<uuid:key>/", health.rank, name="health_rank"),
]
