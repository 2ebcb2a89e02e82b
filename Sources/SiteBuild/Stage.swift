/// The stages of a build, in their order.
package enum Stage: String, CaseIterable, Sendable {
  case load
  case parse
  case link
  case index
  case render
  case write
}
