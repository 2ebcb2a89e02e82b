import Diagnostics
import Markdown
import Text

/// The Markdown in the fields of a page and of its components.
///
/// Its references are the page's, so that they are resolved, checked and renamed like those of the text.
struct FieldMarkdown {
  /// The HTML of each value, by the start of the value in the source.
  private(set) var bodies: [Int: HTMLFragment] = [:]
  /// The links and images of all values; placeholders count from `firstReference`.
  private(set) var references: [Reference] = []
  /// What is wrong with the texts.
  private(set) var diagnostics: [Diagnostic] = []

  private let source: SourceText
  private let options: MarkdownOptions
  private let firstReference: Int

  /// Makes no HTML yet.
  ///
  /// - Parameters:
  ///   - source: The page.
  ///   - options: How the page's text is parsed.
  ///   - firstReference: The number of references in the page's text.
  init(_ source: SourceText, _ options: MarkdownOptions, firstReference: Int) {
    self.source = source
    self.options = MarkdownOptions(
      smartPunctuation: options.smartPunctuation, html: options.html, highlightsCode: false,
      syntax: [.gfm, .linkSafety, .wikiLinks, .marks]
    ).with(quotationMarks: options.quotationMarks)
    self.firstReference = firstReference
  }

  /// Parses the values of Markdown fields.
  mutating func add(_ record: FieldValues, _ fields: [Field]) {
    for text in record.markdown(fields) where bodies[text.range.lowerBound] == nil { add(text) }
  }

  private mutating func add(_ text: LocatedText) {
    let own = SourceText(name: source.name, text: text.text)
    let document = MarkdownDocument.parse(own, options: options)
    let places = ScalarPlaces(of: own, in: source, text.range)
    diagnostics += document.diagnostics.map(places.moved)
    var body = document.html(HTMLOptions(profile: .commonMark))
    let first = firstReference + references.count
    for index in body.placeholders.indices {
      body.placeholders[index].kind = body.placeholders[index].kind.shifted(by: first)
    }
    bodies[text.range.lowerBound] = body
    references += document.references.map { reference in
      var reference = reference
      reference.place = places.place(reference.place)
      if reference.kind == .embed {
        // Pages are embedded in texts only, where none can embed itself.
        reference.kind = .wikiLink
        diagnostics.append(
          Diagnostic(
            .inlineEmbed, "an embed in a field becomes a plain link",
            at: source.location(at: reference.place),
            help: "embed the page in the text, or remove the `!`"))
      }
      return reference
    }
  }
}

extension Placeholder.Kind {
  /// The same content with other numbers of references; an embed becomes a link.
  fileprivate func shifted(by first: Int) -> Placeholder.Kind {
    switch self {
    case .linkStart(let index): .linkStart(first + index)
    case .linkAttributes(let index): .linkAttributes(first + index)
    case .address(let index): .address(first + index)
    case .linkLabel(let index): .linkLabel(first + index)
    case .imageSource(let index): .imageSource(first + index)
    case .pictureStart(let index): .pictureStart(first + index)
    case .pictureEnd(let index): .pictureEnd(first + index)
    case .embed(let index): .embed(first + index)
    case .component, .text, .sectionStart, .headingLevel, .id: self
    }
  }
}

/// Where the lines of a YAML scalar's text stand in the file.
private struct ScalarPlaces {
  /// How far the text of a line is looked for.
  private static let indentLimit = 400

  private let text: SourceText
  private let source: SourceText
  private let range: Range<Int>
  /// The offset of each line in the file; `nil` where YAML changed the line.
  private var starts: [Int?] = []

  init(of text: SourceText, in source: SourceText, _ range: Range<Int>) {
    self.text = text
    self.source = source
    self.range = range
    var position = range.lowerBound
    for number in 1...max(1, text.lines.count) {
      let line = text.bytes[text.lines.range(ofLine: number)]
      let start = line.isEmpty ? position : find(line, from: position)
      starts.append(start)
      position = start.map { $0 + line.count } ?? position
    }
  }

  /// The first place where a line stands with only white space before it; the first may follow `|` or a quotation mark.
  private func find(_ line: ArraySlice<UInt8>, from position: Int) -> Int? {
    var start = position
    let last = min(range.upperBound - line.count, position + Self.indentLimit)
    while start <= last {
      if source.bytes[start..<start + line.count].elementsEqual(line) { return start }
      let byte = source.bytes[start]
      let isMark = position == range.lowerBound && "|>+-\"'0123456789".utf8.contains(byte)
      guard isMark || byte.isASCIISpace else { return nil }
      start += 1
    }
    return nil
  }

  /// The place in the file of one in the text: its range, or else the line.
  func place(_ place: SourcePlace) -> SourcePlace {
    switch place {
    case .line(let line): .line(fileLine(line))
    case .range(let range): moved(range).map { .range($0) } ?? .line(fileLine(line(of: range)))
    }
  }

  /// A diagnostic of the text as one of the file.
  ///
  /// Without a range in the file there is nothing that a fix could replace.
  func moved(_ diagnostic: Diagnostic) -> Diagnostic {
    var diagnostic = diagnostic
    let location = diagnostic.location
    if let range = location?.range.flatMap(moved) {
      diagnostic.location = source.location(of: range)
    } else {
      diagnostic.location = source.location(
        at: location?.start.map { .line(fileLine($0.line)) } ?? .range(range))
      diagnostic.advice = Advice(diagnostic.help)
    }
    return diagnostic
  }

  private func moved(_ range: Range<Int>) -> Range<Int>? {
    let number = line(of: range)
    let line = text.lines.range(ofLine: number)
    guard range.upperBound <= line.upperBound, let start = starts[number - 1] else { return nil }
    let moved = start + range.lowerBound - line.lowerBound
    return moved..<moved + range.count
  }

  private func line(of range: Range<Int>) -> Int {
    min(max(1, text.lines.line(at: range.lowerBound)), starts.count)
  }

  private func fileLine(_ line: Int) -> Int {
    let offset = starts[min(max(1, line), starts.count) - 1] ?? range.lowerBound
    return source.lines.line(at: offset)
  }
}
