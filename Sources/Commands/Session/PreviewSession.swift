import DefaultTheme
import Diagnostics
import Dispatch
import Files
import Preview
import SiteBuild
import SiteModel
import Synchronization
import SystemPackage
import Text

/// Builds a site again whenever a file changes, and hands over what changed.
///
/// The steps of each round, in order:
///
/// 1. read the files that changed;
/// 2. build the pages from memory, and hand them over;
/// 3. on a thread beside, make what concerns the site as a whole, and hand that over too.
final class PreviewSession {
  /// What a round made.
  struct Round: Sendable {
    /// 1 for the first, and so on.
    var number: Int
    /// Paths below the site's folder, sorted.
    var changed: [String]
    var build: SiteBuilder.Build
    /// Files of the site that are new or others than before, and those that are gone; empty where the build has errors.
    var written: [(path: OutputPath, bytes: [UInt8])] = []
    var removed: [OutputPath] = []
    var milliseconds: Int
    /// The site of the build before.
    var earlier: Site?
  }

  private let folder: FilePath
  private let builder: SiteBuilder
  private var loader: SourceLoader
  private var tree = SourceTree()
  private var memory = BuildMemory()
  private var output = OutputTree()
  private var roundCount = 0
  private let finisher: Finisher
  /// Changes that wait until a command that changes several files has changed them all.
  private var waiting: Set<String> = []
  private var isIncomplete = false
  private var isWaiting = false
  private var hasToldOfWaiting = false

  /// `finished` is called on another thread, each time the rest of a round's build has been made.
  init(
    folder: FilePath, options: SiteBuilder.Options,
    finished: @escaping @Sendable (SiteBuilder.Build, Round) -> Void
  ) {
    self.folder = folder
    builder = SiteBuilder(theme: Theme(files: DefaultTheme.files), options: options)
    loader = SourceLoader(folder: folder)
    finisher = Finisher(builder, finished)
  }

  /// What must be watched for a site in a folder.
  static func watched(_ folder: FilePath) -> WatchedFolder {
    WatchedFolder(folder.string, names: [SiteConfiguration.fileName, "content", "templates"])
  }

  /// The first build, of everything.
  func start() -> Round {
    round([]) { $0.load() }
  }

  /// A build of what changed; `nil` where nothing did.
  func next(_ changes: WatchedChanges) -> Round? {
    let prefix = folder.string + "/"
    let paths = Set(
      changes.files.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    )
    .filter(Self.isOfSite).union(waiting)
    let isIncomplete = isIncomplete || changes.isIncomplete
    guard !paths.isEmpty || isIncomplete else { return nil }
    isWaiting = FileSystem.status(folder.appending(InterruptedTransaction.path)) != nil
    (waiting, self.isIncomplete) = isWaiting ? (paths, isIncomplete) : ([], false)
    if isWaiting { return nil }
    return round(paths.sorted()) { [tree] loader in
      loader.reload(tree, changed: paths, isComplete: !isIncomplete)
    }
  }

  /// The next build, when `watcher` tells of changes; `nil` where there is nothing to build yet.
  ///
  /// A command that was stopped while it changed files is told of by `say`, once.
  func next(from watcher: inout any FileWatcher, say: (String) -> Void) -> Round? {
    let hasWaited = isWaiting
    let changes = watcher.changes(within: isWaiting ? 500 : 60_000)
    guard !changes.isEmpty || hasWaited else { return nil }
    let round = next(changes)
    if !isWaiting {
      hasToldOfWaiting = false
    } else if hasWaited, !hasToldOfWaiting,
      let text = UnfinishedChange.interruption(in: folder.string)
    {
      hasToldOfWaiting = true
      say(text)
    }
    return round
  }

  /// Whether a site may be made of the file: not hidden ones, nor what editors leave beside a file.
  private static func isOfSite(_ path: String) -> Bool {
    guard
      path == SiteConfiguration.fileName || path.hasPrefix("content/")
        || path.hasPrefix("templates/")
    else { return false }
    let isForRoot = path.hasPrefix("content/_root/")
    return !path.split(separator: "/").contains {
      IgnoredFiles.contains($0, allowsHidden: isForRoot)
    }
  }

  private func round(
    _ changed: [String], _ load: (inout SourceLoader) -> SourceTree
  ) -> Round {
    let clock = ContinuousClock()
    let start = clock.now
    let before = tree
    tree = load(&loader)
    let earlier = memory.site
    let build = builder.buildPages(tree, &memory)
    // What came and went in between, as editors do, is not spoken of.
    let shown = changed.filter { before.holds($0) || tree.holds($0) }
    roundCount += 1
    var round = Round(
      number: roundCount, changed: shown, build: build, milliseconds: 0, earlier: earlier)
    if !build.hasErrors {
      (round.written, round.removed) = build.output.changes(since: output)
      output = build.output
    }
    round.milliseconds = Int((clock.now - start) / .milliseconds(1))
    return round
  }

  /// Makes the rest of a build, on a thread beside.
  func finish(_ round: Round) { finisher.take(round, tree) }
}

/// Makes the rest of builds, one after the other; of several that wait only the last.
private final class Finisher: Sendable {
  private struct State {
    var waiting: (round: PreviewSession.Round, tree: SourceTree)?
    var isBusy = false
    var analyses = AnalysisMemory()
  }

  private let builder: SiteBuilder
  private let finished: @Sendable (SiteBuilder.Build, PreviewSession.Round) -> Void
  private let queue = DispatchQueue(label: "waymark.finish")
  private let state = Mutex(State())

  init(
    _ builder: SiteBuilder,
    _ finished: @escaping @Sendable (SiteBuilder.Build, PreviewSession.Round) -> Void
  ) {
    self.builder = builder
    self.finished = finished
  }

  func take(_ round: PreviewSession.Round, _ tree: SourceTree) {
    let mustStart = state.withLock { state in
      state.waiting = (round, tree)
      defer { state.isBusy = true }
      return !state.isBusy
    }
    if mustStart { queue.async { [self] in run() } }
  }

  private func run() {
    while let (round, tree, analyses) = next() {
      var build = round.build
      var analyses = analyses
      builder.complete(&build, tree, &analyses)
      state.withLock { [analyses] in $0.analyses = analyses }
      finished(build, round)
    }
  }

  private func next() -> (PreviewSession.Round, SourceTree, AnalysisMemory)? {
    state.withLock { state in
      guard let (round, tree) = state.waiting else {
        state.isBusy = false
        return nil
      }
      state.waiting = nil
      return (round, tree, state.analyses)
    }
  }
}
