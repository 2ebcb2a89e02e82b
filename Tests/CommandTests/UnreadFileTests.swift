import Foundation
import Testing

/// Files that are there but cannot be read: said once, and nothing else is called broken for it.
@Suite struct UnreadFileTests {
  private func makeSite() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write(
      """
      ---
      title: About
      image: picture.png
      related: [articles/big]
      ---
      [[articles/big]] [[big]] [[Big]] [[Big#part]] [a](articles/big.md) [b](/articles/big/#part)
      ![Picture](picture.png) [c](picture.png) [[Home]]

      """, to: "content/about.md")
    try folder.write(
      "---\ntitle: T\ndata: data.csv\nkey: a\n---\n", to: "content/tables/t.md")
    return folder
  }

  /// Checks that each of these paths, and nothing else, is reported.
  private func expect(
    _ paths: [String], _ id: String, in folder: TemporaryFolder
  ) throws {
    let result = try Tool.run("check", "--format", "json", in: folder.url)
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let all = try #require(object?["diagnostics"] as? [[String: Any]])
    let links = ["broken-link", "broken-fragment", "table-data"]
    let errors = all.filter { entry in
      entry["severity"] as? String == "error" || entry["id"] as? String == id
        || links.contains { $0 == entry["id"] as? String }
    }
    #expect(errors.allSatisfy { $0["id"] as? String == id }, "\(errors)")
    let found = errors.compactMap { ($0["location"] as? [String: Any])?["path"] as? String }
    #expect(found.sorted() == paths.sorted(), "\(errors)")
    // The rest of a site can be published without a page or picture.
    #expect(result.status == (paths.allSatisfy { $0.hasPrefix("content/") } ? 0 : 1))
  }

  @Test("Too large files are there")
  func tooLarge() throws {
    let folder = try makeSite()
    let large = String(repeating: "word ", count: 1 << 20)
    try folder.write(large, to: "content/articles/big.md")
    try folder.write(large, to: "content/tables/data.csv")
    let picture = folder.url.appending(path: "content/picture.png").path()
    #expect(FileManager.default.createFile(atPath: picture, contents: nil))
    #expect(truncate(picture, 101 << 20) == 0)
    try expect(
      ["content/articles/big.md", "content/tables/data.csv", "content/picture.png"],
      "file-too-large", in: folder)
  }

  @Test("Files and folders without a right to read are there", .enabled(if: getuid() != 0))
  func unreadable() throws {
    let folder = try makeSite()
    for path in ["content/articles/big.md", "content/tables/data.csv", "content/picture.png"] {
      try folder.write("x", to: path)
      #expect(chmod(folder.url.appending(path: path).path(), 0) == 0)
    }
    try expect(
      ["content/articles/big.md", "content/tables/data.csv", "content/picture.png"],
      "unreadable-file", in: folder)
    let articles = folder.url.appending(path: "content/articles").path()
    #expect(chmod(articles, 0) == 0)
    defer { chmod(articles, 0o755) }
    try expect(
      ["content/articles", "content/tables/data.csv", "content/picture.png"],
      "unreadable-file", in: folder)
  }

  @Test("Links that point to nothing are there, also as folders")
  func brokenLinks() throws {
    let folder = try makeSite()
    for path in ["content/articles", "content/tables/data.csv", "content/picture.png"] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.url.appending(path: path).path(), withDestinationPath: "nowhere")
    }
    try expect(
      ["content/articles", "content/tables/data.csv", "content/picture.png"],
      "unreadable-file", in: folder)
  }

  @Test("A configuration that cannot be read is all that is spoken of")
  func configuration() throws {
    let folder = try makeSite()
    try folder.write("---\ntitle: X\ntopics: [own]\n---\n[[nowhere]]\n", to: "content/x.md")
    try FileManager.default.removeItem(at: folder.url.appending(path: "waymark.yml"))
    try folder.write("", to: "waymark.yml/file")
    try expect(["waymark.yml"], "not-a-file", in: folder)
  }

  @Test("A template that cannot be read is not missing")
  func template() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write("{% include 'part.html' %}{{ 'own.css'|asset }}", to: "templates/page.html")
    let large = String(repeating: "word ", count: 1 << 20)
    try folder.write(large, to: "templates/part.html")
    try expect(["templates/part.html"], "file-too-large", in: folder)
  }

  @Test("`content` as a link out of the site is refused, one within it is followed")
  func contentLink() throws {
    let folder = try TemporaryFolder()
    let other = try TemporaryFolder()
    try folder.makeSite()
    try other.write("secret", to: "secret.txt")
    let content = folder.url.appending(path: "content")
    try FileManager.default.moveItem(at: content, to: folder.url.appending(path: "pages"))
    try FileManager.default.createSymbolicLink(
      atPath: content.path(), withDestinationPath: "pages")
    #expect(try Tool.run("build", in: folder.url).status == 0)
    #expect(folder.exists("public/about/index.html"))
    try FileManager.default.removeItem(at: content)
    try FileManager.default.createSymbolicLink(
      atPath: content.path(), withDestinationPath: other.url.path())
    try expect(["content"], "escaping-symlink", in: folder)
  }
}
