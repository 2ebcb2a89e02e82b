import Diagnostics
import Templates

extension ToolReference {
  /// What templates can read and call.
  var templates: Chapter {
    Chapter(
      folder: "templates", title: "Templates",
      description: "What templates can read, and the functions that they can call.",
      opening: """
        Templates are written in Jinja2's language. Strings are text and are escaped; what is called HTML is not escaped again.
        A **card** is another page in short: `title`, `url`, `type`, `type_label`, `description`, `definition`, `answer`, and
        what its list adds; under `fields` it has the values of declared fields. The variable `card` is something else: the
        picture of a page for previews.

        """,
      pages: ViewRoot.allCases.map(Self.page)
        + [Self.functions(.filters), Self.functions(.tests), Self.functions(.globals)])
  }

  private static func page(_ root: ViewRoot) -> ReferencePage {
    let name = root.rawValue
    return ReferencePage(
      "templates/\(name).md", "Template variable: \(name)",
      Markup.sentence(Markup.plain(root.summary)),
      body: Markup.sentence(root.summary) + "\n\n" + root.details + "\n## Example\n\n"
        + Markup.code("html", root.example, title: "templates/\(root.exampleFile)"))
  }

  private static func functions(_ list: FunctionList) -> ReferencePage {
    let environment = ExampleEnvironment()
    let rows = list.functions.map { function in
      let example = FunctionExample.of(function.name, in: list) ?? ""
      return [
        "`\(function.signature)`", "`\(example)`", "`\(environment.result(of: example))`",
      ]
    }
    return ReferencePage(
      "templates/\(list.rawValue).md", list.title, list.summary,
      body: list.opening + "\n\n" + Markup.table(["Name and arguments", "Example", "Gives"], rows))
  }
}

extension ViewRoot {
  /// What it is, as a phrase.
  fileprivate var summary: String {
    switch self {
    case .site: "what all pages share"
    case .page: "the page that is rendered"
    case .data: "the files of `data/`, by name"
    case .strings: "the words of the theme and of the site, in the language of the page"
    case .fields: "the fields that the site declares in `waymark.yml`, of the page"
    case .embed: "the embedded page, in the templates of `embeds/`"
    case .block: "the data of a component, in the templates of `blocks/`"
    case .figure: "the picture, in the templates of `figures/`"
    case .guide: "the whole guide, in the templates of `book/`"
    case .card: "the picture of a page for previews, in the template `card.svg`"
    }
  }

  /// Its fields, or a text about them.
  fileprivate var details: String {
    let heading = ["Field", "What it is"]
    switch self {
    case .site: return Markup.table(heading, Views.siteFields.map { ["`\($0.name)`", $0.summary] })
    case .page: return Markup.table(heading, Views.pageFields.map { ["`\($0.name)`", $0.summary] })
    case .figure:
      return Markup.table(heading, Views.figureFields.map { ["`\($0.name)`", $0.summary] })
    case .guide: return Markup.table(heading, Views.guideFields.map { ["`\($0.0)`", $0.1] })
    case .card:
      return Markup.table(heading, Views.socialCardFields.map { ["`\($0.name)`", $0.summary] })
        + """

        `page` and `site` are there as in other templates. The element with the id `title` is drawn smaller, around its own
        origin, where the fonts of the machine make it wider than 1040 of the 1200 pixels.

        """
    case .embed:
      return BodyRenderer.embedFields.map { "`\($0)`" }.joined(separator: ", ") + """
         are those of the page that is embedded; `level` is the level of a heading there, and `slug` an id that is unique on
        the page.

        """
    case .data:
      return """
        `data.name` is what `data/name.yml`, `data/name.json` or `data/name.csv` holds; the files of a folder are under its
        name. A CSV file is a list with a mapping for each row, whose values are text.

        """
    case .strings:
      return """
        `strings.name` is the word with that name in `strings/en.yml` of the theme, or in `strings.yml` of the site. The filter
        `fill` puts values into its places, and chooses among forms for numbers by `count`. `waymark theme show
        strings/en.yml` lists the theme's words.

        """
    case .fields:
      return """
        `fields.name` is the value of a declared field; none, or an empty list, where the page does not set it. A page is a
        card, and a file is its address. In the templates of `embeds/` and `figures/` it is that of the embedded page. A card
        has the values of declared fields under `fields`, without those that name pages.

        """
    case .block:
      return """
        It has the keys that the block sets, by name, and none for those that `blocks/NAME.yml` declares and the block does
        not set. Text of the type `markdown` is HTML, and a page is a card.

        """
    }
  }

  /// A template that reads it; a test builds each.
  package var example: String {
    switch self {
    case .site: "<p>{{ site.title }}{% if site.author %}, by {{ site.author }}{% endif %}</p>"
    case .page:
      """
      {% extends "theme:page.html" %}
      {% block after %}
      <p>{{ page.title }} has {{ page.words }} words.</p>
      {% endblock %}
      """
    case .data:
      """
      {% extends "theme:page.html" %}
      {% block after %}
      {% for person in data.team %}<p>{{ person.name }}</p>{% endfor %}
      {% endblock %}
      """
    case .strings:
      """
      {% extends "theme:page.html" %}
      {% block after %}
      <p>{{ strings.topics }}{{ strings.colon }} {{ strings.pages|fill(count=2) }}</p>
      {% endblock %}
      """
    case .fields:
      """
      {% extends "theme:page.html" %}
      {% block side %}
      {% if fields.minutes %}<p>Takes {{ fields.minutes }} minutes.</p>{% endif %}
      {{ super() }}
      {% endblock %}
      """
    case .embed: "<aside><h2>{{ embed.title }}</h2>{{ embed.body }}</aside>"
    case .block: "<p>{{ block.name }}, telephone {{ block.phone }}</p>"
    case .figure: "<ol>{% for item in figure.items %}<li>{{ item.label }}</li>{% endfor %}</ol>"
    case .guide: "<p>{{ guide.title }}</p>"
    case .card:
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630">
      <rect width="1200" height="630" fill="{{ card.accent }}"/>
      <text id="title" x="80" y="300" fill="#fff" font-size="72">{{ card.title }}</text>
      </svg>
      """
    }
  }

  /// The file below `templates/` that has the example.
  package var exampleFile: String {
    switch self {
    case .site: "partials/origin.html"
    case .page, .data, .strings, .fields: "page.html"
    case .embed: "embeds/page.html"
    case .block: "blocks/contact.html"
    case .figure: "figures/list.html"
    case .guide: "book/cover.html"
    case .card: "card.svg"
    }
  }
}
