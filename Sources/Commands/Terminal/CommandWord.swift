import ArgumentParser
import Text

/// Checks the first word of a command line, for which the parser's own messages offer nothing.
struct CommandWord {
  private let arguments: [String]
  private let commands: [String]

  /// What newcomers type, because other tools call it so.
  private static let otherNames = [
    "add": "new", "create": "new", "deploy": "publish", "dev": "serve", "find": "search",
    "fix": "check --fix", "generate": "build", "lint": "check", "move": "rename", "mv": "rename",
    "preview": "serve", "push": "publish", "release": "publish", "rollback": "publish --rollback",
    "server": "serve", "start": "serve",
    "test": "check", "validate": "check", "version": "--version", "watch": "serve",
    "-V": "--version", "-v": "--version",
  ]

  /// - Parameters:
  ///   - arguments: The words after the tool's name.
  ///   - commands: The names of all commands.
  init(_ arguments: [String], commands: [String]) {
    self.arguments = arguments
    self.commands = commands
  }

  /// Refuses an unknown command, and options before the command.
  func check() throws {
    guard var word = arguments.first else { return }
    if word == "help" {
      guard arguments.count > 1 else { return }
      word = arguments[1]
    }
    if commands.contains(word) { return }
    if word.hasPrefix("-"), Self.otherNames[word] == nil { return try checkOrder(word) }
    let near = Self.otherNames[word] ?? nearestMatch(to: word, in: commands)
    let kind = word.hasPrefix("-") ? "option" : "command"
    throw ValidationError(
      "There is no \(kind) '\(word)'."
        + (near.map { " Did you mean 'waymark \($0)'?" } ?? "")
        + " 'waymark --help' lists all commands.")
  }

  /// Refuses an option of a command before that command.
  private func checkOrder(_ option: String) throws {
    guard let index = arguments.firstIndex(where: commands.contains) else { return }
    let words =
      ["waymark", arguments[index]] + arguments[..<index] + arguments[(index + 1)...]
    throw ValidationError(
      "'\(option)' must follow the command: \(ShellQuoting.command(words))")
  }
}
