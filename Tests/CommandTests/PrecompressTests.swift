import Foundation
import Testing

@Suite struct PrecompressTests {
  private static func has(_ program: String) -> Bool {
    ["/usr/bin/", "/bin/", "/usr/local/bin/", "/opt/homebrew/bin/"]
      .contains { FileManager.default.isExecutableFile(atPath: $0 + program) }
  }

  private func build(_ folder: TemporaryFolder, _ words: String...) throws -> Tool.Result {
    try Tool.run(["build"] + words, in: folder.url)
  }

  @Test(
    "Every text file has copies that are the same text, and other files have none",
    arguments: [(".gz", "gzip"), (".br", "brotli")].filter { has($0.1) })
  func copies(ending: String, program: String) throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write("not text", to: "content/picture.png")
    try folder.write("see ![P](picture.png)", to: "content/pictures.md")
    #expect(try build(folder, "--precompress").status == 0)
    let files = folder.files(in: "public")
    let texts = files.keys.filter { name in
      [".html", ".css", ".js", ".svg", ".xml", ".txt"].contains { name.hasSuffix($0) }
    }
    #expect(texts.count > 15)
    for name in texts { #expect(files[name + ending] != nil, "\(name)") }
    #expect(files["picture.png"] != nil && files["picture.png" + ending] == nil)
    let check =
      "cd public && find . -name '*\(ending)' | while read f; do "
      + "\(program) -dc \"$f\" | cmp - \"${f%\(ending)}\" || exit 1; done"
    #expect(try Tool.shell(check, in: folder) == 0)
  }

  @Test("Only what changed is compressed again, and copies go with their originals")
  func changes() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write("---\ntitle: Old\n---\nText.\n", to: "content/old.md")
    #expect(try build(folder, "--precompress").status == 0)
    let again = try build(folder, "--precompress", "--format", "json")
    #expect(again.output.contains("\"written\":0"), "\(again)")
    // A copy that somebody changed is not used again, and not overwritten.
    try FileManager.default.removeItem(at: folder.url.appending(path: "content/old.md"))
    #expect(try build(folder, "--precompress").status == 0)
    #expect(!folder.exists("public/old"))
    let changed = folder.files(in: "public")
    #expect(try build(folder, "--precompress", "--output", "clean").status == 0)
    #expect(folder.files(in: "clean") == changed)
    #expect(try build(folder).status == 0)
    #expect(
      folder.files(in: "public").keys.allSatisfy { !$0.hasSuffix(".gz") && !$0.hasSuffix(".br") })
  }

  @Test("A copy is made anew where it is no copy of the file that is there")
  func tampered() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    #expect(try build(folder, "--precompress").status == 0)
    let before = folder.files(in: "public")
    try folder.write("x", to: "public/robots.txt.gz")
    let result = try build(folder, "--precompress")
    #expect(result.status == 1 && result.errors.contains("foreign-file"), "\(result)")
    #expect(try build(folder, "--precompress", "--replace").status == 0)
    #expect(folder.files(in: "public") == before)
  }

  @Test("Without brotli there are copies by gzip, and a note")
  func missing() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    let result = try Tool.run(
      ["build", "--precompress"], in: folder.url, environment: ["PATH": "/nowhere"])
    #expect(result.status == 0)
    #expect(result.errors.contains("note[missing-program]"), "\(result)")
    #expect(folder.exists("public/index.html.gz") && !folder.exists("public/index.html.br"))
  }

  @Test("A target can ask for copies")
  func publish() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write(
      "---\ntitle: Home\ndescription: One.\n---\nSee [[about]].\n", to: "content/_index.md")
    try folder.write(
      "---\ntitle: About\ndescription: Two.\n---\nTo [[Home|it]].\n", to: "content/about.md")
    try folder.write(
      "title: Small\nbase_url: https://example.org\npublish:\n  here: {folder: live, precompress: true}\n",
      to: "waymark.yml")
    for expected in ["Published", "Nothing has changed"] {
      let result = try Tool.run("publish", "--yes", in: folder.url)
      #expect(result.status == 0 && result.output.contains(expected), "\(result)")
    }
    #expect(folder.exists("live/about/index.html.gz"))
  }
}
