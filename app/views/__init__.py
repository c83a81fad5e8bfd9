"""The views, one module for each stage's word; `register` opens them all."""

from flask import Flask

from app.views import (
    agreement,
    articles,
    editions,
    evidence,
    exports,
    jobs,
    origins,
    people,
    reviews,
    settings,
    shape,
    sources,
    triage,
    undo,
    verdicts,
)


def register(app: Flask) -> None:
    """Open every view."""
    stages = (articles, editions, triage, shape, undo, sources, evidence, origins)
    for view in (*stages, verdicts, reviews, agreement, exports, jobs, people, settings):
        app.register_blueprint(view.bp)
