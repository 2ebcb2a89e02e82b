import Concurrency
import Synchronization
import Text

/// The files that the preview serves, and the event streams that receive its changes.
///
/// Requests are answered only from this table, so no request can reach the disk.
package final class ServedSite: Sendable {
  private struct State {
    var root = "/"
    var files: [String: [UInt8]] = [:]
    var diagnostics: [UInt8] = []
    var pageInfo: @Sendable (String) -> [UInt8]? = { _ in nil }
    var withheld: [String: String] = [:]
    var subscribers: [Int: @Sendable (String) -> Void] = [:]
    var nextSubscription = 0
  }

  private let state = Mutex(State())

  /// Makes a site without files.
  package init() {}

  // MARK: Files

  /// Adds, replaces and removes files, by their paths below the site's root.
  ///
  /// - Parameters:
  ///   - written: The new and changed files.
  ///   - removed: The removed files.
  ///   - root: The path of the site's root: `/` or `/guide/`.
  package func update(
    _ written: [(path: String, bytes: [UInt8])], removing removed: [String] = [], at root: String
  ) {
    state.withLock { state in
      state.root = root
      for path in removed { state.files[path] = nil }
      for file in written { state.files[file.path] = file.bytes }
    }
  }

  /// Sets what the preview's script shows.
  ///
  /// - Parameters:
  ///   - diagnostics: The errors and warnings, as JSON.
  ///   - withheld: By address, why there is no page, as a sentence.
  ///   - pageInfo: Returns facts for the author of the page at an address, as JSON; `nil` where there is no page.
  package func describe(
    diagnostics: [UInt8], withheld: [String: String] = [:],
    pageInfo: @escaping @Sendable (String) -> [UInt8]?
  ) {
    state.withLock { state in
      state.withheld = withheld
      state.diagnostics = diagnostics
      state.pageInfo = pageInfo
    }
  }

  var root: String { state.withLock { $0.root } }

  /// Why there is no page at an address; `nil` if nothing is known of it.
  func reasonForNoPage(at address: String) -> String? {
    state.withLock { $0.withheld[address.hasSuffix("/") ? address : address + "/"] }
  }

  func file(_ path: String) -> [UInt8]? { state.withLock { $0.files[path] } }

  var diagnostics: [UInt8] { state.withLock { $0.diagnostics } }

  func pageInfo(_ address: String) -> [UInt8]? { state.withLock { $0.pageInfo }(address) }

  /// The stylesheets and their tags.
  var styles: [(path: String, tag: String)] {
    state.withLock { state in
      state.files.filter { $0.key.hasSuffix(".css") }.map { ($0.key, Self.tag($0.value)) }
    }.sorted { $0.path < $1.path }
  }

  /// The value for the header `ETag` of a file.
  static func tag(_ bytes: [UInt8]) -> String {
    let fingerprint = Fingerprint(bytes)
    return String(fingerprint.high, radix: 16) + String(fingerprint.low, radix: 16)
  }

  // MARK: Events

  /// Sends an event to every open page; each page then checks whether it changed.
  ///
  /// - Parameter changed: The paths, below the site's root, of changed files that pages may use.
  package func notify(changed: [String] = []) {
    let text = JSON.object(["changed": .array(changed.map(JSON.string))]).text
    for deliver in state.withLock({ $0.subscribers }).values { deliver(text) }
  }

  /// Subscribes to events.
  ///
  /// - Parameter deliver: Called with the text of an event, on the thread that sends it. It must not block.
  /// - Returns: The subscription, for `unsubscribe`.
  func subscribe(_ deliver: @escaping @Sendable (String) -> Void) -> Int {
    state.withLock { state in
      state.nextSubscription += 1
      state.subscribers[state.nextSubscription] = deliver
      return state.nextSubscription
    }
  }

  func unsubscribe(_ subscription: Int) {
    state.withLock { $0.subscribers[subscription] = nil }
  }

  /// The number of subscribers, for tests.
  package var subscriberCount: Int { state.withLock { $0.subscribers.count } }
}
