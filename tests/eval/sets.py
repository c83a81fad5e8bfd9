"""Sets made by others, measured where they are at hand: the door of `predict`, then the set's scorer.

They lie in `../shared/eval`, or where CLAIMDESK_EVAL_DATA says (a relative path starts at the
project's root): `data/SET/dev.jsonl`, packed or not, and `score/*.py GOLD PREDICTIONS`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.eval import predict
from tests.eval.table import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
AT_ONCE = 2


class FailedError(Exception):
    """A program ended with an error; the text is the last line it said."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure of a scorer's line: `at` is the pattern right before it there."""

    name: str
    at: str
    at_least: float
    aim: float
    baseline: float
    best: str = ""


@dataclass(frozen=True, slots=True)
class Set:
    """How a set is scored; a predictor never gets its gold fields."""

    scorer: str
    gold: tuple[str, ...]
    metrics: tuple[Metric, ...]


def _claims(soft: Sequence[float], hard: Sequence[float], best: tuple[str, str] = ("", "")) -> Set:
    metrics = (
        Metric("soft F1", "softF1=", *soft, best=best[0]),
        Metric("F1@0.8", r"F1@0\.8=", *hard, best=best[1]),
    )
    return Set("eval_claim_split.py", ("claims", "alternatives", "labels", "model_claims"), metrics)


def _attributions(content: Sequence[float], pair: Sequence[float]) -> Set:
    metrics = Metric("content F1", "contentF1=", *content), Metric("pair F1", "pairF1=", *pair)
    return Set("eval_attribution.py", ("attributions",), metrics)


def _worth(*metrics: Metric) -> Set:
    return Set("eval_checkworthy.py", ("label",), metrics)


#: Each metric: at least, aim, the cheap baseline; and the best known figure.
SETS = {
    "claim_split_hsplit": _claims(
        (0.75, 0.78, 0.697), (0.60, 0.65, 0.508), (".753 a second human", ".621 a second human")
    ),
    "claim_split_desse": _claims((0.775, 0.80, 0.734), (0.63, 0.66, 0.560)),
    "claim_split_wikisplit": _claims((0.755, 0.78, 0.637), (0.52, 0.56, 0.352)),
    "claim_split_factscore": _claims(
        (0.71, 0.74, 0.430), (0.53, 0.57, 0.248), (".840 a large model", ".766 a large model")
    ),
    "claim_split_news_scu": _claims((0.58, 0.62, 0.384), (0.27, 0.31, 0.151)),
    "claim_split_propsegment": Set(
        "eval_propseg.py",
        ("propositions", "claims", "other", "noninformational"),
        (Metric("F1, Jaccard ≥ .8", r"J>=0\.8:.*?F1=", 0.32, 0.38, 0.184, ".442 another rater"),),
    ),
    "attribution_polnear": _attributions((0.68, 0.72, 0.427), (0.56, 0.61, 0.277)),
    "attribution_gum": _attributions((0.65, 0.70, 0.329), (0.54, 0.60, 0.232)),
    "temporal_gum": Set(
        "eval_temporal.py",
        ("dates",),
        (
            Metric("span F1", "spanF1=", 0.92, 0.94, 0.787, "about .94, its own errors"),
            Metric("value F1", "valueF1=", 0.84, 0.88, 0.721),
        ),
    ),
    "temporal_expressions": Set(
        "eval_temporal_expr.py",
        ("expressions",),
        (Metric("value recall", r"value_recall\([^)]*\)=", 0.65, 0.80, 0.174, "1.0 what wrote it"),),
    ),
    "numbers": Set(
        "eval_numbers.py",
        ("results",),
        (
            Metric("value F1", "valueF1=", 0.85, 0.95, 0.379, "1.0 what wrote it"),
            Metric("value+unit F1", "vuF1=", 0.70, 0.90, 0.100, "1.0 what wrote it"),
        ),
    ),
    "pronouns_gap": Set(
        "eval_gap.py",
        ("a_coref", "b_coref"),
        (Metric("F1", "F1=", 0.74, 0.77, 0.614, ".669 by rule"),),
    ),
    "coreference_gum": Set(
        "eval_coref.py",
        ("clusters",),
        (Metric("CoNLL F1", "CoNLL_F1=", 0.40, 0.50, 0.208, "about .64 neural"),),
    ),
    "checkworthiness_claimbuster": _worth(
        Metric("F1", "F1=", 0.80, 0.849, 0.772, ".849 DeBERTa, mean"), Metric("AP", "AP=", 0.90, 0.90, 0.875)
    ),
    "claim_detection_policlaim": _worth(
        Metric("accuracy", "acc=", 0.78, 0.863, 0.778, ".863 GPT-4"), Metric("AP", "AP=", 0.91, 0.91, 0.639)
    ),
    "checkworthiness_debates": _worth(Metric("MAP", "MAP=", 0.166, 0.182, 0.145, ".182 contrastive run")),
    "evidence_retrieval_wice": Set(
        "eval_sentences.py",
        ("supporting", "label"),
        (
            Metric("R@5", "R@5=", 0.84, 0.86, 0.817, ".833 with MiniLM"),
            Metric("MRR", "MRR=", 0.88, 0.90, 0.866, ".888 with MiniLM"),
        ),
    ),
    "unsupported_tokens_wice": Set(
        "eval_tokens.py", ("unsupported",), (Metric("token F1", "tokenF1=", 0.62, 0.64, 0.558),)
    ),
}


