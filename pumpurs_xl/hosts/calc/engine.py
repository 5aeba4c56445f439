"""LibreOffice Calc as a host: an engine of xlwings over UNO, so that the same buttons work on a workbook open there.

    register(context)            # in LibreOffice's own Python, or over a pipe
    xlwings.books.active         # from here on: the workbook that is open in Calc

It serves what `hosts/excel/live_workbook.py` asks of xlwings, and behaves as Excel over COM where that is not the same.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import xlwings
from xlwings import XlwingsError

from pumpurs_xl.hosts.calc.book import Book, Sheet
from pumpurs_xl.hosts.calc.bridge import SHEET_DOCUMENT, option, service, uno
from pumpurs_xl.hosts.calc.ranges import Range
from pumpurs_xl.hosts.calc.values import clean, prepare

NAME = "libreoffice"
# com.sun.star.awt: the kinds of a message box, its buttons, its answers
_KINDS = {"info": "INFOBOX", "critical": "ERRORBOX", None: "MESSAGEBOX"}
_BUTTONS = {None: 1, "ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}
_ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}


def register(context: Any) -> "Engine":
    """Makes the LibreOffice behind a component context the one that xlwings works on."""
    engine = Engine(context)
    front = xlwings.Engine(impl=engine)
    xlwings.engines.add(front)
    front.activate()
    return engine


@dataclass(frozen=True)
class Alert:
    """A message box that was shown."""

    prompt: str
    title: str
    buttons: str


@dataclass
class Script:
    """Answers in place of a user who is not there: each message box takes the next and is written down."""

    answers: list[str] = field(default_factory=list)
    shown: list[Alert] = field(default_factory=list)

    def answer(self, alert: Alert) -> str:
        """The next answer; LookupError where none is left for a question."""
        self.shown.append(alert)
        if alert.buttons == "ok":
            return "ok"
        if not self.answers:
            raise LookupError(f"nobody is there to answer: {alert.prompt}")
        return self.answers.pop(0)


class Engine:
    """What xlwings calls an engine; `script` is set where nobody sits before the screen."""

    name, type = NAME, "desktop"

    def __init__(self, context: Any) -> None:
        self.context = context
        self.desktop = service(context, "com.sun.star.frame.Desktop")
        self.script: Script | None = None
        self.app = App(self)

    @property
    def apps(self) -> "Apps":
        """The applications, of which there is one."""
        return Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:  # noqa: ARG004 # xlwings hands it over
        """A value as `raw_value` takes it; xlwings calls this for each before it writes."""
        return prepare(value)

    @staticmethod
    def clean_value_data(data: Any, moment: Any, empty: Any, number: Any, err_to_str: bool) -> list[list[Any]]:
        """The values of a block as the caller's options want them; xlwings calls this after it reads."""
        return [[clean(value, moment, empty, number, errors=err_to_str) for value in row] for row in data]


