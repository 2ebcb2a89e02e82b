import Concurrency
import Diagnostics
import Markdown
import YAML

/// The components that authors can write as fenced blocks: their names, and the keys of their data.
///
/// A component is a template `blocks/name.html`. A file `blocks/name.yml` beside it declares the keys, as `fields` in
/// `waymark.yml` does. Without it a component takes any keys.
package struct ComponentTypes: Sendable, Equatable {
  /// A template or a declaration: its name below `templates/`, and its text.
  package typealias File = (name: String, source: SourceText)

  /// The folder of the templates.
  package static let folder = "blocks/"

  /// The keys of each component; `nil` for a component that takes any.
  private var fields: [String: [Field]?] = [:]
  /// The texts of the declarations, by component.
  private var declarations: [String: [UInt8]] = [:]
  /// Mistakes in the declarations.
  package private(set) var diagnostics: [Diagnostic] = []

  /// No components.
  package static let none = ComponentTypes([])

  /// Reads the components among some files, of which the first with a name is used.
  package init(_ files: [File]) {
    var found: [String: SourceText] = [:]
    for file in files {
      guard let name = Self.name(of: file.name, ".html") else { continue }
      fields[name] = .some(nil)
    }
    for file in files {
      guard let name = Self.name(of: file.name, ".yml"), fields[name] != nil, found[name] == nil
      else { continue }
      found[name] = file.source
    }
    for (name, source) in found.sorted(by: { $0.key < $1.key }) {
      declarations[name] = source.bytes
      fields[name] = read(source)
    }
  }

  /// The name of a component by one of its files; `nil` for other files.
  private static func name(of file: String, _ ending: String) -> String? {
    guard file.hasPrefix(folder), file.hasSuffix(ending) else { return nil }
    let name = file.dropFirst(folder.count).dropLast(ending.count)
    return name.contains("/") || name.isEmpty ? nil : String(name)
  }

  private mutating func read(_ source: SourceText) -> [Field] {
    var (root, mistakes) = YAMLReader.read(source, 0..<source.bytes.count)
    var reader = FieldReader(
      source, owner: "the declaration of a component", quotationMarks: nil)
    let key = Field(
      "fields", .keyedRecords(FieldDeclaration.fields, short: FieldDeclaration.short), "its keys")
    let node = root ?? YAMLNode(.mapping([]), range: 0..<0)
    let record = reader.read(
      YAMLNode(
        .mapping([YAMLEntry(key: key.name, keyRange: node.range, value: node)]), range: node.range),
      [key])
    mistakes += reader.diagnostics
    var reporter = FieldDeclaration.Reporter(source)
    var fields: [Field] = []
    for (name, declared) in record.keyedRecords(key.name).prefix(FieldDeclaration.limit) {
      let taken = Set(fields.map(\.name))
      if let field = FieldDeclaration.read(name, declared, taken: taken, by: &reporter) {
        fields.append(field)
      }
    }
    diagnostics += mistakes + reporter.diagnostics
    return fields
  }

  /// The declared keys of a component; `nil` for one that takes any, or that does not exist.
  package func keys(of name: String) -> [Field]? { fields[name] ?? nil }

  /// The names of the components.
  package var names: Set<String> { Set(fields.keys) }

  /// Feeds a hasher the names and the declarations.
  package func feed(to hasher: inout FingerprintHasher) {
    for name in names.sorted() {
      hasher.combine(name)
      hasher.combine(declarations[name] ?? [])
    }
  }

  /// Whether both have the same components with the same declarations.
  package static func == (left: ComponentTypes, right: ComponentTypes) -> Bool {
    left.names == right.names && left.declarations == right.declarations
  }

  /// Reads the data of a block; mistakes are added to `diagnostics`.
  func read(
    _ block: ComponentBlock, quotationMarks: QuotationMarks?, _ diagnostics: inout [Diagnostic]
  ) -> ComponentData {
    var (root, mistakes) = YAMLReader.read(block.source, block.range)
    diagnostics += mistakes
    guard let declared = fields[block.name] ?? nil else {
      var record = FieldValues()
      for entry in root?.entries ?? [] where record.range(of: entry.key) == nil {
        record.set(entry.key, .anything(entry.value), at: entry.value.range)
      }
      let fields = record.names.map { Field($0, .anything, "") }
      return ComponentData(name: block.name, fields: fields, record: record)
    }
    if let list = root, case .sequence = list.content,
      let field = declared.first(where: { if case .records = $0.kind { true } else { false } })
    {
      // A list alone is that of the component.
      let entry = YAMLEntry(key: field.name, keyRange: list.range, value: list)
      root = YAMLNode(.mapping([entry]), range: list.range)
    }
    var reader = FieldReader(
      block.source, owner: "the component `\(block.name)`", quotationMarks: quotationMarks)
    let record = root.map { reader.read($0, declared) } ?? FieldValues()
    diagnostics += reader.diagnostics
    return ComponentData(name: block.name, fields: declared, record: record)
  }
}

/// The data of a component on a page.
package struct ComponentData: Sendable {
  /// The name of the component.
  package let name: String
  /// The keys that it can have.
  package let fields: [Field]
  /// The values.
  package let record: FieldValues

  /// The names of pages and files in the values.
  var names: [LocatedText] { references + files }

  /// The names of pages in the values.
  var references: [LocatedText] { record.references(fields) }

  /// The names of files in the values.
  var files: [LocatedText] { record.files(fields) }
}
