/// The stages of a build, in order.
package enum Stage: String, CaseIterable, Sendable {
  case load
  case parse
  case link
  case index
  case render
  case write
}
