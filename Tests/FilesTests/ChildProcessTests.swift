import Foundation
import SystemPackage
import Testing

@testable import Files

@Suite struct ChildProcessTests {
  @Test("More than pipes hold goes through a program and back")
  func large() throws {
    let input = [UInt8](repeating: 120, count: 1 << 20)
    let outcome = try ChildProcess.run(["sh", "-c", "cat; cat /dev/null >&2"], input: input)
    #expect(outcome.output == input)
    #expect(outcome.isSuccess)
  }

  @Test("A program that reads nothing gets no signal, and its messages are kept")
  func unread() throws {
    let input = [UInt8](repeating: 120, count: 1 << 20)
    let outcome = try ChildProcess.run(["sh", "-c", "echo why >&2; exit 7"], input: input)
    #expect(outcome.status == 7)
    #expect(outcome.errors == "why\n")
  }

  @Test("A signal is a status, and a program that is missing is an error")
  func failures() throws {
    #expect(try ChildProcess.run(["sh", "-c", "kill -9 $$"]).status == 137)
    #expect(throws: Errno.noSuchFileOrDirectory) { try ChildProcess.run(["waymark-no-such"]) }
  }

  @Test("A program runs in a folder, with variables set and removed")
  func surroundings() throws {
    let outcome = try ChildProcess.run(
      ["sh", "-c", "pwd; echo $WAYMARK_TEST_SET-$HOME-$PATH"], in: "/",
      environment: ["WAYMARK_TEST_SET": "a b", "HOME": nil])
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    #expect(outcome.text == "/\na b--\(path)\n")
  }

  @Test("Programs that run at the same time do not hold each other's pipes open")
  func concurrent() async throws {
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for number in 0..<40 {
        group.addTask {
          try ChildProcess.run(["cat"], input: [UInt8](repeating: UInt8(number), count: 100_000))
            .output
        }
      }
      for try await output in group { #expect(output.count == 100_000) }
    }
  }

  @Test("A closed pipe ends a program, although this process ignores that signal")
  func closedPipe() throws {
    signal(SIGPIPE, SIG_IGN)
    let outcome = try ChildProcess.run(["sh", "-c", "yes | head -1"])
    #expect(outcome.text == "y\n")
    #expect(outcome.errors == "")
  }

  @Test("Pieces arrive while a program runs")
  func pieces() throws {
    var pieces = ""
    let outcome = try ChildProcess.run(["sh", "-c", "echo one; echo two >&2"]) {
      pieces += String(decoding: $0, as: UTF8.self)
    }
    #expect(pieces.contains("one\n") && pieces.contains("two\n"))
    #expect(outcome.output == [])
  }
}
