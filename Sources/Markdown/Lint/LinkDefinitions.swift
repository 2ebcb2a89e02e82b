import Diagnostics
import Text

/// Finds link definitions, `[name]: https://example.org`, and the names that links use.
///
/// cmark removes definitions from its tree, so they are read from the source again. In case of doubt a line is not a
/// definition, and a name is in use, so that there are no false reports. O(n).
struct LinkDefinitions {
  struct Definition {
    /// The name as it is compared: in lower case, with single spaces.
    var name: String
    /// The bytes of the name between the brackets.
    var range: Range<Int>
    /// The bytes of the address.
    var target: Range<Int>
  }

  /// The maximum length of a name in CommonMark.
  private static let nameLimit = 999

  private let bytes: [UInt8]
  private(set) var definitions: [Definition] = []
  /// The names in brackets anywhere else.
  private(set) var used: Set<String> = []

  init(
    _ bytes: [UInt8], lines: LineTable, in numbers: ClosedRange<Int>,
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
        mayBegin = line.allSatisfy { bytes[$0].isASCIISpace } || isHeading(line)
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

  /// The address in a range, if only a title in quotation marks follows it.
  private func target(_ range: Range<Int>) -> Range<Int>? {
    var rest = bytes[bytes.trimmed(range)]
    guard let first = rest.first else { return nil }
    let target: Range<Int>
    if first == UInt8(ascii: "<") {
      guard let close = rest.firstIndex(of: UInt8(ascii: ">")) else { return nil }
      target = rest.startIndex + 1..<close
      rest = rest[(close + 1)...]
    } else {
      let start = rest.startIndex
      rest = rest.drop { !$0.isASCIISpace }
      target = start..<rest.startIndex
    }
    rest = rest.drop(while: \.isASCIISpace)
    guard let opening = rest.first, let closing = rest.last else { return target }
    switch opening {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return rest.count > 1 && closing == opening ? target : nil
    case UInt8(ascii: "("): return closing == UInt8(ascii: ")") ? target : nil
    default: return nil
    }
  }

  private static func folded(_ name: ArraySlice<UInt8>) -> String {
    String(decoding: name, as: UTF8.self).lowercased()
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
