"""Whether the parts of the system are alive; no case data, and no sign-in needed."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from openmash.foundation.access.public import public

ADDRESS = "/health"
WORKER_MISSING_AFTER = 120  # seconds; the worker says every ten that it is alive
ONE_QUESTION = """
SELECT extract(epoch FROM now() - (SELECT max(last_heartbeat) FROM procrastinate_workers)),
       extract(epoch FROM now() - (
         SELECT min(coalesce(j.scheduled_at, e.at)) FROM procrastinate_jobs j
           JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
          WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at < now())))
"""


@public
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 while pages can be served; 503 when the database does not answer.

    A silent worker is told but is no reason to take the web server out of service.
    """
    try:
        seen, waiting = _ask()
    except DatabaseError:
        return JsonResponse({"status": "down", "database": "does not answer"}, status=503)
    fine = seen is not None and seen < WORKER_MISSING_AFTER
    return JsonResponse(
        {
            "status": "ok" if fine else "worker missing",
            "database": "ok",
            "worker_seen_seconds_ago": seen,
            "oldest_waiting_job_seconds": waiting,
        }
    )


def _ask() -> tuple[int | None, int | None]:
    with connection.cursor() as cursor:
        cursor.execute(ONE_QUESTION)
        seen, waiting = cursor.fetchone()
    return _whole(seen), _whole(waiting)


def _whole(seconds: float | None) -> int | None:
    return None if seconds is None else max(0, int(seconds))
