import Diagnostics
import Synchronization

/// Takes diagnostics from work that runs on several threads; whoever reads them sorts them.
final class DiagnosticCollector: Sendable {
  private let collected = Mutex<[Diagnostic]>([])

  func add(_ diagnostics: [Diagnostic]) {
    if diagnostics.isEmpty { return }
    collected.withLock { $0 += diagnostics }
  }

  var diagnostics: [Diagnostic] { collected.withLock { $0 } }
}
