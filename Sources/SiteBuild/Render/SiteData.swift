import Diagnostics
import SiteModel
import Templates
import YAML

/// The data files of a site, `data/*.yml`, `*.json` and `*.csv`, as values for templates.
///
/// `data/team.yml` is `data.team`, and `data/team/nurses.csv` is `data.team.nurses`. A CSV file becomes a list with a
/// mapping for each row.
final class SiteData: Sendable {
  /// The names that templates can read as `data.name`.
  let names: [String]
  /// The value of `data` in templates.
  let value: Value
  /// Errors in the files, at their places.
  let diagnostics: [Diagnostic]

  /// Whether every file could be read.
  var isValid: Bool { !diagnostics.contains { $0.severity == .error } }

  /// No data.
  static let none = SiteData([])

  /// A folder or the value of a file.
  private final class Entry {
    var entries: [(name: String, entry: Entry)] = []
    var value: Value?
    var source: String?

    /// The path of a file that has the place already; `nil` if it is free.
    var firstSource: String? { source ?? entries.lazy.compactMap(\.entry.firstSource).first }

    func entry(_ name: String) -> Entry {
      if let known = entries.first(where: { $0.name == name }) { return known.entry }
      let entry = Entry()
      entries.append((name, entry))
      return entry
    }

    var result: Value {
      value ?? .record(Record(entries.map { ($0.name, $0.entry.result) }))
    }
  }

  /// Reads the files.
  init(_ files: [SourceFile]) {
    var diagnostics: [Diagnostic] = []
    let root = Entry()
    for file in files.sorted(by: { $0.name < $1.name }) {
      let place = Self.place(of: file.name, in: root)
      if let other = place.firstSource {
        diagnostics.append(
          Diagnostic(
            .dataName, "`\(file.source.name)` and `\(other)` have the same name for templates",
            at: file.source.location, help: "rename one of them"))
        continue
      }
      place.source = file.source.name
      place.value = Self.read(file, &diagnostics)
    }
    names = root.entries.map(\.name)
    value = root.result
    self.diagnostics = diagnostics
  }

  /// The entry for a file, below those of its folders, or that of a file with the name of one of these folders.
  private static func place(of name: String, in root: Entry) -> Entry {
    var entry = root
    var parts = name.split(separator: "/").map(String.init)
    let last = parts.popLast() ?? ""
    for part in parts {
      entry = entry.entry(part)
      if entry.source != nil { return entry }
    }
    return entry.entry(last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last)
  }

  private static func read(_ file: SourceFile, _ diagnostics: inout [Diagnostic]) -> Value {
    guard file.bytes.count <= SourceLoader.textLimit else {
      diagnostics.append(
        Diagnostic(
          .fileTooLarge, "the file has more than \(SourceLoader.textLimit >> 20) MiB",
          at: file.source.location, help: "divide it"))
      return .none
    }
    if file.name.hasSuffix(".csv") {
      guard let table = CSVTable.read(file.source, &diagnostics) else { return [] }
      let names = table.header.map(\.text)
      return .list(
        table.rows.map { row in
          let missing = max(0, names.count - row.count)
          let cells = row.map(\.text) + Array(repeating: "", count: missing)
          return .record(Record(zip(names, cells).map { ($0, .string($1)) }))
        })
    }
    if let diagnostic = InvalidUTF8.diagnostic(in: file.source) {
      diagnostics.append(diagnostic)
      return .none
    }
    if file.name.hasSuffix(".json") {
      do {
        return try JSONReader.read(file.source)
      } catch {
        diagnostics.append(error.diagnostic)
        return .none
      }
    }
    let (root, mistakes) = YAMLReader.read(file.source, 0..<file.source.bytes.count)
    diagnostics += mistakes
    return root.map { Value($0) } ?? .none
  }
}

extension Value {
  /// The value of a YAML node.
  ///
  /// A scalar without quotation marks is null, a Boolean or a number by the core schema of YAML 1.2, else text.
  init(_ node: YAMLNode) {
    switch node.content {
    case .scalar(let text, let isPlain):
      self = node.isNull ? .none : isPlain ? Self.plain(text) : .string(text)
    case .sequence(let items): self = .list(items.map { Value($0) })
    case .mapping(let entries):
      self = .record(Record(entries.map { ($0.key, Value($0.value)) }))
    }
  }

  private static func plain(_ text: String) -> Value {
    if ["true", "True", "TRUE"].contains(text) { return true }
    if ["false", "False", "FALSE"].contains(text) { return false }
    guard let first = text.utf8.first, first < UInt8(ascii: ":") else { return .string(text) }
    // A number with a zero first, such as a telephone number, stays text.
    let digits = text.drop { $0 == "-" || $0 == "+" }
    if digits.count > 1, digits.hasPrefix("0"), !digits.hasPrefix("0.") { return .string(text) }
    if let number = Int(text) { return .int(number) }
    if text.wholeMatch(of: /[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?/) != nil,
      let number = Double(text), number.isFinite
    {
      return .double(number)
    }
    return .string(text)
  }
}
