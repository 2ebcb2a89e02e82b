import Foundation
import Testing

@Suite(
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: "/usr/bin/vips"), "vips is not installed"))
struct PictureTests {
  /// A site with a picture of 900 by 600 pixels.
  private func site(_ formats: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      "title: Small\nbase_url: https://example.org/g/\npictures: {formats: \(formats)}\n",
      to: "waymark.yml")
    try folder.write(
      "---\ntitle: Home\n---\n![Noise](noise.png) ![Narrow|200](noise.png)\n",
      to: "content/_index.md")
    try draw(1, in: folder)
    return folder
  }

  private func draw(_ seed: Int, in folder: TemporaryFolder) throws {
    let line =
      "vips worley n.v 900 600 --seed \(seed) && vips cast n.v content/noise.png uchar && rm n.v"
    try #require(try Tool.shell(line, in: folder) == 0)
  }

  private func copies(_ folder: TemporaryFolder, _ output: String = "public") -> [String] {
    folder.files(in: output + "/assets/pictures").keys.sorted()
  }

  @Test("Copies are made once, each in its format and width")
  func made() throws {
    let folder = try site("[webp, avif]")
    #expect(try Tool.run("build", in: folder.url).status == 0)
    let names = copies(folder)
    #expect(names.count == 4, "\(names)")
    for (ending, magic) in [("-480.avif", "ftypavif"), ("-900.webp", "WEBP")] {
      let name = try #require(names.first { $0.hasSuffix(ending) })
      let data = folder.files(in: "public/assets/pictures")[name] ?? Data()
      #expect(data.prefix(16).firstRange(of: Data(magic.utf8)) != nil)
    }
    let page = try folder.read("public/index.html")
    let hash = try #require(names.first).prefix(16)
    #expect(
      page.contains(
        "<picture><source type=\"image/avif\" srcset=\"/g/assets/pictures/\(hash)-480.avif 480w, "
          + "/g/assets/pictures/\(hash)-900.avif 900w\" sizes=\"(min-width: 40rem) 38rem, 100vw\">"
          + "<source type=\"image/webp\" "))
    #expect(page.contains("sizes=\"min(200px, 100vw)\""))
    #expect(
      page.contains(
        "<img src=\"/g/noise.png\" width=\"900\" height=\"600\" alt=\"Noise\" loading=\"lazy\"></picture>"
      ))
    // What is kept needs no program.
    let again = try Tool.run(
      ["build", "--format", "json"], in: folder.url, environment: ["PATH": "/nowhere"])
    #expect(again.output.contains("\"written\":0"), "\(again)")
    #expect(try Tool.run("check", "--strict", in: folder.url).status == 0)
  }

  @Test("Another picture has other copies, and the old ones go")
  func changed() throws {
    let folder = try site("[webp]")
    #expect(try Tool.run("build", in: folder.url).status == 0)
    let first = copies(folder)
    try draw(2, in: folder)
    #expect(try Tool.run("build", in: folder.url).status == 0)
    let second = copies(folder)
    #expect(first.count == 2 && second.count == 2 && Set(first).isDisjoint(with: second))
    #expect(try Tool.run("build", "--output", "clean", in: folder.url).status == 0)
    #expect(folder.files(in: "clean") == folder.files(in: "public"))
  }

  @Test("Without the programs there are the originals, and a note")
  func missing() throws {
    let folder = try site("[avif]")
    let result = try Tool.run(
      ["build", "--strict"], in: folder.url, environment: ["PATH": "/nowhere"])
    #expect(result.status == 0)
    #expect(
      result.errors.contains("note[missing-program]: `noise.png` has not every copy in AVIF"),
      "\(result)")
    #expect(copies(folder) == [])
    #expect(!(try folder.read("public/index.html").contains("<picture")))
  }

  @Test("A picture that no program can read stays as it is")
  func broken() throws {
    let folder = try site("[webp]")
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13] + Array("IHDR".utf8)
    bytes += [0, 0, 4, 0, 0, 0, 4, 0, 8, 2, 0, 0, 0]
    try folder.write(Data(bytes), to: "content/noise.png")
    let result = try Tool.run("build", in: folder.url)
    #expect(result.status == 0 && result.errors.contains("note[missing-program]"), "\(result)")
    #expect(copies(folder) == [])
  }
}
