import ArgumentParser
import Foundation
import WeirDashboard
import WeirScenarios
import WeirSession
import WeirTerminal

import WeirTrace

/// An error on its way out of the program: a message of two sentences and an exit code.
struct Failure {
  /// What the parser of arguments gave up with was a request for help: no error at all.
  private let isHelp: Bool
  let message: String
  let exitCode: Int32

  init(_ error: any Error) {
    isHelp = Weir.exitCode(for: error) == .success
    switch error {
    case let error as SessionError: (message, exitCode) = (error.description, 3)
    case let error as ConfigurationError: (message, exitCode) = (error.description, 3)
    case let error as Interruption.Ended: (message, exitCode) = (error.description, error.exitCode)
    case let error as StandardOutput.Failure: (message, exitCode) = (error.description, 3)
    case let error as ThemeError: (message, exitCode) = (error.description, error.exitCode)
    case is CatalogError, is KnobError, is TerminalError, is UsageError:
      (message, exitCode) = ("\(error)", 2)
    default:
      let text = Weir.message(for: error)
      (message, exitCode) = isHelp ? (Weir.fullMessage(for: error), 0) : (Failure.advise(text), 2)
    }
  }

  /// Prints the message where it belongs, and ends the program.
  func leave() -> Never {
    let line = message.hasSuffix("\n") ? message : message + "\n"
    let stream = isHelp ? FileHandle.standardOutput : FileHandle.standardError
    do {
      try stream.write(contentsOf: Data((isHelp ? line : "weir: " + line).utf8))
    } catch {
      // There is nobody to tell; what is left is the exit code.
      exit(isHelp ? 3 : exitCode)
    }
    exit(exitCode)
  }

  /// Makes two sentences of what the parser of arguments says.
  private static func advise(_ text: String) -> String {
    let first = text.split(separator: "\n").first.map(String.init) ?? "The command can't be read"
    // Some of its messages say already what to do.
    if first.hasSuffix("?") || first.contains(". ") { return first }
    let sentence = first.hasSuffix(".") ? String(first.dropLast()) : first
    return "\(sentence). Write it as 'weir --help' tells."
  }
}

extension ThemeError {
  /// A theme that there is not is a wrong word; one that can't be read is a wrong file.
  var exitCode: Int32 {
    if case .unknown = self { 2 } else { 3 }
  }
}
