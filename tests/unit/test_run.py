"""The set-up: what it reads and decides, without making anything."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import run

LOCKS = [run.RUNTIME, run.TESTS]
LOCK = """\
pillow==11.0 \\
    --hash=sha256:aa
pip==26.3 \\
    --hash=sha256:bb \\
    --hash=sha256:cc
pip-tools==7.0 ; python_full_version < '3.12' \\
    --hash=sha256:dd
"""


def entries(lock: Path) -> Iterator[tuple[str, str]]:
    """Each entry of a lock file: its first line without the backslash, and the rest of it."""
    for found in re.finditer(r"^(\S.*?) ?\\?\n((?:[ \t].*\n)*)", lock.read_text(), re.MULTILINE):
        yield found[1], found[2]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own, with locks, and an environment that has a Python."""
    venv = tmp_path / ".venv"
    venv.mkdir()
    for name, value in {
        "ROOT": tmp_path,
        "VENV": venv,
        "STATE": venv / "claimdesk-state",
        "PYTHON": str(venv / "python"),
        "RUNTIME": tmp_path / "requirements.lock",
        "TESTS": tmp_path / "requirements-test.lock",
    }.items():
        monkeypatch.setattr(run, name, value)
    (venv / "python").touch()
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    run.RUNTIME.write_text(LOCK)
    run.TESTS.write_text(LOCK + "pytest==9.0 \\\n    --hash=sha256:ee\n")
    return tmp_path


def test_the_desk_gets_its_defaults() -> None:
    assert run.desk_arguments([]) == ["--port", "8765", "--data", str(run.ROOT / "data")]


def test_the_desk_gets_what_was_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = run.desk_arguments(["--port", "9000", "--data", "here", "--no-demo"])
    assert said == ["--port", "9000", "--data", str(tmp_path / "here"), "--no-demo"]


@pytest.mark.parametrize("argv", [["--port", "many"], ["--wrong"], ["tset"], ["setup", "--wrong"]])
def test_a_wrong_argument_gets_the_usage(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        run.main(argv)
    assert end.value.code == 2
    assert capsys.readouterr().err.startswith("usage: run.py")


def test_an_unknown_check_is_refused_before_anything_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["check", "style", "spelling"]) == 2
    assert "no check spelling" in capsys.readouterr().err


def test_an_old_python_gets_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run.sys, "version_info", (3, 10, 13))
    assert run.main([]) == 1
    assert capsys.readouterr().out.startswith("Claimdesk needs Python 3.11 or newer; ")


def test_a_python_without_venv_is_told_where_to_get_it(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run.shutil, "which", lambda _: None)
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda _: None)
    run.STATE.write_text("made from an older lock")
    (run.VENV / "pyvenv.cfg").touch()
    with pytest.raises(run.SetupError, match="apt install python3-venv"):
        run.set_up(run.RUNTIME)


def test_an_environment_serves_the_lock_it_was_made_from(checkout: Path) -> None:
    assert not run.serves(run.RUNTIME)
    run.STATE.write_text(run.fingerprint(run.RUNTIME))
    assert run.serves(run.RUNTIME)
    assert not run.serves(run.TESTS)


def test_an_environment_for_tests_serves_the_desk_too(checkout: Path) -> None:
    run.STATE.write_text(run.fingerprint(run.TESTS))
    assert run.serves(run.RUNTIME)
    assert run.serves(run.TESTS)


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_changed_file_asks_for_a_new_set_up(checkout: Path, name: str) -> None:
    run.STATE.write_text(run.fingerprint(run.RUNTIME))
    with (checkout / name).open("a") as file:
        file.write("# changed\n")
    assert not run.serves(run.RUNTIME)


def test_a_moved_checkout_asks_for_a_new_set_up(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = run.fingerprint(run.RUNTIME)
    (checkout / "elsewhere").mkdir()
    (checkout / "elsewhere" / "pyproject.toml").write_text("[project]\n")
    monkeypatch.setattr(run, "ROOT", checkout / "elsewhere")
    assert run.fingerprint(run.RUNTIME) != before


def test_a_lost_python_asks_for_a_new_set_up(checkout: Path) -> None:
    run.STATE.write_text(run.fingerprint(run.RUNTIME))
    Path(run.PYTHON).unlink()
    assert not run.serves(run.RUNTIME)
    run.clear_what_is_broken()
    assert not run.VENV.exists()


def test_a_half_made_environment_is_cleared(checkout: Path) -> None:
    run.STATE.write_text(run.UNFINISHED)
    assert not run.serves(run.RUNTIME)
    run.clear_what_is_broken()
    assert not run.VENV.exists()


def test_an_environment_for_an_older_lock_is_kept(checkout: Path) -> None:
    run.STATE.write_text("made from an older lock")
    (run.VENV / "pyvenv.cfg").touch()
    run.clear_what_is_broken()
    assert run.VENV.exists()


def test_a_folder_that_is_no_environment_is_left_alone(checkout: Path) -> None:
    with pytest.raises(run.SetupError, match="not a Python environment"):
        run.clear_what_is_broken()
    assert run.VENV.exists()


def test_a_failing_command_shows_its_last_words(capsys: pytest.CaptureFixture[str]) -> None:
    failing = [run.sys.executable, "-c", "print('no route to the index'); raise SystemExit(3)"]
    with pytest.raises(run.SetupError, match="no route to the index"):
        run.work("installing", failing)
    assert capsys.readouterr().out.startswith("installing …\n")


def test_the_pip_entry_is_pip_alone() -> None:
    assert run.entry(LOCK, "pip") == "pip==26.3 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
    assert run.names(LOCK) == {"pillow", "pip", "pip-tools"}


@pytest.mark.parametrize("uv", [None, "/bin/uv"])
def test_nothing_is_installed_from_outside_the_lock(uv: str | None) -> None:
    installs = [command for _, command in run.plan(run.RUNTIME, uv) if "install" in command]
    assert installs
    for command in installs:
        assert "--require-hashes" in command or {"--no-index", "--no-build-isolation"} <= set(command)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_entry_of_a_lock_has_hashes(lock: Path) -> None:
    assert len(list(entries(lock))) > 50
    for first, rest in entries(lock):
        assert re.fullmatch(r"[a-z0-9._-]+==\S+( ; .+)?", first), first
        assert re.fullmatch(r"(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+", rest), first


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_host(lock: Path) -> None:
    assert "://" not in lock.read_text()


def test_the_locks_hold_what_installs_the_project() -> None:
    assert {"pip", "hatchling", "editables"} <= run.names(run.RUNTIME.read_text())


def test_the_lock_for_tests_includes_the_one_for_the_desk() -> None:
    assert dict(entries(run.RUNTIME)).items() <= dict(entries(run.TESTS)).items()


@pytest.mark.parametrize(
    ("asked", "given"), [([], run.SIDE_BY_SIDE), (["tests/unit", "-x"], ["tests/unit", "-x"])]
)
def test_every_test_is_run_side_by_side_and_those_that_are_asked_for_as_asked(
    asked: list[str], given: list[str], checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    become: list[str] = []
    monkeypatch.chdir(checkout)
    monkeypatch.setattr(run, "set_up", lambda _lock: None)
    monkeypatch.setattr(run, "get_test_programs", lambda: None)
    monkeypatch.setattr(run, "become", lambda command: become.extend(command) or 0)
    assert run.run_tests(asked) == 0
    assert become == [run.PYTHON, "-m", "pytest", *given]
