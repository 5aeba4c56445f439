"""The words of `--help` that are typer's own, in Latvian: the helps of commands and options stand at each of them."""

from typing import Any

from typer import Context, rich_utils

_WORDS = {
    "ARGUMENTS_PANEL_TITLE": "Argumenti",
    "OPTIONS_PANEL_TITLE": "Izvēles",
    "COMMANDS_PANEL_TITLE": "Komandas",
    "DEFAULT_STRING": "[noklusējums: {}]",
    "REQUIRED_LONG_STRING": "[obligāts]",
}


def translate_help(command: Any) -> None:
    """Gives the help of a group and of its commands its Latvian words."""
    for name, word in _WORDS.items():
        setattr(rich_utils, name, word)
    command.subcommand_metavar = "KOMANDA …"
    for each in (command, *command.commands.values()):
        each.options_metavar = "[IZVĒLES]"
        if option := each.get_help_option(Context(each)):
            option.help = "Šī palīdzība."
