"""Addresses of keeping the people of an agency."""

from __future__ import annotations

from django.urls import path

from openmash.foundation.colleagues import views

PERSON = "your-people/<slug:agency>/<uuid:key>/"

urlpatterns = [
    path("your-people/", views.everybody_page, name="colleagues"),
    path("your-people/invite/", views.invite_page, name="colleague_invite"),
    path(
        "your-people/invitations/<uuid:key>/again/", views.again, name="colleague_invitation_again"
    ),
    path(
        "your-people/invitations/<uuid:key>/withdraw/",
        views.withdrawn,
        name="colleague_invitation_withdraw",
    ),
    path(PERSON, views.person_page, name="colleague"),
    path(f"{PERSON}confirm/", views.confirmed, name="colleague_confirm"),
    path(f"{PERSON}change/", views.change_page, name="colleague_change"),
    path(f"{PERSON}end/", views.end_page, name="colleague_end"),
    path(f"{PERSON}back/", views.back, name="colleague_back"),
]
