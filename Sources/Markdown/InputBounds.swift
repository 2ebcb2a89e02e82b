import Diagnostics

/// What a look at the bytes says before anything is parsed.
struct InputBounds {
  var diagnostics: [Diagnostic] = []
  var holdsTilde = false
  var allowsFootnotes = true

  static func check(_ source: SourceText, body: Range<Int>) -> InputBounds {
    var bounds = InputBounds()
    bounds.holdsTilde = source.bytes[body].contains(UInt8(ascii: "~"))
    return bounds
  }
}
