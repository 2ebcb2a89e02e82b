/// A title in at most two lines, and about how wide they are.
package struct MapLabel: Sendable, Hashable {
  package let lines: [String]
  /// The longest line in units of the font's size.
  package let width: Double

  /// A width is that of a wide system font: in others there is some room to spare.
  package init(_ title: String, maxWidth: Double) {
    var lines: [String] = []
    var isCut = false
    for word in title.split(whereSeparator: \.isWhitespace) {
      if let last = lines.last, Self.width(last + " " + word) <= maxWidth {
        lines[lines.count - 1] += " " + word
      } else if lines.count < 2 {
        lines.append(String(word))
      } else {
        isCut = true
        break
      }
    }
    if isCut, let last = lines.last { lines[lines.count - 1] = last + "…" }
    self.lines = lines.map { Self.cut($0, maxWidth) }
    width = self.lines.map(Self.width).max() ?? 0
  }

  private static func cut(_ line: String, _ maxWidth: Double) -> String {
    guard width(line) > maxWidth else { return line }
    var line = line
    while !line.isEmpty, width(line + "…") > maxWidth { line.removeLast() }
    return line + "…"
  }

  static func width(_ text: some StringProtocol) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  private static func width(of scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "I", ".", ",", ":", ";", "'", "’", "|", "!": 0.36
    case " ", "f", "t", "r", "(", ")", "-", "/", "“", "”": 0.44
    case "m", "w", "M", "W", "@", "%", "…", "—": 1
    case "A"..."Z", "&", "0"..."9": 0.72
    case "a"..."z": 0.63
    case "\u{300}"..."\u{36F}": 0
    case "\u{0}"..."\u{2FF}": 0.68
    case "\u{370}"..."\u{10FF}": 0.75
    // Ideographs, and what else is as wide as it is high.
    default: 1.1
    }
  }
}
