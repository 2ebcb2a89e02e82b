import Foundation
import Testing

@Suite struct CheckCommandTests {
  @Test("A picture far too large is told of once, where it is first shown")
  func largeImage() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write(Data(count: 1_600_000), to: "content/large.png")
    try folder.write(Data(count: 1 << 20), to: "content/just.png")
    try folder.write(
      "---\ntitle: About\ndescription: Us.\n---\n![a](just.png)\n\n![b](large.png) ![c](large.png)\n",
      to: "content/about.md")
    let result = try Tool.run("check", in: folder.url)
    #expect(result.status == 0)
    #expect(
      result.errors == """
        warning[large-image]: `large.png` has 1.5 MiB
         --> content/about.md:7:6
          |
        7 | ![b](large.png) ![c](large.png)
          |      ^^^^^^^^^
          |
          = help: scale it to 1600 pixels of width at most, and save it as WebP or JPEG


        """)
  }

  @Test("A build says what is wrong, a check what could be better too")
  func hints() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write("---\ntitle: Why\n---\nText.\n", to: "content/faq/why.md")
    let build = try Tool.run("build", in: folder.url)
    #expect(build.errors.contains("[not-a-question]") && !build.errors.contains("[dead-end]"))
    let check = try Tool.run("check", in: folder.url)
    #expect(check.errors.contains("[not-a-question]") && check.errors.contains("note[dead-end]"))
    // Hints are never errors.
    try folder.write("checks: {not-a-question: off}\ntitle: Small\n", to: "waymark.yml")
    #expect(try Tool.run("check", "--strict", in: folder.url).status == 0)
  }
}
