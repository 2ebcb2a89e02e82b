import Diagnostics

/// Reports raw HTML that was removed.
enum RawHTML {
  /// Reports a tag or a block of tags.
  ///
  /// Comments and closing tags are not reported.
  static func report(_ html: String, at location: Location, in document: inout MarkdownDocument) {
    guard let tag = firstTag(html) else { return }
    document.report(
      Diagnostic(
        .rawHTML, "raw HTML is left out: `\(tag)`", at: location,
        help: help))
  }

  /// What to do about HTML that is left out.
  static let help =
    "write it in Markdown, put code between backticks, or set `markdown: {html: allow}`"

  /// The first opening tag outside comments, cut after 60 bytes.
  private static func firstTag(_ html: String) -> String? {
    let bytes = Array(html.utf8)
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "<") else {
        index += 1
        continue
      }
      if bytes[index...].starts(with: "<!--".utf8) {
        index = endOfComment(bytes, index + 4)
        continue
      }
      if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "/") {
        index += 2
        continue
      }
      let end = bytes[index...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1
      let limit = min(end, index + 60)
      let tag = bytes[index...limit].prefix { $0 != UInt8(ascii: "\n") }
      return String(decoding: tag, as: UTF8.self) + (limit < end ? "…" : "")
    }
    return nil
  }

  private static func endOfComment(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start
    while index + 2 < bytes.count {
      if bytes[index] == UInt8(ascii: "-"), bytes[index + 1] == UInt8(ascii: "-"),
        bytes[index + 2] == UInt8(ascii: ">")
      {
        return index + 3
      }
      index += 1
    }
    return bytes.count
  }
}
