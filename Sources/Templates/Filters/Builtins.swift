extension Filter {
  /// Jinja2's filters and Waymark's own; each topic has its file and its list.
  package static let builtins: [Filter] =
    text + markup + numbers + sequences + selections + output + site
}

extension TemplateTest {
  /// Jinja2's tests.
  package static let builtins: [TemplateTest] = kinds + comparisons
}
