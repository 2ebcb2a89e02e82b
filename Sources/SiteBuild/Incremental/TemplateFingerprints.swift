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
        hasher.combine(templates.strings.fingerprint)
        for file in templates.assets.files { hasher.combine(file.path.text) }
        for template in environment.reads(of: name).templates.sorted() {
          hasher.combine(template)
          hasher.combine(sources[template] ?? .zero)
        }
        return (name, hasher.finish())
      }, uniquingKeysWith: { first, _ in first })
  }

  /// For each template, its fingerprint combined with what it can read of variables that are the same on all pages.
  func including(_ globals: [(ViewRoot, Value)]) -> [String: Fingerprint] {
    let roots = globals.map { root, value -> (String, Value, [String: Fingerprint]) in
      guard case .record(let record) = value else { return (root.rawValue, value, [:]) }
      let values = record.values.map { Fingerprint($0) }
      let fields = Dictionary(
        zip(record.shape.fields, values), uniquingKeysWith: { first, _ in first })
      return (root.rawValue, value, fields)
    }
    return Dictionary(
      texts.map { name, text in
        var hasher = FingerprintHasher()
        hasher.combine(text)
        let reads = templates.environment.reads(of: name)
        for (root, value, fields) in roots {
          if reads.wholeRoots.contains(root) { hasher.combine(value) }
          for field in (reads.fields[root] ?? []).sorted() {
            hasher.combine(fields[field] ?? .zero)
          }
        }
        return (name, hasher.finish())
      }, uniquingKeysWith: { first, _ in first })
  }
}
