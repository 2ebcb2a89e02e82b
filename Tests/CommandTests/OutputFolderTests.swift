import Foundation
import Testing

/// What a build does with files that it did not write, and with a disk that refuses.
@Suite struct OutputFolderTests {
  private func makeFolder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    return folder
  }

  private func link(_ folder: TemporaryFolder, _ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: name).path(), withDestinationPath: target)
  }

  @Test("Files that no build wrote are refused by name before anything is written")
  func foreign() throws {
    let folder = try makeFolder()
    try folder.write("mine", to: "public/index.html")
    try folder.write("mine", to: "public/robots.txt")
    try folder.write("mine", to: "public/about")
    try folder.write("mine", to: "public/404.html/deep/file")
    try folder.write("mine", to: "public/kept.txt")
    let before = folder.files(in: "public")
    let result = try Tool.run("build", in: folder.url)
    #expect(result.status == 1)
    for name in ["index.html", "robots.txt", "about", "404.html"] {
      #expect(result.errors.contains(" --> public/\(name)\n"), "\(name) in \(result.errors)")
    }
    #expect(result.errors.contains("error[foreign-file]: a file that no build wrote is"))
    #expect(result.errors.contains("--replace"))
    #expect(result.errors.hasSuffix("Found 4 errors. The output folder is unchanged.\n"))
    #expect(folder.files(in: "public") == before)
  }

  @Test("--replace writes over files, and leaves folders and others' files alone")
  func replace() throws {
    let folder = try makeFolder()
    let other = try TemporaryFolder()
    try other.write("theirs", to: "file")
    try folder.write("mine", to: "public/index.html")
    try folder.write("mine", to: "public/about")
    try folder.write("mine", to: "public/kept.txt")
    try link(folder, "public/feed.xml", to: other.url.appending(path: "file").path())
    try link(folder, "public/search", to: other.url.path())
    #expect(try Tool.run("build", in: folder.url).status == 1)
    #expect(try Tool.run("build", "--replace", in: folder.url).status == 0)
    #expect(try folder.read("public/index.html").contains("<title>"))
    #expect(folder.exists("public/about/index.html"))
    #expect(try folder.read("public/kept.txt") == "mine")
    #expect(other.files(in: ".") == ["file": Data("theirs".utf8)])
    // From now on they are the build's.
    #expect(try Tool.run("build", in: folder.url).status == 0)

    try FileManager.default.removeItem(at: folder.url.appending(path: "public/404.html"))
    try folder.write("mine", to: "public/404.html/file")
    let result = try Tool.run("build", "--replace", in: folder.url)
    #expect(result.status == 1)
    #expect(result.errors.contains("a folder that no build wrote is in its place"))
    #expect(try folder.read("public/404.html/file") == "mine")
  }

  @Test("Files that hold what the site wants are adopted")
  func adopted() throws {
    let folder = try makeFolder()
    #expect(try Tool.run("build", in: folder.url).status == 0)
    let built = folder.files(in: "public")
    try FileManager.default.removeItem(at: folder.url.appending(path: "public/.waymark-manifest"))
    let again = try Tool.run("build", "--format", "json", in: folder.url)
    #expect(again.status == 0)
    #expect(again.output.contains("\"written\":0"))
    #expect(folder.files(in: "public") == built)
    try FileManager.default.removeItem(at: folder.url.appending(path: "content/about.md"))
    try folder.write("---\ntitle: Home\n---\nText.\n", to: "content/_index.md")
    #expect(try Tool.run("build", in: folder.url).status == 0)
    #expect(!folder.exists("public/about"))
  }

  @Test("A file that somebody changed is not written over")
  func changed() throws {
    let folder = try makeFolder()
    #expect(try Tool.run("build", in: folder.url).status == 0)
    try folder.write("edited", to: "public/about/index.html")
    try folder.write("---\ntitle: Home\n---\nSee [[about]] again.\n", to: "content/_index.md")
    let before = folder.files(in: "public")
    let result = try Tool.run("build", in: folder.url)
    #expect(result.status == 1)
    #expect(result.errors.contains("the file was changed since a build wrote it"))
    #expect(result.errors.contains("public/about/index.html"))
    #expect(folder.files(in: "public") == before)
    #expect(try Tool.run("build", "--replace", in: folder.url).status == 0)
    #expect(try folder.read("public/about/index.html") != "edited")
  }

  @Test("A file that somebody changed stays when its page goes, and is told of once")
  func changedAndStale() throws {
    let folder = try makeFolder()
    #expect(try Tool.run("build", in: folder.url).status == 0)
    try folder.write("edited", to: "public/about/index.html")
    try FileManager.default.removeItem(at: folder.url.appending(path: "content/about.md"))
    try folder.write("---\ntitle: Home\n---\nText.\n", to: "content/_index.md")
    let result = try Tool.run("build", in: folder.url)
    #expect(result.status == 0)
    #expect(result.errors.contains("warning[foreign-file]"))
    #expect(result.errors.contains("public/about/index.html"))
    #expect(try folder.read("public/about/index.html") == "edited")
    #expect(try Tool.run("build", in: folder.url).errors == "")
    #expect(try folder.read("public/about/index.html") == "edited")
  }

  @Test("What waits under the names of temporary files is neither opened nor written through")
  func temporaryNames() throws {
    let folder = try makeFolder()
    try folder.write("theirs", to: "theirs.txt")
    try folder.write("", to: "public/.keep")
    let theirs = folder.url.appending(path: "theirs.txt").path()
    let names = ["index.html", "404.html", "robots.txt", ".waymark-manifest"]
    for (number, name) in names.enumerated() {
      let path = folder.url.appending(path: "public/.waymark-new-\(name)").path()
      if number % 2 == 0 {
        #expect(mkfifo(path, 0o644) == 0)
      } else {
        try FileManager.default.linkItem(atPath: theirs, toPath: path)
      }
    }
    #expect(try Tool.run("build", in: folder.url).status == 0)
    #expect(try folder.read("theirs.txt") == "theirs")
    #expect(folder.exists("public/index.html"))
  }

  @Test("A manifest that is no file is refused", arguments: ["folder", "link", "pipe"])
  func manifest(kind: String) throws {
    let folder = try makeFolder()
    try folder.write("theirs", to: "theirs.txt")
    try folder.write("", to: "public/.keep")
    let path = folder.url.appending(path: "public/.waymark-manifest").path()
    switch kind {
    case "folder": try folder.write("", to: "public/.waymark-manifest/x")
    case "link": try link(folder, "public/.waymark-manifest", to: "../theirs.txt")
    default: #expect(mkfifo(path, 0o644) == 0)
    }
    let result = try Tool.run("build", in: folder.url)
    #expect(result.status == 1)
    #expect(result.errors.contains("public/.waymark-manifest"))
    #expect(!folder.exists("public/index.html"))
    #expect(try folder.read("theirs.txt") == "theirs")
  }

  @Test(
    "An address of a build's own files is an error where it is written",
    arguments: ["build", "check"])
  func reserved(command: String) throws {
    let folder = try makeFolder()
    try folder.write(
      "---\ntitle: About\naliases: [/.waymark-new-index.html, /.waymark-manifest/x/]\n---\nText\n",
      to: "content/about.md")
    let result = try Tool.run(command, "--strict", in: folder.url)
    #expect(result.status == 1)
    #expect(result.text.contains("content/about.md:3:11"))
    #expect(result.text.contains("content/about.md:3:37"))
    #expect(!folder.exists("public"))
  }

  @Test(
    "A name that no disk holds is an error before anything is written",
    arguments: ["build", "check"])
  func longNames(command: String) throws {
    let folder = try makeFolder()
    #expect(try Tool.run("build", in: folder.url).status == 0)
    let before = folder.files(in: "public")
    let name = String(repeating: "a", count: 300)
    try folder.write(
      "---\ntitle: About\nslug: \(name)\naliases: [/\(name)/]\n---\nText\n", to: "content/about.md")
    let result = try Tool.run(command, "--strict", in: folder.url)
    #expect(result.status == 1)
    #expect(result.text.contains("error[unwritable-address]"))
    #expect(result.text.contains("content/about.md:3:7"))
    #expect(result.text.contains("content/about.md:4:11"))
    #expect(folder.files(in: "public") == before)
  }

  @Test("Too long a path to the output folder is found before anything is written")
  func longFolder() throws {
    let folder = try makeFolder()
    // With what a build writes below, more than the 4096 bytes that a path may have.
    let parts = Array(repeating: String(repeating: "d", count: 200), count: 20)
    let path = (parts + [String(repeating: "e", count: 54)]).joined(separator: "/")
    let result = try Tool.run("build", "--output", path, in: folder.url)
    #expect(result.status == 1)
    #expect(result.errors.contains("File name too long"))
    // No path of ours reaches there, so a shell looks, and removes it.
    let look = "test -d \(path) && find \(path) -type f > found; rm -rf \(parts[0])"
    #expect(try Tool.shell(look, in: folder) == 0)
    #expect(try folder.read("found") == "")
  }

  @Test("After a write that failed midway the next build finishes the job")
  func failedWrite() throws {
    let folder = try makeFolder()
    #expect(try Tool.run("build", in: folder.url).status == 0)
    for index in 0..<30 {
      try folder.write("---\ntitle: P\(index)\n---\nText.\n", to: "content/p\(index).md")
    }
    try folder.write(String(repeating: "x", count: 400_000), to: "content/large.txt")
    // No file may grow beyond 200 blocks of 512 bytes: the large one cannot be written.
    let line = "trap '' XFSZ; ulimit -f 200; exec \"$0\" build 2> errors"
    #expect(try Tool.shell(line, in: folder) == 1)
    let errors = try folder.read("errors")
    #expect(errors.contains("public/large.txt"), "\(errors)")
    #expect(errors.contains("the file cannot be written: File too large"))
    #expect(try folder.read("public/.waymark-manifest").hasPrefix("//changing\n"))

    #expect(try Tool.run("build", in: folder.url).status == 0)
    #expect(try Tool.run("build", "--output", "clean", in: folder.url).status == 0)
    #expect(folder.files(in: "public") == folder.files(in: "clean"))
  }

  @Test("A folder that may not be written is named before anything is", .enabled(if: getuid() != 0))
  func readOnlyFolder() throws {
    let folder = try makeFolder()
    #expect(try Tool.run("build", in: folder.url).status == 0)
    let before = folder.files(in: "public")
    try folder.write("---\ntitle: Another\n---\nText [[Home]].\n", to: "content/about.md")
    let path = folder.url.appending(path: "public/about").path()
    #expect(chmod(path, 0o555) == 0)
    defer { chmod(path, 0o755) }
    let result = try Tool.run("build", in: folder.url)
    #expect(result.status == 1)
    #expect(result.errors.contains("public/about\n"))
    #expect(folder.files(in: "public") == before)
  }
}
