import TestSupport
import Testing

@testable import Highlighting

/// Files under `Cases/`: code, and its tokens as `«class text»`.
///
/// The name of the folder is that of the language.
@Suite("Highlighting cases")
struct CaseTests {
  static let all = CaseFile.all(in: "Cases")

  @Test("Code gives the tokens that were reviewed", arguments: all)
  func expected(_ file: CaseFile) throws {
    let name = file.url.deletingLastPathComponent().lastPathComponent
    let language = try #require(Language.named(name), "\(name)")
    let code = Array(try #require(file["code"]).utf8)
    let shown = Self.shown(language.tokens(of: code.span), code)
    if let mismatch = file.mismatch(shown, in: "expected") { Issue.record("\(mismatch)") }
  }

  @Test("Every language has a case, and no two have a name in common")
  func everyLanguage() {
    let seen = Set(Self.all.map { $0.url.deletingLastPathComponent().lastPathComponent })
    for language in Language.all {
      #expect(!seen.isDisjoint(with: language.names), "\(language.names)")
    }
    let names = Language.all.flatMap(\.names)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0 == $0.lowercased() })
  }

  private static func shown(_ tokens: [Token], _ code: [UInt8]) -> String {
    var start = 0
    var shown = ""
    for token in tokens {
      let text = String(decoding: code[start..<token.end], as: UTF8.self)
      shown += token.kind.className.map { "«\($0) \(text)»" } ?? text
      start = token.end
    }
    return shown
  }
}
