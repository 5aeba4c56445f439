"""Where the program keeps what is its own on a person's computer: the log, and what the last button changed."""

import webbrowser
from pathlib import Path

from pumpurs_xl.install.machine import this_machine


def home() -> Path:
    r"""The folder of the program under the user's profile (%LOCALAPPDATA%\PuMPuRS on Windows); made when asked for."""
    folder = this_machine().root
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def show(path: Path) -> None:
    """Opens a file or a folder in the program that the user has for it."""
    webbrowser.open(path.resolve().as_uri())
