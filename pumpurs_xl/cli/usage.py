"""Errors of use in both languages: what typer says of a command line in English alone."""

import re

from typer import TyperException

from pumpurs_xl.values.language import Both, both


def usage_error(error: TyperException) -> Both:
    """What is wrong with the command line, and where help is.

    It is told by the class of the error; typer's own words are never passed on, since they are English.
    """
    name, option = _parameter(error), str(getattr(error, "option_name", ""))
    value, *listed = re.findall(r"'([^']*)'", error.message) or [""]
    choices = ", ".join(listed)
    alike = ", ".join(getattr(error, "possibilities", None) or ())
    lv, en = "Komandu nevar saprast.", "The command cannot be understood."
    match type(error).__name__:
        case "NoArgsIsHelpError":
            lv, en = "Norādiet komandu.", "Give a command."
        case "NoSuchOption":
            lv = f"Nav tādas izvēles: {option}." + (f" Varbūt {alike}?" if alike else "")
            en = f"There is no option {option}." + (f" Perhaps {alike}?" if alike else "")
        case "MissingParameter":
            lv, en = f"Trūkst: {name}.", f"{name} is missing."
        case "BadOptionUsage" if "does not take" in error.message:
            lv, en = f"Izvēlei {option} vērtību neraksta.", f"The option {option} takes no value."
        case "BadOptionUsage":
            lv, en = f"Izvēlei {option} trūkst vērtības.", f"The option {option} needs a value."
        case "BadParameter":
            lv = f"{name}: “{value}” neder." + (f" Izvēlieties vienu no: {choices}." if choices else "")
            en = f"{name}: “{value}” will not do." + (f" Choose one of: {choices}." if choices else "")
        case "UsageError" if error.message.startswith("No such command"):
            lv, en = f"Nav tādas komandas: {value}.", f"There is no command {value}."
        case "UsageError" if extra := re.search(r"extra argument.*\((.+)\)", error.message):
            lv, en = f"Lieks arguments: {extra[1]}.", f"One argument too many: {extra[1]}."
    context = getattr(error, "ctx", None)
    command = f"pumpurs {context.command.name}" if context and context.parent else "pumpurs"
    return both(f"{lv} Palīdzība: {command} --help.", f"{en} Help: {command} --help.")


def _parameter(error: TyperException) -> str:
    """The argument or option that the error is about, as it is written: BOOK, --month."""
    parameter = getattr(error, "param", None)
    if parameter is None:
        return ""
    return str(parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar or parameter.name)
