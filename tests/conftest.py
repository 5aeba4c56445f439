"""What holds for every test."""

from pathlib import Path

import pytest

collect_ignore = ["fuzz.py", "mutation.py"]  # programs, made of what only campaigns need


@pytest.fixture(autouse=True)
def unmeasured_processes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test marked no_cover starts processes that nothing measures either."""
    if request.node.get_closest_marker("no_cover"):
        monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)


@pytest.fixture(autouse=True)
def own_program_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes what the program keeps for whoever runs the tests."""
    folder = tmp_path_factory.mktemp("profils")
    monkeypatch.setenv("LOCALAPPDATA", str(folder))
    return folder / "PuMPuRS"
