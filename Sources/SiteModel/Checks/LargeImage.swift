import Diagnostics

/// Reports pictures of more than 1 MiB at their first use.
enum LargeImage: Check {
  static let rule = Rule(
    "large-image", .warning,
    "A picture of more than 1 MiB loads slowly on phones and uses up mobile data. It usually has more "
      + "pixels than any screen can show.",
    session: """
      $ truncate -s 2M content/photo.jpg
      $ echo '![A photo](photo.jpg)' >> content/_index.md
      $ waymark check
      warning[large-image]: `photo.jpg` has 2.0 MiB
       --> content/_index.md:2:12
        |
      2 | ![A photo](photo.jpg)
        |            ^^^^^^^^^
        |
        = help: scale it to a width of at most 1600 pixels, and save it as WebP or JPEG

      Checked 4 pages in 0.05 s (1 warning)
      """)
  private static let limit = 1 << 20

  static func diagnostics(in site: CheckedSite) -> [Diagnostic] {
    let large = site.files.mapValues(\.fileBytes.count).filter { $0.value > limit }
    guard !large.isEmpty else { return [] }
    var seen: Set<ContentPath> = []
    var diagnostics: [Diagnostic] = []
    for page in site.pages {
      for (reference, target) in zip(page.parsed.references, site.site.links[page.id].targets) {
        guard reference.kind == .image, case .file(let path) = target, let size = large[path],
          seen.insert(path).inserted
        else { continue }
        let tenths = (size * 10 + 1 << 19) >> 20
        diagnostics.append(
          Diagnostic(
            rule, "`\(path.name)` has \(tenths / 10).\(tenths % 10) MiB",
            at: page.source.location(at: reference.place),
            help: "scale it to a width of at most 1600 pixels, and save it as WebP or JPEG"))
      }
    }
    return diagnostics
  }
}
