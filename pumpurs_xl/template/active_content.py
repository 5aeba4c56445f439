"""Active content of a form: what reaches out of the file or runs when a claim is opened.

A form comes from outside, and each claim made of it carries what it holds into the office of whoever opens it. So it
is told, and stamped only where somebody has said that it may be. Links to web pages and mail addresses are harmless,
and so is a reference to another workbook, of which Excel asks before it reads anything.
"""

import re
from collections.abc import Iterator

from pumpurs_xl.template.file.workbook import Relation, Sheet, Workbook
from pumpurs_xl.template.file.xml_tree import Element
from pumpurs_xl.template.formula.tokenizer import NoFormula, Token, tokenize
from pumpurs_xl.values.language import Both, both
from pumpurs_xl.values.refusal import Refusal

_RUNNING = {"WEBSERVICE", "IMAGE", "RTD", "CALL", "REGISTER", "REGISTER.ID", "EXEC", "SQL.REQUEST", "STOCKHISTORY"}
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:|#)", re.IGNORECASE)
_MACRO = re.compile(r"""\bmacro\s*=\s*["'][^"']|<(?:\w+:)?FmlaMacro>[^<]""")
_FORMULAS = {"f", "formula", "formula1", "formula2", "xm:f", "definedName", "calculatedColumnFormula"}
_CONNECTION = both("datu savienojums (Dati > Vaicājumi un savienojumi)", "a data connection (Data > Queries)")
_OLE = both("iegults vai saistīts objekts (OLE)", "an embedded or linked object (OLE)")
_MACROS = both("makro", "macros")
_ADD_IN = both("Office pievienojumprogramma", "an Office add-in")
_KINDS = {
    "connections": _CONNECTION,
    "queryTable": _CONNECTION,
    "powerPivotData": _CONNECTION,
    "customDataModel": _CONNECTION,
    "vbaProject": _MACROS,
    "xlMacrosheet": _MACROS,
    "xlIntlMacrosheet": _MACROS,
    "dialogsheet": _MACROS,
    "extensibility": both("sava lente ar komandām", "a ribbon of its own"),
    "oleObject": _OLE,
    "package": _OLE,
    "control": both("ActiveX vadīkla", "an ActiveX control"),
    "webextension": _ADD_IN,
    "webextensiontaskpanes": _ADD_IN,
}
_NAMES = {"vbaproject.bin": _MACROS, "connections.xml": _CONNECTION}
"""Parts that tell by their names what they are, where nothing links to them."""


def find_active(workbook: Workbook) -> tuple[Both, ...]:
    """A sentence for each piece of active content, with its place as far as it has one; none stands twice."""
    said = [
        *_in_relations(workbook),
        *_in_parts(workbook),
        *_hidden_sheets(workbook),
        *(note for sheet in workbook.sheets for note in _in_sheet(sheet)),
        *(_tell(name.get("name"), reason) for name in workbook.names if (reason := _reach(name.text))),
    ]
    return tuple(dict.fromkeys(said))


def refuse_active(name: str, active: tuple[Both, ...]) -> None:
    """Refuses a form with active content, which is allowed by a word of its own only."""
    if active:
        raise Refusal(
            lv=f"Veidne “{name}”: {active[0].lv} Noņemiet to vai, ja veidnei uzticaties, lietojiet --allow-active.",
            en=f"Template “{name}”: {active[0].en} Remove it or, if you trust the template, use --allow-active.",
        )


def _tell(place: str, thing: Both) -> Both:
    return both(
        f"{place}: {thing.lv}; tas nonāktu katrā pārskatā un darbotos, to atverot.",
        f"{place}: {thing.en}; every claim would carry it, and it works when the claim is opened.",
    )


def _in_relations(workbook: Workbook) -> Iterator[Both]:
    for part in ("", *workbook.parts):
        for relation in workbook.relations(part).values():
            thing = _KINDS.get(relation.kind) or _of_external(relation)
            if relation.kind == "package" and part.startswith("xl/charts/"):
                thing = None  # the figures of a chart, as Word and PowerPoint paste it
            if thing:
                yield _tell(_place(workbook, part), thing)


