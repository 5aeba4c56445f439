"""Application and workbooks of the Excel of the tests, as the front end of xlwings asks for them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from com_engine_books import BookData
from com_engine_cells import refusal
from com_engine_files import load
from com_engine_ranges import Range
from com_engine_sheets import Names, Sheet, Sheets
from com_engine_wire import Part
from xlwings.utils import fullname_url_to_local_path

if TYPE_CHECKING:
    from com_engine import Engine

MODES = {"automatic", "manual", "semiautomatic"}


class Apps:
    """The one Excel that runs."""

    def __init__(self, app: "App") -> None:
        self.app = app

    def __iter__(self) -> Iterator["App"]:
        return iter([self.app])

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> "App":
        if pid != self.app.pid:
            raise KeyError(pid)
        return self.app

    def keys(self) -> list[int]:
        return [self.app.pid]


class Setting:
    """A property of the application; to read it and to set it are calls."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, app: "App", owner: type) -> Any:
        app.wire.call("property")
        return app.settings[self.name]

    def __set__(self, app: "App", value: Any) -> None:
        app.wire.call("property")
        app.set(self.name, value)


class App(Part):
    """The application."""

    pid, hwnd, version, path = 1, 1, "16.0", ""
    screen_updating, display_alerts, enable_events = Setting(), Setting(), Setting()
    interactive, visible, status_bar, calculation = Setting(), Setting(), Setting(), Setting()

    def __init__(self, engine: "Engine") -> None:
        super().__init__(engine)
        self.engine = engine
        self.opened: list[BookData] = []
        self.front: BookData | None = None
        switches = ("screen_updating", "display_alerts", "enable_events", "interactive", "visible")
        self.settings: dict[str, Any] = {
            **dict.fromkeys(switches, True),
            "status_bar": False,
            "calculation": "automatic",
        }

    def set(self, name: str, value: Any) -> None:
        if name == "calculation" and not self.opened:
            raise refusal("Unable to set the Calculation property of the Application class")
        if name == "calculation" and value not in MODES:
            raise KeyError(value)
        if name == "status_bar":
            self.wire.statuses.append(value)
        self.settings[name] = value

    @property
    def books(self) -> "Books":
        self.wire.call("property")
        return Books(self)

    @property
    def selection(self) -> Range | None:
        self.wire.call("property")
        book = self.front
        if book is None or book.active.selection is None:
            return None
        return Range(Sheet(Book(self, book), book.active), book.active.selection)

    def activate(self, _steal_focus: bool | None = None) -> None:
        self.wire.call("action")

    def calculate(self) -> None:
        self.wire.call("action")

    def alert(self, prompt: str, title: str | None, buttons: str, mode: str | None, _callback: str | None) -> str:
        """A message box of Windows, not a call to Excel: it shows even while a cell is being edited."""
        return self.wire.press(prompt, title, buttons, mode)

    def run(self, macro: str, arguments: Any) -> Any:
        self.wire.call("action")
        known = self.wire.macros.get(macro)
        if known is None:
            raise refusal(f"Cannot run the macro '{macro}'. The macro may not be available in this workbook.")
        return known(*arguments)

    def add(self, master: BookData, fullname: str) -> BookData:
        """Open a fresh copy under a name; Excel has no two workbooks of one name open."""
        book = master.fresh(fullname)
        if any(other.name.lower() == book.name.lower() for other in self.opened):
            raise refusal(f"Sorry, Excel can't open two workbooks with the same name at the same time ({book.name}).")
        self.opened.append(book)
        self.front = book
        return book

    def close(self, book: BookData) -> None:
        """Close a workbook; another one that is open comes to the front."""
        self.opened.remove(book)
        self.front = self.opened[-1] if self.opened else None


class Books(Part):
    """The open workbooks."""

    def __init__(self, app: App) -> None:
        super().__init__(app.wire)
        self.app = app

    @property
    def active(self) -> "Book":
        """The workbook in front; without any, xlwings holds an empty shell whose every property fails."""
        self.wire.call("property")
        return Book(self.app, self.app.front)

    def __len__(self) -> int:
        self.wire.call("property")
        return len(self.app.opened)

    def __iter__(self) -> Iterator["Book"]:
        for book in list(self.app.opened):
            self.wire.call("property")
            yield Book(self.app, book)

    def __call__(self, key: int | str) -> "Book":
        self.wire.call("property")
        for number, book in enumerate(self.app.opened, start=1):
            if key == number or (isinstance(key, str) and key.lower() == book.name.lower()):
                return Book(self.app, book)
        raise KeyError(key)

    def open(self, fullname: str, *_more: Any, **_other: Any) -> "Book":
        self.wire.call("action")
        return Book(self.app, self.app.add(load(Path(fullname)), fullname))


class Book(Part):
    """A workbook."""

    def __init__(self, app: App, data: BookData | None) -> None:
        super().__init__(app.wire)
        self.desk, self._data = app, data

    @property
    def data(self) -> BookData:
        if self._data is None:
            raise AttributeError("'NoneType' object has no attribute 'Name'")  # as xlwings has it with no book open
        return self._data

    def ask(self) -> BookData:
        """The workbook, by a call."""
        data = self.data
        self.wire.call("property")
        if not self.there:
            raise refusal(None)
        return data

    @property
    def there(self) -> bool:
        return self.data in self.desk.opened

    @property
    def app(self) -> App:
        self.ask()
        return self.desk

    @property
    def name(self) -> str:
        return self.ask().name

    @property
    def fullname(self) -> str:
        """Where it lies; of a URL xlwings makes the local file of OneDrive, or raises where it finds none."""
        fullname = self.ask().fullname
        return fullname_url_to_local_path(fullname) if "://" in fullname else fullname

    @property
    def sheets(self) -> Sheets:
        self.ask()
        return Sheets(self)

    @property
    def names(self) -> Names:
        self.ask()
        return Names(self)

    def activate(self) -> None:
        self.desk.front = self.ask()

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Count a save; no file is written."""
        data = self.ask()
        data.saves += 1
        data.fullname = path or data.fullname

    def close(self) -> None:
        self.desk.close(self.ask())
