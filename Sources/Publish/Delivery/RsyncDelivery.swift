import Files
import SiteModel
import SystemPackage

/// Publishes to a folder of a server by rsync over ssh.
///
/// Assets are uploaded first, then pages, so that each page finds what it loads. Files of the site before the last
/// publish are removed at the end. A record in the folder names the files that Waymark published; no other file is
/// replaced or removed. It is written before the first file changes and after the last, so that a publish that was
/// killed is continued by the next.
struct RsyncDelivery: Delivery {
  /// The status of rsync where a part of the files could not be transferred, such as a folder that does not exist.
  private static let partial = 23

  private let publication: Publication
  private let host: String
  private let path: String
  private let port: Int?
  private var record = PublishRecord()
  private var files: [OutputPath: PublishedFile] = [:]

  init(_ publication: Publication, host: String, _ path: String, port: Int?) {
    self.publication = publication
    self.host = host
    self.path = path
    self.port = port
  }

  var place: String { "\(host):\(path)" }

  /// The folder as rsync takes it; `name` is a file in it.
  private func remote(_ name: String = "") -> String { "\(host):\(path)/\(name)" }

  // MARK: Comparing

  mutating func compare() throws -> PublishChanges {
    record = try publishedRecord()
    files = publication.fingerprints
    return PublishChanges(from: record, to: files)
  }

  private func publishedRecord() throws -> PublishRecord {
    let list = try rsync(["--list-only", "--dirs", "--", remote()])
    // 2 is the number of the error "no such file or directory".
    if list.status == Self.partial, list.errors.contains("(2)") { return PublishRecord() }
    guard list.isSuccess else { throw failure("list the folder", list) }
    let names = list.text.split(separator: "\n").filter { !$0.hasSuffix(" .") }
    if names.isEmpty { return PublishRecord() }
    let name = PublishRecord.path.text
    guard names.contains(where: { $0.hasSuffix(" " + name) }) else {
      throw PublishFailure.refused(
        "the folder `\(path)` on `\(host)` has files that Waymark did not publish",
        help: "name an empty folder, or one that does not exist yet; its parent must exist")
    }
    let copy = publication.folder.appending("remote" + name)
    let got = try rsync(["--checksum", "--", remote(name), copy.string])
    guard got.isSuccess else { throw failure("get the list of published files", got) }
    do {
      let bytes = try FileSystem.read(copy, limit: PublishRecord.sizeLimit)
      if let record = PublishRecord(bytes) { return record }
    } catch {
      throw PublishFailure.disk(copy, error)
    }
    throw PublishFailure.refused(
      "the list of published files, `\(remote(name))`, is damaged",
      help: "name another folder, or empty this one by hand")
  }

  // MARK: Delivering

  mutating func deliver() throws {
    let next = record.followed(by: files)
    let folder = try publication.staged()
    try write(record.changing(to: next))
    let paths = files.keys.sorted()
    try upload(paths.filter(\.isAsset), from: folder, "assets")
    try upload(paths.filter { !$0.isAsset }, from: folder, "pages")
    let obsolete = Set(record.files.keys).union(record.kept)
      .subtracting(files.keys).subtracting(next.kept)
    try remove(obsolete.sorted(), beside: Set(files.keys).union(next.kept))
    try write(next)
  }

  /// Writes the record, which no reader of the site should see.
  private func write(_ record: PublishRecord) throws {
    let file = publication.folder.appending(PublishRecord.path.text)
    do { try FileSystem.replace(file, with: record.bytes) } catch {
      throw PublishFailure.disk(file, error)
    }
    let sent = try rsync(["--checksum", "--perms", "--chmod=F600", "--", file.string, remote()])
    guard sent.isSuccess else { throw failure("write the list of published files", sent) }
  }

  /// Uploads files whose bytes differ from those on the server.
  private func upload(_ paths: [OutputPath], from folder: FilePath, _ what: String) throws {
    if paths.isEmpty { return }
    publication.say("Uploading \(what) …")
    let sent = try rsync(
      [
        "--checksum", "--compress", "--chmod=D755,F644", "--files-from=-", "--from0", "--",
        folder.string + "/", remote(),
      ], paths.map(\.text))
    guard sent.isSuccess else { throw failure("upload \(what)", sent) }
  }

  /// Removes files, then the folders that they leave empty.
  private func remove(_ paths: [OutputPath], beside present: Set<OutputPath>) throws {
    if paths.isEmpty { return }
    publication.say("Removing old files …")
    // What a list names and the sender does not have is removed. Only the folders above it must be there.
    let sender = publication.folder.appending("removed")
    let levels = OutputPath.foldersByDepth(of: paths)
    do {
      if FileSystem.status(sender) != nil { try FileSystem.removeTree(sender) }
      try FileSystem.makeFolder(sender)
      for name in levels.joined() { try FileSystem.makeFolder(sender.appending(name)) }
      try delete(paths.map(\.text), missingIn: sender)
      let filled = Set(OutputPath.foldersByDepth(of: Array(present)).joined())
      for level in levels.reversed() {
        for name in level { try FileSystem.removeFolder(sender.appending(name)) }
        let empty = level.filter { !filled.contains($0) }
        if !empty.isEmpty { try delete(empty.sorted(), missingIn: sender) }
      }
    } catch let error as Errno {
      throw PublishFailure.disk(sender, error)
    }
  }

  /// Removes files and empty folders; a folder with files of others stays.
  private func delete(_ names: [String], missingIn sender: FilePath) throws {
    let removed = try rsync(
      [
        "--dirs", "--delete-missing-args", "--files-from=-", "--from0", "--",
        sender.string + "/", remote(),
      ], names)
    guard removed.isSuccess else { throw failure("remove old files", removed) }
  }

  // MARK: Running

  /// Runs rsync, whose arguments the shell of the server does not read; `names` are for `--files-from=-`.
  private func rsync(_ arguments: [String], _ names: [String] = []) throws -> ChildProcess.Outcome {
    // Like rsync, which then takes the variable for the option.
    let shell =
      EnvironmentVariable("RSYNC_RSH").map { $0.value + (port.map { " -p \($0)" } ?? "") }
      ?? SSH.command(port: port).joined(separator: " ")
    do {
      return try ChildProcess.run(
        ["rsync", "--secluded-args", "--rsh=" + shell] + arguments,
        input: Array(names.map { $0 + "\0" }.joined().utf8), in: publication.site,
        environment: ["LC_ALL": "C"], endsWithThisProcess: true)
    } catch {
      throw PublishFailure.start("rsync", error)
    }
  }

  private func failure(_ doing: String, _ outcome: ChildProcess.Outcome) -> PublishFailure {
    // 255 is the status of ssh where it cannot connect.
    let help =
      outcome.status == 255
      ? "try `ssh \(host)\(port.map { " -p \($0)" } ?? "")`; keys come from its agent, and its settings from "
        + "`~/.ssh/config` or `RSYNC_RSH`"
      : nil
    return PublishFailure.program("rsync", doing, outcome, help: help)
  }
}
