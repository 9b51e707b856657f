import Foundation
import Testing

@testable import weir

/// What is decided without a program to attach to.
@Suite struct AttachmentTests {
  @Test(arguments: [
    ("/usr/bin/python3.14", true), ("/opt/py/bin/python", true), ("/usr/bin/python3.14t", true),
    ("/usr/bin/python3.14 (deleted)", true), ("/usr/bin/python3.14d-dbg", true),
    ("/usr/bin/pypy3", true), ("/usr/bin/node", false), ("/usr/bin/python3.14-config", false),
    ("/home/python/app", false), ("", false),
  ])
  func `an interpreter is known by its name`(path: String, isPython: Bool) {
    #expect(PythonProcess.isPython(path) == isPython)
  }

  @Test(arguments: [
    ("Traceback…\nPermissionError: [Errno 1] Operation not permitted", "does not allow attaching"),
    (
      "RuntimeError: Remote debugging is not enabled in the remote process",
      "remote debugging disabled"
    ),
    ("ProcessLookupError: [Errno 3] No such process", "There is no process 7"),
    ("RuntimeError: PyRuntime address lookup failed.\n", "PyRuntime address lookup failed. Start"),
    ("", "no reason is given"),
  ])
  func `each refusal of the interpreter has words of its own`(output: String, text: String) {
    let message = AttachError(output, of: 7).description
    #expect(message.contains(text), "\(message)")
  }

  @Test func `the script runs the probe, and reports what goes wrong`() {
    let script = Attachment.script(
      "/a b/weir_probe.py", socket: "/run/7.sock", report: "/run/7.txt")
    #expect(script.contains(#"("weir_probe", "/a b/weir_probe.py")"#))
    #expect(script.contains(#"module.start("unix:" + "/run/7.sock")"#))
    #expect(script.contains(#"open("/run/7.txt", "w""#))
    #expect(script.utf8.allSatisfy { $0 < 128 })
  }

  @Test(arguments: [
    ("plain", #""plain""#), (#"a"b\c"#, #""a\"b\\c""#), ("é\n", #""\U000000e9\U0000000a""#),
    ("𝄞", #""\U0001d11e""#),
  ])
  func `any path is a literal of Python`(text: String, literal: String) {
    #expect(Attachment.literal(text) == literal)
  }

  @Test func `a process that is not there, and one that is no Python`() {
    #expect(throws: AttachError.gone(4_194_305)) { try PythonProcess(4_194_305) }
    let own = getpid()
    let error = #expect(throws: AttachError.self) { try PythonProcess(own) }
    guard case .notPython(own, _) = error else {
      Issue.record("\(String(describing: error))"); return
    }
  }
}
