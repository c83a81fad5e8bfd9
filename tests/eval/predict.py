"""`python -m tests.eval.predict SET INPUT OUTPUT`: write predictions for a file of a set's shape.

Files ending in .gz are read as such. The output has one JSON line a row, in the order of the input.
"""

from __future__ import annotations

import gzip
import importlib
import json
import pkgutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.eval import doors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Predictor = Callable[[dict[str, Any]], dict[str, Any]]


def served() -> dict[str, Predictor]:
    """A predictor for each set the project serves."""
    modules = [
        importlib.import_module(f"{doors.__name__}.{m.name}") for m in pkgutil.iter_modules(doors.__path__)
    ]
    return {name: predictor for module in modules for name, predictor in module.SETS.items()}


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSON Lines file, unpacked where it is packed."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def main(arguments: list[str]) -> int:
    """Predict one file; 2 if the set is not served, or something else was asked for."""
    if len(arguments) != 3:
        print("python -m tests.eval.predict SET INPUT OUTPUT", file=sys.stderr)
        return 2
    name, given, wanted = arguments
    predictors = served()
    if name not in predictors:
        print(f"not served: {name}; there are {', '.join(sorted(predictors))}", file=sys.stderr)
        return 2
    with Path(wanted).open("w", encoding="utf-8") as out:
        out.writelines(
            json.dumps({"id": row["id"], **predictors[name](row)}, ensure_ascii=False) + "\n"
            for row in rows(Path(given))
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
