"""The evaluation itself: its door, its table, its floors, its lists; and the project's own gold."""

import json
import sys
from dataclasses import replace

import pytest

from claims.models.analysis import LinkDraft
from claims.models.drafts import ClaimDraft
from claims.vocab import Hedge, LinkKind
from tests.eval import __main__ as evaluation
from tests.eval import floors, gold_lists, predict, sets, table
from tests.eval.gold_lists import Listed
from tests.eval.table import Figure

HSPLIT = "claim_split_hsplit"
LINES = {
    HSPLIT: ("n=181 softF1=0.7512 P=0.8 R=0.7 F1@0.8=0.6031 same_count=0.5 ratio=0.987", [0.7512, 0.6031]),
    "claim_split_propsegment": (
        "n=376 J>=0.5: P=0.5 R=0.6 F1=0.5501 J>=0.8: P=0.3 R=0.4 F1=0.3402 J>=1.0: P=0.1 R=0.1 F1=0.1003",
        [0.3402],
    ),
    "attribution_gum": (
        "docs=30 gold=9 pred=9 contentF1=0.6500 P=0.6 R=0.7 strictF1=0.4 pairF1=0.5401 pairP=0.5 pairR=0.6",
        [0.65, 0.5401],
    ),
    "temporal_gum": (
        "docs=30 gold=9 pred=9 spanF1=0.9300 P=0.9 R=0.9 exactF1=0.8 valueF1=0.8500 value_acc_on_matched=0.9",
        [0.93, 0.85],
    ),
    "temporal_expressions": (
        "cases=9 exactF1=0.8 value_recall(date,daterange,datetime)=0.6612 all_right=0.5",
        [0.6612],
    ),
    "numbers": ("cases=268 valueF1=0.8600 vuF1=0.7100 age=0.900 currency=0.800", [0.86, 0.71]),
    "pronouns_gap": ("n=2000 F1=0.7413 M=0.7500 F=0.7300 bias=0.973", [0.7413]),
    "evidence_retrieval_wice": ("n=319 R@5=0.8712 R@10=0.9 full@5=0.7 AP=0.8 MRR=0.9123", [0.8712, 0.9123]),
    "unsupported_tokens_wice": ("n=124 tokenF1=0.6312 P=0.6 R=0.7 exact=0.2", [0.6312]),
    "coreference_gum": ("docs=30 CoNLL_F1=0.4100 MUC=0.5 B3=0.4 CEAFe=0.3 mentionF1=0.6", [0.41]),
}


