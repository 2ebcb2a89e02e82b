/// Lays one line of source out in a terminal's columns.
enum Excerpt {
  private static let tabWidth = 4

  /// The line as printed: tabs as spaces, control characters as their Unicode pictures.
  static func shown(_ line: String) -> String {
    var result = ""
    for scalar in line.unicodeScalars {
      switch scalar.value {
      case 0x09: result += String(repeating: " ", count: tabWidth)
      case 0x00..<0x20: result.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? "?")
      case 0x7F, 0x80..<0xA0: result += "\u{2421}"
      // Bidirectional controls could show a line in another order than it is read in.
      case 0x202A...0x202E, 0x2066...0x2069: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The marks that stand under the scalars from `column` up to `end` (exclusive; else to the end).
  static func underline(
    _ line: String, from column: Int, to end: Int?
  ) -> (indent: String, marks: String) {
    var indent = 0
    var marks = 0
    for (index, scalar) in line.unicodeScalars.enumerated() {
      if index + 1 < column {
        indent += width(of: scalar)
      } else if index + 1 < end ?? .max {
        marks += width(of: scalar)
      }
    }
    return (String(repeating: " ", count: indent), String(repeating: "^", count: max(1, marks)))
  }

  /// How many cells a terminal gives a scalar: none to what combines, two to what is wide.
  private static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar == "\t" { return tabWidth }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    case .format where !(0x202A...0x2069).contains(scalar.value): return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
      0x1F900...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      return 1
    }
  }
}
