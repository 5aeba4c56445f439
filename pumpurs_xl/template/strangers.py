"""What a form holds that is not known here: it passes if it names no cell, else it is refused by its name in Excel.

A claim whose filter or pivot table looks at the wrong rows would be worse than none; the view that Excel for Mac notes
in every sheet harms nobody. The refusal says what a person sees in Excel and where to click.
"""

import re

from pumpurs_xl.template.file.xml_tree import Element
from pumpurs_xl.values.language import Both, both
from pumpurs_xl.values.refusal import Refusal

_GUID = re.compile(r"\{[0-9A-Fa-f-]{36}\}")
_CELLS = re.compile(r"(?<![\w.])\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}(?![\w.(])|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}\b|\bR\d*C\d*\b")
_PLACES = {"row", "from", "to", "anchor"}
_NAMES = {
    "cellSmartTags": both("viedtagi", "smart tags"),
    "conditionalFormatting": both(
        "nosacījumformatējums (Sākums > Nosacījumformatēšana > Pārvaldīt kārtulas)",
        "conditional formatting (Home > Conditional Formatting > Manage Rules)",
    ),
    "control": both("ActiveX vadīkla", "an ActiveX control"),
    "ctrlProp": both(
        "ar šūnu saistīta vadīkla (Formatēt vadīklu > Vadīkla > Šūnas saite)",
        "a control linked to a cell (Format Control > Control > Cell link)",
    ),
    "dataConsolidate": both(
        "datu konsolidēšanas iestatījumi (Dati > Konsolidēt)", "consolidation settings (Data > Consolidate)"
    ),
    "dataValidation": both("datu validācija (Dati > Datu validācija)", "data validation (Data > Data Validation)"),
    "hyperlink": both("saite", "a link"),
    "mergeCell": both("apvienotas šūnas", "merged cells"),
    "namedSheetView": both("lapas skati (Skats > Lapas skats)", "sheet views (View > Sheet View)"),
    "pivotTable": both("rakurstabula", "a pivot table"),
    "protectedRange": both(
        "rediģējams diapazons (Pārskatīšana > Atļaut rediģēt diapazonus)",
        "a range open for editing (Review > Allow Edit Ranges)",
    ),
    "queryTable": both("datu vaicājums (Dati > Vaicājumi un savienojumi)", "a query (Data > Queries & Connections)"),
    "scenarios": both(
        "scenāriji (Dati > Kas-ja analīze > Scenāriju pārvaldnieks)",
        "scenarios (Data > What-If Analysis > Scenario Manager)",
    ),
    "smartTags": both("viedtagi", "smart tags"),
    "sparkline": both("mini diagramma (Sparkline)", "a sparkline"),
    "tableSingleCells": both("XML kartējums (Izstrādātājs > Avots)", "an XML map (Developer > Source)"),
    "webPublishItems": both("publicēšana tīmeklī", "publishing as a web page"),
}


def names_cells(element: Element) -> bool:
    """Whether an element, or any below it, names a cell or a row in an attribute or a text."""
    return any(
        each.name.rpartition(":")[2].rpartition(" ")[2] in _PLACES
        or any(_has_cells(held.value) for name, held in each.attributes.items() if _may_name_cells(name))
        or (not each.children and _has_cells(each.text))
        for each in element.walk()
    )


def _may_name_cells(attribute: str) -> bool:
    return not attribute.startswith("xmlns") and not attribute.endswith((":id", "uid"))


def _has_cells(text: str) -> bool:
    return bool(_CELLS.search(_GUID.sub("", text)))


def cannot_move(title: str, kind: str) -> Refusal:
    """The refusal of what stands on a sheet and cannot follow the rows; `kind` as the file names it."""
    name = kind.rpartition(" ")[2]
    thing = _NAMES.get(name.rpartition(":")[2]) or both(
        f"papildinājums “{name}”, ko programma nepazīst", f"an extension “{name}” that is unknown here"
    )
    return stays_behind(title, thing)


def stays_behind(title: str, thing: Both) -> Refusal:
    """The refusal of a thing on a sheet that names cells and cannot follow the rows."""
    return Refusal(
        lv=f"lapā “{title}” ir {thing.lv} ar atsaucēm uz šūnām, kas pārvietosies līdz ar rindām. "
        "Izdzēsiet to no veidnes vai novietojiet citā lapā.",
        en=f"the sheet “{title}” holds {thing.en} with references to cells that move with the rows. "
        "Delete it from the template or put it on another sheet.",
    )
