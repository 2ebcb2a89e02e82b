import Files
import Foundation
import SystemPackage
import Testing

/// What each test changes: two files replaced, one moved into a new folder, one made.
private struct Sample {
  static let command = ["rename", "old", "deep/new"]
  let folder: DiskFolder

  init() throws {
    folder = try DiskFolder()
    try folder.write("first", to: "content/a.md")
    try folder.write("second", to: "content/b.md", mode: 0o600)
    try folder.write("moved", to: "content/old.md", mode: 0o640)
    try folder.write("untouched", to: "content/c.md")
  }

  /// The folder before and after.
  static func states() throws -> (old: [String: String], new: [String: String]) {
    let sample = try Sample()
    let old = try sample.folder.entries()
    try sample.change()
    return (old, try sample.folder.entries())
  }

  /// Makes the change, as a command does: what an earlier call began is not begun again.
  func change(_ hook: DiskOperation.Hook? = nil) throws {
    let transaction = try FileTransaction(in: folder.path, command: Self.command, hook: hook)
    if case .finished = transaction.recovery { return }
    transaction.replace("content/a.md", Array("first".utf8), with: Array("FIRST".utf8))
    transaction.replace("content/b.md", Array("second".utf8), with: [])
    transaction.move(
      "content/old.md", Array("moved".utf8), to: "content/deep/er/new.md",
      with: Array("MOVED".utf8))
    transaction.create("content/made/x.csv", Array("a,b".utf8))
    try transaction.commit()
  }

  /// Takes up what was left, and changes nothing else.
  func recover(_ hook: DiskOperation.Hook? = nil) throws -> FileTransaction.Recovery? {
    try FileTransaction(in: folder.path, command: ["new", "article"], hook: hook).recovery
  }
}

/// Stops a transaction as if its process were killed: no operation from `end` on is made.
private final class Switch {
  struct Killed: Error {}

  private let end: Int
  private let fails: Bool
  private let onEnd: () throws -> Void
  private(set) var operations: [DiskOperation] = []

  init(at end: Int, fails: Bool = false, onEnd: @escaping () throws -> Void = {}) {
    self.end = end
    self.fails = fails
    self.onEnd = onEnd
  }

  func hook(_ operation: DiskOperation) throws {
    operations.append(operation)
    if operations.count - 1 == end { try onEnd() }
    if fails {
      if operations.count - 1 == end { throw Errno.ioError }
    } else if operations.count > end {
      throw Killed()
    }
  }
}

@Suite struct FileTransactionTests {
  /// The number of operations that the sample's change takes.
  private static func operationCount() throws -> Int {
    let all = Switch(at: .max)
    try Sample().change(all.hook)
    return all.operations.count
  }

