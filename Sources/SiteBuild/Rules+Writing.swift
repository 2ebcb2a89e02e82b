import Diagnostics

extension Rule {
  // MARK: Writing

  /// A template makes a page without the beginning of an HTML document.
  package static let pageWithoutHead = Rule(
    "page-without-head", .warning,
    "A page that does not begin with `<!doctype html>` has no title, no styles and no language, and browsers draw it as "
      + "they drew pages of the nineties. Usually its template does not extend another one.",
    example: """
      templates/page.html:
      <p>{{ page.words }} words</p>
      content/page.md:
      # A page
      """,
    remedy:
      "Begin the template with `{% extends \"theme:page.html\" %}` and put what it shows into a block."
  )

  /// A copy of a file of the theme is older than the theme.
  package static let themeChanged = Rule(
    "theme-changed", .note,
    "`waymark theme copy` writes into the first line of a copy which file it is of. This tool's theme has another "
      + "version of that file, whose changes the copy lacks. `waymark theme show` prints the new one.",
    example: """
      templates/page.html:
      {# Copied from the theme of Waymark 0.0.1: page.html 0123456789abcdef #}
      {% extends 'base.html' %}
      content/page.md:
      # A page
      """)

  /// A template draws nothing.
  package static let unusedTemplate = Rule(
    "unused-template", .note,
    "A template draws the pages of the kind that it is named after, `recipe.html` those of the kind `recipe`, or what "
      + "another template includes. This one has another name, so it changes nothing.",
    example: """
      templates/articles.html:
      {% extends 'theme:article.html' %}
      content/articles/leeks.md:
      # Leeks
      """)

  /// The icon's PNG files could not be made.
  package static let iconImages = Rule(
    "icon-images", .note,
    "Some browsers, and the home screens of phones, take no SVG icon. `rsvg-convert`, where it is installed, makes PNG "
      + "files of the icon that `look` names.",
    session: """
      $ mkdir -p templates/assets
      $ echo '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>' > templates/assets/icon.svg
      $ echo 'look: {icon: icon.svg}' >> waymark.yml
      $ PATH= $(command -v waymark) check
      note[icon-images]: without `rsvg-convert` there are no PNG files of the icon
       --> waymark.yml:3:14
        |
      3 | look: {icon: icon.svg}
        |              ^^^^^^^^
        |
        = help: install it (Debian: `librsvg2-bin`), or add `templates/assets/icon.png` and `apple-touch-icon.png`

      Checked 4 pages in 0.05 s (1 note)
      """)

  /// A page names a translation that does not exist.
  static let brokenTranslation = Rule(
    "broken-translation", .warning,
    "`translations` names the same page in other languages of the site, by the tags in `languages` of `waymark.yml` and by "
      + "the names of pages below the folder of the language.",
    example: """
      waymark.yml:

      title: Guide
      base_url: https://example.org
      languages: {en: {}, de: {}}

      content/en/start.md:
      ---
      translations: {de: anfnag}
      ---
      Text.

      content/de/anfang.md:

      Text.
      """)

  /// A page is in no folder of a language.
  static let outsideLanguages = Rule(
    "outside-languages", .warning,
    "Where every language of a site has a folder, a page outside these folders is in no language and not published. Files "
      + "that are not pages belong to all languages there.",
    example: """
      waymark.yml:

      title: Guide
      base_url: https://example.org
      languages: {en: {}, de: {}}

      content/start.md:

      Text.

      content/en/_index.md:

      Text.
      """)

  /// Two data files have the same name.
  package static let dataName = Rule(
    "data-name", .error,
    "`data/team.yml` is `data.team` in templates, and `data/team/a.csv` is `data.team.a`. So a folder and the files "
      + "beside it need different names.",
    example: """
      data/team.yml:
      - Ann
      data/team.json:
      ["Bo"]
      """)

  /// The structured data of a page is not right.
  static let structuredData = Rule(
    "structured-data", .warning,
    "Structured data (JSON-LD) tells search engines what a page says. It must be JSON, with the properties that "
      + "each type requires, and say nothing that the page does not show. Its addresses must lead somewhere. "
      + "Search engines ignore other data, or trust the site less. `waymark build` checks it on sites with templates "
      + "of their own, `waymark check` and the preview on every site.",
    example: """
      templates/partials/structured-data.html:
      <script type="application/ld+json">{"@context": "https://schema.org", "name": "{{ page.title }}"}</script>
      waymark.yml:
      title: Example
      base_url: https://example.org/
      content/articles/soup.md:
      # Soup

      Text.
      """)

