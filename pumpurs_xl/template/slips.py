"""Placeholders that would go to the funder as they stand: misspelt ones, and right ones where nothing is filled.

Only `${key}` in a cell is filled. `{rinda.eur}`, `$ {partneris}` or `{{partneris}}` is told with the key that was
meant, as far as one is near; brackets in ordinary prose are left alone.

>>> [slip for slip, _ in slips_in("EUR {rinda.eur}, $(partneris), (partneris) {a}", {"rinda.eur", "partneris"})]
['{rinda.eur}', '$(partneris)']
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from pumpurs_xl.template.file.cells import Cell
from pumpurs_xl.template.file.workbook import Workbook
from pumpurs_xl.template.file.xml_tree import unescape
from pumpurs_xl.values.language import Both, both
from pumpurs_xl.values.refusal import Refusal

_PLACEHOLDER = re.compile(r"\$\{([^{}$]*)\}")
_BRACED = re.compile(
    r"(?P<sign>[$€£#%]?\s?)(?P<open>[{\[(<]+)\s*(?P<key>[^\s{}\[\]()<>$][^{}\[\]()<>$\n]{0,60})[}\])>]*"
    r"|(?P<unopened>[\w.]{1,60})\s*\}"
)
_BARE = re.compile(r"(?<![\w.{])(?:[^\W\d]\w*\.)+[^\W\d]\w*(?![\w.}])")
_CHART_CACHE = re.compile(r"<c:(num|str|multiLvlStr)Cache>.*?</c:\1Cache>", re.DOTALL)
_PARAGRAPH = re.compile(r"</(?:\w+:)?(?:p|text|comment|threadedComment|oddHeader|oddFooter|title|subject|lpstr)>")
_TAG = re.compile(r"<[^>]*>")
_PLACES = (
    ("xl/worksheets/", both("lapas galvene, kājene vai šūnu kārtulas", "a page header or footer or a rule of cells")),
    ("xl/drawings/vml", both("piezīme vai vadīkla", "a note or a form control")),
    ("xl/drawings/", both("tekstlodziņš, forma vai attēla apraksts", "a text box, shape or picture description")),
    ("xl/comments", both("piezīme", "a note")),
    ("xl/threadedComments", both("komentārs", "a comment")),
    ("xl/tables/", both("tabulas virsraksts", "the heading of a table")),
    ("xl/charts/", both("diagramma", "a chart")),
    ("xl/workbook", both("lapas vai šūnu apgabala nosaukums", "the name of a sheet or of cells")),
    ("docProps/", both("dokumenta rekvizīti (Fails > Informācija)", "the properties of the document (File > Info)")),
)


def find_slips(workbook: Workbook, keys: Collection[str]) -> Iterator[Both]:
    """A note for each misspelt placeholder, in the cells and outside them."""
    for sheet in workbook.sheets:
        for cell in (cell for row in sheet.rows for cell in row.cells):
            for slip, meant in slips_in(_shown(cell), keys):
                yield _tell(both(f"{sheet.title}!{cell.name}", f"{sheet.title}!{cell.name}"), slip, meant)
    for part, place in _parts_outside(workbook):
        text = _text_outside(workbook, part)
        for slip, meant in slips_in(text, keys):
            yield _tell(place, slip, meant)
        for found in _PLACEHOLDER.finditer(text):  # where a person reads it, but no claim is refused for it
            yield both(
                f"{place.lv}: vietturis {found[0]} šeit netiks aizpildīts. Vietturi darbojas tikai šūnās.",
                f"{place.en}: the placeholder {found[0]} is not filled in here. Placeholders work in cells only.",
            )


def check_outside_cells(workbook: Workbook) -> None:
    """Refuses a placeholder in a text box, a note, a table's heading or a page header, where it would stay as it is."""
    for part in workbook.parts:
        is_read = part.startswith("xl/") and part != workbook.strings_part and part.endswith((".xml", ".vml"))
        raw = _outside(workbook, part) if is_read and part != workbook.part else ""
        if "${" in raw or "${" in _TAG.sub("", raw):
            place = _place(workbook, part)
            raise Refusal(
                lv=f"{place.lv}: šeit ir vietturis, bet vietturi darbojas tikai šūnās. Pārvietojiet to uz šūnu.",
                en=f"{place.en}: a placeholder stands here, but works in a cell only. Move it into a cell.",
            )


