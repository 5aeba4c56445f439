"""V60: what stands in Atlikts is a reason to postpone the row.

Latviski: Slejā “Atlikts” ir iemesls, kāpēc rindu vēl neiesniedz.

Whatever stands there takes the row out of the claim, so that a “nē”, a dash or a 0 is told: whoever typed it may have
meant the contrary. Signs that nobody sees (a zero-width space) postpone nothing, but the formulas of the sheet take
them for a reason.

Piemērs: slejā “Atlikts” ir “nē”, un rinda ar 2,70 EUR nav pārskatā – brīdinājums.

Source: damage by hand (programme practice).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.raw_cells import raw_value
from pumpurs_xl.checks.shared.rule import WARNING, on_each
from pumpurs_xl.checks.shared.spelling import normalize
from pumpurs_xl.model.cell import plain
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.values.finding import Finding, Fix, warning
from pumpurs_xl.values.language import both

_NO = frozenset(
    {
        *("nē", "ne", "nee", "no", "not", "nav", "нет", "na", "false", "nepatiess", "none", "null", "nil", "nekas"),
        *("navatlikts", "navatlikta", "navjāatliek", "neatlikts", "neatlikta", "neatlikt", "nebūs", "navvajadzīgs"),
        *("ok", "labi", "kārtībā", "viskārtībā", "irkārtībā", "iekļauts", "iekļauta", "iekļaut", "iesniegt"),
    }
)
"""What people answer where they mean that the row is not postponed, as `normalize` compares it."""
_MARKS = frozenset("+✓✔✅☑")
_EMPTY = both("Ja rindu iesniedz, izdzēsiet to; ja atliek, ierakstiet iemeslu.", "Clear it to claim; else say why.")


@on_each("V60", SupportRow, WARNING)
def check(row: SupportRow, _: Book) -> Iterator[Finding]:
    text = raw_value(row, "postponed")
    if isinstance(text, str) and text.strip(" ") and not plain(text):
        problem = both(
            "Slejā “Atlikts” ir zīmes, kuru neredz: programma rindu iekļauj pārskatā, lapas formulas ne.",
            "“Atlikts” holds signs that nobody sees: the program claims the row, the sheet's formulas do not.",
        )
        remedy = both("Iztukšojiet šūnu.", "Clear the cell.")
        yield warning(row.at("postponed"), problem, remedy, Fix(row.cell("postponed"), "", lossless=True))
    elif row.postponed and _says_no(row.postponed):
        problem = both(
            f"Slejā “Atlikts” ir “{row.postponed}”, un tas nav iemesls: rindas pārskatā nav.",
            f"“Atlikts” says “{row.postponed}”, which is no reason: the row is in no claim.",
        )
        yield warning(row.at("postponed"), problem, _EMPTY)


def _says_no(text: str) -> bool:
    """Whether the text, or each word of it, is a no, a nought or a dash; a mark (x, ✓) is a yes."""
    said = normalize(text)
    return said in _NO or (not said.strip("0") and text not in _MARKS) or _NO.issuperset(map(normalize, text.split()))
