/// Gives a module's own names shorter ones, and constants as variables.
///
/// A name that a module declares at its top level means that declaration, or one that hides it,
/// wherever it stands alone. So it can be changed in all places at once, without knowing scopes, if it
/// is not exported and never stands where it may be a property's, a method's or a field's name. A name
/// of which that is not sure is kept.
struct ModuleNames {
  private typealias Word = ArraySlice<UInt8>

  private let script: [UInt8]
  private let tokens: [Range<Int>]
  /// For each word, keywords too, the numbers of its tokens.
  private var places: [Word: [Int]] = [:]
  private var declared: Set<Word> = []
  private var kept: Set<Word> = []
  private var isModule = false
  private var latestDeclaration = 0

  /// The script with its names shortened; as it is where it is no module or is looked into by `eval`.
  static func shorten(_ script: [UInt8], tokens: [Range<Int>]) -> [UInt8] {
    var names = ModuleNames(script: script, tokens: tokens)
    guard names.read(), names.isModule, names.places[Array("eval".utf8)[...]] == nil else {
      return script
    }
    return names.shortened()
  }

  private init(script: [UInt8], tokens: [Range<Int>]) {
    self.script = script
    self.tokens = tokens
  }

  private func token(_ number: Int) -> Word {
    tokens.indices.contains(number) ? script[tokens[number]] : []
  }

  private func token(_ number: Int, isOneOf texts: [String]) -> Bool {
    texts.contains { token(number).elementsEqual($0.utf8) }
  }

  private static func mayBeginName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }

  // MARK: Reading

  /// Whether all was understood.
  private mutating func read() -> Bool {
    /// The tokens that opened what is open at present.
    var open: [Int] = []
    for number in tokens.indices {
      let token = token(number)
      guard let first = token.first else { continue }
      if Self.mayBeginName(first) {
        // A class that extends more than a name is not understood.
        if self.token(number, isOneOf: ["extends"]), !self.token(number + 2, isOneOf: ["{"]) {
          return false
        }
        places[token, default: []].append(number)
        if mayBeProperty(number, in: open.last) { kept.insert(token) }
        if open.isEmpty { readTopLevel(number) }
      } else if ")]}".utf8.contains(first), let start = open.popLast() {
        // `name(…) {` is a method if it is no function.
        let mayBeMethod = first == UInt8(ascii: ")") && self.token(number + 1, isOneOf: ["{"])
        if mayBeMethod, !self.token(start - 2, isOneOf: ["function"]) {
          kept.insert(self.token(start - 1))
        }
      }
      // An expression in a template, of whose text this is the last token, ends with a brace too.
      if token.count == 1 && "([{".utf8.contains(first) || token.suffix(2).elementsEqual("${".utf8)
      {
        open.append(number)
      }
    }
    return true
  }

  /// Whether a word may be the name of a property, as it stands in what token `open` opened.
  private func mayBeProperty(_ number: Int, in open: Int?) -> Bool {
    if token(number - 1, isOneOf: ["."]) {
      return !(token(number - 2, isOneOf: ["."]) && token(number - 3, isOneOf: ["."]))
    }
    if token(number - 1, isOneOf: ["as"]) || token(number + 1, isOneOf: ["as"]) { return true }
    guard let open, token(open, isOneOf: ["{"]), !isBlock(open) else { return false }
    let isInClass =
      token(open - 1, isOneOf: ["class"])
      || token(open - 2, isOneOf: ["class", "extends"])
    return isInClass
      || token(number - 1, isOneOf: ["{", ","]) && token(number + 1, isOneOf: [":", ",", "}", "="])
  }

  /// Whether a brace surely opens statements, after `if (a)`, `() =>` or `else`.
  private func isBlock(_ open: Int) -> Bool {
    token(open - 1, isOneOf: [")", "else", "try", "finally", "do"])
      || token(open - 1, isOneOf: [">"]) && token(open - 2, isOneOf: ["="])
  }

  /// Reads a word that stands in no brackets.
  private mutating func readTopLevel(_ number: Int) {
    if token(number - 1, isOneOf: ["."]) { return }
    if token(number, isOneOf: ["export"]) { isModule = true }
    let isFirst =
      token(number - 1, isOneOf: ["const", "let", "class", "function"])
      && !token(number - 2, isOneOf: ["."])
    let isNext = token(number - 1, isOneOf: [","]) && latestDeclaration == number - 2
    guard isFirst || isNext else { return }
    latestDeclaration = number
    declared.insert(token(number))
    // `export const a`, `export default function a`, `export async function a`
    if token(number - 2, isOneOf: ["export"]) || token(number - 3, isOneOf: ["export"]) {
      kept.insert(token(number))
    }
  }

  // MARK: Writing

  private func shortened() -> [UInt8] {
    let order = places.filter { declared.contains($0.key) && !kept.contains($0.key) }
      .sorted { left, right in
        left.value.count == right.value.count
          ? left.value[0] < right.value[0] : left.value.count > right.value.count
      }
    var fresh = Self.shortNames.filter { places[$0[...]] == nil }[...]
    var replacements: [Int: [UInt8]] = [:]
    for (name, numbers) in order {
      guard let short = fresh.first, short.count < name.count else { continue }
      fresh.removeFirst()
      for number in numbers { replacements[number] = short }
    }
    // In a script that works nothing is assigned to a constant.
    let const = Array("const".utf8)[...]
    if !kept.contains(const) {
      for number in places[const] ?? [] { replacements[number] = Array("let".utf8) }
    }
    var output: [UInt8] = []
    var end = 0
    for (number, range) in tokens.enumerated() {
      guard let short = replacements[number] else { continue }
      output += script[end..<range.lowerBound] + short
      end = range.upperBound
    }
    return output + script[end...]
  }

  /// All names of one letter, then of two, that mean nothing to the language.
  private static let shortNames: [[UInt8]] = {
    let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8.map { [$0] }
    let pairs = letters.flatMap { first in letters.map { first + $0 } }
    return letters
      + pairs.filter {
        !["as", "do", "if", "in", "of"].contains(String(decoding: $0, as: UTF8.self))
      }
  }()
}
