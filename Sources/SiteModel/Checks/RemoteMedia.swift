import Diagnostics
import Markdown

/// Says once that a site shows images of other sites.
enum RemoteMedia: Check {
  static let rule = Rule(
    "remote-media", .note,
    "Images of other sites are loaded from there: those sites see who reads the page, and can change "
      + "or remove the images. The Content-Security-Policy of each page allows the hosts that it needs. "
      + "Copy the images into `content/` to depend on no other site.",
    example: """
      content/articles/remote.md:
      ---
      title: A remote picture
      ---
      ![A chart](https://example.org/chart.png)
      """)

  static func diagnostics(in site: CheckedSite) -> [Diagnostic] {
    var hosts: Set<String> = []
    var count = 0
    var first: Location?
    for page in site.pages {
      for reference in page.parsed.references {
        guard let source = reference.mediaSource else { continue }
        count += 1
        hosts.insert(source)
        if first == nil { first = page.source.location(at: reference.place) }
      }
    }
    guard count > 0 else { return [] }
    let names = hosts.sorted().prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    let images = count == 1 ? "1 image is" : "\(count) images are"
    return [
      Diagnostic(
        rule, "\(images) loaded from other sites: \(names)\(hosts.count > 8 ? " and more" : "")",
        at: first,
        help: "copy them into `\(site.site.configuration.content.name)` to depend on no other site")
    ]
  }
}
