import Foundation
import Testing

/// What a folder may hold by accident or malice: each is told of and located.
///
/// With `--strict` it changes nothing.
@Suite struct HostileInputTests {
  /// Spoils a good site and returns what the build said; the site of before must be there still.
  private func spoil(
    _ change: (TemporaryFolder) throws -> Void, expecting id: String,
    _ words: String..., arguments: [String] = ["build", "--strict"]
  ) throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    #expect(try Tool.run("build", in: folder.url).status == 0)
    let before = folder.files(in: "public")
    try change(folder)
    let result = try Tool.run(arguments, in: folder.url)
    #expect(result.status == 1)
    #expect(result.errors.contains("error[\(id)]"), "\(result.errors.prefix(2000))")
    for word in words {
      #expect(result.errors.contains(word), "\(word) in: \(result.errors.prefix(2000))")
    }
    #expect(folder.files(in: "public") == before)
  }

  private let page = "content/about.md"

  @Test func invalidEncoding() throws {
    try spoil(
      { try $0.write(Data("---\ntitle: A\n---\nab\u{00FF}".utf8) + [0xFF, 0x62], to: page) },
      expecting: "invalid-utf8", "content/about.md:4:4")
  }

  @Test func unterminatedFrontMatter() throws {
    try spoil(
      { try $0.write("---\ntitle: A\nText\n", to: page) }, expecting: "unterminated-front-matter",
      "content/about.md:1:1")
  }

  @Test func bomb() throws {
    let lines = (1...9).map { level in
      "a\(level): &a\(level) ["
        + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ",")
        + "]"
    }
    let bomb = "---\na0: &a0 [x,x,x]\n" + lines.joined(separator: "\n") + "\n---\n"
    try spoil(
      { try $0.write(bomb, to: page) }, expecting: "yaml-alias", "content/about.md:2:5")
  }

  @Test func duplicateKey() throws {
    try spoil(
      { try $0.write("---\ntitle: A\nslug: a\ntitle: B\n---\n", to: page) },
      expecting: "yaml-duplicate-key", "content/about.md:4:1", "content/about.md:2:1")
  }

  @Test func hugeFrontMatter() throws {
    let text = "---\ntitle: " + String(repeating: "x", count: 70_000) + "\n---\n"
    try spoil(
      { try $0.write(text, to: page) }, expecting: "yaml-too-large", "content/about.md:2")
  }

  @Test func deepFrontMatter() throws {
    let text = "---\ntitle: " + String(repeating: "[", count: 60_000) + "\n---\n"
    try spoil({ try $0.write(text, to: page) }, expecting: "yaml-too-large", "content/about.md:2")
  }

  @Test func hugeFile() throws {
    let text = String(repeating: "word ", count: 1 << 20)
    try spoil({ try $0.write(text, to: page) }, expecting: "file-too-large", "content/about.md")
  }

  @Test func longWord() throws {
    let text = "Text\n\nwww." + String(repeating: "a_", count: 100_000)
    try spoil({ try $0.write(text, to: page) }, expecting: "word-too-long", "content/about.md:3")
  }

  @Test func wideTable() throws {
    let row = String(repeating: "| a ", count: 200) + "|\n"
    let line = String(repeating: "| - ", count: 200) + "|\n"
    try spoil(
      { try $0.write("Text\n\n" + row + line + row, to: page) }, expecting: "table-too-wide",
      "content/about.md:3")
  }

  @Test(arguments: ["> ", "- "])
  func deepNesting(mark: String) throws {
    let text = String(repeating: mark, count: 20_000) + "deep\n"
    try spoil(
      { try $0.write(text, to: page) }, expecting: "nesting-too-deep", "content/about.md:1")
  }

  @Test func symlinkLoop() throws {
    try spoil(
      { folder in
        try FileManager.default.createSymbolicLink(
          at: folder.url.appending(path: "content/loop"),
          withDestinationURL: folder.url.appending(path: "content"))
      }, expecting: "symlink-loop", "content/loop")
  }

  @Test func escapingSymlink() throws {
    let other = try TemporaryFolder()
    try other.write("secret", to: "secret.txt")
    try spoil(
      { folder in
        try FileManager.default.createSymbolicLink(
          at: folder.url.appending(path: "content/secret.txt"),
          withDestinationURL: other.url.appending(path: "secret.txt"))
      }, expecting: "escaping-symlink", "content/secret.txt")
  }

  @Test func brokenLink() throws {
    try spoil(
      { folder in
        try FileManager.default.createSymbolicLink(
          atPath: folder.url.appending(path: "content/gone.md").path(),
          withDestinationPath: "nothing.md")
      }, expecting: "unreadable-file", "content/gone.md")
  }

  @Test func invalidName() throws {
    try spoil(
      { try $0.write("Text", to: "content/a\\b.md") }, expecting: "invalid-name",
      "content/a\\b.md")
  }

  @Test(.timeLimit(.minutes(1))) func pipe() throws {
    try spoil(
      { folder in
        let path = folder.url.appending(path: "content/pipe.md").path()
        #expect(mkfifo(path, 0o644) == 0)
      }, expecting: "not-a-file", "content/pipe.md")
  }

  @Test func oneAddressForTwoPages() throws {
    try spoil(
      { try $0.write("---\ntitle: B\nslug: About\n---\n", to: "content/b.md") },
      expecting: "duplicate-route", "content/b.md:3:7", "content/about.md")
  }

  @Test func missingConfiguration() throws {
    try spoil(
      { try FileManager.default.removeItem(at: $0.url.appending(path: "waymark.yml")) },
      expecting: "missing-configuration")
  }

  @Test(
    "The output cannot be the source, nor hold it, nor lie in it",
    arguments: [".", "content/x", ".."])
  func outputInSource(output: String) throws {
    try spoil(
      { _ in }, expecting: "unsafe-output", arguments: ["build", "--output", output])
  }

  @Test func unwritableOutput() throws {
    try spoil(
      { try $0.write("a file", to: "taken") }, expecting: "unwritable-output", "taken",
      arguments: ["build", "--output", "taken"])
  }

  @Test("A file that no build wrote is not replaced by a folder")
  func fileInTheWay() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write("mine", to: "public/about")
    let result = try Tool.run("build", in: folder.url)
    #expect(result.status == 1)
    #expect(result.errors.contains("a file that no build wrote is in its place"))
    #expect(try folder.read("public/about") == "mine")
    #expect(!folder.exists("public/index.html"))
    try FileManager.default.removeItem(at: folder.url.appending(path: "public/about"))
    #expect(try Tool.run("build", in: folder.url).status == 0)
    #expect(folder.exists("public/about/index.html"))
  }

  @Test("A symbolic link in the output is not followed")
  func linkInOutput() throws {
    let other = try TemporaryFolder()
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write("", to: "public/.keep")
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "public/about"), withDestinationURL: other.url)
    let result = try Tool.run("build", in: folder.url)
    #expect(result.status == 1)
    #expect(other.files(in: ".").isEmpty)
  }

  @Test("A manifest from elsewhere removes nothing outside the output")
  func hostileManifest() throws {
    let other = try TemporaryFolder()
    try other.write("theirs", to: "file.txt")
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write(
      "../waymark.yml\n/etc/hostname\na/../../waymark.yml\n\n.\nlinked/file.txt\n",
      to: "public/.waymark-manifest")
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "public/linked"), withDestinationURL: other.url)
    #expect(try Tool.run("build", in: folder.url).status == 0)
    #expect(folder.exists("waymark.yml"))
    #expect(other.exists("file.txt"))
  }

  @Test("A byte-order mark and CRLF are ordinary input")
  func markAndLineEnds() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write(
      "\u{FEFF}---\r\ntitle: About\r\n---\r\n## One\r\n\r\nSee [[nowhere]].\r\n", to: page)
    let result = try Tool.run("build", in: folder.url)
    #expect(result.errors.contains("content/about.md:6:7"))
    #expect(result.errors.contains("6 | See [[nowhere]].\n"))
  }

  @Test("A build that is killed leaves whole files, and the next one finishes the job")
  func killed() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    let count = 40
    let size = 2 << 20
    func write(_ letter: Character) throws {
      let data = Data(repeating: letter.asciiValue ?? 0, count: size)
      for index in 0..<count { try folder.write(data, to: "content/files/f\(index).bin") }
    }
    try write("a")
    #expect(try Tool.run("build", in: folder.url).status == 0)
    var interrupted = 0
    for (round, letter) in "bcdefgh".enumerated() {
      try write(letter)
      try killWhileWriting(folder, after: UInt32(round * 4_000))
      var letters: Set<UInt8> = []
      for index in 0..<count {
        let data = try Data(contentsOf: folder.url.appending(path: "public/files/f\(index).bin"))
        let first = try #require(data.first)
        letters.insert(first)
        #expect(data == Data(repeating: first, count: size), "half of a file")
      }
      if letters.count > 1 { interrupted += 1 }
      #expect(try Tool.run("build", in: folder.url).status == 0)
    }
    // Otherwise no build was interrupted while it wrote, and this has tested nothing.
    #expect(interrupted > 0)
    #expect(try Tool.run("build", "--output", "clean", in: folder.url).status == 0)
    #expect(folder.files(in: "clean") == folder.files(in: "public"))
  }

  /// Starts a build and kills it so many microseconds after its files begin to change.
  private func killWhileWriting(_ folder: TemporaryFolder, after delay: UInt32) throws {
    let process = Process()
    process.executableURL = Tool.url
    process.arguments = ["build", "--quiet"]
    process.currentDirectoryURL = folder.url
    try process.run()
    while process.isRunning {
      let manifest = try folder.read("public/.waymark-manifest")
      if manifest.hasPrefix("//changing") { break }
    }
    usleep(delay)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
