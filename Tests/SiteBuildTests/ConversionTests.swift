import DefaultTheme
import Diagnostics
import SiteBuild
import SiteModel
import Testing

/// The certain fixes of markup of other tools, applied together.
@Suite struct ConversionTests {
  private static let written = """
    Before.
    :::tip A title
    See [b](b.md) and [nothing](gone.md).

    - An item

    ```sh
    :::
    ```
    :::

    ::::info[In brackets]
    :::danger
    Inner
    :::
    ::::
    After.

    !!! note "A title"
        See [[b]].

        More.

        ??? tip
            Nested.

        Back.
    After :smile:.

    {/* hidden */}

    ##A heading

    """

  private static let wanted = """
    Before.
    > [!TIP] A title
    > See [b](b.md) and [nothing](gone.md).
    >
    > - An item
    >
    > ```sh
    > :::
    > ```


    > [!INFO] In brackets
    > > [!DANGER]
    > > Inner
    >

    After.

    > [!NOTE] A title
    > See [[b]].
    >
    > More.
    >
    > > [!TIP]-
    > > Nested.
    >
    > Back.

    After 😄.

    <!-- hidden -->

    ## A heading

    """

  @Test("Blocks of other tools become callouts, and links in them keep their targets")
  func converted() throws {
    var site = try TestSite()
    site.files["waymark.yml"] = Array("title: Site\n".utf8)
    site.files["content/a.md"] = Array(Self.written.utf8)
    site.files["content/b.md"] = Array("See [a](a.md).\n".utf8)
    let before = site.build()
    let builder = SiteBuilder(theme: site.theme, options: site.options)
    let fixes = CertainFixes(
      CertainFixes.Findings(before, before.diagnostics), in: site.sources,
      offered: before.diagnostics
    ) { sources in
      let build = builder.build(sources)
      return CertainFixes.Findings(build, build.diagnostics)
    }
    #expect(fixes.leftOut == 0 && fixes.count == 6)
    let edits = try #require(fixes.edits["content/a.md"])
    let text = String(decoding: edits.applied(to: Array(Self.written.utf8)), as: UTF8.self)
    #expect(text == Self.wanted)
  }
}
