import Foundation
import Testing

/// What happens to what commands write: lost output is an error, and a terminal obeys none of it.
@Suite struct StreamTests {
  private static let hasFullDevice = FileManager.default.fileExists(atPath: "/dev/full")

  @Test(
    "Output that cannot be written ends a command with 3 and a message",
    .enabled(if: hasFullDevice),
    arguments: [
      "check", "check --format json", "check --format sarif", "build", "links about", "explain",
      "search home", "search --json home", "--help", "--version", "new article Title",
      "rename about other", "serve --port 0", "build --watch",
    ])
  func fullOutput(command: String) throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    #expect(try Tool.run("build", in: folder.url).status == 0)
    let status = try Tool.shell("\"$0\" \(command) > /dev/full 2> errors", in: folder)
    if command.hasPrefix("rename") {
      // It may have nothing to say there.
      #expect(status == 3 || status == 0)
    } else {
      #expect(status == 3)
      #expect(
        try folder.read("errors").contains(
          "waymark: standard output cannot be written to: No space left on device"))
    }
  }

  @Test("Messages that cannot be written end a command with 3", .enabled(if: hasFullDevice))
  func fullErrors() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write("See [[nowhere]].\n", to: "content/about.md")
    #expect(try Tool.shell("\"$0\" build 2> /dev/full", in: folder) == 3)
  }

  @Test("A stream that is closed is no file of the site, and output to it is an error")
  func closed() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    #expect(try Tool.shell("\"$0\" build >&- 2> errors", in: folder) == 3)
    #expect(try folder.read("errors").contains("standard output cannot be written to"))
    #expect(try Tool.run("build", "--output", "clean", in: folder.url).status == 0)
    #expect(folder.files(in: "public") == folder.files(in: "clean"))
    #expect(try Tool.shell("\"$0\" build --quiet <&- >&- 2>&-", in: folder) == 0)
  }

  @Test("A reader who goes away changes nothing", arguments: ["", "See [[nowhere]].\n"])
  func pipe(text: String) throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    if !text.isEmpty { try folder.write(text, to: "content/about.md") }
    let status = try Tool.shell(
      "{ sleep 0.2; \"$0\" check --strict --format json 2> errors; echo $? > status; } | true",
      in: folder)
    #expect(status == 0)
    #expect(try folder.read("status") == (text.isEmpty ? "0\n" : "1\n"))
    #expect(try folder.read("errors") == "")
  }

  @Test("Control characters of a site reach no terminal")
  func controls() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write(
      "---\ntitle: About\nsumary: x\n---\n"
        + "[a\u{1B}]0;title\u{07}](https://example.org/\u{1B}[2J) \u{9B}31m [b](gone\u{07}.md)\n"
        + "[c\u{202E}](about.md#a\u{1B}c) [[Home|\u{1B}[8mhidden]] {{ x\n",
      to: "content/about.md")
    let commands = [
      ["check"], ["check", "--format", "json"], ["check", "--format", "github"],
      ["check", "--format", "sarif"], ["links", "about"], ["links", "_index"],
      ["links", "\u{1B}]0;x\u{07}"], ["check", "--fix"], ["rename", "about", "over"],
      ["search", "\u{1B}[2J"], ["explain", "\u{07}"], ["build", "--output", "a\u{1B}b"],
      ["new", "article", "\u{1B}[1mTitle"], ["bu\u{1B}ld"],
    ]
    for command in commands {
      let result = try Tool.run(command, in: folder.url)
      for scalar in (result.output + result.errors).unicodeScalars {
        let isLineEnd = scalar == "\n" || scalar == "\t"
        #expect(
          isLineEnd || scalar.properties.generalCategory != .control && scalar != "\u{202E}",
          "\(command): \(scalar.value)")
      }
    }
  }
}
