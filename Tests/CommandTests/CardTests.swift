import Foundation
import Testing

/// The cards of pages, which `rsvg-convert` draws.
@Suite struct CardTests {
  private static let hasProgram = FileManager.default.isExecutableFile(
    atPath: "/usr/bin/rsvg-convert")

  private func site(_ outputs: String = "{cards: true}") throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      "title: Small\nbase_url: https://example.org/g/\noutputs: \(outputs)\n", to: "waymark.yml")
    try folder.write("Text.\n", to: "content/_index.md")
    try folder.write("---\ntitle: Research & \"doubt\"\n---\nText.\n", to: "content/research.md")
    return folder
  }

  private func cards(_ folder: TemporaryFolder, _ output: String = "public") -> [String: Data] {
    folder.files(in: output + "/assets/cards")
  }

  /// The width and height of a PNG file.
  private func size(_ data: Data) -> [UInt32] {
    guard data.count > 24 else { return [] }
    return [16, 20].map { start in
      data[(data.startIndex + start)..<(data.startIndex + start + 4)]
        .reduce(0) { $0 << 8 | UInt32($1) }
    }
  }

  private func address(_ folder: TemporaryFolder, _ page: String) throws -> String {
    let text = try folder.read("public/\(page)")
    let found = text.firstMatch(of: /"og:image" content="https:\/\/example.org\/g\/([^"]*)"/)
    return try String(#require(found).output.1)
  }

  @Test("Each page has a card of the usual size, named in its head", .enabled(if: hasProgram))
  func drawn() throws {
    let folder = try site()
    let first = try Tool.run(["build", "--strict"], in: folder.url)
    #expect(first.status == 0, "\(first)")
    let all = cards(folder)
    #expect(!all.isEmpty && all.keys.allSatisfy { $0.hasSuffix(".png") })
    for data in all.values { #expect(size(data) == [1200, 630]) }
    let page = try folder.read("public/research/index.html")
    let name = try address(folder, "research/index.html")
    #expect(all[String(name.split(separator: "/").last ?? "")] != nil)
    #expect(page.contains("<meta property=\"og:image:width\" content=\"1200\">"))
    #expect(page.contains("<meta property=\"og:image:height\" content=\"630\">"))
    #expect(
      page.contains(
        "<meta property=\"og:image:alt\" content=\"Research &amp; &#34;doubt&#34;\">"), "\(page)")
    #expect(page.contains("<meta name=\"twitter:card\" content=\"summary_large_image\">"))
    #expect(try address(folder, "index.html") != name)
    // What is kept is not drawn again.
    let again = try Tool.run(["build", "--format", "json"], in: folder.url)
    #expect(again.output.contains("\"written\":0"), "\(again)")
    // Another title has another card, and the old one goes.
    try folder.write("---\ntitle: Doubt\n---\nText.\n", to: "content/research.md")
    #expect(try Tool.run("build", in: folder.url).status == 0)
    #expect(try address(folder, "research/index.html") != name)
    #expect(Set(cards(folder).keys).subtracting(all.keys).count == 1)
    #expect(cards(folder).count == all.count)
    #expect(try Tool.run("build", "--output", "clean", in: folder.url).status == 0)
    #expect(folder.files(in: "clean") == folder.files(in: "public"))
  }

  @Test("A title is never wider than the picture", .enabled(if: hasProgram))
  func bounded() throws {
    let folder = try site()
    for (number, title) in [
      String(repeating: "W", count: 200), String(repeating: "MWM ", count: 50), "مرحبا بالعالم",
      String(repeating: "決める", count: 60), "🚀 " + String(repeating: "👩‍👩‍👧‍👦", count: 30),
    ].enumerated() {
      try folder.write("---\ntitle: \(title)\n---\nText.\n", to: "content/page-\(number).md")
    }
    // The margins have one color, which only the line at the top and the mark leave out.
    try folder.write(
      """
      {% set step = card.size * 23 // 20 %}
      <svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630">
      <rect width="1200" height="630" fill="#ffffff"/>
      <g transform="translate({{ 1120 if card.direction == 'rtl' else 80 }} 200)" direction="{{ card.direction }}">
      <g id="title" font-family="sans-serif" font-weight="700" font-size="{{ card.size }}">
      {% for line in card.lines %}<text y="{{ loop.index0 * step }}">{{ line }}</text>{% endfor %}
      </g></g></svg>
      """, to: "templates/card.svg")
    let result = try Tool.run(["build", "--strict"], in: folder.url)
    #expect(result.status == 0, "\(result)")
    #expect(cards(folder).count >= 6)
    for name in cards(folder).keys {
      let line =
        "vips crop public/assets/cards/\(name) edge.v 1130 0 70 630 && vips min edge.v > least.txt"
      // vips is not everywhere.
      guard try Tool.shell(line, in: folder) == 0 else { continue }
      let least = try folder.read("least.txt")
      #expect(least.hasPrefix("255"), "\(name): \(least)")
    }
  }

  @Test(
    "Without the program a note says so, under --strict an error, and pages keep the site's card")
  func missing() throws {
    let folder = try site()
    let path = ["PATH": "/nowhere"]
    let result = try Tool.run(["build"], in: folder.url, environment: path)
    #expect(result.status == 0)
    #expect(
      result.errors.contains(
        "note[missing-program]: pages have no cards, because `rsvg-convert` is not installed"),
      "\(result)")
    #expect(cards(folder) == [:])
    #expect(try address(folder, "research/index.html").hasPrefix("assets/card."))
    for command in ["build", "check"] {
      let strict = try Tool.run([command, "--strict"], in: folder.url, environment: path)
      #expect(strict.status == 1 && strict.text.contains("error[missing-program]"), "\(strict)")
    }
    // A site that does not ask needs no program.
    let plain = try site("{cards: false}")
    let quiet = try Tool.run(["build", "--strict"], in: plain.url, environment: path)
    #expect(quiet.status == 0 && !quiet.errors.contains("missing-program"), "\(quiet)")
  }

  @Test("A card that the program refuses is reported, and the site's card takes its place")
  func refused() throws {
    let folder = try site()
    try folder.write(
      "#!/bin/sh\n[ \"$1\" = --version ] && exit 0\ncat > /dev/null\necho 'Error: no such thing' >&2\nexit 1\n",
      to: "bin/rsvg-convert")
    let program = folder.url.appending(path: "bin/rsvg-convert").path
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let path = ["PATH": folder.url.appending(path: "bin").path + ":/usr/bin:/bin"]
    let result = try Tool.run(["build"], in: folder.url, environment: path)
    #expect(result.status == 0, "\(result)")
    #expect(result.errors.contains("the card of this page cannot be drawn"), "\(result)")
    #expect(result.errors.contains("Error: no such thing"), "\(result)")
    let name = try address(folder, "research/index.html")
    #expect(
      size(try Data(contentsOf: folder.url.appending(path: "public/" + name))) == [1200, 630])
    let strict = try Tool.run(
      ["build", "--strict", "--output", "strict"], in: folder.url, environment: path)
    #expect(strict.status == 1, "\(strict)")
    #expect(folder.files(in: "strict").isEmpty)
  }
}