def folder() -> Path:
    """Where the sets lie; it need not be there."""
    return ROOT / (os.environ.get("CLAIMDESK_EVAL_DATA") or "../shared/eval")


def dev(name: str) -> Path | None:
    """The dev part of a set, None where it is not at hand."""
    files = [folder() / "data" / name / f"dev.jsonl{packed}" for packed in ("", ".gz")]
    return next(filter(Path.is_file, files), None)


def measure(names: Sequence[str], limit: int | None = None) -> list[Figure]:
    """The figures of sets in their order, a few sets at once, the largest first."""
    there = {name: path for name in names if (path := dev(name))}
    served = predict.served() if there else {}
    large = sorted(served.keys() & there.keys(), key=lambda name: -there[name].stat().st_size)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = {name: pool.submit(_measured, name, there[name], limit) for name in large}
        made = []
        for name in names:
            if name in running:
                made += running[name].result()
            elif name in there:
                made += unmeasured(name, "not served")
            else:
                made += unmeasured(name, "not at hand", at_hand=False)
        return made


def unmeasured(name: str, note: str, *, failed: bool = False, at_hand: bool = True) -> list[Figure]:
    """The rows of a set that has no figures."""
    return [
        Figure(
            name,
            metric.name,
            None,
            note,
            at_least=metric.at_least,
            aim=metric.aim,
            baseline=metric.baseline,
            best=metric.best,
            failed=failed,
            at_hand=at_hand,
        )
        for metric in SETS[name].metrics
    ]


def _measured(name: str, path: Path, limit: int | None) -> list[Figure]:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as own:
        gold, given, predicted = (Path(own) / f"{part}.jsonl" for part in ("gold", "given", "predicted"))
        rows = list(predict.rows(path))[:limit]
        _write(gold, rows)
        _write(given, [{key: row[key] for key in row.keys() - set(SETS[name].gold)} for row in rows])
        try:
            _run("-m", "tests.eval.predict", name, str(given), str(predicted))
            line = _run("-B", str(folder() / "score" / SETS[name].scorer), str(gold), str(predicted))
            return read_line(name, line, f"{len(rows):,} rows, {time.monotonic() - began:.0f} s")
        except FailedError as error:
            return unmeasured(name, str(error), failed=True)


def read_line(name: str, line: str, note: str) -> list[Figure]:
    """The figures in a scorer's line.

    Raises:
        FailedError: if one of the set's figures is not there.
    """
    rows = []
    for metric, row in zip(SETS[name].metrics, unmeasured(name, note), strict=True):
        found = re.search(rf"(?:^|\s){metric.at}(\d\.\d+)", line)
        if found is None:
            raise FailedError(f"no {metric.name} in what {SETS[name].scorer} says")
        rows.append(replace(row, value=float(found[1])))
    return rows


def _write(path: Path, rows: Sequence[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _run(*arguments: str) -> str:
    # One thread each: two sets are measured at once.
    alone = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1"}
    ended = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=alone,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    said = ended.stderr.strip().splitlines()
    if ended.returncode or any(line.startswith("warning: ") for line in said):
        raise FailedError(said[-1] if said else f"exit {ended.returncode}")
    return ended.stdout
