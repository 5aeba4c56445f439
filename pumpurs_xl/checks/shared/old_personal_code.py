"""The personal codes of learners that are in the old format: what they tell can be checked."""

from pumpurs_xl.checks.shared.stored_value import stored
from pumpurs_xl.tables.learners import Learner
from pumpurs_xl.values.personal_code import compact, is_complete, is_new_format


def old_code(learner: Learner) -> str | None:
    """The 11 digits of a code of the old format stored as text; None for any other."""
    text = stored(learner, "personal_code")
    if not isinstance(text, str) or not is_complete(text):
        return None
    code = compact(text)
    return None if is_new_format(code) else code
