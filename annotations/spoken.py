"""Commands that speak Vietnamese or English: their help, and what they say of wrong usage.

Texts of options are given when a command is defined, before it is known who will read them;
they are in English and are translated when the command line is run.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from string import Formatter
from typing import Any

import typer
from typer.core import TyperGroup

from annotations.language import Lang, say, speaking, spoken, translated

OPTION = "--lang"
"""The option that chooses, before the command or after it."""

WRONG_USAGE = (
    "No such option: {option} (Possible options: {options})",
    "No such option: {option}",
    "No such command {name}. Did you mean {names}?",
    "No such command {name}.",
    "Missing command.",
    "Missing argument {what}.",
    "Missing option {what}.",
    "Missing option {what}. Choose from:\n\t{options}",
    "Option {option} requires an argument.",
    "Option {option} does not take a value.",
    "Got unexpected extra argument(s) ({values})",
    "Invalid value for {what}: {message}",
    "Value error, {value} is not one of {options}.",
    "Input should be a valid integer, unable to parse string as an integer",
    "Input should be a valid number, unable to parse string as a number",
    "Input should be greater than or equal to {limit}",
    "Input should be {options}",
    "dir {path} does not exist.",
    "dir {path} is a file.",
)
"""What typer says of wrong usage, in English alone; the first that fits is translated."""

SHOWN = (
    "Usage: ",
    "Options",
    "Arguments",
    "Commands",
    "Show this message and exit.",
    "default: {default}",
    "env var: {var}",
    "required",
    "Aborted!",
)
"""What typer writes around the help of commands."""

# The only way to it that both typer and click, on which it once stood, make public.
_UsageError: Any = typer.BadParameter.__base__


class SpokenGroup(TyperGroup):
    """A command line in the language that ``--lang``, or else the environment, asks for."""

    def main(self, args: Sequence[str] | None = None, *more: Any, **kwargs: Any) -> Any:
        """Run the command line; arguments as for the base class."""
        given = sys.argv[1:] if args is None else args
        with speaking(asked(given) or spoken()):
            _translate(self)
            return super().main(args, *more, **kwargs)

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        """Read the options that stand before the command."""
        with _usage_told():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: Any) -> Any:
        """Read the options of the command and run it."""
        with _usage_told():
            return super().invoke(ctx)


def asked(arguments: Sequence[str]) -> Lang | None:
    """The language that the last ``--lang`` asks for; ``None`` where none or no known one does.

    What is wrong with the option is said when it is parsed, in the language known until then.
    """
    found = None
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        if name == OPTION:
            with suppress(ValueError):
                found = Lang(value if equals else following)
    return found


def default_language(context: typer.Context, lang: Lang) -> None:
    """Make ``lang`` the default of the option ``--lang`` of each command."""
    if isinstance(context.command, TyperGroup):
        context.default_map = {name: {"lang": lang} for name in context.command.commands}


def commands(group: TyperGroup) -> Iterator[Any]:
    """All commands, the group and those of its groups included."""
    yield group
    for command in group.commands.values():
        if isinstance(command, TyperGroup):
            yield from commands(command)
        else:
            yield command


def texts(command: Any) -> Iterator[tuple[Any, str, str]]:
    """The texts of a command's help: what holds it, the name of the attribute, the text."""
    for owner in (command, *command.params):
        for name in ("help", "short_help", "epilog"):
            text = getattr(owner, name, None)
            if text:
                yield owner, name, text


def reworded(message: str) -> str:
    """What typer says of wrong usage, in the language that is spoken."""
    if spoken() is Lang.EN:
        return message
    for template in WRONG_USAGE:
        if found := _pattern(template).fullmatch(message):
            values = found.groupdict()
            if inner := values.get("message"):
                values["message"] = reworded(inner)
            return say(template, **values)
    return message


class _Formatter(typer.Context.formatter_class):
    """Writes help; the words that typer itself adds are translated here."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or translated("Usage: "))

    def write_dl(self, rows: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().write_dl([(name, translated(text)) for name, text in rows], *args, **kwargs)


class _Context(typer.Context):
    formatter_class = _Formatter


def _translate(group: TyperGroup) -> None:
    for command in commands(group):
        command.context_class = _Context
        for owner, name, text in texts(command):
            setattr(owner, name, translated(text))


@contextmanager
def _usage_told() -> Generator[None]:
    """Tell wrong usage as typer does, in the language that is spoken."""
    try:
        yield
    except _UsageError as error:
        # Where no arguments are given the message is the help itself.
        if spoken() is Lang.EN or type(error).__name__ == "NoArgsIsHelpError":
            raise
        if error.ctx is not None:
            command = f"{error.ctx.command_path} {error.ctx.help_option_names[0]}"
            typer.echo(error.ctx.get_usage(), err=True)
            typer.echo(say("Try '{command}' for help.", command=command) + "\n", err=True)
        message = reworded(error.format_message())
        typer.echo(say("Error: {message}", message=message), err=True)
        raise typer.Exit(error.exit_code) from error


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """What a template of `str.format` looks like with its fields filled in."""
    parts = (
        re.escape(text) + (f"(?P<{field}>.+)" if field else "")
        for text, field, _, _ in Formatter().parse(template)
    )
    return re.compile("".join(parts), re.DOTALL)
