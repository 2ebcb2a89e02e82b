import CLibYAML
import Diagnostics
import Text

/// Reads a YAML document into nodes with source ranges, in O(n) time and memory.
///
/// It uses libyaml's event parser directly, because the trees of higher-level readers lose what diagnostics need:
/// duplicate keys, aliases, and the exact bytes of values. Anchors, aliases and deep nesting are refused where they
/// occur.
package struct YAMLReader {
  /// The largest size of a document in bytes.
  package static let sizeLimit = 64 * 1024
  private static let depthLimit = 32

  private let source: SourceText
  /// The bytes of the document.
  private let range: Range<Int>
  private let offsets: ScalarOffsets
  /// On the heap, because libyaml keeps a pointer to it.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private var diagnostics: [Diagnostic] = []
  /// The last value in quotation marks that covers several lines: perhaps its end is the start of another value.
  private var longQuotation: Range<Int>?

  /// Reads the document in a range of `source`; the root is `nil` where it is empty or invalid.
  package static func read(
    _ source: SourceText, _ range: Range<Int>
  ) -> (root: YAMLNode?, diagnostics: [Diagnostic]) {
    guard range.count <= sizeLimit else {
      let message =
        "\(range.count / 1024) KiB of YAML, but at most \(sizeLimit / 1024) KiB are read"
      let line = source.lines.line(at: range.lowerBound)
      return (nil, [Diagnostic(.yamlTooLarge, message, at: source.location(ofLine: line))])
    }
    var reader = YAMLReader(source, range)
    let root = reader.readDocument(range)
    return (root, reader.diagnostics)
  }

  private init(_ source: SourceText, _ range: Range<Int>) {
    self.source = source
    self.range = range
    self.offsets = ScalarOffsets(source.bytes, range)
    self.parser = .allocate(capacity: 1)
  }

  /// Stops reading, after a diagnostic has been added.
  private struct Refused: Error {}

  private mutating func readDocument(_ range: Range<Int>) -> YAMLNode? {
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else { return nil }
    defer { yaml_parser_delete(parser) }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    return source.bytes.withUnsafeBufferPointer { bytes -> YAMLNode? in
      yaml_parser_set_input_string(
        parser, bytes.baseAddress.map { $0 + range.lowerBound }, range.count)
      do {
        _ = try nextEvent()  // stream start
        let first = try nextEvent()
        if first.type == YAML_STREAM_END_EVENT { return nil }
        let root = try node(from: nextEvent(), depth: 0)
        _ = try nextEvent()  // document end
        let last = try nextEvent()
        if last.type != YAML_STREAM_END_EVENT {
          try refuse(.yamlSyntax, "a second YAML document starts here", last.range)
        }
        return root
      } catch {
        return nil
      }
    }
  }

  /// A copy of a libyaml event, which needs no release.
  private struct Event {
    var type: yaml_event_type_t
    var text = ""
    var isPlain = false
    var hasAnchor = false
    var range: Range<Int>
  }

  private mutating func nextEvent() throws -> Event {
    var raw = yaml_event_t()
    guard yaml_parser_parse(parser, &raw) == 1 else { throw syntaxError() }
    defer { yaml_event_delete(&raw) }
    let start = offsets[raw.start_mark.index]
    var event = Event(type: raw.type, range: start..<max(start, offsets[raw.end_mark.index]))
    switch raw.type {
    case YAML_SCALAR_EVENT:
      let scalar = raw.data.scalar
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      event.text = String(decoding: bytes, as: UTF8.self)
      event.isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
      event.hasAnchor = scalar.anchor != nil
      let isQuoted =
        scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE
        || scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE
      if isQuoted, source.bytes[event.range].contains(UInt8(ascii: "\n")) {
        longQuotation = event.range
      }
    case YAML_SEQUENCE_START_EVENT: event.hasAnchor = raw.data.sequence_start.anchor != nil
    case YAML_MAPPING_START_EVENT: event.hasAnchor = raw.data.mapping_start.anchor != nil
    default: break
    }
    return event
  }

  private mutating func node(from event: Event, depth: Int) throws -> YAMLNode {
    if event.hasAnchor {
      try refuse(
        .yamlAlias, "an unquoted `&` starts an anchor, and anchors are not allowed", event.range,
        "put the value in quotation marks")
    }
    if depth > Self.depthLimit {
      try refuse(.yamlTooLarge, "more than \(Self.depthLimit) levels of nesting", event.range)
    }
    switch event.type {
    case YAML_SCALAR_EVENT:
      if event.isPlain { checkComment(after: event) }
      return YAMLNode(.scalar(event.text, isPlain: event.isPlain), range: event.range)
    case YAML_SEQUENCE_START_EVENT: return try sequence(from: event, depth: depth)
    case YAML_MAPPING_START_EVENT: return try mapping(from: event, depth: depth)
    default:
      try refuse(
        .yamlAlias, "an unquoted `*` starts an alias, and aliases are not allowed", event.range,
        "put the value in quotation marks")
      throw Refused()
    }
  }

  private mutating func sequence(from start: Event, depth: Int) throws -> YAMLNode {
    var items: [YAMLNode] = []
    while true {
      let event = try nextEvent()
      if event.type == YAML_SEQUENCE_END_EVENT {
        return YAMLNode(.sequence(items), range: whole(start, event, items.last?.range))
      }
      items.append(try node(from: event, depth: depth + 1))
    }
  }

  private mutating func mapping(from start: Event, depth: Int) throws -> YAMLNode {
    var entries: [YAMLEntry] = []
    var seen: [String: Range<Int>] = [:]
    while true {
      let event = try nextEvent()
      if event.type == YAML_MAPPING_END_EVENT {
        return YAMLNode(.mapping(entries), range: whole(start, event, entries.last?.value.range))
      }
      let key = try node(from: event, depth: depth + 1)
      guard case .scalar(let name, _) = key.content else {
        // Templates of other tools have placeholders: `date: {{date}}`.
        let isPlaceholder = source.bytes[key.range].first == UInt8(ascii: "{")
        try refuse(
          .yamlSyntax, "a key must be text, not \(key.kindName)", key.range,
          isPlaceholder
            ? "a brace begins a mapping: write a text that begins with one between quotation marks, such as `\"{{date}}\"`"
            : nil)
        throw Refused()
      }
      let value = try node(from: nextEvent(), depth: depth + 1)
      if let first = seen[name] {
        reportDuplicate(name, key.range, first: first)
      } else {
        seen[name] = key.range
        entries.append(YAMLEntry(key: name, keyRange: key.range, value: value))
      }
    }
  }

  /// The range of a collection.
  ///
  /// libyaml ends a block collection at the start of the next token; this ends it after its
  /// last item.
  private func whole(_ start: Event, _ end: Event, _ last: Range<Int>?) -> Range<Int> {
    let isFlow = end.range.count == 1
    let upper = isFlow ? end.range.upperBound : last?.upperBound ?? start.range.upperBound
    return start.range.lowerBound..<max(start.range.upperBound, upper)
  }

  private mutating func reportDuplicate(_ name: String, _ range: Range<Int>, first: Range<Int>) {
    let note = Diagnostic.Note("it is first set here", at: source.location(of: first))
    diagnostics.append(
      Diagnostic(
        .yamlDuplicateKey, "`\(name)` is set twice", at: source.location(of: range),
        notes: [note], help: "keep one of the two"))
  }

  /// Reports a comment that was probably meant as text: a space, a number sign, and no space after it.
  private mutating func checkComment(after event: Event) {
    let bytes = source.bytes
    var sign = event.range.upperBound
    while sign < bytes.count, bytes[sign] == 0x20 || bytes[sign] == 0x09 { sign += 1 }
    guard sign + 1 < bytes.count, bytes[sign] == UInt8(ascii: "#"),
      bytes[sign + 1] > 0x20, bytes[sign + 1] != UInt8(ascii: "#")
    else { return }
    let line = source.lines.range(ofLine: source.lines.line(at: sign))
    let start = event.text.isEmpty ? sign : event.range.lowerBound
    let whole = start..<max(sign + 1, line.upperBound)
    let quoted = source.text(whole).trimmingSpaceAtEnd
    let range = start..<start + quoted.utf8.count
    let comment = source.text(sign..<range.upperBound)
    let text = "\"" + quoted.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    diagnostics.append(
      Diagnostic(
        .yamlComment, "`\(comment)` is a comment and not part of the value",
        at: source.location(of: range),
        advice: Advice(
          "put the whole value in quotation marks: `\(text)`", fixes: [Fix(text, .possible)])))
  }

  private mutating func refuse(
    _ rule: Rule, _ message: String, _ range: Range<Int>, _ help: String? = nil
  ) throws {
    diagnostics.append(Diagnostic(rule, message, at: source.location(of: range), help: help))
    throw Refused()
  }

  private mutating func syntaxError() -> Refused {
    if let quotation = openQuotation {
      diagnostics.append(
        Diagnostic(
          .yamlSyntax, "this quotation mark has no partner on its line",
          at: source.location(of: quotation..<quotation + 1),
          help: "close the quotation; write a quotation mark within it as "
            + (source.bytes[quotation] == UInt8(ascii: "'") ? "`''`" : "`\\\"`")))
      return Refused()
    }
    let reason = parser.pointee.problem.map { String(cString: $0) } ?? "unexpected text"
    let isReaderError = parser.pointee.error == YAML_READER_ERROR
    let start =
      isReaderError
      ? offsets.byte(parser.pointee.problem_offset) : offsets[parser.pointee.problem_mark.index]
    if !isReaderError,
      let mistake = SyntaxMistake.recognized(
        reason, at: start, since: offsets[parser.pointee.context_mark.index], in: source, range)
    {
      diagnostics.append(
        Diagnostic(
          .yamlSyntax, mistake.message, at: source.location(of: mistake.range),
          advice: mistake.advice))
      return Refused()
    }
    let line = source.lines.line(at: start)
    let end = source.lines.range(ofLine: line).upperBound
    let location =
      start < end ? source.location(of: start..<start + 1) : source.location(ofLine: line)
    diagnostics.append(
      Diagnostic(
        .yamlSyntax, "this YAML cannot be read: \(reason)", at: location,
        help: "quote a value that contains `: ` or starts with a special character; "
          + "indent with spaces"))
    return Refused()
  }
}

