import Diagnostics
import Text

/// Reads `types` and `fields` of `waymark.yml`, which change the built-in types and declare new ones.
struct TypeDeclarations {
  /// The most types that a site may declare.
  private static let limit = 100

  /// The keys of the configuration.
  static let keys: [Field] = [
    Field(
      "types", .keyedRecords(typeFields, short: "enabled"),
      "kinds of pages, and changes of the built-in ones; `name: off` turns one off"),
    Field(
      "fields",
      .keyedRecords(
        FieldDeclaration.fields + [Field("kinds", .texts, "the kinds that have it; default: all")],
        short: FieldDeclaration.short),
      "fields that pages have beside the built-in ones; templates read them as `fields.name`"),
  ]

  private static let typeFields: [Field] = [
    Field("enabled", .boolean, "whether the site has the kind; default: `true`"),
    Field(
      "extends", .word, "the kind whose fields, roles and template it takes; default: `page`"),
    Field(
      "folder", .word, "the folder of its pages below that of all pages; default: the plural"),
    Field("label", .text, "its name beside titles, such as `Recipe`"),
    Field("singular", .text, "its name in messages, such as `recipe`"),
    Field("plural", .text, "its name in headings and counts, such as `recipes`"),
    Field(
      "template", .word, "the template of its pages; default: one with its name, where there is one"
    ),
    Field(
      "shown", .choices(ContentType.Place.allCases.map(\.rawValue)),
      "the parts of the site that show its pages; default: those of the kind that it extends",
      words: ContentType.Place.allCases.map { Field.Word($0.rawValue, $0.meaning) }),
    Field(
      "roles", .choices(ContentType.Role.allCases.map(\.rawValue)),
      "what its pages are to the theme; default: the roles of the kind that it extends",
      words: ContentType.Role.allCases.map { Field.Word($0.rawValue, $0.meaning) }),
    Field(
      "fields", .keyedRecords(FieldDeclaration.fields, short: FieldDeclaration.short),
      "the fields that its pages have beside those of the kind that it extends"),
  ]

  private var reporter: FieldDeclaration.Reporter
  private var all = ContentTypes.builtIn.all
  /// The types that are turned off, each with the place of its declaration.
  private var disabled: [(name: String, range: Range<Int>)] = []

  /// The types that a configuration declares; the built-in ones if it declares none.
  ///
  /// `diagnostics` are those of the file so far. The kinds that are turned off come with the places of their declarations.
  static func read(
    _ record: FieldValues, _ source: SourceText, after diagnostics: [Diagnostic]
  ) -> (
    types: ContentTypes, disabled: [(name: String, range: Range<Int>)], diagnostics: [Diagnostic]
  ) {
    let ranges = keys.map { record.range(of: $0.name) ?? 0..<0 }
    guard ranges.contains(where: { !$0.isEmpty }) else { return (.builtIn, [], []) }
    var reader = TypeDeclarations(reporter: FieldDeclaration.Reporter(source))
    reader.readTypes(record.keyedRecords("types"))
    reader.readFields(record.keyedRecords("fields"))
    reader.checkFolders(record.keyedRecords("types"))
    let declaration = ranges.reduce(into: [UInt8]()) { bytes, range in
      bytes += source.bytes[range]
      bytes.append(0)
    }
    let names = reader.disabled.map(\.name)
    return (
      ContentTypes(
        reader.all.filter { !names.contains($0.name) }, declaration: declaration,
        faults: faults(among: diagnostics + reader.reporter.diagnostics, ranges, source),
        disabled: reader.all.filter { names.contains($0.name) }),
      reader.disabled, reader.reporter.diagnostics
    )
  }

  /// The faults of declarations, among the diagnostics of the file.
  private static func faults(
    among diagnostics: [Diagnostic], _ ranges: [Range<Int>], _ source: SourceText
  ) -> ContentTypes.DeclarationFaults {
    let lines = ranges.filter { !$0.isEmpty }.map {
      source.lines.line(at: $0.lowerBound)...source.lines.line(at: $0.upperBound)
    }
    let found = diagnostics.filter { diagnostic in
      guard let line = diagnostic.location?.start?.line else { return false }
      return lines.contains { $0.contains(line) }
    }
    if found.contains(where: { $0.severity == .error }) { return .errors }
    return found.isEmpty ? .none : .warnings
  }

  private init(reporter: FieldDeclaration.Reporter) { self.reporter = reporter }

  // MARK: Types

