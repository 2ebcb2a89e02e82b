import Diagnostics
import Markdown
import Text
import YAML

/// Reads a YAML mapping by its declared fields, and says at each key or value what is wrong with it.
struct FieldReader {
  let source: SourceText
  /// What has these keys, for messages: "an article".
  let owner: String
  /// Whether quotation marks and dashes are set properly in what people read.
  let setsPunctuation: Bool
  private(set) var diagnostics: [Diagnostic] = []

  init(_ source: SourceText, owner: String, setsPunctuation: Bool) {
    self.source = source
    self.owner = owner
    self.setsPunctuation = setsPunctuation
  }

  mutating func read(_ node: YAMLNode, _ fields: [Field]) -> FieldValues {
    var record = FieldValues()
    guard case .mapping(let entries) = node.content else {
      if !node.isNull {
        report(
          .wrongType, "expected keys and values, found \(node.kindName)", node.range,
          help: "write `\(fields.first?.name ?? "title"): …`, one key a line")
      }
      return record
    }
    for entry in entries {
      guard let field = fields.first(where: { $0.name == entry.key }) else {
        reportUnknown(entry, fields, beside: entries)
        continue
      }
      if entry.value.isNull { continue }
      if let value = read(entry.value, field.kind, named: entry.key) {
        record.set(field.name, value, at: entry.value.range)
      }
    }
    return record
  }

  private mutating func read(
    _ node: YAMLNode, _ kind: Field.Kind, named name: String
  ) -> FieldValue? {
    switch kind {
    case .text, .word, .reference: return text(node, kind, name).map { .text($0) }
    case .texts, .references, .topics: return texts(node, kind, name).map { .texts($0) }
    case .choice(let words): return choice(node, words, kind, name)
    case .boolean, .integer, .date, .period, .address: return simple(node, kind, name)
    case .record(let fields):
      guard case .mapping = node.content else { return wrongType(node, kind, name) }
      return .record(read(node, fields))
    case .records(let fields):
      guard case .sequence(let items) = node.content else { return wrongType(node, kind, name) }
      return .records(items.map { read($0, fields) })
    case .keyedRecords(let fields):
      guard case .mapping(let entries) = node.content else { return wrongType(node, kind, name) }
      return .keyedRecords(entries.map { (located($0), read($0.value, fields)) })
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
    case .text, .texts:
      reviewWords(text, node)
      shown = setsPunctuation ? SmartPunctuation.apply(text) : text
    default: shown = text
    }
    return LocatedText(text: shown, range: node.range)
  }

  /// Reports words that say that a text is not finished.
  private mutating func reviewWords(_ text: String, _ node: YAMLNode) {
    guard UnfinishedWord.mayOccur(in: text.utf8Span.span),
      !UnfinishedWord.all(in: Array(text.utf8)[...]).isEmpty
    else { return }
    let bytes = source.bytes[node.range.clamped(to: 0..<source.bytes.count)]
    guard let found = UnfinishedWord.all(in: bytes).first else { return }
    report(
      .unfinishedText, "`\(source.text(found))` is left in a text that readers see", found,
      help: "do what it says, or put it into a comment: `# \(source.text(found)): …`")
  }

  /// A list; one text alone is a list of one.
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
        .wrongType, "each item of `\(name)` should be text, not \(item.kindName)", item.range)
      return nil
    }
  }

  private mutating func choice(
    _ node: YAMLNode, _ words: [String], _ kind: Field.Kind, _ name: String
  ) -> FieldValue? {
    guard let text = text(node, kind, name) else { return nil }
    if words.contains(text.text) { return .text(text) }
    report(
      .wrongType, "`\(name)` should be \(kind.expectation), not `\(text.text)`", node.range,
      Advice(
        naming: LocatedText(text: text.text, range: node.range), from: words, in: source))
    return nil
  }

  private mutating func simple(
    _ node: YAMLNode, _ kind: Field.Kind, _ name: String
  ) -> FieldValue? {
    guard case .scalar(let text, let isPlain) = node.content else {
      return wrongType(node, kind, name)
    }
    switch kind {
    case .boolean where isPlain:
      if ["true", "yes", "on"].contains(text.lowercased()) { return .boolean(true) }
      if ["false", "no", "off"].contains(text.lowercased()) { return .boolean(false) }
    case .integer:
      if let number = Int(text) { return .integer(number) }
    case .date:
      if let date = CalendarDate(text) { return .date(date) }
      report(
        .invalidDate, "`\(text)` is no day of the calendar", node.range,
        help: "write year, month and day: `2026-11-21`")
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
    report(.wrongType, "`\(name)` should be \(kind.expectation), not \(found)", node.range)
    return nil
  }

  private mutating func reportUnknown(
    _ entry: YAMLEntry, _ fields: [Field], beside entries: [YAMLEntry]
  ) {
    let reader = FieldReader(source, owner: owner, setsPunctuation: false)
    let keys = entries.map(\.key)
    diagnostics.append(
      Diagnostic(
        .unknownKey, "\(owner) has no key `\(entry.key)`",
        at: source.location(of: entry.keyRange),
        finding: { reader.advice(for: entry, fields, beside: keys) }))
  }

  /// What an unknown key may have meant.
  ///
  /// Certain only where it is a slip, its value is right for the key that was meant, and that key is not there yet.
  private func advice(
    for entry: YAMLEntry, _ fields: [Field], beside keys: [String]
  ) -> Advice {
    let names = fields.map(\.name)
    let advice = Advice(
      naming: entry.key, from: names,
      else: "the keys are " + names.map { "`\($0)`" }.joined(separator: ", "))
    let meant = advice.certainFix?.text ?? NameFold.typo(entry.key, in: names)
    guard let meant, let field = fields.first(where: { $0.name == meant }) else { return advice }
    if keys.contains(meant) {
      return Advice("`\(meant)` is set already: move the text there, or remove this key")
    }
    return fits(entry.value, field) ? Advice(certain: meant) : Advice(possible: [meant])
  }

  /// Whether a value is right for a field.
  private func fits(_ node: YAMLNode, _ field: Field) -> Bool {
    if case .scalar(let text, isPlain: true) = node.content {
      switch field.kind {
      // Any text would be read; a day, a number or a truth value was meant for another key.
      case .text, .texts, .word, .reference, .references, .topics:
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
