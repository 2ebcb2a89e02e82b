import Files
import SiteModel
import SystemPackage
import Text

/// Publishes to a branch of a Git repository: one commit, whose parent is the commit that is published.
///
/// Git's plumbing writes the files into a private index, so neither a working tree nor the user's index changes. A push
/// moves the branch at once or not at all, and is never forced. The message of a commit names its tree, so a commit that
/// somebody else made, or amended, is recognized.
struct GitDelivery: Delivery {
  private static let trailer = "Waymark-Tree: "

  private let publication: Publication
  private let repository: String
  private let branch: String
  private var git: GitProgram?
  /// The commit that is published; `nil` if the branch does not exist.
  private var tip: String?
  private var record = PublishRecord()
  private var files: [OutputPath: PublishedFile] = [:]

  init(_ publication: Publication, _ repository: String, branch: String) {
    self.publication = publication
    self.repository = repository
    self.branch = branch
  }

  var place: String { "branch \(branch) of \(Credentials.masked(repository))" }

  private var reference: String { "refs/heads/" + branch }

  // MARK: Comparing

  mutating func compare() throws -> PublishChanges {
    let git = try GitProgram(in: publication.site, state: publication.folder)
    self.git = git
    tip = try publishedCommit(git)
    if let tip { record = try Self.record(of: tip, git) }
    files = try hashed(git)
    return changes
  }

  private var changes: PublishChanges { PublishChanges(from: record, to: files) }

  /// The commit of the branch in the repository, which is also fetched.
  private func publishedCommit(_ git: GitProgram) throws -> String? {
    let list = try git.output(
      "list the branches of the repository", ["ls-remote", "--heads", "--", repository, reference],
      help:
        "write the address or the path of a repository under `git`; a name such as `origin` is that of a remote of "
        + "the site's own repository: `git remote add origin URL`")
    let line = list.split(separator: "\n").first { $0.hasSuffix("\t" + reference) }
    guard let commit = line?.prefix(while: { $0 != "\t" }).description else { return nil }
    guard commit.utf8.allSatisfy(\.isASCIIAlphanumeric) else {
      throw PublishFailure(message: "the repository names no commit of `\(branch)`")
    }
    if try !git.run(["cat-file", "-e", commit + "^{tree}"]).isSuccess {
      // A history that is not whole anyway needs no whole history of this branch.
      let isShallow =
        try git.run(["rev-parse", "--is-shallow-repository"]).text.trimmingNewline == "true"
      let isOwn = try !git.run(["rev-parse", "--quiet", "--verify", "HEAD"]).isSuccess
      _ = try git.output(
        "fetch the branch `\(branch)`",
        [
          "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
          "--no-auto-maintenance", "--refmap=",
        ] + (isShallow || isOwn ? ["--depth=1"] : []) + ["--", repository, reference])
    }
    try check(commit, git)
    return commit
  }

  /// Refuses a commit that Waymark did not make.
  private func check(_ commit: String, _ git: GitProgram) throws {
    let text = try git.output("read the published commit", ["cat-file", "commit", commit])
    let lines = text.split(separator: "\n")
    let tree = lines.first { $0.hasPrefix("tree ") }?.dropFirst(5)
    let named = lines.last { $0.hasPrefix(Self.trailer) }?.dropFirst(Self.trailer.count)
    guard let tree, tree == named else {
      if let reverted = lines.last(where: { $0.hasPrefix("This reverts commit ") }) {
        throw PublishFailure.refused(
          "the last commit of branch `\(branch)`, \(commit.prefix(10)), reverts \(reverted.dropFirst(20).prefix(10)), and was "
            + "not made by Waymark",
          help:
            "to undo a publish, move the branch back instead of reverting: in a clone of it, "
            + "`git push --force origin COMMIT:\(branch)`, where COMMIT is the one that readers should see"
        )
      }
      throw PublishFailure.refused(
        "the last commit of branch `\(branch)`, \(commit.prefix(10)), was not published by Waymark",
        help:
          "a file that the host added, such as CNAME, belongs into `content/_root/`: put it there, and take its "
          + "commit off the branch; otherwise name another `branch`")
    }
  }