  private mutating func readTypes(_ declared: [(name: LocatedText, record: FieldValues)]) {
    // Built-in types first, so that the types that extend them have their changes.
    var waiting: [(name: LocatedText, record: FieldValues)] = []
    for (name, record) in declared.prefix(Self.limit) {
      if let index = all.firstIndex(where: { $0.name == name.text }) {
        change(index, name, record)
      } else {
        waiting.append((name, record))
      }
    }
    while !waiting.isEmpty {
      let names = Set(waiting.map(\.name.text))
      let ready = waiting.filter { !names.contains($0.record.text("extends") ?? "") }
      if ready.isEmpty {
        for (name, record) in waiting {
          reporter.report(
            "the kind `\(name.text)` extends itself",
            record.range(of: "extends") ?? name.range, help: "extend a built-in kind")
        }
        return
      }
      for (name, record) in ready { add(name, record) }
      waiting.removeAll { entry in ready.contains { $0.name == entry.name } }
    }
  }

  /// Changes a built-in type.
  private mutating func change(_ index: Int, _ name: LocatedText, _ record: FieldValues) {
    let type = all[index]
    if record.boolean("enabled") == false {
      if type.structure == nil, type.name != ContentType.page.name {
        disabled.append((type.name, name.range))
      } else {
        reporter.report(
          "the kind `\(type.name)` cannot be turned off", name.range,
          help: type.structure == .map
            ? "write `map: false` instead" : "give it another `label`, if its name does not fit")
      }
    }
    for key in ["extends", "folder"] {
      guard let range = record.range(of: key),
        key == "extends" || type.structure != nil || type.name == ContentType.page.name
      else { continue }
      reporter.report(
        "`\(key)` of the built-in kind `\(type.name)` cannot be changed", range,
        help: "declare a kind of your own that extends it")
    }
    var parts = ContentType.Parts(type)
    read(record, into: &parts)
    if type.folder != nil, type.structure == nil, let folder = folder(record) {
      parts.folder = folder
    }
    all[index] = ContentType(parts)
  }

  /// Adds a type of the site's own.
  private mutating func add(_ name: LocatedText, _ record: FieldValues) {
    guard name.text.wholeMatch(of: /[a-z][a-z0-9-]{0,63}/) != nil else {
      reporter.report(
        "`\(name.text)` cannot be the name of a kind", name.range,
        help: "write small letters, digits and hyphens, with a letter first")
      return
    }
    if record.names == ["enabled"] {
      reporter.report(
        "there is no kind `\(name.text)`", name.range, adviceToChange(name))
      return
    }
    let parent = record.locatedText("extends")
    let known = all.filter(\.isContent)
    guard let base = known.first(where: { $0.name == parent?.text ?? ContentType.page.name })
    else {
      guard let parent else { return }
      reporter.report(
        "there is no kind `\(parent.text)` to extend", parent.range,
        advice(naming: parent, from: known))
      return
    }
    var parts = ContentType.Parts(base)
    parts.name = name.text
    parts.names.insert(name.text, at: 0)
    parts.templates.insert(name.text, at: 0)
    let words = name.text.replacing("-", with: " ")
    let one = record.text("singular") ?? words
    parts.label = one.prefix(1).uppercased() + one.dropFirst()
    parts.nouns = (one, record.text("plural") ?? one + "s")
    parts.folder = folder(record) ?? Slug.page(parts.nouns.many)
    parts.isCounted = true
    if base.name == ContentType.page.name, record.range(of: "shown") == nil {
      parts.places = Set(ContentType.Place.allCases)
    }
    read(record, into: &parts)
    // Before the types of pages that organize others.
    let end = all.firstIndex { !$0.isContent } ?? all.count
    all.insert(ContentType(parts), at: end)
    if record.boolean("enabled") == false { disabled.append((name.text, name.range)) }
  }

  /// Reads what built-in types and new ones can set.
  private mutating func read(_ record: FieldValues, into parts: inout ContentType.Parts) {
    if let label = record.text("label") { parts.label = label }
    if let one = record.text("singular") {
      parts.nouns = (one, record.text("plural") ?? one + "s")
    } else if let many = record.text("plural") {
      parts.nouns.many = many
    }
    if let template = template(record) { parts.templates.insert(template, at: 0) }
    if record.range(of: "shown") != nil {
      parts.places = Set(record.texts("shown").compactMap { ContentType.Place(rawValue: $0.text) })
    }
    if record.range(of: "roles") != nil {
      parts.roles = Set(record.texts("roles").compactMap { ContentType.Role(rawValue: $0.text) })
    }
    for (name, declared) in record.keyedRecords("fields").prefix(FieldDeclaration.limit) {
      add(name, declared, to: &parts)
    }
  }

