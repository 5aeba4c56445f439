"""What stops the program: a file or a wish that cannot be served, told in one plain sentence.

A problem in the user's data is not a refusal but a `Finding`.
"""

from typing import Any

from pumpurs_xl.values.language import Both, Language, both


class Refusal(Exception):
    """Nothing was done; `message` says what is wrong and what to do, in Latvian and English."""

    def __init__(self, lv: str, en: str) -> None:
        self.message: Both = both(lv, en)
        super().__init__(lv)

    def say(self, language: Language) -> str:
        """The sentence in one of the languages; `str` of the refusal is the Latvian one."""
        return self.message.say(language)

    def __reduce__(self) -> tuple[Any, ...]:
        """How a worker process hands it over, whatever the arguments of its class were."""
        return _restore, (type(self), self.message)


def _restore(refusal_type: type[Refusal], message: Both) -> Refusal:
    refusal = refusal_type.__new__(refusal_type)
    Refusal.__init__(refusal, message.lv, message.en)
    return refusal