  /// Two files of the built site have the same path.
  package static let outputClash = Rule(
    "output-clash", .error, "Two sources would be written to the same file of the site.",
    example: """
      content/_index.md:
      # Home
      content/_root/index.html:
      <title>Home</title>
      """)

  /// The output folder contains the site's sources, or is one of their folders.
  package static let unsafeOutput = Rule(
    "unsafe-output", .error,
    "The output folder must not contain the site's sources, and must not be one of their folders.",
    session: """
      $ waymark build --output content
      error[unsafe-output]: the output folder is among the site's sources
       --> content
        = help: choose another folder with `--output`, such as `public`

      Found 1 error.
      """)

  /// A file in the output folder that no build wrote is in the way.
  package static let foreignFile = Rule(
    "foreign-file", .error,
    "A build replaces and removes only files that builds wrote: `.waymark-manifest` in the output "
      + "folder has a fingerprint of each. Every other file in the way is reported before anything is "
      + "written. `build --replace` overwrites such files.",
    session: """
      $ mkdir public
      $ echo 'Mine' > public/index.html
      $ waymark build
      error[foreign-file]: a file that no build wrote is in its place
       --> public/index.html
        = help: move it elsewhere, build into another folder with `--output`, or give `--replace`

      Found 1 error. The output folder is unchanged.
      """)

  /// A file of the built site cannot be written.
  package static let unwritableOutput = Rule(
    "unwritable-output", .error,
    "The built site could not be written. Most causes are found before the first file changes. If a "
      + "write fails later, each file is either the old one or the new one, and the next build "
      + "continues.",
    session: """
      $ touch public
      $ waymark build
      error[unwritable-output]: the folder cannot be written: File exists
       --> public
        = help: choose another folder with `--output`

      Found 1 error. The output folder is unchanged.
      """)

  /// A program of the machine that makes files of the site is missing.
  package static let missingProgram = Rule(
    "missing-program", .note,
    "Some files of a site are made by programs that this machine may not have, such as `.br` by `brotli`, or that fail. "
      + "The site is then built without these files.",
    session: """
      $ PATH= $(command -v waymark) build --precompress
      note[missing-program]: text files are compressed as `.gz` only, because `brotli` is not installed
       --> public
        = help: install the program `brotli`, which most systems have as a package of that name

      Built 4 pages in 0.05 s (1 note)
      """)

  // MARK: Publishing

  /// A site may not be published to a target.
  package static let publishRefused = Rule(
    "publish-refused", .error,
    "`waymark publish` changes only what it has published: a folder, a branch or a server's folder with files of "
      + "others is left as it is. It needs the address that readers will use, from `base_url` in `waymark.yml` or in "
      + "the target.",
    session: """
      $ mkdir ../www
      $ echo 'publish: {here: {folder: ../www}}' >> waymark.yml
      $ waymark publish here --yes 2>&1 | sed -n '/publish-refused/,$p'
      error[publish-refused]: `/home/me/www` exists and is no link that Waymark made
       --> waymark.yml:3:11
        |
      3 | publish: {here: {folder: ../www}}
        |           ^^^^
        |
        = help: name a path that does not exist, in a folder that does: a link is made there

      Nothing was published.
      """)

  /// A program or the disk failed while a site was published.
  package static let publishFailed = Rule(
    "publish-failed", .error,
    "Publishing failed. Readers still see a whole site: the old one, or pages of the new one with everything that they "
      + "load. The same command continues.",
    session: """
      $ echo 'publish: {bucket: {command: "false"}}' >> waymark.yml
      $ waymark publish bucket --yes 2>&1 | sed -n '/publish-failed/,$p'
      error[publish-failed]: the command failed (status 1)
       --> waymark.yml:3:11
        |
      3 | publish: {bucket: {command: "false"}}
        |           ^^^^^^
        |
        = help: its messages are above; it runs in the site's folder, with the built site in `$WAYMARK_FOLDER`

      Readers see no half of a site. Once the cause is mended, the same command continues.
      """)
}
