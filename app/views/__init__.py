"""The views, one module for each stage's word; `register` opens them all."""

from flask import Flask

from app.views import (
    agreement,
    articles,
    editions,
    evidence,
    exports,
    jobs,
    people,
    settings,
    shape,
    triage,
    undo,
    verdicts,
)


def register(app: Flask) -> None:
    """Open every view."""
    stages = (articles, editions, triage, shape, undo, evidence, verdicts, agreement, exports)
    for view in (*stages, jobs, people, settings):
        app.register_blueprint(view.bp)
