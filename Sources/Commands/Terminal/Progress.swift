import Dispatch
import SiteBuild
import Synchronization

/// A line on the terminal that shows the current stage of a command that takes longer than half a second.
final class Progress: Sendable {
  private static let delay = DispatchTimeInterval.milliseconds(500)

  private struct State {
    var stage: Stage?
    var isVisible = false
    var isOver = false
  }

  private let state = Mutex(State())

  init(isShown: Bool) {
    guard isShown else { return }
    DispatchQueue.global().asyncAfter(deadline: .now() + Self.delay) { [weak self] in
      self?.appear()
    }
  }

  /// Sets the current stage.
  func show(_ stage: Stage) {
    state.withLock { state in
      state.stage = stage
      if state.isVisible { Self.draw(stage) }
    }
  }

  /// Removes the line.
  ///
  /// It does not appear again.
  func clear() {
    state.withLock { state in
      if state.isVisible { Terminal.write(rendered: "\r\u{1B}[K", to: .errors) }
      state.isVisible = false
      state.isOver = true
    }
  }

  private func appear() {
    state.withLock { state in
      guard !state.isOver, let stage = state.stage else { return }
      state.isVisible = true
      Self.draw(stage)
    }
  }

  private static func draw(_ stage: Stage) {
    let doing: String =
      switch stage {
      case .load: "Reading the site"
      case .parse: "Parsing pages"
      case .link: "Linking pages"
      case .render: "Rendering pages"
      case .index: "Indexing pages"
      case .write: "Writing the site"
      }
    Terminal.write(rendered: "\r\u{1B}[K\(doing) …", to: .errors)
  }
}
