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
    "The first word of `{% … %}` names a statement. There is no statement of this name.")
  static let templateMisplaced = Rule(
    "template-misplaced", .error,
    "A statement is used where it has no meaning, such as `super()` outside a block.")
  static let templateUnknownTemplate = Rule(
    "template-unknown-template", .error,
    "A template extends, includes or imports another that does not exist.")
  static let templateUnknownFilter = Rule(
    "template-unknown-filter", .error, "A filter (`value | name`) that does not exist.")
  static let templateUnknownTest = Rule(
    "template-unknown-test", .error, "A test (`value is name`) that does not exist.")
  static let templateUnknownVariable = Rule(
    "template-unknown-variable", .error,
    "A variable that is not defined by the site, the template or a template that includes it.")
  static let templateUnknownField = Rule(
    "template-unknown-field", .error,
    "A field that the value never has, such as a misspelled `page.title`.")
  static let templateUnknownBlock = Rule(
    "template-unknown-block", .warning,
    "A template fills a block that no template it extends has, so the block is never shown.")
  static let templateUnknownImport = Rule(
    "template-unknown-import", .error,
    "A template imports a name that the other template does not set or define at its top level.")
  static let templateDuplicateBlock = Rule(
    "template-duplicate-block", .error,
    "A template has two blocks of the same name, so neither can be replaced by name.")
  static let templateRequiredBlock = Rule(
    "template-required-block", .error,
    "A block marked `required` is shown, but no template fills it.")
  static let templateCycle = Rule(
    "template-cycle", .error, "Templates that extend or include each other would never end.")
  static let templateArguments = Rule(
    "template-arguments", .error,
    "A filter, test, macro or function is called with arguments that it does not take.")
  static let templateUndefined = Rule(
    "template-undefined", .error,
    "A template uses a value that does not exist. Use `default(…)` or `is defined` where that may "
      + "happen.")
  static let templateType = Rule(
    "template-type", .error,
    "A template uses a value of the wrong kind, such as adding text to a number.")
  static let templateArithmetic = Rule(
    "template-arithmetic", .error, "A division by zero, or a number beyond 64 bits.")
  /// The JSON data of a template does not follow the grammar.
  package static let templateData = Rule(
    "template-data", .error,
    "The data for a template is not valid JSON.")
  static let templateLimit = Rule(
    "template-limit", .error,
    "A template does more than any page needs: an endless loop or recursion, or huge output.")
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