  /// The files of a published commit.
  private static func record(of commit: String, _ git: GitProgram) throws -> PublishRecord {
    let list = try git.output(
      "list the published files", ["ls-tree", "-r", "-z", "--long", "--full-tree", commit])
    var all: [OutputPath: PublishedFile] = [:]
    for line in list.utf8.split(separator: 0) {
      guard let tab = line.firstIndex(of: UInt8(ascii: "\t")) else { continue }
      let fields = line[..<tab].split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
      guard fields.count == 4, let size = Int(fields[3]) else { continue }
      let path = OutputPath(String(Substring(line[line.index(after: tab)...])))
      all[path] = PublishedFile(id: fields[2], size: size)
    }
    var record = PublishRecord()
    if let file = all.removeValue(forKey: PublishRecord.path) {
      let text = try git.run(["cat-file", "blob", file.id])
      record = PublishRecord(text.output) ?? record
    }
    record.files = all.filter { !record.kept.contains($0.key) }
    // A file that the record alone names is not there.
    record.kept.formIntersection(all.keys)
    return record
  }

  /// Writes the files into Git's store, and returns their ids.
  private func hashed(_ git: GitProgram) throws -> [OutputPath: PublishedFile] {
    let folder = try publication.staged()
    let paths = publication.files.map { folder.appending($0.path.text).string + "\n" }
    let ids = try git.output(
      "store the files", ["hash-object", "-w", "--no-filters", "--stdin-paths"],
      input: Array(paths.joined().utf8)
    ).split(separator: "\n")
    guard ids.count == publication.files.count else {
      throw PublishFailure(message: "`git hash-object` did not store every file")
    }
    return Dictionary(
      zip(publication.files, ids).map { file, id in
        (file.path, PublishedFile(id: String(id), size: file.bytes.count))
      }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: Delivering

  mutating func deliver() throws {
    guard let git else { return }
    let next = record.followed(by: files)
    let tree = try tree(next, git)
    let title = "\(changes.summary)\n\n\(Self.trailer)\(tree)\n"
    let commit = try git.output(
      "make a commit", ["commit-tree", tree] + (tip.map { ["-p", $0] } ?? []),
      input: Array(title.utf8)
    ).trimmingNewline
    publication.say("Pushing \(commit.prefix(10)) to branch \(branch) …")
    let pushed = try git.run([
      "push", "--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no", "--",
      repository, "\(commit):\(reference)",
    ])
    if pushed.isSuccess { return }
    let isLate = pushed.text.split(separator: "\n").contains {
      $0.hasPrefix("!") && $0.contains("[rejected]")
    }
    if isLate {
      throw PublishFailure.refused(
        "somebody else changed branch `\(branch)` meanwhile",
        help: "run the same command again, which compares with what is there now")
    }
    throw PublishFailure.program("git push", "push to branch `\(branch)`", pushed)
  }

  /// Makes a tree of the files, of kept ones and of the record of these, and returns its id.
  private func tree(_ next: PublishRecord, _ git: GitProgram) throws -> String {
    var entries = files.mapValues(\.id)
    for path in next.kept { entries[path] = record.files[path]?.id }
    if !next.kept.isEmpty {
      var list = PublishRecord()
      list.kept = next.kept
      entries[PublishRecord.path] = try git.output(
        "store the list of kept files", ["hash-object", "-w", "--stdin"], input: list.bytes
      ).trimmingNewline
    }
    let lines = entries.sorted { $0.key < $1.key }.map { "100644 \($1)\t\($0.text)\0" }
    let index = publication.folder.appending("index")
    if FileSystem.status(index) != nil {
      do { try FileSystem.removeFile(index) } catch { throw PublishFailure.disk(index, error) }
    }
    _ = try git.output(
      "fill the index", ["update-index", "-z", "--index-info"],
      input: Array(lines.joined().utf8))
    return try git.output("make a tree", ["write-tree"]).trimmingNewline
  }
}
