import Foundation
import Testing

/// The PNG files that `rsvg-convert` makes of a site's icon.
@Suite struct IconTests {
  private static let svg =
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><circle cx='4' cy='4' r='3'/></svg>"

  private func site() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      "title: Icon\nbase_url: https://example.org/\nlook:\n  icon: own.svg\n", to: "waymark.yml")
    try folder.write("Text.\n", to: "content/_index.md")
    try folder.write(Self.svg, to: "templates/assets/own.svg")
    return folder
  }

  @Test("Without the program a note says what is missing, and pages have the SVG icon alone")
  func without() throws {
    let folder = try site()
    let checked = try Tool.run(["check"], in: folder.url, environment: ["PATH": "/nowhere"])
    #expect(checked.output.contains("note[icon-images]"))
    #expect(checked.output.contains("--> waymark.yml:4:9"))
    let built = try Tool.run(["build"], in: folder.url, environment: ["PATH": "/nowhere"])
    #expect(built.status == 0)
    let page = try String(
      contentsOf: folder.url.appending(path: "public/index.html"), encoding: .utf8)
    #expect(page.contains("<link rel=\"icon\" href=\"/assets/own."))
    #expect(!page.contains("apple-touch-icon"))
  }

  /// A program in place of `rsvg-convert` that writes the first bytes of a PNG and its arguments.
  @Test("With the program pages have the icons that it makes, and a refused icon is reported")
  func with() throws {
    let folder = try site()
    try folder.write(
      "#!/bin/sh\ncat > /dev/null\nprintf '\\211PNG\\r\\n\\032\\n%s' \"$*\"\n",
      to: "bin/rsvg-convert")
    let program = folder.url.appending(path: "bin/rsvg-convert").path
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let path = ["PATH": folder.url.appending(path: "bin").path + ":/usr/bin:/bin"]
    let built = try Tool.run(["build"], in: folder.url, environment: path)
    #expect(built.status == 0, "\(built.errors)")
    let page = try String(
      contentsOf: folder.url.appending(path: "public/index.html"), encoding: .utf8)
    #expect(page.contains("<link rel=\"icon\" href=\"/assets/icon."))
    let match = try #require(
      page.firstMatch(of: /rel="apple-touch-icon" href="\/(assets\/[^"]*)"/))
    let icon = try Data(contentsOf: folder.url.appending(path: "public/" + match.output.1))
    let arguments = "-w 180 -h 180 --keep-aspect-ratio -f png"
    #expect(String(decoding: icon, as: UTF8.self).hasSuffix(arguments))

    try folder.write("#!/bin/sh\nexit 1\n", to: "bin/rsvg-convert")
    let refused = try Tool.run(["check"], in: folder.url, environment: path)
    #expect(refused.output.contains("cannot draw the icon `own.svg`"))
  }
}
