import Diagnostics

extension Rule {
  // MARK: Reading

  package static let missingConfiguration = Rule(
    "missing-configuration", .error,
    "A site is a folder with a `waymark.yml`, which holds at least a `title`, and a folder "
      + "`content` with its pages.")

  package static let unreadableFile = Rule(
    "unreadable-file", .error,
    "A file that is there but cannot be read would be missing from the site without a word.")

  package static let notAFile = Rule(
    "not-a-file", .error,
    "Content is made of files and folders. A pipe, a socket or a device could hold a build up for "
      + "ever.")

  package static let escapingSymlink = Rule(
    "escaping-symlink", .error,
    "A symbolic link under the site's folder may point to files in it only: nothing from elsewhere "
      + "on the machine is ever published.")

  package static let symlinkLoop = Rule(
    "symlink-loop", .error, "A symbolic link must not point to a folder that contains it.")

  package static let fileTooLarge = Rule(
    "file-too-large", .error,
    "Pages, tables and templates may be 4 MiB each, other files 100 MiB, which is also what common "
      + "hosts accept.")

  package static let invalidName = Rule(
    "invalid-name", .error,
    "A file's name becomes an address: it is UTF-8 without control characters or backslashes, and "
      + "lies at most 64 folders deep.")

  package static let unfinishedChange = Rule(
    "unfinished-change", .error,
    "`rename`, `new` and `check --fix` change all of their files or none. One that was stopped "
      + "halfway leaves a record, by which the next of them finishes the change or undoes it. Until "
      + "then some files are the old ones and some the new ones.")

  // MARK: Rendering

  package static let missingTemplate = Rule(
    "missing-template", .error,
    "Every type of page is shown by the template of its name, and a picture drawn by the one of "
      + "`figures/` that it names.")

  package static let missingAsset = Rule(
    "missing-asset", .error,
    "A template names a file of `templates/assets/` that is not there.")

  // MARK: Searching

  package static let searchIndex = Rule(
    "search-index", .error,
    "`waymark search` asks the files that the reader's browser asks: a built site's, all of one "
      + "build.")

  package static let searchMiss = Rule(
    "search-miss", .warning,
    "A question of `content/search-tests.yml` does not find the page that answers it among the first "
      + "results. Readers who type it will not find it either.")

  // MARK: Writing

  package static let outputClash = Rule(
    "output-clash", .error, "Two things would be written to one file of the site.")

  package static let unsafeOutput = Rule(
    "unsafe-output", .error,
    "The site is written to a folder of its own: not to the one with its sources, nor one above it."
  )

  package static let foreignFile = Rule(
    "foreign-file", .error,
    "A build replaces and removes only what builds wrote: `.waymark-manifest` in the output folder "
      + "holds a fingerprint of each file. Before anything is written, every other file that stands in "
      + "the way is named. `build --replace` writes over them.")

  package static let unwritableOutput = Rule(
    "unwritable-output", .error,
    "The built site could not be written. What can be known before is found before the first file "
      + "changes. Where a write fails midway, each file is the old one or the new one, and the next "
      + "build goes on from there.")
}

/// What loading, rendering and writing a site can report.
package enum SiteBuildRules {
  package static let all: [Rule] = [
    .missingConfiguration, .unfinishedChange, .unreadableFile, .notAFile, .escapingSymlink,
    .symlinkLoop,
    .fileTooLarge, .invalidName, .missingTemplate, .missingAsset, .outputClash, .unsafeOutput,
    .foreignFile, .unwritableOutput,
    .searchIndex, .searchMiss,
  ]
}
