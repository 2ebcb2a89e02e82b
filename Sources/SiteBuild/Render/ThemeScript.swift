/// Removes comments and indentation from the theme's scripts.
///
/// JavaScript is not parsed. A test checks that the theme's scripts have no template literals or block comments that
/// span lines. So a line that begins with `//` is a comment, and white space at the beginning of a line has no meaning.
enum ThemeScript {
  /// The script without blank lines, lines that are comments, and white space at the beginning of lines.
  static func withoutComments(_ script: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(script.count)
    for line in script.split(separator: UInt8(ascii: "\n")) {
      let code = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      if code.isEmpty || code.starts(with: "//".utf8) { continue }
      output += code
      output.append(UInt8(ascii: "\n"))
    }
    return output
  }
}
