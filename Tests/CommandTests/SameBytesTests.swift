import Foundation
import Testing

/// A site with every output is the same, byte for byte, wherever and by whomever it is built.
@Suite struct SameBytesTests {
  /// The outputs but the PDF, whose bytes are a browser's.
  private static let outputs = [
    "feeds", "cards", "redirects", "headers", "nginx", "caddy", "addresses", "llms", "markdown",
    "print", "epub",
  ]

  /// Copies the small golden site to a folder, with every output.
  private func copy(to name: String, in folder: TemporaryFolder) throws -> URL {
    let golden = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "GoldenSites/small")
    let site = folder.url.appending(path: name)
    try FileManager.default.createDirectory(at: site, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: golden.appending(path: "content"), to: site.appending(path: "content"))
    var settings = try String(contentsOf: golden.appending(path: "waymark.yml"), encoding: .utf8)
    settings += "\noutputs: {\(Self.outputs.map { "\($0): true" }.joined(separator: ", "))}\n"
    settings += "security: {contact: [a@example.org], expires: 2090-01-01}\n"
    try folder.write(settings, to: name + "/waymark.yml")
    return site
  }

  /// Builds a copy of the site by a command line, in which `$0` is the tool, and returns the files.
  private func built(
    _ prefix: String, at path: String, in folder: TemporaryFolder
  ) throws -> [String: Data] {
    _ = try copy(to: path, in: folder)
    let line =
      "chmod -R a+rwX . && cd '\(path)' && \(prefix) \"$0\" build --quiet --precompress --as-of 2026-11-21 2> ../log"
    let status = try Tool.shell(line, in: folder)
    #expect(status == 0, "\(prefix): \((try? folder.read(path + "/../log")) ?? "")")
    // A picture is drawn by another program, with the fonts that it finds.
    return folder.files(in: path + "/public").filter { !$0.key.hasPrefix("assets/cards/") }
  }

  @Test(
    "Time zones, locales, homes, paths, cores and users leave no trace",
    arguments: [
      "TZ=Pacific/Kiritimati", "TZ=America/Los_Angeles LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8",
      "LC_ALL=C LANG=C LANGUAGE=de", "env -i PATH=\"$PATH\"",
      "HOME=/nowhere USER=other LOGNAME=other",
      "umask 027;", "taskset -c 0", "setpriv --reuid=65534 --regid=65534 --clear-groups",
    ])
  func surroundings(prefix: String) throws {
    let folder = try TemporaryFolder()
    // Not every machine has these programs, and only root can become somebody else.
    let program = prefix.split(separator: " ").first.map(String.init) ?? ""
    if ["taskset", "setpriv"].contains(program),
      try Tool.shell("\(prefix) \"$0\" --version > /dev/null 2>&1", in: folder) != 0
    {
      return
    }
    let plain = try built("TZ=UTC", at: "site", in: folder)
    let other = try built(prefix, at: "a longer path/with spaces & ümläuts/site", in: folder)
    #expect(plain.keys.sorted() == other.keys.sorted())
    for name in [
      "feed.xml", "guide.epub", "print/index.html", "llms.txt", "nginx.conf", "index.md",
    ] {
      #expect(plain[name] != nil, "\(name)")
    }
    #expect(plain.keys.filter { plain[$0] != other[$0] }.sorted() == [])
  }
}
