import Diagnostics
import Markdown
import SiteModel
import TOML
import Templates
import YAML

extension Rule {
  // MARK: Reading

  /// There is no `waymark.yml` or no folder `content`.
  package static let missingConfiguration = Rule(
    "missing-configuration", .error,
    "A site is a folder with a `waymark.yml`, which sets at least a `title`, and a folder "
      + "`content` with its pages. `waymark init` starts one.")

  /// A file or folder cannot be read.
  package static let unreadableFile = Rule(
    "unreadable-file", .error,
    "A file exists but cannot be read. Below `content/` it is left out with a warning; a site's "
      + "settings and templates must be readable."
  )

  /// A path is neither a file nor a folder, or is one where the other is expected.
  package static let notAFile = Rule(
    "not-a-file", .error,
    "The site's folder may contain files and folders only. Reading a pipe, a socket or a device could "
      + "block a build forever.")

  /// A symbolic link leaves the site's folder.
  package static let escapingSymlink = Rule(
    "escaping-symlink", .error,
    "A symbolic link in the site's folder may point to files in that folder only, so that no other "
      + "file of the machine is ever published.")

  /// A symbolic link points to a folder that contains it.
  package static let symlinkLoop = Rule(
    "symlink-loop", .error,
    "A symbolic link to a folder that contains it would be followed forever.")

  /// A file exceeds the limit of its kind.
  package static let fileTooLarge = Rule(
    "file-too-large", .error,
    "Pages, tables and templates may have up to 4 MiB each, and other files up to 100 MiB. Common "
      + "hosts have similar limits.")

  /// A file's name cannot become an address.
  package static let invalidName = Rule(
    "invalid-name", .error,
    "A file's path becomes an address. It must be UTF-8 without control characters and backslashes, "
      + "and at most 64 folders deep.")

  /// A command that changes several files was interrupted.
  package static let unfinishedChange = Rule(
    "unfinished-change", .error,
    "`rename`, `new` and `check --fix` change all of their files or none. If one of them is "
      + "interrupted, it leaves a record, and the next of these commands finishes or undoes the change. "
      + "Until then some files are changed and others are not.")

  // MARK: Rendering

  /// A template does not exist.
  package static let missingTemplate = Rule(
    "missing-template", .error,
    "Every type of page needs a template with its name. Every picture needs the template in "
      + "`figures/` that its `drawing` names.")

  /// An asset does not exist.
  package static let missingAsset = Rule(
    "missing-asset", .error,
    "A template names a file in `templates/assets/` that does not exist.")

  /// A form of the whole guide cannot be made.
  package static let wholeGuide = Rule(
    "whole-guide", .error,
    "A site can offer the whole guide as one page, as an EPUB and as a PDF. The PDF is printed by Chromium "
      + "or Chrome, which must be installed where the site is built.")

  // MARK: Searching

  /// A built site has no valid search index.
  package static let searchIndex = Rule(
    "search-index", .error,
    "`waymark search` reads the index files that browsers read. They must exist, and come from one "
      + "build.")

  /// A search test does not find its page.
  package static let searchMiss = Rule(
    "search-miss", .warning,
    "A query in `content/search-tests.yml` does not find its page among the first results. Readers "
      + "who type it will not find the page either.")

  // MARK: Writing

  /// A copy of a file of the theme is older than the theme.
  package static let themeChanged = Rule(
    "theme-changed", .note,
    "`waymark theme copy` writes into the first line of a copy which file it is of. This tool's theme has another "
      + "version of that file, whose changes the copy lacks. `waymark theme show` prints the new one."
  )

  /// The icon's PNG files could not be made.
  package static let iconImages = Rule(
    "icon-images", .note,
    "Some browsers, and the home screens of phones, take no SVG icon. `rsvg-convert`, where it is installed, makes PNG "
      + "files of the icon that `look` names.")

  /// Two data files have the same name.
  package static let dataName = Rule(
    "data-name", .error,
    "`data/team.yml` is `data.team` in templates, and `data/team/a.csv` is `data.team.a`. So a folder and the files "
      + "beside it need different names.")

  /// The structured data of a page is not right.
  static let structuredData = Rule(
    "structured-data", .warning,
    "Structured data (JSON-LD) tells search engines what a page says. It must be JSON, with the properties that "
      + "each type requires, and say nothing that the page does not show. Its addresses must lead somewhere. "
      + "Search engines ignore other data, or trust the site less.")

  /// Two files of the built site have the same path.
  package static let outputClash = Rule(
    "output-clash", .error, "Two sources would be written to the same file of the site.")

  /// The output folder contains the site's sources, or is one of their folders.
  package static let unsafeOutput = Rule(
    "unsafe-output", .error,
    "The output folder must not contain the site's sources, and must not be one of their folders.")

  /// A file in the output folder that no build wrote is in the way.
  package static let foreignFile = Rule(
    "foreign-file", .error,
    "A build replaces and removes only files that builds wrote: `.waymark-manifest` in the output "
      + "folder has a fingerprint of each. Every other file in the way is reported before anything is "
      + "written. `build --replace` overwrites such files.")

  /// A file of the built site cannot be written.
  package static let unwritableOutput = Rule(
    "unwritable-output", .error,
    "The built site could not be written. Most causes are found before the first file changes. If a "
      + "write fails later, each file is either the old one or the new one, and the next build "
      + "continues.")

  /// A program of the machine that makes files of the site is missing.
  package static let missingProgram = Rule(
    "missing-program", .note,
    "Some files of a site are made by programs that this machine may not have, such as `.br` by `brotli`, or that fail. "
      + "The site is then built without these files.")

  // MARK: Publishing

  /// A site may not be published to a target.
  package static let publishRefused = Rule(
    "publish-refused", .error,
    "`waymark publish` changes only what it has published: a folder, a branch or a server's folder with files of "
      + "others is left as it is. It needs the address that readers will use, from `base_url` in `waymark.yml` or in "
      + "the target.")

  /// A program or the disk failed while a site was published.
  package static let publishFailed = Rule(
    "publish-failed", .error,
    "Publishing failed. Readers still see a whole site: the old one, or pages of the new one with everything that they "
      + "load. The same command continues.")
}

/// The rules of loading, rendering and writing a site.
package enum SiteBuildRules {
  /// All of them, in no particular order.
  package static let all: [Rule] = [
    .missingConfiguration, .unfinishedChange, .unreadableFile, .notAFile, .escapingSymlink,
    .symlinkLoop,
    .fileTooLarge, .invalidName, .missingTemplate, .missingAsset, .structuredData, .wholeGuide,
    .outputClash,
    .unsafeOutput,
    .foreignFile, .unwritableOutput,
    .searchIndex, .searchMiss, .dataName, .iconImages, .themeChanged, .publishRefused,
    .publishFailed, .missingProgram,
  ]
}

extension SiteBuilder {
  /// Every rule whose severity a site may set.
  package static let configurableRules =
    YAMLRules.all + TOMLRules.all + MarkdownRules.all + SiteModelRules.all
    + [.structuredData, .searchMiss, .iconImages, .themeChanged]
  /// Every rule of Waymark.
  package static let rules =
    YAMLRules.all + TOMLRules.all + MarkdownRules.all + TemplateRules.all + SiteModelRules.all
    + SiteBuildRules.all
}
