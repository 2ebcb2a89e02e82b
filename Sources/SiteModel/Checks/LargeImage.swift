import Diagnostics

extension Rule {
  package static let largeImage = Rule(
    "large-image", .warning,
    "A picture of more than 1 MiB takes a phone seconds to load and its reader money. Half of it is "
      + "nearly always more pixels than any screen shows.")
}

/// Finds pictures that are far too large, where they are first shown.
enum LargeImage: Check {
  static let rule = Rule.largeImage
  private static let limit = 1 << 20

  static func problems(in site: CheckedSite) -> [Diagnostic] {
    let large = site.fileSizes.filter { $0.value > limit }
    guard !large.isEmpty else { return [] }
    var seen: Set<ContentPath> = []
    var problems: [Diagnostic] = []
    for page in site.pages {
      for (reference, target) in zip(page.parsed.references, site.site.links[page.id].targets) {
        guard reference.kind == .image, case .file(let path) = target, let size = large[path],
          seen.insert(path).inserted
        else { continue }
        let tenths = (size * 10 + 1 << 19) >> 20
        problems.append(
          Diagnostic(
            rule, "`\(path.name)` has \(tenths / 10).\(tenths % 10) MiB",
            at: page.source.location(at: reference.place),
            help: "scale it to 1600 pixels of width at most, and save it as WebP or JPEG"))
      }
    }
    return problems
  }
}
