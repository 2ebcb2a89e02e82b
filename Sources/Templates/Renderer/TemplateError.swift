import Diagnostics

/// Why a render ended: one diagnostic, located, with the way that led there as notes.
package final class TemplateError: Error, Sendable {
  package let diagnostic: Diagnostic

  package init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}