def slips_in(text: str, keys: Collection[str]) -> Iterator[tuple[str, str]]:
    """The misspelt placeholders of a text, each with the key that was meant, which is empty where none is near."""
    plain = unicodedata.normalize("NFKC", _PLACEHOLDER.sub(" ", text))
    if not any(sign in plain for sign in "{}$."):
        return
    for found in _BRACED.finditer(plain):
        key = (found["key"] or found["unopened"]).strip()
        is_braced = not found["open"] or "{" in found["open"]
        is_signed = bool(found["open"]) and found["sign"].strip() == "$" and any(map(str.isalpha, key))
        meant = nearest(key, keys) if is_braced or is_signed else ""
        if meant or is_signed or (found["open"] or "").startswith("{{"):
            yield found[0].strip(), meant
    for found in _BARE.finditer(_BRACED.sub(" ", plain)):
        if found[0] in keys:
            yield found[0], found[0]


def nearest(key: str, keys: Collection[str]) -> str:
    """The known key that was probably meant; empty where none is near."""
    folded = unicodedata.normalize("NFKD", "".join(key.casefold().split()))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter) and letter.isprintable())
    return next(iter(get_close_matches(plain, sorted(keys), n=1, cutoff=0.75)), "")


def _shown(cell: Cell) -> str:
    return cell.stored if isinstance(cell.stored, str) and cell.formula is None else ""


def _parts_outside(workbook: Workbook) -> Iterator[tuple[str, Both]]:
    for part in workbook.parts:
        if part.startswith(tuple(start for start, _ in _PLACES)) and part.endswith((".xml", ".vml")):
            yield part, _place(workbook, part)


def _place(workbook: Workbook, part: str) -> Both:
    """Where a person finds the text of a part: what it is called, and on which sheet it stands."""
    name = next((name for start, name in _PLACES if part.startswith(start)), both("slēpta faila daļa", "a hidden part"))
    sheet = workbook.sheet_with(part)
    return both(f"{sheet.title}, {name.lv}", f"{sheet.title}, {name.en}") if sheet else name


def _outside(workbook: Workbook, part: str) -> str:
    """The XML of a part without what cells hold and what a chart has copied of them."""
    text = _CHART_CACHE.sub("", workbook.parts[part].content().decode("utf-8", "replace"))
    sheet = next((sheet for sheet in workbook.sheets if sheet.part == part), None)
    if sheet is None:
        return text
    return sheet.data.source[: sheet.data.start] + sheet.data.source[sheet.data.end :]


def _text_outside(workbook: Workbook, part: str) -> str:
    """What a person reads of a part: its texts, each paragraph a line; of the workbook, its titles and names."""
    if part == workbook.part:
        return "\n".join([*workbook.titles, *(name.get("comment") for name in workbook.names)])
    return unescape(_TAG.sub("", _PARAGRAPH.sub("\n", _outside(workbook, part))))


def _tell(place: Both, slip: str, meant: str) -> Both:
    right = "${" + meant + "}"
    return both(
        f"{place.lv}: “{slip}” nav vietturis un paliks pārskatā, kā ir. "
        + (f"Vai bija domāts {right}?" if meant else "Vietturi raksta šādi: ${partneris}."),
        f"{place.en}: “{slip}” is no placeholder and will stay in the claim as it is. "
        + (f"Was {right} meant?" if meant else "A placeholder is written like this: ${partneris}."),
    )
