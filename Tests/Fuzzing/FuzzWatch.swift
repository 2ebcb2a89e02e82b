#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Says which seed was at work when the process traps or hangs, which nothing inside it can catch.
///
/// A trap goes on to whoever handled it before, so that a backtrace still comes. One run at a time.
package enum FuzzWatch {
  private static let signals = [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE]
  /// The running seed, the seconds that it has run, and whether any runs.
  nonisolated(unsafe) private static let state = {
    let state = UnsafeMutablePointer<(seed: UInt64, seconds: Int, isRunning: Bool)>.allocate(
      capacity: 1)
    state.initialize(to: (0, 0, false))
    return state
  }()
  nonisolated(unsafe) private static let former = UnsafeMutablePointer<sigaction>.allocate(
    capacity: 64)
  private static let name = Array("fuzz: the seed was ".utf8)

  /// How long one seed may take, in seconds: far more than any needs, on a busy machine too.
  private static let limit = 300

  /// Runs `body` for a seed.
  package static func watching<Result>(
    _ seed: UInt64, _ body: () throws -> Result
  ) rethrows
    -> Result
  {
    _ = isSetUp
    state.pointee = (seed, 0, true)
    defer { state.pointee.isRunning = false }
    return try body()
  }

  private static let isSetUp: Bool = {
    for signal in signals {
      var action = sigaction()
      sigemptyset(&action.sa_mask)
      let handler: @convention(c) (Int32) -> Void = { number in
        FuzzWatch.tell()
        sigaction(number, FuzzWatch.former + Int(number), nil)
        if number == SIGABRT { raise(number) }
      }
      #if canImport(Darwin)
        action.__sigaction_u.__sa_handler = handler
      #else
        action.__sigaction_handler.sa_handler = handler
      #endif
      sigaction(signal, &action, former + Int(signal))
    }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    pthread_create(&thread, &attributes, { _ in FuzzWatch.count() }, nil)
    return true
  }()

  private static func count() -> UnsafeMutableRawPointer? {
    while true {
      sleep(1)
      guard state.pointee.isRunning else { continue }
      state.pointee.seconds += 1
      // Aborts, so that the backtrace shows where every thread is.
      if state.pointee.seconds > limit { abort() }
    }
  }

  /// Writes the seed with nothing but what a signal handler may call.
  private static func tell() {
    guard state.pointee.isRunning else { return }
    name.withUnsafeBytes { _ = write(2, $0.baseAddress, $0.count) }
    var power: UInt64 = 10_000_000_000_000_000_000
    while power > 0 {
      var digit = UInt8(ascii: "0") + UInt8(state.pointee.seed / power % 10)
      _ = write(2, &digit, 1)
      power /= 10
    }
    var end = UInt8(ascii: "\n")
    _ = write(2, &end, 1)
  }

  /// The most memory that the process has had, in MiB.
  package static var peakMemory: Int {
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #else
      getrusage(RUSAGE_SELF, &usage)
    #endif
    #if canImport(Darwin)
      return Int(usage.ru_maxrss) >> 20
    #else
      return Int(usage.ru_maxrss) >> 10
    #endif
  }
}
