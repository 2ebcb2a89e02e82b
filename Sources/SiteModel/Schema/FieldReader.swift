import Diagnostics
import Markdown
import Text
import YAML

/// Reads a YAML mapping by its declared fields, and reports invalid keys and values.
struct FieldReader {
  let source: SourceText
  /// The owner of the keys, for messages: "an article".
  let owner: String
  /// The quotation marks for smart punctuation in texts for readers; `nil` without smart punctuation.
  let quotationMarks: QuotationMarks?
  /// The names of the fields of all pages; empty for keys that are not those of a page.
  let pageFields: Set<String>
  /// Whether an unknown key follows from a mistake that is reported elsewhere.
  let isExpected: @Sendable (String) -> Bool
  private(set) var diagnostics: [Diagnostic] = []

  init(
    _ source: SourceText, owner: String, quotationMarks: QuotationMarks?,
    pageFields: Set<String> = [],
    isExpected: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.isExpected = isExpected
    self.pageFields = pageFields
    self.source = source
    self.owner = owner
    self.quotationMarks = quotationMarks
  }

  mutating func read(_ node: YAMLNode, _ fields: [Field]) -> FieldValues {
    read(node, fields, readsForeign: false)
  }

  /// Reads the front matter of a page, which may have keys of other tools.
  mutating func readFrontMatter(_ node: YAMLNode, _ fields: [Field]) -> FieldValues {
    read(node, fields, readsForeign: true)
  }

  private mutating func read(
    _ node: YAMLNode, _ fields: [Field], readsForeign: Bool
  ) -> FieldValues {
    var record = FieldValues()
    guard case .mapping(let entries) = node.content else {
      if !node.isNull {
        report(
          .wrongType, "expected keys and values, but found \(node.kindName)", node.range,
          keysAdvice(for: node, fields.first?.name ?? "title"))
      }
      return record
    }
    for entry in entries {
      guard let field = fields.first(where: { $0.name == entry.key }) else {
        if readsForeign, let key = ForeignKey.named(entry.key) {
          readForeign(entry, key, fields, beside: entries, into: &record)
        } else if !isExpected(entry.key) {
          reportUnknown(entry, fields, beside: entries)
        }
        continue
      }
      if entry.value.isNull { continue }
      if let value = read(entry.value, field.kind, named: entry.key) {
        record.set(field.name, value, at: entry.value.range)
      } else {
        record.setInvalid(field.name)
      }
    }
    return record
  }

  /// Reads a key of another tool into the field that means the same, unless the page sets that field too.
  private mutating func readForeign(
    _ entry: YAMLEntry, _ key: ForeignKey, _ fields: [Field], beside entries: [YAMLEntry],
    into record: inout FieldValues
  ) {
    let inner = key.inner.map { name in entry.value.entries.first { $0.key == name } }
    guard let entry = inner ?? entry, let name = key.field, !entry.value.isNull,
      let field = name == ForeignKey.addresses.name
        ? ForeignKey.addresses : fields.first(where: { $0.name == name }),
      name == ForeignKey.addresses.name || !entries.contains(where: { $0.key == name }),
      let value = read(entry.value, field.kind, named: entry.key)
    else { return }
    switch (value, record[name]) {
    case (.texts(let texts), .texts(let before)?):
      record.replace(name, .texts(before + texts))
    case (_, nil): record.set(name, value, at: entry.value.range)
    default: break
    }
  }

  private mutating func read(
    _ node: YAMLNode, _ kind: Field.Kind, named name: String
  ) -> FieldValue? {
    switch kind {
    case .text, .word, .file, .reference, .markdown: return text(node, kind, name).map { .text($0) }
    case .texts, .references, .topics: return texts(node, kind, name).map { .texts($0) }
    case .choice(let words): return choice(node, words, kind, name)
    case .choices(let words): return choices(node, words, kind, name)
    case .boolean, .integer, .date, .period, .address: return simple(node, kind, name)
    case .record(let fields):
      guard case .mapping = node.content else { return wrongType(node, kind, name) }
      return .record(read(node, fields))
    case .records(let fields, let short):
      guard case .sequence(let items) = node.content else { return wrongType(node, kind, name) }
      return .records(items.map { self.record($0, named: name, fields, short) })
    case .keyedRecords(let fields, let short):
      guard case .mapping(let entries) = node.content else { return wrongType(node, kind, name) }
      return .keyedRecords(
        entries.map { (located($0), self.record($0.value, named: $0.key, fields, short)) })
    case .anything: return .anything(node)
    case .keyedTexts:
      guard case .mapping(let entries) = node.content else { return wrongType(node, kind, name) }
      var record = FieldValues()
      for entry in entries {
        guard let text = text(entry.value, .text, entry.key) else { continue }
        record.set(entry.key, .text(text), at: entry.keyRange)
      }
      return .record(record)
    }
  }

