import Diagnostics

/// A field that a site declares in `waymark.yml`: how it is written, and the `Field` that it becomes.
enum FieldDeclaration {
  /// The kinds of values by their names in `waymark.yml`.
  private enum Kind: String, CaseIterable {
    case text, texts, markdown, word, address, file, boolean, integer, date, choice, choices, page,
      pages
    case record, records

    /// What the values are, with an example of one, for the reference.
    var word: Field.Word {
      let (meaning, example) =
        switch self {
        case .text: ("a text on one line", "Sweat it slowly.")
        case .texts: ("one or several texts", "[leek, potato]")
        case .markdown:
          ("a text in Markdown, of several lines; templates get HTML", "\"**Sift** it.\"")
        case .word:
          ("a text that is shown as it is written: a code, a number with decimals", "4.50")
        case .address: ("the address of another site", "https://example.org/")
        case .file: ("a file, by its path from the page; templates get its address", "plan.pdf")
        case .boolean: ("yes or no", "true")
        case .integer: ("a whole number", "40")
        case .date: ("a day: year, month, day", "2026-11-21")
        case .choice: ("one of the words in `choices`", "vegan")
        case .choices: ("one or several of the words in `choices`", "[vegan, vegetarian]")
        case .page: ("a page, by its name in links; templates get its card", "articles/leek-soup")
        case .pages: ("one or several pages", "[articles/leek-soup, about]")
        case .record: ("keys of their own, which `fields` declares", "{street: Ring 1, city: Wien}")
        case .records: ("a list of such records", "[{amount: 2, name: leek}]")
        }
      return Field.Word(rawValue, meaning, example: example)
    }
  }

  /// The most fields that a site may declare for all kinds, and for one kind.
  static let limit = 100

  /// The keys of a declaration; a single value in its place is its `type`.
  static let fields = fields(depth: 2)
  /// The name of the key that a single value stands for.
  static let short = "type"

  private static func fields(depth: Int) -> [Field] {
    var fields = [
      Field(
        short, .choice(Kind.allCases.map(\.rawValue)), "the kind of its values; default: `text`",
        words: Kind.allCases.map(\.word)),
      Field("about", .text, "what it is, for authors"),
      Field("choices", .texts, "the words that are allowed, for `choice` and `choices`"),
      Field(
        "role", .choice(Field.Role.allCases.map(\.word)), "what the value means to the theme",
        words: Field.Role.allCases.map { Field.Word($0.word, $0.meaning) }),
      Field("search", .boolean, "whether its text is searched"),
    ]
    if depth > 1 {
      fields.append(
        Field("required", .boolean, "whether a page without it is reported; default: `false`"))
      fields.append(
        Field(
          "fields", .keyedRecords(Self.fields(depth: depth - 1), short: short),
          "the keys of a `record`, or of each of the `records`"))
    }
    return fields
  }

