import DefaultTheme
import Diagnostics
import Files
import Preview
import SiteBuild
import SiteModel
import SystemPackage

/// Builds a site again whenever a file changes, and returns the changes of the output.
///
/// The steps of each rebuild, in order:
///
/// 1. Read the files that changed.
/// 2. Build the pages incrementally, and return them.
/// 3. After the caller has served them, complete the build on another thread: search index, feeds, checks.
final class PreviewSession {
  private let folder: FilePath
  private var loader: SourceLoader
  private var sources = SourceTree()
  private var builder: IncrementalBuilder
  private let indexer: BackgroundIndexer
  /// The files of the last build without errors.
  private var output = OutputTree()
  private var count = 0
  /// Changes that are held back until a command that changes several files has finished.
  private var waiting: Set<String> = []
  /// Whether files other than those in `waiting` may have changed.
  private var isIncomplete = false
  private var isWaiting = false
  private var hasToldOfWaiting = false

  /// Prepares a session.
  ///
  /// `finished` is called on another thread for each completed build. `copiesPictures` says whether smaller copies of
  /// pictures are made, which a preview does without.
  init(
    folder: FilePath, options: SiteBuilder.Options, copiesPictures: Bool = false,
    finished: @escaping @Sendable (BuildResult, Rebuild) -> Void
  ) {
    self.folder = folder
    loader = SourceLoader(folder: folder, copiesPictures: copiesPictures)
    let builder = SiteBuilder(theme: Theme(files: DefaultTheme.files), options: options)
    self.builder = IncrementalBuilder(builder)
    indexer = BackgroundIndexer(builder, finished: finished)
  }

  /// The files and folders to watch for a site in a folder whose pages are in `content`.
  static func watched(_ folder: FilePath, _ content: ContentFolder) -> WatchedFolder {
    if content.isSite {
      return WatchedFolder(folder.string) { path in
        !path.hasPrefix(ContentFolder.templates) && !SourceLoader.mayRead(path, content)
      }
    }
    let names = [
      SiteConfiguration.fileName, content.prefix, ContentFolder.templates, ContentFolder.data,
    ]
    return WatchedFolder(
      folder.string,
      names: Set(names.compactMap { $0.split(separator: "/").first.map(String.init) }),
      and: SiteStrings.isFile)
  }

  /// The files and folders to watch now, by the settings on disk.
  static func watched(_ folder: FilePath) -> WatchedFolder {
    let name = SiteConfiguration.fileName
    let bytes = try? FileSystem.read(folder.appending(name), limit: SourceLoader.textLimit)
    let settings = bytes.map { SourceText(name: name, bytes: $0) }
    return watched(folder, ContentFolder.setting(in: settings).folder)
  }

  /// Builds the whole site for the first time.
  func start() -> Rebuild {
    rebuild([]) { $0.load() }
  }

  /// Builds what changed; `nil` if no file of the site changed, or if a command that changes several files has not
  /// finished.
  func next(_ changes: WatchedChanges) -> Rebuild? {
    let prefix = folder.string + "/"
    let paths = Set(
      changes.files.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    )
    .filter { loader.canChange(sources, at: $0) }.union(waiting)
    let isIncomplete = isIncomplete || changes.isIncomplete
    guard !paths.isEmpty || isIncomplete else { return nil }
    isWaiting = FileSystem.status(folder.appending(InterruptedTransaction.path)) != nil
    (waiting, self.isIncomplete) = isWaiting ? (paths, isIncomplete) : ([], false)
    if isWaiting { return nil }
    return rebuild(paths.sorted()) { [sources] loader in
      loader.reload(sources, changed: paths, isComplete: !isIncomplete)
    }
  }

  /// Waits until `watcher` reports changes, and builds them; `nil` if there is nothing to build yet.
  ///
  /// `say` prints a line. It is called once for a command that was interrupted while it changed files.
  func next(from watcher: inout any FileWatcher, say: (String) -> Void) -> Rebuild? {
    let hasWaited = isWaiting
    let changes = watcher.changes(within: isWaiting ? 500 : 60_000)
    guard !changes.isEmpty || hasWaited else { return nil }
    let content = sources.content
    let rebuild = next(changes)
    if sources.content != content {
      watcher = Self.watched(folder, sources.content).watcher().watcher
    }
    if !isWaiting {
      hasToldOfWaiting = false
    } else if hasWaited, !hasToldOfWaiting,
      let text = UnfinishedChange.interruption(in: folder.string)
    {
      hasToldOfWaiting = true
      say(text)
    }
    return rebuild
  }

  private func rebuild(
    _ changed: [String], _ load: (inout SourceLoader) -> SourceTree
  ) -> Rebuild {
    let clock = ContinuousClock()
    let start = clock.now
    let (before, earlier) = (sources, builder.site)
    sources = load(&loader)
    let (result, report) = builder.buildPages(sources)
    // Temporary files, which editors create and remove while saving, are not shown.
    let shown = changed.filter { before.holds($0) || sources.holds($0) }
    count += 1
    var rebuild = Rebuild(
      number: count, changed: shown, result: result, report: report, milliseconds: 0,
      earlier: earlier)
    if !result.hasErrors {
      (rebuild.written, rebuild.removed) = result.output.changes(since: output)
      output = result.output
    }
    rebuild.milliseconds = Int((clock.now - start) / .milliseconds(1))
    return rebuild
  }

  /// Completes a build without errors on another thread.
  func complete(_ rebuild: Rebuild) {
    if !rebuild.result.hasErrors { indexer.complete(rebuild) }
  }
}