  /// Reads a record; a single value is that of the field `short`.
  private mutating func record(
    _ node: YAMLNode, named name: String, _ fields: [Field], _ short: String?
  ) -> FieldValues {
    guard let field = fields.first(where: { $0.name == short }), !node.isNull,
      case .scalar = node.content
    else {
      if let meant = ShortRecord.meant(by: node, fields, in: source) {
        report(meant.rule, meant.message, node.range, meant.advice)
        return FieldValues()
      }
      return read(node, fields)
    }
    var record = FieldValues()
    if let value = read(node, field.kind, named: name) {
      record.set(field.name, value, at: node.range)
    }
    return record
  }

  // MARK: Single values

  private mutating func text(
    _ node: YAMLNode, _ kind: Field.Kind, _ name: String
  ) -> LocatedText? {
    guard case .scalar(var text, _) = node.content else { return wrongType(node, kind, name) }
    if let cleaned = ControlCharacters.replaced(in: text) {
      let first = text.unicodeScalars.first { ControlCharacters.replacement(for: $0) != $0 }
      diagnostics.append(
        ControlCharacterReport.diagnostic(first, at: source.location(of: node.range)))
      text = cleaned
    }
    let shown: String
    switch kind {
    case .markdown:
      reviewWords(text, node)
      shown = text
    case .text, .texts:
      reviewWords(text, node)
      let line = Self.line(text)
      shown = quotationMarks.map { SmartPunctuation.apply(line, $0) } ?? line
    default: shown = Self.line(text)
    }
    return LocatedText(text: shown, range: node.range)
  }