  /// The field that a declaration describes; `nil` if it cannot be one, which is reported.
  static func read(
    _ name: LocatedText, _ record: FieldValues, taken: Set<String>, by reporter: inout Reporter
  ) -> Field? {
    guard name.text.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_-]{0,63}/) != nil else {
      reporter.report(
        "`\(name.text)` cannot be the name of a field", name.range,
        help: "write letters, digits, hyphens and underscores, with a letter first")
      return nil
    }
    guard !taken.contains(name.text) else {
      reporter.report(
        "there is a field `\(name.text)` already", name.range,
        help: "choose another name; `waymark explain page` lists the fields that every page has")
      return nil
    }
    guard let kind = kind(name, record, by: &reporter) else { return nil }
    let role = record.text("role").flatMap { word in
      Field.Role.allCases.first { $0.word == word }
    }
    if let role, !role.accepts(kind), let range = record.range(of: "role") {
      reporter.report(
        "a field of this type cannot have the role `\(role.word)`", range,
        help: "the role is for fields of the type `\(role.typeName)`")
      return nil
    }
    return Field(
      name.text, Self.kind(kind, completedFor: role),
      summary(record.text("about"), kind), role: role,
      isSearched: record.boolean("search") ?? false,
      isRequired: record.boolean("required") ?? false)
  }

  /// What the site says about a field, and what its values are.
  private static func summary(_ about: String?, _ kind: Field.Kind) -> String {
    guard let about else { return kind.expectation }
    switch kind {
    case .text, .markdown, .word, .file, .record, .records: return about
    default: return "\(about); \(kind.expectation)"
    }
  }

  private static func kind(
    _ name: LocatedText, _ record: FieldValues, by reporter: inout Reporter
  ) -> Field.Kind? {
    let words = record.texts("choices").map(\.text)
    let kind = Kind(rawValue: record.text(short) ?? "text") ?? .text
    switch kind {
    case .text: return .text
    case .texts: return .texts
    case .markdown: return .markdown
    case .word: return .word
    case .address: return .address
    case .file: return .file(example: "picture.png")
    case .boolean: return .boolean
    case .integer: return .integer
    case .date: return .date
    case .page: return .reference
    case .pages: return .references
    case .choice, .choices:
      guard !words.isEmpty else {
        reporter.report(
          "the field `\(name.text)` has no `choices`", name.range,
          help: "list the words that are allowed: `choices: [first, second]`")
        return nil
      }
      return kind == .choice ? .choice(words) : .choices(words)
    case .record, .records:
      var inner: [Field] = []
      for (name, record) in record.keyedRecords("fields").prefix(limit) {
        let taken = Set(inner.map(\.name))
        if let field = read(name, record, taken: taken, by: &reporter) { inner.append(field) }
      }
      if inner.isEmpty, record.text("role") == nil {
        reporter.report(
          "the field `\(name.text)` has no `fields`", name.range,
          help: "declare its keys: `fields: {name: text}`")
        return nil
      }
      return kind == .record ? .record(inner) : .records(inner)
    }
  }

  /// The kind with the keys that the theme reads of records with a role.
  private static func kind(_ kind: Field.Kind, completedFor role: Field.Role?) -> Field.Kind {
    let types: [ContentType] = [.path, .figure]
    let standard = types.flatMap(\.ownFields).first { $0.role == role && role != nil }
    guard case .records(let inner, _) = kind, case .records(let known, _)? = standard?.kind
    else {
      return kind
    }
    let names = Set(inner.map(\.name))
    return .records(inner + known.filter { !names.contains($0.name) })
  }

  /// Collects the diagnostics of declarations in one file.
  struct Reporter {
    let source: SourceText
    var diagnostics: [Diagnostic] = []

    init(_ source: SourceText) { self.source = source }

    mutating func report(_ message: String, _ range: Range<Int>, help: String) {
      report(message, range, Advice(help))
    }

    mutating func report(_ message: String, _ range: Range<Int>, _ advice: Advice) {
      diagnostics.append(
        Diagnostic(.kindDeclaration, message, at: source.location(of: range), advice: advice))
    }
  }
}

extension Field.Role {
  /// The role's name in `waymark.yml`.
  var word: String {
    switch self {
    case .answer: "answer"
    case .definition: "definition"
    case .caption: "caption"
    case .questions: "questions"
    case .steps: "steps"
    case .items: "items"
    case .drawing: "drawing"
    case .rows: "rows"
    case .rowKey: "row-key"
    case .disclosure: "disclosure"
    }
  }

  /// What the theme does with the value, for the reference.
  fileprivate var meaning: String {
    switch self {
    case .answer: "the answer in one sentence, shown under the title"
    case .definition:
      "the meaning of a term in one sentence, shown under the title and beside mentions"
    case .caption: "what a table or a picture shows, written with it"
    case .questions: "question pages, shown with their answers under the text"
    case .steps: "the pages of a path, in order"
    case .items: "what a drawing is made from"
    case .drawing: "the template in `figures/` that draws the picture"
    case .rows: "the CSV file with the rows of a table"
    case .rowKey: "the heading of the column that names the rows of a table"
    case .disclosure: "who gains from a recommendation, shown with it"
    }
  }

  /// The type of the fields that can have the role, by its name in `waymark.yml`.
  fileprivate var typeName: String {
    switch self {
    case .answer, .definition, .caption, .rowKey, .disclosure: "text"
    case .questions: "pages"
    case .steps, .items: "records"
    case .drawing: "word"
    case .rows: "file"
    }
  }

  fileprivate func accepts(_ kind: Field.Kind) -> Bool {
    switch (typeName, kind) {
    case ("text", .text), ("pages", .references), ("records", .records), ("word", .word),
      ("file", .file):
      true
    default: false
    }
  }
}
