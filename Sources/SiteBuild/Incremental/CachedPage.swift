import Concurrency

/// A rendered page with its inputs, which tell whether rendering it again would give the same bytes.
///
/// A class, because every build copies a reference to each page that it reuses.
final class CachedPage: Sendable {
  /// The inputs that a page was rendered from.
  struct Inputs: Sendable {
    /// The page's number in `PageNumbers`.
    let page: Int32
    let template: String
    /// The fingerprint of the template and of the fields of `site` that it can read.
    let templateFingerprint: Fingerprint
    /// The dependencies that the views recorded.
    let dependencies: [Dependency]
    /// The other templates that the views rendered or looked for, such as those of embeds.
    let templates: [String]
    /// The combined fingerprint of `dependencies` and `templates`; `nil` if a dependency no longer exists.
    let dependencyFingerprint: Fingerprint?
    /// The fields that the template can read, as indices in `Views.pageFields`.
    let fields: [Int]
    /// The fingerprint of the value of each field in `fields`.
    let fieldFingerprints: [Fingerprint]
    /// The fingerprint of the value of `fields`.
    let declaredFingerprint: Fingerprint
  }

  let inputs: Inputs
  let page: RenderedPage

  init(_ inputs: Inputs, _ page: RenderedPage) {
    self.inputs = inputs
    self.page = page
  }

  /// The reason why a page with other inputs must be rendered again; `nil` if its bytes would be the same.
  func cause(of inputs: Inputs) -> RebuildReport.Cause? {
    let known = self.inputs
    guard known.page == inputs.page else { return .new }
    guard known.template == inputs.template,
      known.templateFingerprint == inputs.templateFingerprint
    else { return .template }
    let isDeclared = known.declaredFingerprint != inputs.declaredFingerprint
    guard isDeclared || known.fieldFingerprints != inputs.fieldFingerprints else { return nil }
    let fields = zip(inputs.fields, zip(known.fieldFingerprints, inputs.fieldFingerprints))
    return .fields(
      fields.compactMap { field, values in
        values.0 == values.1 ? nil : Views.pageFields[field].name
      } + (isDeclared ? [ViewRoot.fields.rawValue] : []))
  }
}