  @Test("All files change, with their modes, and nothing is left behind")
  func success() throws {
    let (old, new) = try Sample.states()
    #expect(
      new == [
        "content": old["content"], "content/a.md": "644 FIRST", "content/b.md": "600 ",
        "content/c.md": "644 untouched", "content/deep": "755/", "content/deep/er": "755/",
        "content/deep/er/new.md": "640 MOVED", "content/made": "755/",
        "content/made/x.csv": "644 a,b",
      ])
  }

  @Test("Killed at any operation, it is old or new after the next call, and new after the same one")
  func killed() throws {
    let (old, new) = try Sample.states()
    var outcomes: [Bool: Int] = [:]
    for end in 0..<(try Self.operationCount()) {
      let (first, second) = (try Sample(), try Sample())
      for sample in [first, second] {
        let stop = Switch(at: end)
        try? sample.change(stop.hook)
        let shown = try sample.folder.entries().filter { !$0.key.contains(".waymark") }
        if InterruptedTransaction(in: sample.folder.path) == nil {
          let files = shown.filter { !$0.value.hasSuffix("/") }
          #expect(
            files == old.filter { !$0.value.hasSuffix("/") }
              || files == new.filter { !$0.value.hasSuffix("/") },
            "killed before \(stop.operations.last.map { "\($0)" } ?? "")")
        }
      }
      _ = try first.recover()
      let after = try first.folder.entries()
      #expect(after == old || after == new, "killed at \(end)")
      outcomes[after == new, default: 0] += 1
      try? second.change()
      #expect(try second.folder.entries() == new, "killed at \(end)")
    }
    #expect(outcomes.keys.count == 2)
  }

  @Test("Killed a second time while the first is taken up, it is old or new after the next call")
  func killedTwice() throws {
    let (old, new) = try Sample.states()
    for end in 0..<(try Self.operationCount()) {
      var again = 0
      while true {
        let sample = try Sample()
        try? sample.change(Switch(at: end).hook)
        let stop = Switch(at: again)
        let isComplete = (try? sample.recover(stop.hook)) != nil
        _ = try sample.recover()
        let after = try sample.folder.entries()
        #expect(after == old || after == new, "killed at \(end), and again at \(again)")
        if isComplete || stop.operations.count <= again { break }
        again += 1
      }
    }
  }

  @Test(
    "An operation that fails leaves the old files or the new ones, at once or after the next call")
  func failing() throws {
    let (old, new) = try Sample.states()
    for end in 0..<(try Self.operationCount()) {
      let sample = try Sample()
      let failing = Switch(at: end, fails: true)
      var failure: (any Error)?
      do { try sample.change(failing.hook) } catch { failure = error }
      if InterruptedTransaction(in: sample.folder.path) == nil,
        try !sample.folder.entries().keys.contains(where: { $0.contains(".waymark") })
      {
        let after = try sample.folder.entries()
        #expect(after == (failure == nil ? new : old), "\(failing.operations[end])")
      }
      _ = try sample.recover()
      let after = try sample.folder.entries()
      #expect(after == old || after == new, "\(failing.operations[end])")
    }
  }

  @Test(
    "A save in between is never lost, and the rest is all old or all new",
    arguments: [false, true], [false, true])
  func savedMeanwhile(inPlace: Bool, canExchange: Bool) throws {
    let (old, new) = try Sample.states()
    for end in 0..<(try Self.operationCount()) {
      let sample = try Sample()
      let editor = Switch(at: end, fails: false) {
        if inPlace {
          let handle = try FileHandle(forWritingTo: sample.folder.url("content/a.md"))
          try handle.truncate(atOffset: 0)
          try handle.write(contentsOf: Data("author".utf8))
          try handle.close()
        } else {
          try sample.folder.write("author", to: ".saved")
          try FileSystem.rename(
            sample.folder.path.appending(".saved"),
            to: sample.folder.path.appending("content/a.md"))
        }
      }
      // The last look and the rename are two operations where files cannot be exchanged.
      var isBetween = false
      try? sample.change { operation in
        if !canExchange, case .exchange = operation { throw Errno.invalidArgument }
        if !canExchange, case .rename(_, "a.md") = operation, editor.operations.count == end {
          isBetween = true
        }
        do { try editor.hook(operation) } catch is Switch.Killed {}
      }
      // Without exchanges there are fewer operations.
      if isBetween || editor.operations.count <= end { continue }
      _ = try sample.recover()
      var after = try sample.folder.entries()
      #expect(after.removeValue(forKey: "content/a.md") == "644 author", "saved at \(end)")
      #expect(
        after == old.filter { $0.key != "content/a.md" }
          || after == new.filter { $0.key != "content/a.md" }, "saved at \(end): \(after)")
    }
  }

  @Test("What an editor writes into a file that it had opened before is not lost with the old file")
  func writtenThroughOpenFile() throws {
    let (old, _) = try Sample.states()
    let sample = try Sample()
    let editor = try FileHandle(forWritingTo: sample.folder.url("content/a.md"))
    #expect(throws: FileTransaction.Failure.self) {
      try sample.change {
        // The file of `a.md` is out of its place by then.
        guard case .exchange(_, with: "b.md") = $0 else { return }
        try editor.truncate(atOffset: 0)
        try editor.write(contentsOf: Data("author".utf8))
      }
    }
    try editor.close()
    var after = try sample.folder.entries()
    #expect(after.removeValue(forKey: "content/a.md") == "644 author")
    #expect(after == old.filter { $0.key != "content/a.md" })
  }

  @Test("Killed, with a save before the next call, the save stays and the rest is restored or done")
  func savedAfterKill() throws {
    let (old, new) = try Sample.states()
    for end in 0..<(try Self.operationCount()) {
      let sample = try Sample()
      try? sample.change(Switch(at: end).hook)
      try sample.folder.write("author", to: "content/b.md", mode: 0o600)
      _ = try sample.recover()
      var after = try sample.folder.entries()
      #expect(after.removeValue(forKey: "content/b.md") == "600 author")
      #expect(
        after == old.filter { $0.key != "content/b.md" }
          || after == new.filter { $0.key != "content/b.md" }, "killed at \(end): \(after)")
    }
  }

  @Test("A file system that exchanges nothing gives the same result")
  func noExchange() throws {
    let (old, new) = try Sample.states()
    let sample = try Sample()
    try sample.change {
      if case .exchange = $0 { throw Errno.invalidArgument }
    }
    #expect(try sample.folder.entries() == new)
    for end in 0..<(try Self.operationCount()) {
      let sample = try Sample()
      let stop = Switch(at: end)
      try? sample.change {
        try stop.hook($0)
        if case .exchange = $0 { throw Errno.invalidArgument }
      }
      _ = try sample.recover()
      let after = try sample.folder.entries()
      #expect(after == old || after == new, "killed at \(end)")
    }
  }
}
