"""The addresses of decisions."""

from __future__ import annotations

from django.urls import path

from openmash.frontdoor.decisions import views, views_partners, views_section_47

urlpatterns = [
    path("decisions/", views.decision_list, name="decision_list"),
    path("contacts/<str:reference>/decision/", views.decision, name="decision"),
    path("contacts/<str:reference>/section-47/", views_section_47.section_47, name="section_47"),
    path(
        "contacts/<str:reference>/section-47/<int:position>/back/",
        views_section_47.section_47_back,
        name="section_47_back",
    ),
    path("contacts/<str:reference>/close/", views.contact_close, name="contact_close"),
    path("requests/view/<uuid:key>/", views_partners.view, name="partner_view"),
    path("requests/view/<uuid:key>/back/", views_partners.take_back, name="partner_view_back"),
]