def _of_external(relation: Relation) -> Both | None:
    """What a link out of the file reaches; None for web pages, mail addresses and other workbooks."""
    if (
        not relation.external
        or relation.kind.startswith("externalLink")
        or relation.kind in {"xlPathMissing", "xlStartup"}
    ):
        return None
    if relation.kind == "hyperlink":
        safe = _SAFE_LINK.match(relation.target)
        return None if safe else both("saite uz failu vai programmu", "a link to a file or a program")
    return both("ārējs attēls vai objekts", "a picture or object outside the file")


def _place(workbook: Workbook, part: str) -> str:
    """The sheet that a part hangs on, as far as one does; else the file."""
    sheet = workbook.sheet_with(part)
    return sheet.title if sheet else ".xlsx"


def _in_parts(workbook: Workbook) -> Iterator[Both]:
    for name in workbook.parts:
        if thing := _NAMES.get(name.rpartition("/")[2].casefold()):
            yield _tell(_place(workbook, name), thing)
        if name.startswith("xl/externalLinks/") and name.endswith(".xml"):
            for element in workbook.tree(name).children:
                if element.name in {"ddeLink", "oleLink"}:
                    yield _tell(".xlsx", both("dinamiska datu saite (DDE vai OLE)", "a dynamic data link (DDE or OLE)"))
        is_drawn = name.startswith(("xl/worksheets/", "xl/drawings/")) and name.endswith((".xml", ".vml"))
        if is_drawn and _MACRO.search(workbook.parts[name].content().decode("utf-8", "replace")):
            yield _tell(_place(workbook, name), _MACROS)


def _hidden_sheets(workbook: Workbook) -> Iterator[Both]:
    for element in workbook.root.descendants("sheet"):
        if element.get("state") == "veryHidden":
            yield both(
                f"{element.get('name')}: lapa ir paslēpta tā, ka programmā Excel to nevar parādīt.",
                f"{element.get('name')}: the sheet is hidden so that Excel cannot show it.",
            )


def _in_sheet(sheet: Sheet) -> Iterator[Both]:
    for cell in (cell for row in sheet.rows for cell in row.cells if cell.formula):
        if cell.formula and (reason := _reach(cell.formula.text)):
            yield _tell(f"{sheet.title}!{cell.name}", reason)
    for element in _rules(sheet):
        if reason := _reach(element.text):
            yield _tell(sheet.title, reason)


def _rules(sheet: Sheet) -> Iterator[Element]:
    """The formulas of a sheet outside its cells."""
    for child in sheet.root.children:
        if child.name != "sheetData":
            yield from (element for element in child.walk() if element.name in _FORMULAS)


def _reach(formula: str) -> Both | None:
    """What a formula reaches outside the file; None for an ordinary one."""
    try:
        tokens = tokenize(formula)
    except NoFormula:
        return None  # refused where it stands, if it must move
    for at, token in enumerate(tokens):
        name = token.text.upper().removeprefix("_XLFN.").removeprefix("_XLWS.")
        if token.kind == "function" and name in _RUNNING:
            return both(f"funkcija {name}", f"the function {name}")
        if token.kind == "mark" and token.text == "|":
            return both("dinamiska datu saite (DDE)", "a dynamic data link (DDE)")
        if token.kind == "function" and name == "HYPERLINK" and not _leads_to_a_page(tokens[at + 2 :]):
            return both("saite, kuras adrese nav tīmekļa lapa", "a link whose address is no web page")
    return None


def _leads_to_a_page(arguments: tuple[Token, ...]) -> bool:
    """Whether the address of a link is a text that begins as that of a web page does."""
    address = next((token for token in arguments if token.kind != "space"), None)
    return address is not None and address.kind == "text" and bool(_SAFE_LINK.match(address.text[1:]))
