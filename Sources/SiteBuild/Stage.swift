/// The stages of a build, in order.
package enum Stage: String, CaseIterable, Sendable {
  case load
  case parse
  case link
  case render
  case index
  case write
}
