"""The views, one module for each stage's word; `register` opens them all."""

from flask import Flask

from app.views import (
    agreement,
    articles,
    contacts,
    editions,
    evidence,
    exports,
    gathering,
    history,
    imports,
    jobs,
    origins,
    people,
    policy,
    releases,
    reviews,
    scales,
    settings,
    shape,
    sources,
    triage,
    undo,
    verdicts,
)


def register(app: Flask) -> None:
    """Open every view."""
    stages = (articles, editions, triage, shape, undo, sources, evidence, origins, verdicts, reviews)
    sets = (exports, gathering, releases, imports)
    beside = (contacts, history, agreement, jobs, people, policy, scales, settings)
    for view in (*stages, *sets, *beside):
        app.register_blueprint(view.bp)
