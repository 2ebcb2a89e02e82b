import SiteBuild
import Testing

/// What embeds write is bounded, and an embed that would go beyond is told of at its place.
@Suite struct EmbedTests {
  private func build(_ pages: [String: String]) throws -> BuildResult {
    var site = try TestSite()
    site.files["waymark.yml"] = Array("title: Embeds\nsearch: false\nmap: false\n".utf8)
    for (name, text) in pages { site.files["content/\(name).md"] = Array(text.utf8) }
    return site.build()
  }

  private func found(_ build: BuildResult) -> [String] {
    build.diagnostics.filter { $0.rule.id == "embed-too-large" }.map {
      "\($0.location?.path ?? "?"):\($0.location?.start?.line ?? 0)"
    }
  }

  private func name(_ number: Int) -> String { "p" + String(1000 + number).dropFirst() }

  @Test("A chain of 800 pages is told of every 17 pages, and no page holds more than the limit")
  func chain() throws {
    var pages: [String: String] = [:]
    for number in 0..<800 { pages[name(number)] = "Page.\n\n![[\(name(number + 1))]]\n" }
    pages[name(800)] = "The end.\n"
    let build = try build(pages)
    #expect(found(build).count == 47)
    #expect(found(build).last == "content/p783.md:3")
    #expect(build.output.files.reduce(0) { $0 + $1.bytes.count } < 20 << 20)
  }

  @Test("Sixteen pages may stand in one another, not seventeen")
  func depth() throws {
    for (count, problems) in [(16, 0), (17, 1)] {
      var pages: [String: String] = [:]
      for number in 0..<count { pages[name(number)] = "![[\(name(number + 1))]]\n" }
      pages[name(count)] = "The end.\n"
      #expect(found(try build(pages)).count == problems)
    }
  }

  @Test("Pages that embed one twice, from many pages, in lists of questions too")
  func diamonds() throws {
    var pages: [String: String] = [:]
    for number in 0..<15 {
      pages[name(number)] = "![[\(name(number + 1))]]\n\n![[\(name(number + 1))]]\n"
    }
    pages[name(15)] = String(repeating: "word ", count: 200)
    for number in 0..<300 { pages["articles/a\(number)"] = "![[\(name(4))]]\n" }
    for number in 0..<20 { pages["faq/q\(number)"] = "![[\(name(5))]]\n" }
    let questions = (0..<20).map { "q\($0)" }.joined(separator: ", ")
    for number in 0..<20 { pages["articles/b\(number)"] = "---\nfaq: [\(questions)]\n---\nText.\n" }
    let build = try build(pages)
    #expect(!found(build).isEmpty)
    #expect(build.output.files.reduce(0) { $0 + $1.bytes.count } < 600 << 20)
  }
}
