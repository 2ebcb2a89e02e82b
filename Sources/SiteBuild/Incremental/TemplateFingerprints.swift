import Concurrency
import Templates

/// Fingerprints of all inputs of a template's output other than the page.
struct TemplateFingerprints: Sendable {
  let templates: TemplateSet
  /// For each template, a fingerprint of the texts of all templates that it can reach, and of the site's address and
  /// asset names.
  private let texts: [String: Fingerprint]

  init(_ templates: TemplateSet) {
    self.templates = templates
    let environment = templates.environment
    let sources = Dictionary(
      templates.templates.map { ($0.name, Fingerprint($0.source.bytes)) },
      uniquingKeysWith: { first, _ in first })
    texts = Dictionary(
      environment.templateNames.map { name in
        var hasher = FingerprintHasher()
        hasher.combine(templates.address.origin ?? "")
        hasher.combine(templates.address.root)
        for file in templates.assets.files { hasher.combine(file.path.text) }
        for template in environment.reads(of: name).templates.sorted() {
          hasher.combine(template)
          hasher.combine(sources[template] ?? .zero)
        }
        return (name, hasher.finish())
      }, uniquingKeysWith: { first, _ in first })
  }

  /// For each template, its fingerprint combined with the values of the fields of `site` that it can read.
  func including(site: Value) -> [String: Fingerprint] {
    guard case .record(let record) = site else { return texts }
    let values = record.values.map { Fingerprint($0) }
    let fields = Dictionary(
      zip(record.shape.fields, values), uniquingKeysWith: { first, _ in first })
    let root = ViewRoot.site.rawValue
    return Dictionary(
      texts.map { name, text in
        var hasher = FingerprintHasher()
        hasher.combine(text)
        let reads = templates.environment.reads(of: name)
        if reads.wholeRoots.contains(root) { for value in values { hasher.combine(value) } }
        for field in (reads.fields[root] ?? []).sorted() {
          hasher.combine(fields[field] ?? .zero)
        }
        return (name, hasher.finish())
      }, uniquingKeysWith: { first, _ in first })
  }
}