  /// The text on one line, without white space at its ends.
  ///
  /// YAML's `>` and `|` keep line feeds, which no title, description or address has.
  private static func line(_ text: String) -> String {
    let bytes = text.utf8
    guard let first = bytes.first, let last = bytes.last else { return text }
    guard first <= 0x20 || last <= 0x20 || bytes.contains(UInt8(ascii: "\n")) else { return text }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Reports words such as `TODO` that mark a text as unfinished.
  private mutating func reviewWords(_ text: String, _ node: YAMLNode) {
    guard UnfinishedWord.mayOccur(in: text.utf8Span.span),
      !UnfinishedWord.all(in: Array(text.utf8)[...]).isEmpty
    else { return }
    let bytes = source.bytes[node.range.clamped(to: 0..<source.bytes.count)]
    guard let found = UnfinishedWord.all(in: bytes).first else { return }
    report(
      .unfinishedText, "this text for readers contains `\(source.text(found))`", found,
      help: "finish the text, or move the note to a comment: `# \(source.text(found)): …`")
  }

  /// Reads a list of texts.
  ///
  /// A single text counts as a list of one.
  private mutating func texts(
    _ node: YAMLNode, _ kind: Field.Kind, _ name: String
  ) -> [LocatedText]? {
    guard case .sequence(let items) = node.content else {
      return text(node, kind, name).map { [$0] }
    }
    return items.compactMap { item in
      if item.isNull { return nil }
      if case .scalar = item.content { return text(item, kind, name) }
      report(
        .wrongType, "every item of `\(name)` must be text, not \(item.kindName)", item.range,
        advice(for: item, kind))
      return nil
    }
  }

  private mutating func choice(
    _ node: YAMLNode, _ words: [String], _ kind: Field.Kind, _ name: String
  ) -> FieldValue? {
    guard let text = text(node, kind, name), isWord(text, of: words, kind, name) else {
      return nil
    }
    return .text(text)
  }

  private mutating func choices(
    _ node: YAMLNode, _ words: [String], _ kind: Field.Kind, _ name: String
  ) -> FieldValue? {
    let texts = texts(node, kind, name)?.filter { isWord($0, of: words, kind, name) }
    return texts.map { .texts($0) }
  }

  /// Whether a text is one of the allowed words; reports one that is not.
  private mutating func isWord(
    _ text: LocatedText, of words: [String], _ kind: Field.Kind, _ name: String
  ) -> Bool {
    if words.contains(text.text) { return true }
    report(
      .wrongType, "`\(name)` must be \(kind.expectation), not `\(text.text)`", text.range,
      Advice(naming: text, meaning: words, in: source))
    return false
  }

  private mutating func simple(
    _ node: YAMLNode, _ kind: Field.Kind, _ name: String
  ) -> FieldValue? {
    guard case .scalar(let text, _) = node.content else {
      return wrongType(node, kind, name)
    }
    switch kind {
    case .boolean:
      if ["true", "yes", "on"].contains(text.lowercased()) { return .boolean(true) }
      if ["false", "no", "off"].contains(text.lowercased()) { return .boolean(false) }
    case .integer:
      if let number = Int(text) { return .integer(number) }
    case .date:
      if let date = CalendarDate(text) { return .date(date) }
      report(
        .invalidDate, "`\(text)` is not a valid date", node.range,
        help: "write year, month and day, such as `2026-11-21`")
      return nil
    case .address where LinkScheme.isLinkable(text):
      return .text(LocatedText(text: text, range: node.range))
    case .period:
      if let period = Period(text) { return .period(period) }
    default: break
    }
    return wrongType(node, kind, name)
  }

  private func located(_ entry: YAMLEntry) -> LocatedText {
    LocatedText(text: entry.key, range: entry.keyRange)
  }

  // MARK: Messages

  private mutating func wrongType<Result>(
    _ node: YAMLNode, _ kind: Field.Kind, _ name: String
  ) -> Result? {
    var found = node.kindName
    if case .scalar(let text, _) = node.content, !node.isNull { found = "`\(text)`" }
    report(
      .wrongType, "`\(name)` must be \(kind.expectation), not \(found)", node.range,
      advice(for: node, kind))
    return nil
  }

  /// What to write instead of a value without keys.
  private func keysAdvice(for node: YAMLNode, _ key: String) -> Advice {
    switch node.content {
    case .scalar(let text, _) where !text.contains("\n") && !text.contains(": "):
      let written = "\(key): \(source.text(node.range))"
      return Advice("write its key before it: `\(written)`", fixes: [Fix(written, .possible)])
    case .sequence:
      return Advice("write one key on each line, without hyphens before them, such as `\(key): …`")
    default: return Advice("write one key on each line, such as `\(key): …`")
    }
  }

  /// What to write instead of a value of another kind, where that can be told.
  private func advice(for node: YAMLNode, _ kind: Field.Kind) -> Advice {
    switch (kind, node.content) {
    case (.reference, .sequence), (.references, .sequence):
      // The outer brackets of a list in a list may be those of the list itself.
      let text = source.text(node.range)
      let link = text.hasPrefix("[[") ? text : "[\(text)]"
      guard link.hasPrefix("[["), link.hasSuffix("]]"), !link.contains("\n") else {
        return Advice()
      }
      return Advice(
        "YAML reads brackets as a list: write the name alone, `\(link.dropFirst(2).dropLast(2))`")
    case (.address, .scalar(let text, _)) where text.hasPrefix("/"):
      return Advice(
        "write the whole address, `https://…`; the address of this page itself follows from its folder and `slug`, "
          + "and `aliases` gives it more")
    case (.records(_, short: .some), .scalar(let text, isPlain: true)) where !text.isEmpty:
      let list = "[\(source.text(node.range))]"
      return Advice("write a list: `\(list)`", fixes: [Fix(list, .possible)])
    default: return Advice()
    }
  }

  private mutating func reportUnknown(
    _ entry: YAMLEntry, _ fields: [Field], beside entries: [YAMLEntry]
  ) {
    let reader = FieldReader(source, owner: owner, quotationMarks: nil, pageFields: pageFields)
    let keys = entries.map(\.key)
    diagnostics.append(
      Diagnostic(
        .unknownKey,
        pageFields.isEmpty || pageFields.contains(entry.key)
          ? "\(owner) has no key `\(entry.key)`" : "pages have no key `\(entry.key)`",
        at: source.location(of: entry.keyRange),
        finding: { reader.advice(for: entry, fields, beside: keys) }))
  }

  /// Proposes known keys that are close to an unknown one.
  ///
  /// The proposal is certain only for a typing error, if the value is valid for the known key and that key
  /// is not set yet.
  private func advice(
    for entry: YAMLEntry, _ fields: [Field], beside keys: [String]
  ) -> Advice {
    let names = fields.map(\.name)
    let listing = names.map { "`\($0)`" }.joined(separator: ", ")
    let advice = Advice(
      naming: LocatedText(text: entry.key, range: entry.keyRange), meaning: names, in: source,
      else: pageFields.isEmpty || names.count < 10
        ? "the known keys are \(listing)"
        : "`waymark explain page` lists the known keys; declare your own under `fields` in "
          + "`waymark.yml`, or write them under `extra`")
    let meant = advice.certainFix?.text ?? NameFold.typo(entry.key, in: names)
    guard let meant, let field = fields.first(where: { $0.name == meant }) else { return advice }
    if keys.contains(meant) {
      return Advice("`\(meant)` is already set: move the value there, or remove this key")
    }
    return fits(entry.value, field) ? Advice(certain: meant) : Advice(possible: [meant])
  }

  /// Whether a value is valid for a field.
  private func fits(_ node: YAMLNode, _ field: Field) -> Bool {
    if case .scalar(let text, isPlain: true) = node.content {
      switch field.kind {
      // Every scalar is valid text, but a date, a number or a boolean was probably meant for another key.
      case .text, .texts, .word, .file, .reference, .references, .topics:
        if CalendarDate(text) != nil || Double(text) != nil || ["true", "false"].contains(text) {
          return false
        }
      default: break
      }
    }
    var trial = self
    let value = trial.read(node, field.kind, named: field.name)
    return value != nil && trial.diagnostics.allSatisfy { $0.rule == .unfinishedText }
  }

  private mutating func report(
    _ rule: Rule, _ message: String, _ range: Range<Int>, help: String? = nil
  ) {
    report(rule, message, range, Advice(help))
  }

  private mutating func report(
    _ rule: Rule, _ message: String, _ range: Range<Int>, _ advice: Advice
  ) {
    diagnostics.append(
      Diagnostic(rule, message, at: source.location(of: range), advice: advice))
  }
}
