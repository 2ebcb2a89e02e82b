import CProgram

/// The words of the command line after the tool's name.
enum Arguments {
  static var words: [String] {
    let count = waymark_argument_count()
    let all =
      count > 0
      ? (0..<count).map { String(cString: waymark_argument($0)) } : CommandLine.arguments
    return Array(all.dropFirst())
  }
}
