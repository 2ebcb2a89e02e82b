import Concurrency
import Synchronization
import Text

/// The files that the preview serves, and who waits for news of them.
///
/// Requests are answered from this table alone, so there is nothing on disk that a request could reach.
package final class ServedSite: Sendable {
  private struct State {
    var root = "/"
    var files: [String: [UInt8]] = [:]
    var extras: [String: [UInt8]] = [:]
    var lens: @Sendable (String) -> [UInt8]? = { _ in nil }
    var listeners: [Int: @Sendable (String) -> Void] = [:]
    var nextListener = 0
  }

  private let state = Mutex(State())

  package init() {}

  // MARK: What is served

  /// Puts files in and takes others out, by their paths below the site's root.
  ///
  /// - Parameters:
  ///   - written: Files that are new or others than before.
  ///   - removed: Files that are gone.
  ///   - root: The path that the site lives under: `/` or `/guide/`.
  package func update(
    _ written: [(path: String, bytes: [UInt8])], removing removed: [String] = [], at root: String
  ) {
    state.withLock { state in
      state.root = root
      for path in removed { state.files[path] = nil }
      for file in written { state.files[file.path] = file.bytes }
    }
  }

  /// What is known beside the site: problems as JSON, and what an author may want to know of a page, by its address.
  package func describe(
    problems: [UInt8], lens: @escaping @Sendable (String) -> [UInt8]?
  ) {
    state.withLock { state in
      state.extras["problems.json"] = problems
      state.lens = lens
    }
  }

  var root: String { state.withLock { $0.root } }

  func file(_ path: String) -> [UInt8]? { state.withLock { $0.files[path] } }

  func extra(_ name: String) -> [UInt8]? { state.withLock { $0.extras[name] } }

  func lens(_ address: String) -> [UInt8]? { state.withLock { $0.lens }(address) }

  /// The styles and their tags, for a page that was away.
  var styles: [(path: String, tag: String)] {
    state.withLock { state in
      state.files.filter { $0.key.hasSuffix(".css") }.map { ($0.key, Self.tag($0.value)) }
    }.sorted { $0.path < $1.path }
  }

  /// What stands for the bytes of a file in the header `ETag`.
  static func tag(_ bytes: [UInt8]) -> String {
    let fingerprint = Fingerprint(bytes)
    return String(fingerprint.high, radix: 16) + String(fingerprint.low, radix: 16)
  }

  // MARK: News

  /// Tells whoever looks at a page that there is news; pages find out by themselves whether they changed.
  ///
  /// - Parameter changed: Files that pages may use, by their paths below the site's root.
  package func announce(changed: [String] = []) {
    let text = JSON.object(["changed": .array(changed.map(JSON.string))]).text
    for deliver in state.withLock({ $0.listeners }).values { deliver(text) }
  }

  /// Has news delivered from now on.
  ///
  /// - Parameter deliver: Called with the text of one event, on the thread that announces it; must not wait.
  /// - Returns: What `stopListening` takes.
  func listen(_ deliver: @escaping @Sendable (String) -> Void) -> Int {
    state.withLock { state in
      state.nextListener += 1
      state.listeners[state.nextListener] = deliver
      return state.nextListener
    }
  }

  func stopListening(_ listener: Int) {
    state.withLock { $0.listeners[listener] = nil }
  }

  /// How many pages are listening, for tests.
  package var listenerCount: Int { state.withLock { $0.listeners.count } }
}
