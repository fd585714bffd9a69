"""The jobs page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from factcheck.jobs import registry, retrying, selectors
from factcheck.jobs.models import Job, JobState
from factcheck.web.access import admin_only
from factcheck.web.answers import see_other
from factcheck.web.paging import page_by_key, page_links


@require_GET
@admin_only
def jobs(request: HttpRequest) -> HttpResponse:
    """Waiting, running and set-aside work, newest first, with the workers who do it."""
    state = request.GET.get("state", "")
    visible = Job.objects.visible_to(request.user)
    chosen = visible.filter(state=state) if state in JobState.values else visible.exclude(state=JobState.DONE)
    page = page_by_key(chosen, request)
    context = {
        "section": "jobs",
        "state": state if state in JobState.values else "",
        "rows": [selectors.show(job) for job in page],
        **page_links(page, request),
        "counts": selectors.count_unfinished(),
        "workers": selectors.see_workers(),
        "swept_at": selectors.last_sweep_at(),
    }
    return render(request, "jobs/jobs.html", context)


@require_POST
@admin_only
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    job = retrying.retry_job(job_id=pk, by=request.user, at=timezone.now())
    messages.success(request, f"“{registry.words_for(job.kind)}” waits for a worker again.")
    return see_other("jobs")
