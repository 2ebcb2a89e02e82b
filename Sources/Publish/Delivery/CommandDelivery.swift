import Files
import SiteModel
import SystemPackage

/// Publishes by a command of a shell, for hosts with tools of their own.
///
/// What such a host has is not known, so the changes are those since the last publish from this machine, and the
/// command runs even if there are none.
struct CommandDelivery: Delivery {
  private let publication: Publication
  private let command: String
  private var record = PublishRecord()
  private var files: [OutputPath: PublishedFile] = [:]

  init(_ publication: Publication, _ command: String) {
    self.publication = publication
    self.command = command
  }

  var place: String { "what was last published from here by `\(command)`" }

  private var recordFile: FilePath { publication.folder.appending(PublishRecord.path.text) }

  mutating func compare() throws -> PublishChanges {
    if let bytes = try? FileSystem.read(recordFile, limit: PublishRecord.sizeLimit) {
      record = PublishRecord(bytes) ?? record
    }
    files = publication.fingerprints
    return PublishChanges(from: record, to: files)
  }

  mutating func deliver() throws {
    let next = record.followed(by: files)
    let folder = try publication.staged(keeping: next.kept)
    let say = publication.say
    var line = LineSplitter()
    let outcome: ChildProcess.Outcome
    do {
      outcome = try ChildProcess.run(
        // A misspelt variable would be empty, and `rsync --delete "$WAYMARK_FOLER/"` would copy the whole disk.
        ["/bin/sh", "-u", "-c", command], in: publication.site,
        environment: ["WAYMARK_FOLDER": folder.string, "GIT_TERMINAL_PROMPT": "0"],
        endsWithThisProcess: true
      ) { bytes in
        for text in line.lines(adding: bytes) { say(SecretMask.masked(text)) }
      }
    } catch {
      throw PublishFailure.start("/bin/sh", error)
    }
    if let rest = line.rest { say(SecretMask.masked(rest)) }
    guard outcome.isSuccess else {
      throw PublishFailure(
        message: "the command failed (status \(outcome.status))",
        help: "its messages are above; it runs in the site's folder, with the built site in "
          + "`$WAYMARK_FOLDER`")
    }
    do { try FileSystem.replace(recordFile, with: next.bytes) } catch {
      throw PublishFailure.disk(recordFile, error)
    }
  }
}

/// Divides what a program writes into lines, however it arrives.
struct LineSplitter {
  private static let limit = 64 << 10
  private var pending: [UInt8] = []

  /// The lines that are complete with these bytes.
  mutating func lines(adding bytes: [UInt8]) -> [String] {
    pending += bytes
    guard let end = pending.lastIndex(of: UInt8(ascii: "\n")) else {
      if pending.count <= Self.limit { return [] }
      defer { pending = [] }
      return [String(decoding: pending, as: UTF8.self)]
    }
    let whole = pending[..<end].split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    pending = Array(pending[(end + 1)...])
    return whole.map { String(decoding: $0, as: UTF8.self) }
  }

  /// What stands behind the last line feed; `nil` for nothing.
  var rest: String? { pending.isEmpty ? nil : String(decoding: pending, as: UTF8.self) }
}
