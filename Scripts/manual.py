"""Makes the manual pages from what the tool says about its own commands."""

import json
import subprocess
from datetime import datetime, timezone

EXIT_STATUS = [
    ("0", "All is well."),
    ("1", "The site has errors."),
    ("2", "The arguments are not valid."),
    ("3", "Waymark failed, for example because its output could not be written."),
]


def pages(tool, version, time):
    """By file name: waymark.1, and a page for each command, dated `time` (seconds since 1970)."""
    described = json.loads(
        subprocess.run([tool, "--experimental-dump-help"], check=True, capture_output=True, text=True).stdout)
    root = described["command"]
    date = datetime.fromtimestamp(time, timezone.utc).strftime("%Y-%m-%d")
    commands = [
        command for command in root["subcommands"] if command["commandName"] != "help" and command["shouldDisplay"]]
    source = f"{date} \"Waymark {version}\""
    found = {"waymark.1": page(root, "waymark", source, commands, commands)}
    for command in commands:
        name = "waymark-" + command["commandName"]
        found[name + ".1"] = page(command, name, source, [], commands)
    return found


def page(command, name, source, subcommands, all_commands):
    # Every command has --version, which belongs to the tool.
    arguments = [
        argument
        for argument in command.get("arguments", [])
        if argument["shouldDisplay"] and (subcommands or label(argument) != "--version")
    ]
    summary = command["abstract"].removesuffix(".")
    lines = [
        f'.TH {escape(name.upper())} 1 {source} "Waymark manual"',
        ".SH NAME",
        f"{escape(name)} \\- {escape(summary[0].lower() + summary[1:])}",
        ".SH SYNOPSIS",
        f".B {escape(name.replace('-', ' ', 1))}",
    ]
    if subcommands:
        lines.append(r"\fICOMMAND\fR [\fIOPTIONS\fR]")
    lines += [synopsis(argument) for argument in arguments if not subcommands]
    lines += [".SH DESCRIPTION", escape(command["abstract"])]
    if command.get("discussion"):
        lines += [".PP", escape(command["discussion"])]
    if subcommands:
        lines.append(".SH COMMANDS")
        for other in subcommands:
            lines += [".TP", rf"\fBwaymark\-{escape(other['commandName'])}\fR(1)", escape(other["abstract"])]
    if arguments:
        lines.append(".SH OPTIONS")
        for argument in arguments:
            lines += [".TP", heading(argument), escape(explanation(argument))]
    lines.append(".SH EXIT STATUS")
    for status, meaning in EXIT_STATUS:
        lines += [".TP", rf"\fB{status}\fR", meaning]
    others = ["waymark"] + ["waymark-" + other["commandName"] for other in all_commands]
    lines += [".SH SEE ALSO", ", ".join(rf"\fB{escape(other)}\fR(1)" for other in others if other != name)]
    return "\n".join(lines) + "\n"


def spelled(name):
    return ("--" if name["kind"] == "long" else "-") + name["name"]


def label(argument):
    return spelled(argument["preferredName"]) if argument["kind"] != "positional" else ""


def value(argument):
    return rf"\fI{escape(argument['valueName'].upper())}\fR"


def synopsis(argument):
    if argument["kind"] == "positional":
        text = value(argument)
    else:
        text = rf"\fB{escape(label(argument))}\fR"
        if argument["kind"] == "option":
            text += " " + value(argument)
    if argument["isOptional"]:
        text = f"[{text}]"
    return text + (" ..." if argument["isRepeating"] else "")


def heading(argument):
    if argument["kind"] == "positional":
        return value(argument)
    names = sorted(argument["names"], key=lambda name: name["kind"] == "long")
    text = ", ".join(rf"\fB{escape(spelled(name))}\fR" for name in names)
    return text + (" " + value(argument) if argument["kind"] == "option" else "")


def explanation(argument):
    text = argument.get("abstract", "")
    default = argument.get("defaultValue")
    return text + (f" Default: {default}." if default else "")


def escape(text):
    """Text as troff reads it back; a line that begins with a dot or quote would be a request."""
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("\n", "\n.br\n")
    return "\n".join(line if line == ".br" or line[:1] not in (".", "'") else r"\&" + line for line in text.split("\n"))
