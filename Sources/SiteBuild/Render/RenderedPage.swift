import Diagnostics

/// A page, or a redirect, as its template rendered it.
struct RenderedPage: Sendable {
  let file: OutputFile
  let diagnostics: [Diagnostic]
}
