import Diagnostics

/// The result of rendering a page or a redirect.
struct RenderedPage: Sendable {
  let file: OutputFile
  let diagnostics: [Diagnostic]
  /// The addresses in the structured data of the page.
  var dataAddresses: [String] = []
}
