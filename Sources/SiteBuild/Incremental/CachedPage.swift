import Concurrency

/// A rendered page, with everything that tells whether rendering it again would make the same bytes.
///
/// A class, because a build passes on every page that it keeps.
final class CachedPage: Sendable {
  /// What a page was rendered from.
  struct Inputs: Sendable {
    /// The page's number in `PageNumbers`.
    let page: Int32
    let template: String
    /// The template with what it reads of `site`.
    let templateFingerprint: Fingerprint
    /// What the views read, and the other templates that they rendered, such as those of embeds.
    let dependencies: [Dependency]
    let templates: [String]
    /// The fingerprint of these two; `nil` where a dependency no longer exists.
    let dependencyFingerprint: Fingerprint?
    /// The fields that the template reads, as indices in `Views.pageFields`, and the fingerprints of their values.
    let fields: [Int]
    let fieldFingerprints: [Fingerprint]
  }

  let inputs: Inputs
  let page: RenderedPage

  init(_ inputs: Inputs, _ page: RenderedPage) {
    self.inputs = inputs
    self.page = page
  }

  /// Why a page with other inputs must be rendered; `nil` where the bytes would be the same.
  func cause(of inputs: Inputs) -> RebuildReport.Cause? {
    let known = self.inputs
    guard known.page == inputs.page else { return .new }
    guard known.template == inputs.template,
      known.templateFingerprint == inputs.templateFingerprint
    else { return .template }
    guard known.fieldFingerprints != inputs.fieldFingerprints else { return nil }
    return .fields(
      zip(inputs.fields, zip(known.fieldFingerprints, inputs.fieldFingerprints)).compactMap {
        field, values in
        values.0 == values.1 ? nil : Views.pageFields[field].name
      })
  }
}
