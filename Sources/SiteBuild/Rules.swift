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
      + "`content` with its pages. `waymark init` starts one.",
    session: """
      $ rm waymark.yml
      $ waymark build
      error[missing-configuration]: there is no site here: no `waymark.yml`
       = help: run waymark in the site's folder, or name it with `--source`; `waymark init` starts a site

      Found 1 error. The output folder is unchanged.
      """)

  /// A file or folder cannot be read.
  package static let unreadableFile = Rule(
    "unreadable-file", .error,
    "A file exists but cannot be read. Below `content/` it is left out with a warning; a site's "
      + "settings and templates must be readable.",
    session: """
      $ ln -s nowhere content/soup.md
      $ waymark build
      warning[unreadable-file]: the target of this symbolic link does not exist
       --> content/soup.md
        = help: fix or remove it

      Built 4 pages in 0.05 s (1 warning)
      Withheld 1 page: 1 unreadable
      """)

  /// A path is neither a file nor a folder, or is one where the other is expected.
  package static let notAFile = Rule(
    "not-a-file", .error,
    "The site's folder may contain files and folders only. Reading a pipe, a socket or a device could "
      + "block a build forever.",
    session: """
      $ mkfifo content/pipe.md
      $ waymark build
      warning[not-a-file]: this is neither a file nor a folder
       --> content/pipe.md
        = help: move it out of the site

      Built 4 pages in 0.05 s (1 warning)
      Withheld 1 page: 1 unreadable
      """)

  /// A symbolic link leaves the site's folder.
  package static let escapingSymlink = Rule(
    "escaping-symlink", .error,
    "A symbolic link in the site's folder may point to files in that folder only, so that no other "
      + "file of the machine is ever published.",
    session: """
      $ ln -s /etc/hostname content/hosts.md
      $ waymark build
      warning[escaping-symlink]: this symbolic link leaves the site's folder
       --> content/hosts.md
        = help: copy the file into the site

      Built 4 pages in 0.05 s (1 warning)
      Withheld 1 page: 1 unreadable
      """)

  /// A symbolic link points to a folder that contains it.
  package static let symlinkLoop = Rule(
    "symlink-loop", .error,
    "A symbolic link to a folder that contains it would be followed forever.",
    session: """
      $ ln -s . content/again
      $ waymark build
      warning[symlink-loop]: this symbolic link points to a folder that contains it
       --> content/again
        = help: remove it

      Built 4 pages in 0.05 s (1 warning)
      """)

  /// A file exceeds the limit of its kind.
  package static let fileTooLarge = Rule(
    "file-too-large", .error,
    "Pages, tables and templates may have up to 4 MiB each, and other files up to 100 MiB. Common "
      + "hosts have similar limits.",
    session: """
      $ truncate -s 101M content/film.mp4
      $ waymark build
      warning[file-too-large]: the file has more than 100 MiB
       --> content/film.mp4
        = help: publish it elsewhere and link to it

      Built 4 pages in 0.05 s (1 warning)
      """)

  /// A file's name cannot become an address.
  package static let invalidName = Rule(
    "invalid-name", .error,
    "A file's path becomes an address. It must be UTF-8 without control characters and backslashes, "
      + "and at most 64 folders deep.",
    session: """
      $ touch "content/$(printf 'a\\tb').md"
      $ waymark build
      warning[invalid-name]: this name cannot become an address
       --> content/a    b.md
        = help: use letters, digits, hyphens and dots

      Built 4 pages in 0.05 s (1 warning)
      Withheld 1 page: 1 unreadable
      """)

  /// A command that changes several files was interrupted.
  package static let unfinishedChange = Rule(
    "unfinished-change", .error,
    "`rename`, `new` and `check --fix` change all of their files or none. If one of them is "
      + "interrupted, it leaves a record, and the next of these commands finishes or undoes the change. "
      + "Until then some files are changed and others are not.",
    session: """
      $ echo broken > .waymark-journal
      $ waymark build
      error[unfinished-change]: the record of an interrupted change is damaged
       --> .waymark-journal
        = help: compare the site with your last version of it, then delete this file

      Found 1 error.
      """)

  // MARK: Rendering

  /// A template does not exist.
  package static let missingTemplate = Rule(
    "missing-template", .error,
    "Every type of page needs a template with its name. Every picture needs the template in "
      + "`figures/` that its `drawing` names.",
    example: """
      content/figures/steps.md:
      ---
      title: From seed to soup
      caption: Three steps
      drawing: timelin
      items:
        - label: Sow
      ---
      Three steps.
      """)

  /// An asset does not exist.
  package static let missingAsset = Rule(
    "missing-asset", .error,
    "A template names a file in `templates/assets/` that does not exist.",
    example: """
      templates/page.html:
      <link rel="stylesheet" href="{{ 'site.cs'|asset }}">
      content/page.md:
      # A page
      """)

  /// A form of the whole guide cannot be made.
  package static let wholeGuide = Rule(
    "whole-guide", .error,
    "A site can offer the whole guide as one page, as an EPUB and as a PDF. The PDF is printed by Chromium "
      + "or Chrome, which must be installed where the site is built.",
    session: """
      $ PATH= $(command -v waymark) build --pdf
      note[whole-guide]: there is no PDF of the guide, because Chromium or Chrome is not installed here
       --> waymark.yml
        = help: install one of them, or build without the PDF

      Built 4 pages in 0.05 s (1 note)
      """)

  // MARK: Searching

  /// A built site has no valid search index.
  package static let searchIndex = Rule(
    "search-index", .error,
    "`waymark search` reads the index files that browsers read. They must exist, and come from one "
      + "build.",
    session: """
      $ waymark search leek
      error[search-index]: there is no search index: `boot.bin` is missing
       --> public
        = help: build the site first, or name its folder with `--site`
      """)

  /// A search test does not find its page.
  package static let searchMiss = Rule(
    "search-miss", .warning,
    "A query in `content/search-tests.yml` does not find its page among the first results. Readers "
      + "who type it will not find the page either.",
    session: """
      $ echo '# Soup of leek' > content/soup.md
      $ echo '# Stew' > content/stew.md
      $ echo '- {query: soup, page: stew, within: 1}' > content/search-tests.yml
      $ waymark check --rule search-miss
      warning[search-miss]: “soup” does not find “Stew”: it is result 2
       --> content/search-tests.yml:1:11
        |
      1 | - {query: soup, page: stew, within: 1}
        |           ^^^^
        |
        = note: the first result is “Soup of leek”, /soup/
        = help: use the reader’s words in its title, headings or description, or add them to `synonyms`

      Checked 6 pages in 0.05 s (1 warning)
      """)
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
    .searchIndex, .searchMiss, .brokenTranslation, .outsideLanguages, .dataName, .iconImages,
    .unusedTemplate, .pageWithoutHead,
    .themeChanged, .publishRefused,
    .publishFailed, .missingProgram,
  ]
}

extension SiteBuilder {
  /// Every rule whose severity a site may set.
  package static let configurableRules =
    YAMLRules.all + TOMLRules.all + MarkdownRules.all + SiteModelRules.all
    + [
      .templateNone, .structuredData, .searchMiss, .iconImages, .unusedTemplate, .pageWithoutHead,
      .themeChanged,
    ]
  /// Every rule of Waymark.
  package static let rules =
    YAMLRules.all + TOMLRules.all + MarkdownRules.all + TemplateRules.all + SiteModelRules.all
    + SiteBuildRules.all
}
