import Concurrency
import Diagnostics
import Files
import SiteModel
import SystemPackage

/// Makes smaller copies of pictures by programs of this machine: `vips`, else `cwebp` and `avifenc`.
///
/// A copy is kept in a folder under a name made of the original's bytes, so that nothing is made twice.
struct PictureMaker {
  /// Pictures with more pixels take too much memory.
  private static let pixelLimit = 100_000_000
  private static let endings: Set = ["png", "jpg", "jpeg", "webp"]
  private static let qualities: [PictureSettings.Format: Int] = [.avif: 55, .webp: 80]

  private enum Program: String, CaseIterable {
    case vips
    case cwebp
    case avifenc
  }

  /// A copy to be made.
  private struct Job: Sendable {
    let original: SourceFile
    let hash: String
    let format: PictureSettings.Format
    let width: Int
    let isFullWidth: Bool

    var name: String { "\(hash)-\(width).\(format.rawValue)" }
  }

  private let settings: PictureSettings
  private let kept: KeptFiles
  private let programs: Set<Program>

  /// Prepares making copies; `nil` for a site that asks for none.
  ///
  /// - Parameters:
  ///   - configuration: The source of `waymark.yml`.
  ///   - cache: The folder in which copies are kept.
  init?(_ configuration: SourceText?, cache: FilePath) {
    guard let configuration, Self.mentionsPictures(configuration.bytes) else { return nil }
    settings = SiteConfiguration.read(configuration, baseURL: nil, rules: []).0.pictures
    if settings.formats.isEmpty { return nil }
    kept = KeptFiles(in: cache)
    programs = Set(
      Program.allCases.filter { program in
        let option = program == .cwebp ? "-version" : "--version"
        return (try? ChildProcess.run([program.rawValue, option]))?.isSuccess ?? false
      })
  }

  /// Whether settings can have the key, so that those of most sites need no reading here.
  private static func mentionsPictures(_ bytes: [UInt8]) -> Bool {
    let key = Array(SiteConfiguration.picturesKey.utf8)
    return bytes.span.offset(of: key.span) != nil
  }

  /// The copies of the pictures of a site, and notes about those that could not be made.
  func copies(
    of files: [SourceFile]
  ) -> (copies: [ContentPath: [PictureCopy]], diagnostics: [Diagnostic]) {
    var jobs: [Job] = []
    for file in files.sorted(by: { $0.path < $1.path }) { jobs += self.jobs(for: file) }
    if jobs.isEmpty { return ([:], []) }
    do { try kept.prepare() } catch {
      return ([:], [note("copies cannot be kept in `.cache/pictures`: \(error)")])
    }
    let made = jobs.concurrentMap(bytes)
    if made.contains(where: { $0?.isNew ?? true }) { kept.removeUnused() }
    var copies: [ContentPath: [PictureCopy]] = [:]
    var missing: [PictureSettings.Format: Set<ContentPath>] = [:]
    for (job, bytes) in zip(jobs, made) {
      guard let bytes = bytes?.bytes else {
        missing[job.format, default: []].insert(job.original.path)
        continue
      }
      // A copy that is no smaller helps nobody.
      if bytes.count >= job.original.bytes.count { continue }
      copies[job.original.path, default: []].append(
        PictureCopy(
          path: OutputPath("assets/pictures/" + job.name), format: job.format, width: job.width,
          bytes: bytes))
    }
    return (copies, missing.sorted { $0.key.rawValue < $1.key.rawValue }.map(note))
  }

  private func jobs(for file: SourceFile) -> [Job] {
    guard !file.path.isForRoot,
      let ending = file.path.name.split(separator: ".").last?.lowercased(),
      Self.endings.contains(ending), let size = ImageSize(file.bytes),
      size.width * size.height <= Self.pixelLimit
    else { return [] }
    let hash = String(decoding: Fingerprint(file.bytes).hexadecimal.prefix(16), as: UTF8.self)
    let widths = settings.widths.filter { $0 < size.width }
    // The widest copy replaces the original, unless that is wider than any screen needs.
    let widest = settings.widths.last.map { size.width <= 2 * $0 } ?? true
    return settings.formats.flatMap { format in
      (widths + (widest ? [size.width] : [])).map { width in
        Job(
          original: file, hash: hash, format: format, width: width,
          isFullWidth: width == size.width)
      }
    }
  }

  // MARK: Making

  /// The bytes of a copy, which is made unless it is kept; `nil` where no program can make it.
  private func bytes(_ job: Job) -> (bytes: [UInt8], isNew: Bool)? {
    if let bytes = kept.bytes(job.name) { return (bytes, false) }
    let ending = job.original.path.name.split(separator: ".").last?.lowercased() ?? ""
    let source = kept.temporary(ending)
    let target = kept.temporary(job.format.rawValue)
    defer {
      try? FileSystem.removeFile(source)
      try? FileSystem.removeFile(target)
    }
    guard let command = command(job, source, target),
      (try? FileSystem.replace(source, with: job.original.bytes)) != nil,
      let outcome = try? ChildProcess.run(command, environment: ["VIPS_CONCURRENCY": "1"]),
      outcome.isSuccess, let bytes = try? FileSystem.read(target), !bytes.isEmpty
    else { return nil }
    kept.keep(bytes, job.name)
    return (bytes, true)
  }

  private func command(_ job: Job, _ source: FilePath, _ target: FilePath) -> [String]? {
    let quality = Self.qualities[job.format] ?? 80
    if programs.contains(.vips) {
      return [
        "vips", "thumbnail", source.string, "\(target.string)[Q=\(quality),strip]", "\(job.width)",
        "--size", "down", "--height", "100000",
      ]
    }
    // The other programs do not turn pictures as their metadata says.
    let metadata = Array("Exif\0\0".utf8)
    if job.original.bytes.span.offset(of: metadata.span) != nil { return nil }
    switch job.format {
    case .webp where programs.contains(.cwebp):
      return [
        "cwebp", "-quiet", "-metadata", "none", "-q", "\(quality)", "-resize", "\(job.width)", "0",
        source.string, "-o", target.string,
      ]
    // It cannot scale.
    case .avif
    where programs.contains(.avifenc) && job.isFullWidth
      && !job.original.path.name.lowercased().hasSuffix("webp"):
      return [
        "avifenc", "--jobs", "1", "--speed", "6", "--min", "20", "--max", "35", "--ignore-exif",
        "--ignore-xmp", source.string, target.string,
      ]
    default: return nil
    }
  }

  // MARK: Notes

  private func note(
    _ format: PictureSettings.Format, _ pictures: Set<ContentPath>
  ) -> Diagnostic {
    let first = pictures.min()?.text ?? ""
    let count = pictures.count == 1 ? "`\(first)` has" : "\(pictures.count) pictures have"
    return note(
      "\(count) not every copy in \(format == .avif ? "AVIF" : "WebP")"
        + (programs.isEmpty ? ": no program is installed that makes them" : ""))
  }

  private func note(_ message: String) -> Diagnostic {
    Diagnostic(
      .missingProgram, message, at: Location(path: SiteConfiguration.fileName),
      help: "install `vips` (on Debian: libvips-tools); until then readers get the originals")
  }
}
