import SiteModel

/// Examples of the keys of `waymark.yml` that show every key inside them; a test builds each.
package enum SettingExample {
  /// The example of a key; the one of a new site's `waymark.yml` where that shows all there is.
  package static func full(_ key: String) -> String {
    examples[key] ?? SiteStarter.example(of: key)
  }

  /// The files that the examples name.
  package static let files = [
    "templates/assets/logo.svg", "templates/assets/icon.svg", "templates/assets/card.png",
    "templates/assets/letters.woff2", "templates/assets/letters-bold.woff2",
  ]

  private static let examples = [
    "navigation": """
    navigation:
      - articles
      - {to: faq, label: Answers}
      - {to: "https://example.org/", label: The shop}
    """,
    "look": """
    look:
      accent: "#0b4f5c"
      accent_dark: "#7cc4d4"
      text_font: [letters.woff2, letters-bold.woff2]
      heading_font: humanist
      width: wide
      corners: round
      logo: logo.svg
      icon: icon.svg
      card: card.png
    """,
    "markdown": """
    markdown:
      smart_punctuation: true
      html: drop
      highlight: false
    """,
    "security": """
    security:
      contact: [security@example.org, "https://example.org/report/"]
      expires: 2027-06-30
      policy: https://example.org/security-policy/
    """,
    "outputs": "outputs:\n"
      + OutputSetting.allCases.map { "  \($0.rawValue): \(!$0.isDefault)" }.joined(separator: "\n"),
    "pictures": """
    pictures:
      formats: [avif, webp]
      widths: [480, 960, 1440]
    """,
    "languages": """
    languages:
      en: {}
      de:
        title: Unser Leitfaden
        tagline: Kurz gesagt
        author: Anna Becker
        navigation: [{to: "https://example.org/", label: Laden}]
        footer: [{to: "https://example.org/", label: Laden}]
        topics:
          first-topic: {title: Erstes Thema, description: Was die Seiten gemeinsam haben.}
    """,
    "publish": """
    publish:
      pages:
        git: origin
        branch: pages
        base_url: https://me.example.org/guide/
      server:
        rsync: deploy@example.org:/srv/guide
        port: 22
        precompress: true
      here:
        folder: /srv/guide
        keep: 5
      bucket:
        command: rclone sync "$WAYMARK_FOLDER" remote:guide
    """,
    "head": """
    head:
      - script: {src: "https://stats.example/count.js", defer: true}
      - link: {rel: me, href: "https://social.example/@guide"}
      - meta: {name: theme-color, content: "#0b4f5c"}
    """,
    "csp": """
    csp:
      script: ["https://stats.example"]
      style: ["https://styles.example"]
      image: ["https://pictures.example"]
      connect: ["https://stats.example"]
      font: ["https://fonts.example"]
      media: ["https://films.example"]
      frame: ["https://maps.example"]
      form: ["https://forms.example"]
    """,
    "types": """
    types:
      recipe:
        enabled: true
        extends: article
        folder: recipes
        label: Recipe
        singular: recipe
        plural: recipes
        template: recipe.html
        shown: [related, search, feed]
        roles: [finds-related]
        fields:
          minutes: integer
          diet: {type: choices, choices: [vegan, vegetarian], search: true, required: true, about: who can eat it}
          lead: {type: text, role: caption}
          ingredients: {type: records, fields: {amount: text, name: text, page: page}}
      faq: {label: Good to know}
      path: off
    """,
    "fields": """
    fields:
      country: {type: choice, choices: [at, ch, de], about: where it applies}
      place: {type: record, search: true, required: true, kinds: [article, faq], fields: {street: text, city: text}}
      note: {type: text, role: disclosure}
    """,
  ]
}
