import Diagnostics
import SiteModel
import Synchronization

/// Records the dependencies of a page while it is rendered, and the diagnostics of the templates.
final class DependencyTracker: Sendable {
  private struct State {
    var dependencies: [Dependency] = []
    var templates: [String] = []
    var diagnostics: [Diagnostic] = []
  }

  private let isRecording: Bool
  private let state = Mutex(State())

  /// Makes a tracker without records.
  ///
  /// - Parameter isRecording: Whether to record dependencies. Diagnostics are always recorded.
  init(isRecording: Bool) {
    self.isRecording = isRecording
  }

  /// Records that a view reads one kind of information about a page.
  func note(_ kind: Dependency.Kind, _ page: PageID) {
    guard isRecording else { return }
    state.withLock { $0.dependencies.append(Dependency(kind: kind, page: Int32(page))) }
  }

  /// Records that a view renders a template or checks whether it exists.
  func note(template: String) {
    guard isRecording else { return }
    state.withLock { if !$0.templates.contains(template) { $0.templates.append(template) } }
  }

  /// Records an error or a warning.
  func report(_ diagnostic: Diagnostic) {
    state.withLock { $0.diagnostics.append(diagnostic) }
  }

  /// The errors and warnings, in the order in which they occurred.
  var diagnostics: [Diagnostic] { state.withLock { $0.diagnostics } }
  /// The templates that were rendered or looked for, each once.
  var templates: [String] { state.withLock { $0.templates } }

  /// The recorded dependencies, sorted and without repetitions.
  ///
  /// Page ids are replaced by their elements in `numbers`.
  func dependencies(_ numbers: [Int32]) -> [Dependency] {
    let renumbered = state.withLock { $0.dependencies }.map { dependency in
      dependency.kind.isSiteWide
        ? dependency
        : Dependency(kind: dependency.kind, page: numbers[Int(dependency.page)])
    }
    var unique: [Dependency] = []
    for dependency in renumbered.sorted() where dependency != unique.last {
      unique.append(dependency)
    }
    return unique
  }
}
