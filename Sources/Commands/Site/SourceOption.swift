import ArgumentParser
import Diagnostics
import Files
import SiteBuild
import SiteModel
import SystemPackage

/// The option that names a site's folder, and the search for that folder where the option is not given.
struct SourceOption: ParsableArguments {
  @Option(
    name: .customLong("source"),
    help: ArgumentHelp(
      "The site's folder. (default: this folder, or the nearest above it that has waymark.yml)",
      valueName: "folder"))
  var given: String?

  init() {}

  /// Makes the option as if it had been given.
  init(_ folder: String) { given = folder }

  /// The site's folder, relative to the working folder: `.` where no site is found.
  var folder: String { given ?? Self.nearest ?? "." }

  /// The nearest folder with settings, from the working folder upwards, such as `../..`.
  static let nearest: String? = {
    var folder = FilePath(".")
    for level in 0...(FileSystem.real(".")?.components.count ?? 0) {
      if FileSystem.status(folder.appending(SiteConfiguration.fileName)) != nil {
        return folder.string
      }
      folder = level == 0 ? ".." : folder.appending("..")
    }
    return nil
  }()

  /// The words by which another command finds the same folder.
  static func words(_ folder: String) -> [String] {
    folder == nearest ?? "." ? [] : ["--source", folder]
  }

  /// A line that names the site's folder, where it was found above the working folder; otherwise empty.
  var notice: String {
    guard given == nil, let nearest = Self.nearest, nearest != "." else { return "" }
    return "Site: \(FileSystem.real(FilePath(nearest))?.string ?? nearest)\n"
  }

  /// A file's name in the arguments as a path below the site's folder, if there is such a file.
  func inner(_ name: String) -> String? {
    guard FileSystem.status(FilePath(name))?.type == .regular,
      let site = FileSystem.real(FilePath(folder)), var path = FileSystem.real("."),
      path == site || path.removePrefix(site)
    else { return nil }
    let inner = path == site ? FilePath(name) : path.appending(name)
    return inner.lexicallyNormalized().string
  }

  /// The settings of the site; mistakes in them are reported by other commands.
  func configuration() throws -> SiteConfiguration {
    let name = SiteConfiguration.fileName
    let bytes = try FileSystem.read(
      FilePath(folder).appending(name), limit: SourceLoader.textLimit)
    return SiteConfiguration.read(
      SourceText(name: name, bytes: bytes), baseURL: nil, rules: SiteBuilder.configurableRules
    ).0
  }

  /// The settings for the pages in a language of the site; without one those in the site's own.
  ///
  /// Throws `ValidationError` for a language that the site does not have.
  func configuration(language: String?) throws -> SiteConfiguration {
    let site = try configuration()
    let tag = language ?? site.languageTag.text
    if let edition = site.editions.first(where: { $0.tag.text == tag }) {
      return site.edition(edition)
    }
    guard let language, language != site.languageTag.text else { return site }
    let known = Set(site.editions.map(\.tag.text) + [site.languageTag.text]).sorted()
    throw ValidationError(
      "'\(language)' is not a language of the site, which has \(known.joined(separator: ", ")).")
  }

  /// Refuses a folder without settings.
  func requireSite() throws {
    let name = SiteConfiguration.fileName
    guard FileSystem.status(FilePath(folder).appending(name)) == nil else { return }
    let place = given.map { "in '\($0)'" } ?? "here: no \(name) in this folder or above it"
    throw ValidationError(
      "There is no site \(place). Start one with `waymark init`, or name its folder with --source.")
  }
}
