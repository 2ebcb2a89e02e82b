/// The exit status of the tool.
///
/// A command throws one to end after its messages have been shown.
enum ExitStatus: Int32, Error {
  case success = 0
  /// The site has errors.
  case errors = 1
  /// The arguments are invalid.
  case usage = 2
  /// Waymark failed, for example because its output could not be written.
  case failure = 3
}
