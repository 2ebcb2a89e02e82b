/// A filter: `value | name(arguments)`.
///
/// To add one, declare a value of this type and put it into the list of its topic. Filters are pure:
/// the same input gives the same output, so that what a page reads is known from its templates.
package struct Filter: Sendable {
  package typealias Body =
    @Sendable (Value, Arguments, FilterContext) throws(FilterError) -> Value

  package let name: String
  package let signature: Signature
  package let apply: Body

  /// - Parameters:
  ///   - name: The name that templates use.
  ///   - parameters: What it takes beside its input, in order.
  ///   - acceptsMore: Whether it takes further arguments, which `Arguments.more` holds.
  ///   - acceptsUndefined: Whether its input may be undefined.
  ///   - apply: The work; a thrown error is shown at the filter's place.
  package init(
    _ name: String, _ parameters: [Signature.Parameter] = [], acceptsMore: Bool = false,
    acceptsUndefined: Bool = false, apply: @escaping Body
  ) {
    self.name = name
    signature = Signature(
      parameters, acceptsMore: acceptsMore, acceptsUndefined: acceptsUndefined)
    self.apply = apply
  }
}

/// A test: `value is name(arguments)`.
package struct TemplateTest: Sendable {
  package typealias Body =
    @Sendable (Value, Arguments, FilterContext) throws(FilterError) -> Bool

  package let name: String
  package let signature: Signature
  package let apply: Body

  package init(
    _ name: String, _ parameters: [Signature.Parameter] = [], acceptsUndefined: Bool = false,
    apply: @escaping Body
  ) {
    self.name = name
    signature = Signature(parameters, acceptsMore: false, acceptsUndefined: acceptsUndefined)
    self.apply = apply
  }
}

/// What a filter, test or function takes.
package struct Signature: Sendable {
  /// One parameter; without a default it must be given.
  package struct Parameter: Sendable, ExpressibleByStringLiteral {
    package let name: String
    package let defaultValue: Value?

    package init(_ name: String, default defaultValue: Value? = nil) {
      self.name = name
      self.defaultValue = defaultValue
    }

    package init(stringLiteral name: String) { self.init(name) }
  }

  package let parameters: [Parameter]
  package let acceptsMore: Bool
  package let acceptsUndefined: Bool
  /// The defaults in order, ready to be passed where a call gives nothing.
  let defaults: [Value]

  package init(_ parameters: [Parameter], acceptsMore: Bool, acceptsUndefined: Bool = true) {
    self.parameters = parameters
    self.acceptsMore = acceptsMore
    self.acceptsUndefined = acceptsUndefined
    defaults = parameters.map { $0.defaultValue ?? .none }
  }
}

/// What a filter may know beside its input.
package struct FilterContext: Sendable {
  /// Whether output is escaped where the filter stands.
  package let autoescape: Bool
  package let limits: Settings.Limits
  /// Filters and tests by name, for those that apply others (`map`, `select`).
  let registry: Registry

  /// Throws where a text would be larger than the settings allow.
  package func check(textSize: Int) throws(FilterError) {
    if textSize > limits.textSize { throw .limit("the text would be larger than allowed") }
  }
}
