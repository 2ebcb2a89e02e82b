import Foundation
import Search
import SiteBuild
import Testing

/// `search/words.json`, with which a divided index begins.
@Suite struct SearchWordsTests {
  private static func files(of site: TestSite) -> [String: [UInt8]] {
    Dictionary(
      site.build().output.files.map { ($0.path.text, $0.bytes) },
      uniquingKeysWith: { first, _ in first })
  }

  private static func boot(in files: [String: [UInt8]]) throws -> String? {
    let words = try #require(files["search/words.json"])
    let object = try JSONSerialization.jsonObject(with: Data(words)) as? [String: Any]
    #expect(object?["retry"] as? String == "Try again")
    return object?["boot"] as? String
  }

  @Test("They carry what the first file of a divided index holds")
  func divided() throws {
    let files = Self.files(of: try FailedSearchTests.site())
    let text = try #require(try Self.boot(in: files))
    let content = try #require(Data(base64Encoded: text))
    let stream = try #require(files["search/boot.bin"])
    let checksum = Gzip.checksum(ofContent: Array(content))
    #expect(content.starts(with: Data("WMS".utf8)))
    #expect(
      stream.suffix(8).prefix(4).elementsEqual(
        withUnsafeBytes(of: checksum.littleEndian, Array.init)))
  }

  @Test("An index in one file comes for itself, and the words do not wait for it")
  func whole() throws {
    var site = try TestSite()
    site.files["waymark.yml"] = Array("title: Small\n".utf8)
    site.files["content/a.md"] = Array("# A\n\nText.\n".utf8)
    #expect(try Self.boot(in: Self.files(of: site)) == nil)
  }
}
