import ArgumentParser
import Diagnostics
import SiteBuild
import Templates

/// Makes the reference pages of the commands from what the parser says about them.
struct CommandReference {
  private let commands: [Value]

  /// Reads the commands.
  ///
  /// - Parameter help: What ArgumentParser writes as JSON about all commands.
  /// - Throws: A `TemplateError` if it is no JSON.
  init(help: String) throws {
    let json = SourceText(name: "help", bytes: Array(help.utf8))
    commands = try JSONReader.read(json)["command"]["subcommands"].list
  }

  /// A page for each command.
  var pages: [ReferencePage] {
    commands.filter { $0["commandName"].string != "help" && $0["shouldDisplay"].boolean }.map {
      command in
      let name = command["commandName"].string
      return ReferencePage(
        "commands/\(name).md", "waymark \(name)", command["abstract"].string,
        body: text(of: command, ["waymark", name], level: 2))
    }
  }

  /// The text about a command and those below it.
  private func text(of command: Value, _ words: [String], level: Int) -> String {
    let arguments = command["arguments"].list.filter {
      $0["shouldDisplay"].boolean
        && $0["names"].list.allSatisfy { !Self.general.contains($0["name"].string) }
    }
    let subcommands = command["subcommands"].list.filter { $0["commandName"].string != "help" }
    let usage =
      words
      + (subcommands.isEmpty
        ? arguments.filter { $0["kind"].string == "positional" }.map(Self.usage) + ["[options]"]
        : ["COMMAND"])
    var text = ""
    for paragraph in [command["abstract"].string, command["discussion"].string]
    where !paragraph.isEmpty {
      text += paragraph.replacing("{%", with: "`{%").replacing("%}", with: "%}`") + "\n\n"
    }
    text += "```console\n$ \(usage.joined(separator: " "))\n```\n"
    let rows = arguments.map { [Self.names($0), Self.explanation($0)] }
    if subcommands.isEmpty, !rows.isEmpty {
      text += "\n" + ToolReference.table(["Argument", "What it does"], rows)
    }
    for subcommand in subcommands {
      let words = words + [subcommand["commandName"].string]
      text += "\n\(String(repeating: "#", count: level)) \(words.joined(separator: " "))\n\n"
      text += self.text(of: subcommand, words, level: level + 1)
    }
    return text
  }

  /// Options that every command has.
  private static let general = ["help", "version"]

  private static func usage(_ argument: Value) -> String {
    let name = argument["valueName"].string.uppercased()
    return argument["isOptional"].boolean ? "[\(name)]" : name
  }

  /// `--output`, `-o` FOLDER; of an argument its name.
  private static func names(_ argument: Value) -> String {
    let value = argument["valueName"].string.uppercased()
    if argument["kind"].string == "positional" { return "`\(value)`" }
    let names = argument["names"].list.map { name in
      "`" + (name["kind"].string == "short" ? "-" : "--") + name["name"].string
        + (argument["kind"].string == "option" ? " \(value)" : "") + "`"
    }
    return names.sorted { $0.count > $1.count }.joined(separator: ", ")
  }

  private static func explanation(_ argument: Value) -> String {
    let fallback = argument["defaultValue"].string
    let choices = argument["allValues"].list.map { "`\($0.text ?? "")`" }
    return argument["abstract"].string
      + (choices.isEmpty ? "" : " One of \(choices.joined(separator: ", ")).")
      + (fallback.isEmpty ? "" : " Default: `\(fallback)`.")
  }
}

extension Value {
  /// A field of a mapping; none where there is none.
  fileprivate subscript(name: String) -> Value {
    if case .record(let record) = self {
      record.pairs.first { $0.0 == name }?.1 ?? .none
    } else {
      .none
    }
  }
  fileprivate var list: [Value] { if case .list(let values) = self { values } else { [] } }
  fileprivate var string: String { text ?? "" }
  fileprivate var boolean: Bool { if case .bool(let value) = self { value } else { false } }
}
