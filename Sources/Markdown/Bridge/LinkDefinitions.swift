import Diagnostics

/// Finds the lines that give links an address, `[name]: https://example.org`, and what refers to them.
///
/// cmark takes them out of the text and keeps no trace, so they are read again from the source. In
/// doubt a line is no definition and a name is in use: better silent than wrong. O(n).
struct LinkDefinitions {
  struct Definition {
    /// The name as links are compared: lower case, its white space one space.
    var name: String
    /// The bytes of the name between the brackets.
    var range: Range<Int>
    /// The bytes of the address.
    var target: Range<Int>
  }

  /// How long a name may be, by CommonMark.
  private static let nameLimit = 999

  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var definitions: [Definition] = []
  /// The names in brackets anywhere else.
  private(set) var used: Set<String> = []

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, lines: LineTable, in numbers: ClosedRange<Int>,
    code: [ClosedRange<Int>]
  ) {
    self.bytes = bytes
    var code = code[...]
    var mayBegin = true
    var starts: Set<Int> = []
    for number in numbers {
      while let first = code.first, first.upperBound < number { code.removeFirst() }
      let line = lines.range(ofLine: number)
      if code.first?.contains(number) == true {
        mayBegin = true
        continue
      }
      if mayBegin, let definition = definition(line) {
        definitions.append(definition)
        starts.insert(definition.range.lowerBound - 1)
      } else {
        mayBegin = line.allSatisfy { InlineAligner.isSpace(bytes[$0]) } || isHeading(line)
      }
    }
    guard !definitions.isEmpty, let last = numbers.last else { return }
    let end = lines.range(ofLine: last).upperBound
    for index in lines.range(ofLine: numbers.lowerBound).lowerBound..<end
    where bytes[index] == UInt8(ascii: "[") && !starts.contains(index) {
      if let range = name(from: index, to: end) { used.insert(Self.folded(bytes[range])) }
    }
  }

  private func isHeading(_ line: Range<Int>) -> Bool {
    !line.isEmpty && bytes[line.lowerBound] == UInt8(ascii: "#")
  }

  /// The bytes between a bracket and the one that closes it.
  private func name(from open: Int, to end: Int) -> Range<Int>? {
    var index = open + 1
    while index < min(end, open + Self.nameLimit) {
      switch bytes[index] {
      case UInt8(ascii: "]"): return index > open + 1 ? open + 1..<index : nil
      case UInt8(ascii: "["): return nil
      case UInt8(ascii: "\\"): index += 2
      default: index += 1
      }
    }
    return nil
  }

  private func definition(_ line: Range<Int>) -> Definition? {
    var index = line.lowerBound
    while index < line.upperBound, index < line.lowerBound + 3, bytes[index] == UInt8(ascii: " ") {
      index += 1
    }
    guard index < line.upperBound, bytes[index] == UInt8(ascii: "["),
      let name = name(from: index, to: line.upperBound),
      bytes[name.lowerBound] != UInt8(ascii: "^"),
      name.upperBound + 1 < line.upperBound, bytes[name.upperBound + 1] == UInt8(ascii: ":"),
      let target = target(name.upperBound + 2..<line.upperBound)
    else { return nil }
    let folded = Self.folded(bytes[name])
    return folded.isEmpty ? nil : Definition(name: folded, range: name, target: target)
  }

  /// The address that stands there, if after it comes a title in quotation marks or nothing.
  private func target(_ range: Range<Int>) -> Range<Int>? {
    var rest = bytes[range][...].drop(while: InlineAligner.isSpace)
    while let last = rest.last, InlineAligner.isSpace(last) { rest.removeLast() }
    guard let first = rest.first else { return nil }
    let target: Range<Int>
    if first == UInt8(ascii: "<") {
      guard let close = rest.firstIndex(of: UInt8(ascii: ">")) else { return nil }
      target = rest.startIndex + 1..<close
      rest = rest[(close + 1)...]
    } else {
      let start = rest.startIndex
      rest = rest.drop { !InlineAligner.isSpace($0) }
      target = start..<rest.startIndex
    }
    rest = rest.drop(while: InlineAligner.isSpace)
    guard let opening = rest.first, let closing = rest.last else { return target }
    switch opening {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return rest.count > 1 && closing == opening ? target : nil
    case UInt8(ascii: "("): return closing == UInt8(ascii: ")") ? target : nil
    default: return nil
    }
  }

  private static func folded(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    String(decoding: name, as: UTF8.self).lowercased()
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension TreeBuilder {
  /// Reports definitions of links that nothing uses, or that come too late.
  mutating func reviewLinkDefinitions() {
    let first = linesBefore + 1
    let last = max(first, locator.lines.line(at: body.upperBound))
    let found = LinkDefinitions(bytes, lines: locator.lines, in: first...last, code: codeLines)
    document.linkDefinitions = found.definitions.map(\.target)
    var owners: [String: Range<Int>] = [:]
    for definition in found.definitions where document.takesDiagnostics {
      let place = locations.location(of: definition.range)
      let name = document.source.text(definition.range)
      if let owner = owners[definition.name] {
        document.report(
          Diagnostic(
            .duplicateDefinition, "`[\(name)]:` is defined already", at: place,
            notes: [.init("the first one counts", at: locations.location(of: owner))],
            help: "remove one of the two, or give it a name of its own"))
      } else {
        owners[definition.name] = definition.range
        guard !found.used.contains(definition.name) else { continue }
        document.report(
          Diagnostic(
            .unusedDefinition, "no link asks for `[\(name)]`", at: place,
            help: "remove the line, or check how the link spells the name"))
      }
    }
  }
}
