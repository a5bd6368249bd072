"""The addresses of the sender's side."""

from __future__ import annotations

from django.urls import path

from openmash.frontdoor.contacts.views import files, worries, writing

urlpatterns = [
    path("worries/", worries.worry_list, name="worry_list"),
    path("worries/start/", worries.worry_start, name="worry_start"),
    path("worries/<str:reference>/", writing.worry_tasks, name="worry_tasks"),
    path("worries/<str:reference>/save/", writing.worry_save, name="worry_save"),
    path("worries/<str:reference>/check/", writing.worry_check, name="worry_check"),
    path("worries/<str:reference>/send/", writing.worry_send, name="worry_send"),
    path("worries/<str:reference>/sent/", worries.worry_sent, name="worry_sent"),
    path("worries/<str:reference>/status/", worries.worry_status, name="worry_status"),
    path("worries/<str:reference>/danger/", writing.worry_danger, name="worry_danger"),
    path("worries/<str:reference>/finish/", writing.worry_finish, name="worry_finish"),
    path("worries/<str:reference>/add/", worries.worry_add, name="worry_add"),
    path("worries/<str:reference>/files/", files.worry_files, name="worry_files"),
    path("worries/<str:reference>/questions/", worries.worry_questions, name="worry_questions"),
    path("worries/<str:reference>/withdraw/", worries.worry_withdraw, name="worry_withdraw"),
    path("worries/<str:reference>/child/add/", writing.worry_child_add, name="worry_child_add"),
    path(
        "worries/<str:reference>/child/<int:position>/remove/",
        writing.worry_child_remove,
        name="worry_child_remove",
    ),
    path("worries/<str:reference>/about/<slug:page>/", writing.worry_page, name="worry_page"),
    path(
        "worries/<str:reference>/about/<slug:page>/<int:position>/",
        writing.worry_page,
        name="worry_child_page",
    ),
]