extension YAMLReader {
  /// The quotation mark to which a syntax error is due: it has no end, or its end was meant as the start of another
  /// value.
  private var openQuotation: Int? {
    if let context = parser.pointee.context,
      String(cString: context) == "while scanning a quoted scalar"
    {
      let start = offsets[parser.pointee.context_mark.index]
      return source.bytes.indices.contains(start) ? start : nil
    }
    guard let quotation = longQuotation else { return nil }
    let error = offsets[parser.pointee.problem_mark.index]
    let isBeside =
      source.lines.line(at: error) == source.lines.line(at: max(0, quotation.upperBound - 1))
    return isBeside ? quotation.lowerBound : nil
  }
}

extension String {
  fileprivate var trimmingSpaceAtEnd: String {
    var text = self[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}

/// Converts libyaml's positions, counted in Unicode scalars, to byte offsets.
private struct ScalarOffsets {
  private let range: Range<Int>
  /// The byte offset of each scalar; empty where all are one byte long.
  private var starts: [Int32] = []

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.range = range
    guard bytes[range].contains(where: { $0 >= 0x80 }) else { return }
    for offset in range where bytes[offset] & 0xC0 != 0x80 { starts.append(Int32(offset)) }
  }

  subscript(index: Int) -> Int {
    if starts.isEmpty { return min(range.lowerBound + index, range.upperBound) }
    return index < starts.count ? Int(starts[index]) : range.upperBound
  }

  func byte(_ offset: Int) -> Int { min(range.lowerBound + offset, range.upperBound) }
}
