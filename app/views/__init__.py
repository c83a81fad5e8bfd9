"""The views, one module for each stage's word; `register` opens them all."""

from flask import Flask

from app.views import articles, editions, evidence, exports, jobs, people, settings, triage, undo, verdicts


def register(app: Flask) -> None:
    """Open every view."""
    for view in (articles, editions, triage, undo, evidence, verdicts, exports, jobs, people, settings):
        app.register_blueprint(view.bp)
