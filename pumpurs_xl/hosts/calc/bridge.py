"""The little of UNO that the engine for LibreOffice Calc speaks: its structs, its enums, its numbers."""

import importlib
from typing import Any

VALUE, DATETIME, STRING, ANNOTATION, FORMULA = 1, 2, 4, 8, 16  # com.sun.star.sheet.CellFlags
TYPED = VALUE | DATETIME | STRING | ANNOTATION
DATE_FORMAT, TEXT_FORMAT, LOGICAL_FORMAT = 2, 256, 1024  # com.sun.star.util.NumberFormat, bits of a format's type
SHEET_DOCUMENT = "com.sun.star.sheet.SpreadsheetDocument"


def uno() -> Any:
    """The bridge to LibreOffice; there is one only in a Python that has it."""
    return importlib.import_module("uno")


def refusals() -> type[Exception]:
    """What LibreOffice raises."""
    found: type[Exception] = uno().getClass("com.sun.star.uno.Exception")
    return found


def option(name: str, value: Any) -> Any:
    """A property as UNO hands them around."""
    pair = uno().createUnoStruct("com.sun.star.beans.PropertyValue")
    pair.Name, pair.Value = name, value
    return pair


def downwards() -> Any:
    """The direction in which `fillAuto` goes down a column."""
    return uno().Enum("com.sun.star.sheet.FillDirection", "TO_BOTTOM")


def rightwards() -> Any:
    """The direction in which `fillAuto` goes along a row."""
    return uno().Enum("com.sun.star.sheet.FillDirection", "TO_RIGHT")


def service(context: Any, name: str) -> Any:
    """A new service of LibreOffice by its UNO name."""
    return context.ServiceManager.createInstanceWithContext(name, context)
