/// Why the probe can't be started in a program that runs.
enum AttachError: Error, Hashable, CustomStringConvertible {
  /// There is no such process.
  case gone(Int32)
  /// It belongs to somebody else.
  case otherUser(Int32)
  /// It is not run by a Python interpreter but by this program.
  case notPython(Int32, program: String)
  /// Its interpreter is too old.
  case tooOld(Int32, version: String)
  /// Its interpreter can't be run here to ask for the attachment.
  case noInterpreter(Int32, path: String)
  /// It refuses to be attached to.
  case disabled(Int32)
  /// The system does not allow it, with the value of `kernel.yama.ptrace_scope`, if it is known.
  case notAllowed(Int32, scope: Int?)
  /// The interpreter refuses, with its own words.
  case refused(Int32, reason: String)
  /// It did not run the probe in time.
  case noAnswer(Int32)
  /// The probe can't be started in it, with the words of the probe.
  case probeFailed(Int32, reason: String)
  /// A file for the attachment can't be written.
  case noScript(path: String, reason: String)
  /// This system has no way to find the interpreter of a process.
  case unsupported

  /// Two sentences: what is wrong, and what to do.
  var description: String {
    switch self {
    case .gone(let process):
      "There is no process \(process). Give the number of a program that runs."
    case .otherUser(let process):
      "Process \(process) belongs to another user. Run weir as that user, for example with 'sudo -u'."
    case .notPython(let process, let program):
      """
      Process \(process) is not run by a Python interpreter but by '\(program)'. Give the number of a Python program.
      """
    case .tooOld(let process, let version):
      """
      Process \(process) runs Python \(version), and only Python 3.14 or newer can be attached to. Start it under the \
      probe with 'weir watch -- COMMAND'.
      """
    case .noInterpreter(let process, let path):
      """
      The interpreter '\(path)' of process \(process) can't be run here. Run weir where the program runs, for example \
      in its container.
      """
    case .disabled(let process):
      """
      Process \(process) has remote debugging disabled. Start it without PYTHON_DISABLE_REMOTE_DEBUG and \
      -X disable-remote-debug, or under the probe with 'weir watch -- COMMAND'.
      """
    case .notAllowed(let process, let scope?) where scope > 0:
      """
      The system does not allow attaching to process \(process): kernel.yama.ptrace_scope is \(scope). Set it to 0 \
      with 'sysctl kernel.yama.ptrace_scope=0', or start the program under the probe with 'weir watch -- COMMAND'.
      """
    case .notAllowed(let process, _):
      """
      The system does not allow attaching to process \(process). Give weir the right to trace (CAP_SYS_PTRACE), or \
      start the program under the probe with 'weir watch -- COMMAND'.
      """
    case .refused(let process, let reason):
      "Python can't attach to process \(process): \(reason). Start the program under the probe instead."
    case .noAnswer(let process):
      """
      Process \(process) did not start the probe in time. Its main thread may be in a call that does not return; \
      try again later.
      """
    case .probeFailed(let process, let reason):
      "The probe can't start in process \(process): \(reason). Start the program under the probe instead."
    case .noScript(let path, let reason):
      "'\(path)' can't be written: \(reason). Set XDG_RUNTIME_DIR to a folder of yours."
    case .unsupported:
      "weir attach needs Linux. Start the program under the probe with 'weir watch -- COMMAND'."
    }
  }
}
