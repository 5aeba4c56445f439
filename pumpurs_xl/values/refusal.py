"""What stops the program: a file or a wish that cannot be served, told in one plain sentence.

A problem in the user's data is not a refusal but a `Finding`.
"""

from typing import Any

from pumpurs_xl.values.language import Both, Language, both


class Refusal(Exception):
    """Nothing was done; the sentence says what is wrong and what to do."""

    def __init__(self, lv: str, en: str) -> None:
        self.message: Both = both(lv, en)
        super().__init__(lv)

    def say(self, language: Language) -> str:
        return self.message.say(language)

    def __reduce__(self) -> tuple[Any, ...]:
        """As a worker process hands it over: whatever the arguments of its class were."""
        return _handed_over, (type(self), self.message)


def _handed_over(kind: type[Refusal], message: Both) -> Refusal:
    refusal = kind.__new__(kind)
    Refusal.__init__(refusal, message.lv, message.en)
    return refusal