  private mutating func add(
    _ name: LocatedText, _ declared: FieldValues, to parts: inout ContentType.Parts
  ) {
    let known = ContentType.commonFields + parts.ownFields + parts.siteFields
    let field = FieldDeclaration.read(
      name, declared, taken: Set(known.map(\.name)), by: &reporter)
    guard let field else { return }
    parts.siteFields.append(field)
    if parts.structure == nil {
      parts.starter.frontMatter += Self.starterLine(field)
    }
  }

  /// The line of a new page for a declared field: one that pages must have waits for its value, others are comments.
  private static func starterLine(_ field: Field) -> String {
    field.isRequired
      ? "\(field.name):   # \(field.summary)\n" : "# \(field.name): \(field.summary)\n"
  }

  /// Advice for a declaration that turns a kind on or off that there is not: perhaps it names it by its label.
  private func adviceToChange(_ name: LocatedText) -> Advice {
    let keys = [name.text, name.text.hasSuffix("s") ? String(name.text.dropLast()) : name.text]
      .map { NameFold.key($0) }
    let named = all.first { type in
      [type.label, type.nouns.one, type.nouns.many, type.folder ?? ""]
        .contains { keys.contains(NameFold.key($0)) }
    }
    if let named { return Advice(possible: [named.name]) }
    return advice(naming: name, from: all.filter(\.isContent))
  }

  private func advice(naming name: LocatedText, from types: [ContentType]) -> Advice {
    Advice(
      naming: name, from: types.map(\.name), in: reporter.source,
      else: "the kinds are " + types.map { "`\($0.name)`" }.joined(separator: ", "))
  }

  private mutating func folder(_ record: FieldValues) -> String? {
    guard let folder = record.locatedText("folder") else { return nil }
    let name = folder.text.hasSuffix("/") ? String(folder.text.dropLast()) : folder.text
    let isTaken = [ContentType.topic.folder, "_root"].contains(name)
    let isName = name.wholeMatch(of: /[^.\/\\\s\p{Cc}][^\/\\\p{Cc}]*/) != nil
    guard isName, !name.hasSuffix("~"), !isTaken else {
      reporter.report(
        "`\(folder.text)` cannot be the folder of a kind", folder.range,
        help: isTaken
          ? "choose another name; this folder has another use"
          : "write the name of one folder among the pages, such as `recipes`")
      return nil
    }
    return name
  }

  private mutating func template(_ record: FieldValues) -> String? {
    guard let template = record.locatedText("template") else { return nil }
    let ending = ".html"
    guard template.text.hasSuffix(ending), template.text.utf8.count > ending.utf8.count else {
      reporter.report(
        "`\(template.text)` cannot be a template", template.range,
        help: "write the path of a file below `templates/`, such as `recipe.html`")
      return nil
    }
    return String(template.text.dropLast(ending.utf8.count))
  }

  /// Reports types whose folders are the same.
  private mutating func checkFolders(_ declared: [(name: LocatedText, record: FieldValues)]) {
    var folders: [String: ContentType] = [:]
    let names = disabled.map(\.name)
    for type in all where !names.contains(type.name) {
      guard let folder = type.folder else { continue }
      let key = NameFold.key(folder)
      guard let other = folders.updateValue(type, forKey: key) else { continue }
      folders[key] = other
      let names = [type.name, other.name]
      guard let place = declared.last(where: { names.contains($0.name.text) }) else { continue }
      reporter.report(
        "the kinds `\(other.name)` and `\(type.name)` have the same folder `\(folder)`",
        place.record.range(of: "folder") ?? place.name.range,
        help: "give one of them another `folder`, or turn the other off: `\(other.name): off`")
    }
  }

  // MARK: Fields

  /// Reads the fields that the site adds to some types or to all.
  private mutating func readFields(_ declared: [(name: LocatedText, record: FieldValues)]) {
    for (name, record) in declared.prefix(FieldDeclaration.limit) {
      let kinds = record.texts("kinds")
      for kind in kinds where !all.contains(where: { $0.name == kind.text }) {
        reporter.report(
          "there is no kind `\(kind.text)`", kind.range,
          advice(naming: kind, from: all))
      }
      let names = Set(kinds.map(\.text))
      let chosen = all.indices.filter {
        names.isEmpty ? true : !names.isDisjoint(with: all[$0].names)
      }
      let taken = Set(
        chosen.flatMap { all[$0].fields.map(\.name) } + ContentType.commonFields.map(\.name))
      guard let field = FieldDeclaration.read(name, record, taken: taken, by: &reporter) else {
        continue
      }
      for index in chosen {
        var parts = ContentType.Parts(all[index])
        parts.siteFields.append(field)
        if !names.isEmpty, parts.structure == nil {
          parts.starter.frontMatter += Self.starterLine(field)
        }
        all[index] = ContentType(parts)
      }
    }
  }
}
