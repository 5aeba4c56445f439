"""The wire between Python and the Excel of the tests: counts the calls, may refuse them, remembers what was written."""

from collections import Counter, deque
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, NoReturn

from com_engine_cells import cleaned, com_error, sent

BUTTONS = {
    "ok": {"ok"},
    "ok_cancel": {"ok", "cancel"},
    "yes_no": {"yes", "no"},
    "yes_no_cancel": {"yes", "no", "cancel"},
}
_REJECTED = (-2147418111, "Call was rejected by callee.")
_GONE = (-2147023174, "The RPC server is unavailable.")


class Write(NamedTuple):
    """One write that came through: where, and whether of values, formulas, formats or a table's extent."""

    book: str
    sheet: str
    address: str
    kind: str


class Prompt(NamedTuple):
    """A message box as the user saw it, and the button that was pressed."""

    text: str
    title: str | None
    buttons: str
    mode: str | None
    answer: str


class Wire:
    """What all parts of the Excel of the tests share, and what a test sets and reads."""

    name, type = "excel", "desktop"

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()  # by kind: read, write, property, action
        self.writes: list[Write] = []
        self.refused: list[str] = []  # what the product must never ask for; a test with an entry here fails
        self.editing = False  # the user is in the middle of typing into a cell
        self.allowed: dict[str, int] = {}  # {"write": 2}: Excel goes away at the third write
        self.answers: deque[str] = deque()  # buttons that the user will press, in turn
        self.prompts: list[Prompt] = []
        self.statuses: list[str | bool] = []  # every text that the status bar showed
        self.macros: dict[str, Callable[..., Any]] = {}

    def call(self, kind: str) -> None:
        """One call over COM."""
        self.calls[kind] += 1
        if self.editing:
            raise com_error(*_REJECTED)
        if kind in self.allowed:
            self.allowed[kind] -= 1
            if self.allowed[kind] < 0:
                raise com_error(*_GONE)

    def refuse(self, what: str) -> NoReturn:
        """Stop the product in what it must not do, and remember it should the product swallow this."""
        self.refused.append(what)
        raise AssertionError(what)

    def press(self, text: str, title: str | None, buttons: str, mode: str | None) -> str:
        """Show a message box and press the button the test has in store; ok needs no store."""
        if not self.answers and buttons == "ok":
            answer = "ok"
        elif not self.answers:
            self.refuse(f"the test has no answer to: {text}")
        else:
            answer = self.answers.popleft()
        if answer not in BUTTONS[buttons]:
            self.refuse(f"there is no button {answer} under: {text}")
        self.prompts.append(Prompt(text, title, buttons, mode, answer))
        return answer

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        return sent(value)

    @staticmethod
    def clean_value_data(
        data: Sequence[Any], dates: Any, empty: Any, numbers: Any, errors_as_text: Any
    ) -> list[list[Any]]:
        return [
            [cleaned(item, dates, empty, numbers, errors_as_text=bool(errors_as_text)) for item in row] for row in data
        ]


class Part:
    """Something of Excel that Python holds by the wire."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire

    @property
    def api(self) -> Any:
        self.wire.refuse(f"{type(self).__name__}.api: the product keeps to the public part of xlwings")
