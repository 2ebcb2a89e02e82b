import Diagnostics

extension Rule {
  static let templateSyntax = Rule(
    "template-syntax", .error,
    "A template does not follow the syntax of Jinja2. The message says what was expected.")
  static let templateUnclosed = Rule(
    "template-unclosed", .error,
    "A tag, comment, string, bracket or block of a template is opened and never closed.")
  static let templateUnknownStatement = Rule(
    "template-unknown-statement", .error,
    "The first word of `{% … %}` must be the name of a statement.")
  static let templateMisplaced = Rule(
    "template-misplaced", .error,
    "A statement or function is used where it is not allowed, such as `super()` outside a block.")
  static let templateUnknownTemplate = Rule(
    "template-unknown-template", .error,
    "A template extends, includes or imports another that does not exist.")
  static let templateUnknownFilter = Rule(
    "template-unknown-filter", .error,
    "A template uses a filter (`value | name`) that does not exist.")
  static let templateUnknownTest = Rule(
    "template-unknown-test", .error,
    "A template uses a test (`value is name`) that does not exist.")
  static let templateUnknownVariable = Rule(
    "template-unknown-variable", .error,
    "A template uses a variable that neither the site, the template nor a template that includes it "
      + "defines.")
  static let templateUnknownField = Rule(
    "template-unknown-field", .error,
    "A template reads a field that the value never has, such as `page.titel` instead of "
      + "`page.title`.")
  static let templateUnknownBlock = Rule(
    "template-unknown-block", .warning,
    "A template fills a block that none of the templates it extends has, so it is never shown.")
  static let templateUnknownImport = Rule(
    "template-unknown-import", .error,
    "A template imports a name that the other template does not set or define at its top level.")
  static let templateDuplicateBlock = Rule(
    "template-duplicate-block", .error,
    "A template has two blocks of the same name, so it is unclear which one another template "
      + "replaces.")
  static let templateRequiredBlock = Rule(
    "template-required-block", .error,
    "A block marked `required` is rendered, but no template fills it.")
  static let templateCycle = Rule(
    "template-cycle", .error,
    "Templates extend or include each other in a cycle, so rendering would never end.")
  static let templateArguments = Rule(
    "template-arguments", .error,
    "A filter, test, macro or function is called with arguments that it does not accept.")
  static let templateUndefined = Rule(
    "template-undefined", .error,
    "A template uses a value that does not exist. Use `default(…)` or `is defined` where that may "
      + "happen.")
  static let templateType = Rule(
    "template-type", .error,
    "A template uses a value of the wrong kind, such as adding text to a number.")
  static let templateArithmetic = Rule(
    "template-arithmetic", .error,
    "A template divides by zero, or a number does not fit in 64 bits.")
  /// The JSON data of a template does not follow the grammar.
  package static let templateData = Rule(
    "template-data", .error,
    "The data for a template is not valid JSON.")
  static let templateLimit = Rule(
    "template-limit", .error,
    "A template exceeds a limit on nesting, loops or output, usually because of endless recursion.")
}

/// Every rule that the template engine can report.
package enum TemplateRules {
  /// In the order of their declarations.
  package static let all: [Rule] = [
    .templateSyntax, .templateUnclosed, .templateUnknownStatement, .templateMisplaced,
    .templateUnknownTemplate, .templateUnknownFilter, .templateUnknownTest,
    .templateUnknownVariable, .templateUnknownField, .templateUnknownBlock,
    .templateUnknownImport, .templateDuplicateBlock, .templateRequiredBlock, .templateCycle,
    .templateArguments, .templateUndefined, .templateType, .templateArithmetic, .templateData,
    .templateLimit,
  ]
}
