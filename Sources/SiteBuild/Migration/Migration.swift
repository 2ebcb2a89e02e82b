import Diagnostics
import SiteModel
import Text

/// Reads the configuration of another tool into settings for `waymark.yml`.
package struct Migration {
  /// A line of a file with settings.
  package struct Place: Sendable, CustomStringConvertible {
    /// The number of the file among those that were read.
    fileprivate let file: Int
    fileprivate let name: String
    /// The line; 0 for the file as a whole.
    fileprivate let line: Int

    /// The place as it is shown, such as `mkdocs.yml:12`.
    package var description: String { name + (line > 0 ? ":\(line)" : "") }
  }

  /// A setting for `waymark.yml`.
  struct Setting {
    /// The value as YAML.
    let yaml: String
    /// Where it was read.
    let place: Place
    /// Why it is uncertain; `nil` where it is certain.
    var doubt: String?
  }

  /// A key that was not taken over.
  package struct Unused {
    /// Where the key stands.
    package let place: Place
    /// The key.
    package let key: String
    /// Why it was not taken over.
    package let reason: String
  }

  /// The folder with the configuration.
  let folder: MigrationFolder
  private let tool: any ForeignTool.Type
  /// The files that were read.
  private(set) var files: [ConfigurationFile] = []
  /// Faults of files that cannot be read.
  package private(set) var diagnostics: [Diagnostic] = []
  /// The certain settings, by key of `waymark.yml`.
  private(set) var settings: [String: Setting] = [:]
  /// The uncertain settings, which become comments.
  private(set) var doubts: [String: Setting] = [:]
  /// What was not taken over, in the order of the files.
  package private(set) var unused: [Unused] = []
  /// The values by path, for `ForeignTool.finish`.
  private var values: [String: (node: ConfigurationNode, file: Int)] = [:]
  /// The file that is being read.
  private var current = 0

  /// Reads the configuration of a tool; `nil` where the folder has none.
  package init?(from tool: any ForeignTool.Type, in folder: MigrationFolder) {
    guard let paths = tool.configuration(in: folder) else { return nil }
    self.tool = tool
    self.folder = folder
    for path in paths {
      guard let bytes = folder.read(path) else { continue }
      let (file, faults) = ConfigurationFile.read(
        SourceText(name: path, bytes: bytes), keys: tool.marks)
      diagnostics += faults
      guard let file else { continue }
      current = files.count
      files.append(file)
      visit(tool.prefix(of: path).map { file.root.named($0) } ?? file.root, "", fallback: nil)
    }
    if diagnostics.isEmpty { tool.finish(&self) }
    unused.sort { ($0.place.file, $0.place.line) < ($1.place.file, $1.place.line) }
  }

  /// Whether a folder has the configuration of a tool.
  static func recognizes(_ tool: any ForeignTool.Type, in folder: MigrationFolder) -> Bool {
    guard let paths = tool.configuration(in: folder) else { return false }
    guard !tool.marks.isEmpty, let path = paths.first, let bytes = folder.read(path) else {
      return true
    }
    let file = ConfigurationFile.read(SourceText(name: path, bytes: bytes), keys: tool.marks).file
    return file?.root.entries.contains { tool.marks.contains($0.key) } ?? false
  }

  // MARK: Keys

  /// Applies the rules to the keys of a mapping; `fallback` is the rule of keys that have none.
  private mutating func visit(
    _ map: ConfigurationNode, _ prefix: String, fallback: KeyRule?
  ) {
    for entry in map.entries {
      let path = prefix + (tool.ignoresCase ? entry.key.lowercased() : entry.key)
      values[path] = (entry.value, current)
      let rule = tool.keys.first { $0.path == path }
      if case .map = entry.value.content,
        tool.keys.contains(where: { $0.path.hasPrefix(path + ".") })
      {
        visit(entry.value, path + ".", fallback: rule ?? fallback)
      } else if let rule = rule ?? fallback {
        apply(rule, entry.value, path, entry.keyRange)
      } else {
        leave(
          path, at: entry.keyRange, because: entry.value.reason ?? "there is no such setting")
      }
    }
  }

  private mutating func apply(
    _ rule: KeyRule, _ value: ConfigurationNode, _ path: String, _ keyRange: Range<Int>
  ) {
    switch rule.effect {
    case .kept: break
    case .unused(let reason): leave(path, at: keyRange, because: reason)
    case .reads(let read): read(value, path, &self)
    case .sets(let key): set(key, from: value, path, at: keyRange)
    }
  }

  // MARK: Values

  /// The value at a path of keys.
  func value(_ path: String) -> ConfigurationNode? { values[path]?.node }

  /// The text at a path of keys; `nil` where it is empty or no text.
  func text(_ path: String) -> String? {
    value(path)?.text.flatMap { $0.isEmpty || $0 == "null" ? nil : $0 }
  }

  /// Whether a path has the value `true` or `false`; `nil` for other values.
  func flag(_ path: String) -> Bool? { value(path)?.text.flatMap { Bool($0) } }

  /// The place of the value at a path of keys.
  func place(_ path: String) -> Place {
    values[path].map { place(of: $0.node.range, in: $0.file) }
      ?? Place(file: 0, name: files.first?.source.name ?? "", line: 0)
  }

  private func place(of range: Range<Int>, in file: Int) -> Place {
    let source = files[file].source
    return Place(
      file: file, name: source.name, line: source.lines.line(at: range.lowerBound))
  }

  // MARK: Settings

  /// Sets a key to the text of a value, or says why it has none.
  mutating func set(
    _ key: String, from value: ConfigurationNode, _ path: String, at range: Range<Int>? = nil
  ) {
    switch value.content {
    case .text(let text):
      let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if !line.isEmpty, line != "null" { set(key, line, place(path)) }
    case .computed(let reason): leave(path, at: range ?? value.range, because: reason)
    case .list, .map:
      leave(path, at: range ?? value.range, because: "`\(key)` is a text")
    }
  }

  /// Sets a key to a text.
  mutating func set(_ key: String, _ text: String, _ place: Place, doubt: String? = nil) {
    set(key, yaml: SiteStarter.quoted(text), place, doubt: doubt)
  }

  /// Sets a key to a value in YAML; a value that Waymark refuses is uncertain.
  mutating func set(_ key: String, yaml: String, _ place: Place, doubt: String? = nil) {
    let doubt = doubt ?? refusal(of: key, yaml)
    if let doubt {
      doubts[key] = Setting(yaml: yaml, place: place, doubt: doubt)
    } else {
      settings[key] = Setting(yaml: yaml, place: place)
    }
  }

  /// The rule about sites without `base_url`, which each tried value is.
  private static let missingAddress = "missing-base-url"

  /// Why Waymark refuses a value; `nil` where it takes it.
  private func refusal(of key: String, _ yaml: String) -> String? {
    let line = key.split(separator: ".").reversed().reduce(yaml) { value, part in
      value == yaml ? "\(part): \(value)" : "\(part): {\(value)}"
    }
    let text = (key == "title" ? "" : "title: T\n") + line + "\n"
    let (_, diagnostics) = SiteConfiguration.read(
      SourceText(name: SiteConfiguration.fileName, text: text), baseURL: nil, rules: [])
    return diagnostics.first { $0.rule.id != Self.missingAddress }?.message
  }

  /// Names the folder with the pages.
  mutating func setContent(_ path: String, _ place: Place) {
    let name = path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    let doubt = name.isEmpty || folder.isFolder(name) ? nil : "there is no folder `\(name)`"
    set(SiteConfiguration.contentKey, name.isEmpty ? "." : name, place, doubt: doubt)
  }

  /// Sets the address where pages can be edited, to which the path of a page from the folder `above` is added.
  ///
  /// Waymark adds the path from the folder of `waymark.yml`.
  mutating func setEditURL(_ address: String, above folder: String, _ place: Place) {
    let base = address.hasSuffix("/") ? address : address + "/"
    let path = folder.split(separator: "/").filter { $0 != "." }.map { $0 + "/" }.joined()
    set(
      "edit_url", String(base.hasSuffix("/" + path) ? base.dropLast(path.utf8.count) : base[...]),
      place,
      doubt: path.isEmpty || base.hasSuffix("/" + path)
        ? nil : "the path of a page, such as `\(path)page.md`, is added to it")
  }

  /// Says why a key was not taken over.
  mutating func leave(_ key: String, at range: Range<Int>, because reason: String) {
    unused.append(Unused(place: place(of: range, in: current), key: key, reason: reason))
  }

  /// Says why the key at a path was not taken over.
  mutating func leave(_ path: String, because reason: String) {
    unused.append(Unused(place: place(path), key: path, reason: reason))
  }

  /// Says why a file was not taken over.
  mutating func leave(_ key: String, at file: String, because reason: String) {
    unused.append(
      Unused(place: Place(file: files.count, name: file, line: 0), key: key, reason: reason))
  }

  // MARK: Results

  /// The names of the files that were read.
  package var fileNames: [String] { files.map(\.source.name) }

  /// The keys of `waymark.yml` that are set, in the order of the file.
  package var keys: [String] {
    SiteConfiguration.fields.map(\.name).filter { name in
      settings.keys.contains { $0 == name || $0.hasPrefix(name + ".") }
    }
  }

  /// What became a comment, as keys of `waymark.yml` with their places and reasons.
  package var comments: [Unused] {
    SiteConfiguration.fields.compactMap { field in
      doubts[field.name].map {
        Unused(place: $0.place, key: field.name, reason: $0.doubt ?? "")
      }
    }
  }

  /// The folder with the pages that the settings name.
  package var content: ContentFolder? {
    settings[SiteConfiguration.contentKey].flatMap {
      ContentFolder($0.yaml.trimmingQuotes)
    }
  }

  /// The title that the settings name.
  package var hasTitle: Bool { settings["title"] != nil }
}

extension String {
  fileprivate var trimmingQuotes: String {
    hasPrefix("\"") && hasSuffix("\"") && count > 1 ? String(dropFirst().dropLast()) : self
  }
}
