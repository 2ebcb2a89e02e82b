import Diagnostics

extension Rule {
  static let templateSyntax = Rule(
    "template-syntax", .error,
    "A template does not follow the syntax of Jinja2. The message says what was expected.",
    example: """
      templates/page.html:
      <h1>{{ page.title title }}</h1>
      content/page.md:
      # A page
      """,
    remedy: "Correct the tag at the place that the message names. It says what was expected there.")
  static let templateUnclosed = Rule(
    "template-unclosed", .error,
    "A tag, comment, string, bracket or block of a template is opened and never closed.",
    example: """
      templates/page.html:
      {% if page.title %}
      <h1>{{ page.title }}</h1>
      content/page.md:
      # A page
      """)
  static let templateUnknownStatement = Rule(
    "template-unknown-statement", .error,
    "The first word of `{% … %}` must be the name of a statement.",
    example: """
      templates/page.html:
      {% page.title %}
      content/page.md:
      # A page
      """)
  static let templateMisplaced = Rule(
    "template-misplaced", .error,
    "A statement or function is used where it is not allowed, such as `super()` outside a block.",
    example: """
      templates/page.html:
      <h1>{{ super() }}</h1>
      content/page.md:
      # A page
      """,
    remedy: "Move it to where it is allowed. The message names the place.")
  static let templateUnknownTemplate = Rule(
    "template-unknown-template", .error,
    "A template extends, includes or imports another that does not exist.",
    example: """
      templates/page.html:
      {% include "partials/foot.html" %}
      content/page.md:
      # A page
      """)
  static let templateUnknownFilter = Rule(
    "template-unknown-filter", .error,
    "A template uses a filter (`value | name`) that does not exist.",
    example: """
      templates/page.html:
      <h1>{{ page.title|uper }}</h1>
      content/page.md:
      # A page
      """)
  static let templateUnknownTest = Rule(
    "template-unknown-test", .error,
    "A template uses a test (`value is name`) that does not exist.",
    example: """
      templates/page.html:
      {% if page.date is defind %}{{ page.date }}{% endif %}
      content/page.md:
      # A page
      """)
  static let templateUnknownVariable = Rule(
    "template-unknown-variable", .error,
    "A template uses a variable that neither the site, the template nor a template that includes it "
      + "defines.",
    example: """
      templates/page.html:
      <h1>{{ pge.title }}</h1>
      content/page.md:
      # A page
      """)
  static let templateUnknownField = Rule(
    "template-unknown-field", .error,
    "A template reads a field that the value never has, such as `page.titel` instead of "
      + "`page.title`.",
    example: """
      templates/page.html:
      <h1>{{ page.titel }}</h1>
      content/page.md:
      # A page
      """)
  static let templateUnknownBlock = Rule(
    "template-unknown-block", .warning,
    "A template fills a block that none of the templates it extends has, so it is never shown.",
    example: """
      templates/page.html:
      {% extends "theme:page.html" %}
      {% block contnet %}Text{% endblock %}
      content/page.md:
      # A page
      """)
  static let templateUnknownImport = Rule(
    "template-unknown-import", .error,
    "A template imports a name that the other template does not set or define at its top level.",
    example: """
      templates/page.html:
      {% from "macros.html" import dya %}
      {{ dya(page.date) }}
      content/page.md:
      # A page
      """)
  static let templateDuplicateBlock = Rule(
    "template-duplicate-block", .error,
    "A template has two blocks of the same name, so it is unclear which one another template "
      + "replaces.",
    example: """
      templates/page.html:
      {% block text %}{% endblock %}
      {% block text %}{% endblock %}
      content/page.md:
      # A page
      """,
    remedy: "Give one of the blocks another name, or remove it.")
  static let templateRequiredBlock = Rule(
    "template-required-block", .error,
    "A block marked `required` is rendered, but no template fills it.",
    example: """
      templates/frame.html:
      <main>{% block text required %}{% endblock %}</main>
      templates/page.html:
      {% extends "frame.html" %}
      content/page.md:
      # A page
      """)
  static let templateCycle = Rule(
    "template-cycle", .error,
    "Templates extend or include each other in a cycle, so rendering would never end.",
    example: """
      templates/page.html:
      {% extends "wide.html" %}
      templates/wide.html:
      {% extends "page.html" %}
      content/page.md:
      # A page
      """,
    remedy: "Take one of the `extends` or `include` out. To extend the theme's file of the same "
      + "name, write `theme:` before it.")
  static let templateArguments = Rule(
    "template-arguments", .error,
    "A filter, test, macro or function is called with arguments that it does not accept.",
    example: """
      templates/page.html:
      <h1>{{ page.title|upper(1) }}</h1>
      content/page.md:
      # A page
      """,
    remedy: "Give it the arguments that the reference of templates lists, by name or in their "
      + "order.")
  static let templateUndefined = Rule(
    "template-undefined", .error,
    "A template uses a value that does not exist. Use `default(…)` or `is defined` where that may "
      + "happen.",
    example: """
      templates/page.html:
      <p>{{ page.toc[0].title }}</p>
      content/page.md:
      # A page
      """,
    remedy: "Ask first, `{% if value is defined %}`, or name a value for this case, `{{ "
      + "value|default('none') }}`.")
  /// A printed value that the page does not have.
  package static let templateNone = Rule(
    "template-none", .warning,
    "A template prints a value that this page does not have. Nothing is shown for it, and the words around it, such as "
      + "`minutes`, stay alone.",
    example: """
      waymark.yml:
      fields: {minutes: integer}
      templates/page.html:
      {% extends "theme:page.html" %}
      {% block side %}<p>{{ fields.minutes }} minutes</p>{% endblock %}
      content/page.md:
      # A page
      """,
    remedy:
      "Show both only where the value is set: `{% if fields.minutes %}{{ fields.minutes }} minutes{% endif %}`. "
      + "With `required: true` in the declaration of a field, pages without it are reported, too.")
  static let templateNeverShown = Rule(
    "template-never-shown", .warning,
    "A template that extends another shows its blocks only. Text and values outside of them are dropped.",
    example: """
      templates/page.html:
      {% extends "theme:page.html" %}
      <p>{{ page.words }} words</p>
      content/page.md:
      # A page
      """,
    remedy: "Move it into a block, such as `{% block after %}{{ super() }}<p>…</p>{% endblock %}`.")
  static let templateType = Rule(
    "template-type", .error,
    "A template uses a value of the wrong kind, such as adding text to a number.",
    example: """
      templates/page.html:
      <p>{{ page.words + page.title }}</p>
      content/page.md:
      # A page
      """,
    remedy: "Convert the value: `|int`, `|string`, `|list`. Text is joined by `~`, not by `+`.")
  static let templateArithmetic = Rule(
    "template-arithmetic", .error,
    "A template divides by zero, or a number does not fit in 64 bits.",
    example: """
      templates/page.html:
      <p>{{ page.words / 0 }}</p>
      content/page.md:
      # A page
      """,
    remedy: "Test the divisor first: `{% if count %}{{ sum / count }}{% endif %}`.")
  /// The JSON data of a template does not follow the grammar.
  package static let templateData = Rule(
    "template-data", .error,
    "The data for a template is not valid JSON.",
    example: """
      data/prices.json:
      {"leek": 01}
      """,
    remedy: "Correct the JSON at the place that the message names. Names and texts stand in double "
      + "quotation marks, and no comma comes before a closing bracket.")
  static let templateLimit = Rule(
    "template-limit", .error,
    "A template exceeds a limit on nesting, loops or output, usually because of endless recursion.",
    example: """
      templates/page.html:
      {% macro again() %}{{ again() }}{% endmacro %}{{ again() }}
      content/page.md:
      # A page
      """,
    remedy: "End the recursion: let the macro or the loop call itself only while there is "
      + "something left to show.")
}

/// Every rule that the template engine can report.
package enum TemplateRules {
  /// In the order of their declarations.
  package static let all: [Rule] = [
    .templateSyntax, .templateUnclosed, .templateUnknownStatement, .templateMisplaced,
    .templateUnknownTemplate, .templateUnknownFilter, .templateUnknownTest,
    .templateUnknownVariable, .templateUnknownField, .templateUnknownBlock,
    .templateUnknownImport, .templateDuplicateBlock, .templateRequiredBlock, .templateCycle,
    .templateArguments, .templateUndefined, .templateNone, .templateNeverShown, .templateType,
    .templateArithmetic, .templateData,
    .templateLimit,
  ]
}
