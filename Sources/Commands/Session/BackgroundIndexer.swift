import Dispatch
import SiteBuild
import Synchronization

/// Adds the search index and the other site-level files to builds, one build after another on a thread of its own.
///
/// If several builds are waiting, only the last one is completed.
final class BackgroundIndexer: Sendable {
  private struct State {
    var waiting: Rebuild?
    var isBusy = false
    var indexer: IncrementalIndexer
  }

  private let finished: @Sendable (BuildResult, Rebuild) -> Void
  private let queue = DispatchQueue(label: "waymark.index")
  private let state: Mutex<State>

  /// Starts the thread.
  ///
  /// `finished` is called on that thread for each completed build.
  init(_ builder: SiteBuilder, finished: @escaping @Sendable (BuildResult, Rebuild) -> Void) {
    state = Mutex(State(indexer: IncrementalIndexer(builder)))
    self.finished = finished
  }

  /// Queues a build, in place of one that is waiting.
  func complete(_ rebuild: Rebuild) {
    let mustStart = state.withLock { state in
      state.waiting = rebuild
      defer { state.isBusy = true }
      return !state.isBusy
    }
    if mustStart { queue.async { [self] in run() } }
  }

  private func run() {
    while let (rebuild, known) = next() {
      var (result, indexer) = (rebuild.result, known)
      indexer.complete(&result)
      state.withLock { [indexer] in $0.indexer = indexer }
      finished(result, rebuild)
    }
  }

  private func next() -> (Rebuild, IncrementalIndexer)? {
    state.withLock { state in
      guard let rebuild = state.waiting else {
        state.isBusy = false
        return nil
      }
      state.waiting = nil
      return (rebuild, state.indexer)
    }
  }
}
