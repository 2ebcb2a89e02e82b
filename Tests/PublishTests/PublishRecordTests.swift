import SiteModel
import Testing

@testable import Publish

@Suite struct PublishRecordTests {
  private let style = OutputPath("assets/site.0123456789abcdef.css")
  private let page = OutputPath("a b/index.html")

  private var record: PublishRecord {
    var record = PublishRecord()
    record.files = [
      style: PublishedFile(id: "1a", size: 12), page: PublishedFile(id: "2b", size: 0),
    ]
    record.kept = [OutputPath("assets/old.css")]
    return record
  }

  @Test("A record is read as it was written")
  func coding() {
    #expect(PublishRecord(record.bytes) == record)
    #expect(PublishRecord(PublishRecord().bytes) == PublishRecord())
  }

  @Test("What is no record is not read as one", arguments: ["", "x", "//waymark published 2\n"])
  func otherFiles(text: String) {
    #expect(PublishRecord(Array(text.utf8)) == nil)
  }

  @Test("Paths that lead out of the target are ignored")
  func hostile() throws {
    let text = """
      //waymark published 1
      =1 2 ../x
      =1 2 /etc/passwd
      =1 2 a//b
      =1 x a
      -../y
      -a/./b
      -/
      =1 2 good/file.css
      """
    let record = try #require(PublishRecord(Array(text.utf8)))
    #expect(record.files.keys.map(\.text) == ["good/file.css"])
    #expect(record.kept == [])
  }

  @Test("Assets of the last publish are kept once, pages are not")
  func kept() {
    let next = record.followed(by: [:])
    #expect(next.kept == [style])
    #expect(next.followed(by: [:]).kept == [])
    #expect(record.followed(by: record.files).kept == [])
  }

  @Test("A target that was left halfway has changes until a publish has ended")
  func halfway() {
    let new = [style: PublishedFile(id: "3c", size: 12), page: PublishedFile(id: "2b", size: 0)]
    let halfway = record.changing(to: record.followed(by: new))
    let changes = PublishChanges(from: halfway, to: new)
    #expect(changes.changes.map(\.path) == [style])
    #expect(changes.changes.map(\.kind) == [.changed])
    #expect(changes.unchanged == 1)
    #expect(PublishChanges(from: record.followed(by: new), to: new).changes == [])
  }

  @Test(
    "Pages and what leads to them are published after assets",
    arguments: [
      ("a/index.html", false), ("feed.xml", false), ("a/index.html.gz", false),
      ("_redirects", false),
      ("a/index.md", false), ("assets/a.css", true), ("assets/a.js.br", true), ("x.png", true),
      ("search/boot.bin", true), (".nojekyll", true),
    ])
  func assets(path: String, isAsset: Bool) {
    #expect(OutputPath(path).isAsset == isAsset)
  }

  @Test("Lines are the same however they arrive")
  func lines() {
    let text = Array("one\ntwo\n\nthree".utf8)
    for size in 1...text.count {
      var splitter = LineSplitter()
      var lines: [String] = []
      for start in stride(from: 0, to: text.count, by: size) {
        lines += splitter.lines(adding: Array(text[start..<min(start + size, text.count)]))
      }
      #expect(lines + [splitter.rest] == ["one", "two", "", "three"], "in pieces of \(size)")
    }
  }
}