class Apps:
    """The one application that an engine knows."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def __iter__(self) -> Iterator["App"]:
        return iter([self.engine.app])

    def __len__(self) -> int:
        return 1

    def cleanup(self) -> None:
        """Nothing is left behind."""


class App:
    """LibreOffice as xlwings sees Excel."""

    enable_events = True

    def __init__(self, engine: Engine) -> None:
        self.engine, self.api, self.pid = engine, engine.desktop, os.getpid()
        self._locked: Any = None
        self._indicator: Any = None
        self._status = ""

    @property
    def version(self) -> str:
        """The version of LibreOffice: 7.4.7.2."""
        provider = service(self.engine.context, "com.sun.star.configuration.ConfigurationProvider")
        where = (option("nodepath", "/org.openoffice.Setup/Product"),)
        product = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", where)
        return str(product.ooSetupVersionAboutBox)

    @property
    def books(self) -> "Books":
        """The workbooks that are open."""
        return Books(self)

    @property
    def selection(self) -> Range | None:
        """The cells that are selected, the first block where there are several; None where it is a drawing."""
        book = self.books.active
        chosen = book.controller.getSelection()
        if hasattr(chosen, "getCount") and hasattr(chosen, "getRangeAddresses"):
            chosen = chosen.getByIndex(0) if chosen.getCount() else None
        if not hasattr(chosen, "getRangeAddress"):
            return None
        return Sheet(book, chosen.getSpreadsheet()).block(chosen.getRangeAddress())

    @property
    def screen_updating(self) -> bool:
        """Whether the screen follows what is written; off, the workbook in front stands still."""
        return self._locked is None

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        if value == self.screen_updating:
            return
        if value:
            self._locked.unlockControllers()
            self._locked = None
        else:
            self._locked = self.books.active.api
            self._locked.lockControllers()

    @property
    def calculation(self) -> str:
        """Whether formulas wait: "automatic" or "manual"."""
        return "automatic" if self.books.active.api.isAutomaticCalculationEnabled() else "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        """Nothing is left uncalculated, though Calc itself waits until a cell is shown; the switch is no change."""
        document = self.books.active.api
        locked = self._locked is not None and document.hasControllersLocked()
        if locked:
            document.unlockControllers()  # while it stands still, it takes no note of what is a change
        modified = document.isModified()
        document.calculate()
        document.enableAutomaticCalculation(value != "manual")
        if not modified:
            document.setModified(False)
        if locked:
            document.lockControllers()

    @property
    def status_bar(self) -> str | bool:
        """The text in the status bar; False where it is Calc's own."""
        return self._status or False

    @status_bar.setter
    def status_bar(self, value: str | bool | None) -> None:
        self._status = value if isinstance(value, str) else ""
        if not self._status:
            if self._indicator is not None:
                self._indicator.end()
            self._indicator = None
        elif self._indicator is None:
            self._indicator = self.books.active.controller.getFrame().createStatusIndicator()
            self._indicator.start(self._status, 0)
        else:
            self._indicator.setText(self._status)

    def activate(self, steal_focus: bool = False) -> None:
        """Brings the window to the front where the focus may be taken; xlwings asks for it before a sheet is shown."""
        if steal_focus:
            self.books.active.controller.getFrame().getContainerWindow().toFront()

    def alert(self, prompt: str, title: str | None, buttons: str | None, mode: str | None, callback: Any) -> str:
        """A message box over the workbook; the pressed button in lower case."""
        told = Alert(str(prompt or ""), str(title or ""), buttons or "ok")
        if self.engine.script is not None:
            return self.engine.script.answer(told)
        frame = self.api.getCurrentFrame() or self.books.active.controller.getFrame()
        toolkit = service(self.engine.context, "com.sun.star.awt.Toolkit")
        kind = uno().Enum("com.sun.star.awt.MessageBoxType", _KINDS[mode])
        box = toolkit.createMessageBox(frame.getContainerWindow(), kind, _BUTTONS[buttons], told.title, told.prompt)
        try:
            return _ANSWERS[box.execute()]
        finally:
            box.dispose()


class Books:
    """The spreadsheets that are open."""

    def __init__(self, app: App) -> None:
        self.app, self.api = app, app.api

    @property
    def active(self) -> Book:
        """The workbook in front; the first that is open where none is, as without a screen."""
        current = self.api.getCurrentComponent()
        if current is not None and _is_workbook(current):
            return Book(self.app, current)
        for book in self:
            return book
        raise XlwingsError("no workbook is open")

    def __iter__(self) -> Iterator[Book]:
        components = self.api.getComponents().createEnumeration()
        while components.hasMoreElements():
            component = components.nextElement()
            if _is_workbook(component):
                yield Book(self.app, component)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _is_workbook(component: Any) -> bool:
    return hasattr(component, "supportsService") and bool(component.supportsService(SHEET_DOCUMENT))
