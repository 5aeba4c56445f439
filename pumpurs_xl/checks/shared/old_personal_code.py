"""Personal codes of the old format: only of them can the day of birth and the check digit be checked."""

from pumpurs_xl.checks.shared.raw_cells import raw_value
from pumpurs_xl.tables.learners import Learner
from pumpurs_xl.values.personal_code import compact, is_complete, is_new_format


def old_code(learner: Learner) -> str | None:
    """The 11 digits of a code of the old format that is stored as text; None for any other."""
    text = raw_value(learner, "personal_code")
    if not isinstance(text, str) or not is_complete(text):
        return None
    code = compact(text)
    return None if is_new_format(code) else code
