"""How background work goes."""

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import db
from app.auth import me
from app.contexts import JobContext
from app.htmx import go, told
from claims import desk

bp = Blueprint("jobs", __name__)


@bp.get("/jobs/<job_id>")
def show(job_id: str) -> ResponseReturnValue:
    """A job as a page, which loads itself anew while the job goes on."""
    return render_template("jobs/show.html", page=JobContext(desk.open_job(db.session(), job_id), "job"))


@bp.get("/jobs/<job_id>/progress")
def progress(job_id: str) -> ResponseReturnValue:
    """How far a job is; when that of an article is done, it asks for what the page that it is on shows then.

    `?on=` names that page: `changes` or `job`; without it, it is the reader. When a set is frozen, or was
    not after all, the page that waits for it is loaded anew.
    """
    on = request.args.get("on", "")
    if on not in ("", "changes", "job"):
        abort(404)
    page = JobContext(desk.open_job(db.session(), job_id), on)
    return told(render_template("jobs/_progress.html", page=page), anew=page.ends_page)


@bp.post("/jobs/<job_id>/retry")
def retry(job_id: str) -> ResponseReturnValue:
    """Try a failed job again."""
    tried = desk.retry_job(db.session(), job_id, me())
    here = url_for(".show", job_id=job_id)
    return go(JobContext(tried).back_to if tried.article else here, _("Trying again."))
