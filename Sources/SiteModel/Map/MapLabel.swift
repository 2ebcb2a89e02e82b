/// A title on at most three lines, with its estimated width.
package struct MapLabel: Sendable, Hashable {
  /// One to three lines; empty for an empty title.
  package let lines: [String]
  /// The width of the longest line in em.
  package let width: Double

  private var isCut = false

  /// Breaks a title into lines, with the first of some widths in which the whole title fits.
  ///
  /// - `widths`: Widths of a line in em, measured in a wide system font.
  package init(_ title: String, widths: [Double]) {
    self.init(title, maxWidth: widths.first ?? 0)
    for width in widths.dropFirst() where isCut { self.init(title, maxWidth: width) }
  }

  private init(_ title: String, maxWidth: Double) {
    var lines: [(text: String, width: Double)] = []
    for part in title.utf8.split(whereSeparator: { $0 <= 0x20 }) {
      let word = Substring(part)
      let wordWidth = Self.width(word)
      if let last = lines.last, last.width + Self.space + wordWidth <= maxWidth {
        lines[lines.count - 1].text += " " + word
        lines[lines.count - 1].width += Self.space + wordWidth
      } else if lines.count < 3 {
        lines.append((String(word), wordWidth))
      } else {
        isCut = true
        break
      }
    }
    if isCut, !lines.isEmpty {
      lines[lines.count - 1].text += "…"
      lines[lines.count - 1].width += Self.width("…")
    }
    isCut = isCut || lines.contains { $0.width > maxWidth }
    self.lines = lines.map { $0.width > maxWidth ? Self.cut($0.text, maxWidth) : $0.text }
    width =
      zip(lines, self.lines).map { $0.width > maxWidth ? Self.width($1) : $0.width }.max() ?? 0
  }

  private static let space = width(" ")

  private static func cut(_ line: String, _ maxWidth: Double) -> String {
    var line = line
    while !line.isEmpty, width(line + "…") > maxWidth { line.removeLast() }
    return line + "…"
  }

  static func width(_ text: some StringProtocol) -> Double {
    text.unicodeScalars.reduce(0) { sum, scalar in
      sum + (scalar.value < 128 ? plainWidths[Int(scalar.value)] : width(of: scalar))
    }
  }

  private static let plainWidths = (0..<128).map { width(of: Unicode.Scalar(UInt8($0))) }

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
    // Ideographs and other square characters.
    default: 1.1
    }
  }
}