def a_claim(text: str, **fields) -> ClaimDraft:
    return ClaimDraft(text=text, occurrences=(), **fields)


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A folder with two rows of a set, and a scorer that says how many predictions it got."""
    monkeypatch.setenv("CLAIMDESK_EVAL_DATA", str(tmp_path))
    (tmp_path / "data" / HSPLIT).mkdir(parents=True)
    (tmp_path / "score").mkdir()
    rows = [{"id": number, "text": "A.", "claims": ["A."], "alternatives": []} for number in (1, 2)]
    lines = "".join(f"{json.dumps(row)}\n" for row in rows)
    (tmp_path / "data" / HSPLIT / "dev.jsonl").write_text(lines)
    (tmp_path / "score" / "eval_claim_split.py").write_text(
        "import sys\nn = len(open(sys.argv[2]).readlines())\n"
        "print(f'n={n} softF1=0.{n}000 P=0.1 R=0.1 F1@0.8=0.1000')\n"
    )
    return tmp_path


@pytest.fixture
def served(monkeypatch):
    """Predictions of one set that no door makes; what the door was given is kept."""
    given = []
    run = sets._run

    def instead(*arguments):
        if "tests.eval.predict" not in arguments:
            return run(*arguments)
        rows = list(predict.rows(sets.Path(arguments[-2])))
        given.extend(rows)
        sets._write(sets.Path(arguments[-1]), [{"id": row["id"]} for row in rows])
        return ""

    monkeypatch.setattr(predict, "served", lambda: {HSPLIT: lambda row: row})
    monkeypatch.setattr(sets, "_run", instead)
    return given


# The door


def test_the_door_refuses_a_set_that_nobody_serves(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(predict, "served", lambda: {"numbers": dict})
    out = tmp_path / "out.jsonl"
    assert predict.main(["weather", str(tmp_path / "in.jsonl"), str(out)]) == 2
    assert capsys.readouterr().err == "not served: weather; there are numbers\n"
    assert not out.exists()


@pytest.mark.parametrize("arguments", [[], ["numbers"], ["numbers", "in", "out", "more"]])
def test_the_door_says_what_it_wants(arguments, capsys) -> None:
    assert predict.main(arguments) == 2
    assert "SET INPUT OUTPUT" in capsys.readouterr().err


def test_the_door_writes_a_line_a_row_in_order(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(predict, "served", lambda: {"numbers": lambda row: {"results": [row["text"]]}})
    given, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    given.write_text('{"id": "b", "text": "zwölf"}\n\n{"id": "a", "text": "3"}\n', encoding="utf-8")
    assert predict.main(["numbers", str(given), str(out)]) == 0
    assert out.read_text(encoding="utf-8").splitlines() == [
        '{"id": "b", "results": ["zwölf"]}',
        '{"id": "a", "results": ["3"]}',
    ]


# The sets of others


@pytest.mark.parametrize(("name", "line", "values"), [(name, *said) for name, said in LINES.items()])
def test_a_scorer_s_line_is_read(name, line, values) -> None:
    assert [figure.value for figure in sets.read_line(name, line, "")] == values


def test_a_line_that_lacks_a_figure_is_refused() -> None:
    with pytest.raises(sets.FailedError, match="no CoNLL F1"):
        sets.read_line("coreference_gum", "docs=30 MUC=0.5", "")


def test_a_set_goes_through_the_door_and_its_scorer_without_its_gold(data, served) -> None:
    assert [figure.value for figure in sets.measure([HSPLIT])] == [0.2, 0.1]
    assert [row.keys() for row in served] == [{"id", "text"}] * 2


def test_only_some_rows_can_be_measured(data, served) -> None:
    assert sets.measure([HSPLIT], limit=1)[0].value == 0.1


def test_a_scorer_that_misses_predictions_makes_the_set_fail(data, served) -> None:
    scorer = data / "score" / "eval_claim_split.py"
    scorer.write_text("import sys\nprint('warning: 2 of 2 items have no prediction', file=sys.stderr)\n")
    figures = sets.measure([HSPLIT])
    assert [figure.note for figure in figures] == ["warning: 2 of 2 items have no prediction"] * 2
    assert len(list(floors.broken({"gold": floors.gold(), "floors": {}}, figures))) == 2


def test_a_door_that_breaks_makes_the_set_fail(data, monkeypatch) -> None:
    program = data / "python"
    program.write_text("#!/bin/sh\necho 'Traceback' >&2\necho 'ValueError: no verb' >&2\nexit 1\n")
    program.chmod(0o700)
    monkeypatch.setattr(predict, "served", lambda: {HSPLIT: lambda row: row})
    monkeypatch.setattr(sys, "executable", str(program))
    figures = sets.measure([HSPLIT])
    assert [(figure.failed, figure.note) for figure in figures] == [(True, "ValueError: no verb")] * 2


def test_data_that_is_not_there_is_said_and_passed_over(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("CLAIMDESK_EVAL_DATA", str(tmp_path / "nothing"))
    assert evaluation.main(["--sets", "claim_split_*"]) == 0
    assert "is not there: the 6 sets made by others are passed over" in capsys.readouterr().out


def test_one_set_that_is_not_there_passes_with_its_floor(data, monkeypatch) -> None:
    figures = sets.measure(["numbers"])
    assert [figure.note for figure in figures] == ["not at hand"] * 2
    assert not list(floors.broken({"gold": floors.gold(), "floors": {"numbers": {"value F1": 0.9}}}, figures))


def test_a_set_with_a_floor_that_is_no_longer_served_is_told(data, monkeypatch) -> None:
    monkeypatch.setattr(predict, "served", dict)
    pinned = {"gold": floors.gold(), "floors": {HSPLIT: {"soft F1": 0.7}}}
    told = list(floors.broken(pinned, sets.measure([HSPLIT])))
    assert told == [f"{HSPLIT}, soft F1: could not be measured: not served"]


def test_a_sample_that_is_not_there_is_said_and_passed_over(tmp_path, capsys) -> None:
    assert evaluation.main(["--sets", "sample", "--sample", str(tmp_path / "nothing.txt")]) == 0
    assert "nothing.txt is not there" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [["--sets", "demo,weather"], ["--pin", "--limit", "3"], ["--lower", "because"]]
)
def test_what_cannot_be_asked_is_refused(arguments, capsys) -> None:
    assert evaluation.main(arguments) == 2
    assert capsys.readouterr().err


# Floors


def pinned(**metrics: float) -> dict:
    return {"gold": floors.gold(), "floors": {"numbers": metrics}, "lowered": []}


def test_a_figure_under_its_floor_is_told() -> None:
    figures = [Figure("numbers", "f", 0.5), Figure("numbers", "extra", 0.5, low_is_good=True)]
    assert not list(floors.broken(pinned(f=0.5, extra=0.5), figures))
    assert list(floors.broken(pinned(f=0.51, extra=0.5), figures)) == [
        "numbers, f: 0.500 does not hold its floor 0.510"
    ]
    assert list(floors.broken(pinned(f=0.5, extra=0.49), figures)) == [
        "numbers, extra: 0.500 does not hold its floor 0.490"
    ]


def test_changed_gold_is_told() -> None:
    told = list(floors.broken({"gold": {**floors.gold(), "app/demo.txt": "0"}, "floors": {}}, []))
    assert told == ["not the gold that the floors were set for: app/demo.txt"]


def test_a_new_floor_stands_a_little_under_what_was_measured() -> None:
    figures = [Figure("numbers", "f", 0.7519), Figure("numbers", "extra", 0.2011, low_is_good=True)]
    made = floors.pin({"gold": {}, "floors": {}, "lowered": []}, figures)
    assert made == {"gold": floors.gold(), "floors": {"numbers": {"f": 0.746, "extra": 0.207}}, "lowered": []}


@pytest.mark.parametrize(("measured", "floor"), [(0.90, 0.895), (0.803, 0.80), (0.70, 0.80), (None, 0.80)])
def test_pinning_only_raises(measured, floor) -> None:
    made = floors.pin(pinned(f=0.80), [Figure("numbers", "f", measured)])
    assert made["floors"] == {"numbers": {"f": floor}}
    assert made["lowered"] == []


@pytest.mark.parametrize(("measured", "floor"), [(0.10, 0.105), (0.198, 0.20), (0.30, 0.20)])
def test_pinning_only_tightens_where_less_is_better(measured, floor) -> None:
    made = floors.pin(pinned(extra=0.20), [Figure("numbers", "extra", measured, low_is_good=True)])
    assert made["floors"] == {"numbers": {"extra": floor}}


def test_a_floor_is_lowered_only_with_a_reason_that_is_kept() -> None:
    figures = [Figure("numbers", "f", 0.70), Figure("numbers", "held", 0.803)]
    made = floors.pin(pinned(f=0.80, held=0.80), figures, "the list has new items")
    assert made["floors"] == {"numbers": {"f": 0.695, "held": 0.80}}
    assert made["lowered"] == [
        {"set": "numbers", "metric": "f", "from": 0.8, "to": 0.695, "why": "the list has new items"}
    ]


def test_the_table_has_a_line_a_figure() -> None:
    figures = [replace(figure, value=0.5) for figure in sets.unmeasured("numbers", "268 rows")]
    head, first, second = table.lines(figures, {"numbers": {"value F1": 0.4}})
    assert head.split()[:4] == ["set", "metric", "ours", "floor"]
    assert (
        first.split() == "numbers value F1 0.500 0.400 0.850 0.950 0.379 1.0 what wrote it 268 rows".split()
    )
    assert second.split()[3:5] == ["0.500", "–"]


# Lists made by hand


@pytest.mark.parametrize(
    ("words", "text", "stand"),
    [
        ("no. 3", "Jo holds the No. 3 post", True),
        ("cell", "Cells obey", False),
        ("Workers' Party", "the Workers’ Party", True),
        ("hiding|hid", "The board hid it", True),
        ("30", "30,000 people", True),
        ("3", "No. 30", False),
    ],
)
def test_words_stand_in_a_text_as_whole_words(words, text, stand) -> None:
    assert gold_lists.stands(words, text) is stand


def test_a_draft_passes_for_one_listed_claim_only() -> None:
    listed = [Listed(["built"]), Listed(["replaced"])]
    whole = a_claim("The main, built in 1974 and never replaced, leaks")
    assert gold_lists.match(listed, [whole]) == {0: 0}
    assert gold_lists.match(listed, [whole, a_claim("The main was built in 1974")]) == {0: 1, 1: 0}


def test_words_that_must_not_be_there_keep_a_whole_sentence_out() -> None:
    listed = [Listed(["built"], without=["replaced"])]
    assert gold_lists.match(listed, [a_claim("The main, built in 1974 and never replaced, leaks")]) == {}


def test_a_claim_that_must_be_there_goes_before_one_that_may() -> None:
    listed = [Listed(["speech"], may=True), Listed(["Kim", "speech"])]
    assert gold_lists.match(listed, [a_claim("Kim gave the speech")]) == {1: 0}


def test_a_draft_that_only_says_who_said_another_is_not_one_too_many() -> None:
    drafts = [
        a_claim("KCNA reported that 10,000 people came", links=(LinkDraft(LinkKind.ATTRIBUTES, to=1),)),
        a_claim("10,000 people came", claimant="KCNA", hedge=Hedge.REPORTED),
        a_claim("The hall was warm"),
    ]
    listed = [Listed(["10,000"], claimant="KCNA", hedge="reported"), Listed(["12"]), Listed(["x"], may=True)]
    made = {figure.metric: figure.value for figure in gold_lists.figures("demo", listed, drafts)}
    assert (made["recall"], made["extra"], made["claimant"], made["hedge"]) == (0.5, 0.5, 1.0, 1.0)
    assert made["dates"] is None


@pytest.mark.parametrize("name", [*gold_lists.TEXTS, gold_lists.SAMPLE])
def test_every_list_can_be_read(name) -> None:
    listed = gold_lists.read(name)
    assert all(claim.words for claim in listed)
    assert all(claim.text for claim in listed) or name == gold_lists.SAMPLE


@pytest.mark.parametrize("name", gold_lists.TEXTS)
def test_a_listed_claim_fits_its_own_text_and_is_not_its_whole_article(name) -> None:
    article = gold_lists.TEXTS[name].read_text(encoding="utf-8")
    for claim in gold_lists.read(name):
        assert claim.fits(claim.text), claim.text
        assert all(gold_lists.stands(word, claim.text) for word in claim.names), claim.text
        assert gold_lists.stands(claim.claimant or "", article), claim.claimant


def test_no_list_holds_a_sentence_of_the_sample() -> None:
    for claim in gold_lists.read(gold_lists.SAMPLE):
        assert not claim.text
        assert all(len(words.split("|")[0].split()) <= 4 for words in [*claim.words, *claim.without])


def test_the_projects_own_gold_holds_its_floors(capsys) -> None:
    names = ",".join(evaluation.OWN)
    assert evaluation.main(["--sets", names]) == 0, capsys.readouterr().out
