import Diagnostics
import Markdown

/// Finds what is not UTF-8.
package enum InvalidUTF8 {
  /// What to say of a text that is not UTF-8; `nil` for one that is.
  package static func problem(in source: SourceText) -> Diagnostic? {
    let bytes = source.bytes
    guard let offset = bytes.span.firstInvalidUTF8 else { return nil }
    return Diagnostic(
      .invalidUTF8, "this byte is not UTF-8", at: source.location(of: offset..<offset + 1),
      help: "save the file as UTF-8")
  }
}
