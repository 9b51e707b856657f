import ArgumentParser
import Foundation
import WeirDashboard
import WeirFiles
import WeirScenarios
import WeirSession
import WeirTerminal
import WeirAnalysis
import WeirEvents
import WeirLog

/// An error that ends the program: a message of two sentences and an exit code.
struct Failure {
  /// Whether the "error" of the argument parser is a request for help.
  private let isHelp: Bool
  let message: String
  let exitCode: Int32

  init(_ error: any Error) {
    isHelp = Weir.exitCode(for: error) == .success
    switch error {
    case let error as SessionError: (message, exitCode) = (error.description, 3)
    case let error as ConfigurationError: (message, exitCode) = (error.description, 3)
    case let error as BesideFailure: (message, exitCode) = (error.description, 3)
    case let error as WatchError: (message, exitCode) = (error.description, error.exitCode)
    case let error as AttachError: (message, exitCode) = (error.description, 3)
    case let error as ReplayFailure: (message, exitCode) = (error.description, 3)
    case let error as Interruption.Ended: (message, exitCode) = (error.description, error.exitCode)
    case let error as ExpectationError: (message, exitCode) = (error.description, 1)
    case let error as VerificationError: (message, exitCode) = (error.description, 3)
    case let error as NothingToSummarize: (message, exitCode) = (error.description, 3)
    case let error as StandardOutput.Failure: (message, exitCode) = (error.description, 3)
    case let error as ThemeError: (message, exitCode) = (error.description, error.exitCode)
    case is CatalogError, is KnobError, is TerminalError, is UsageError:
      (message, exitCode) = ("\(error)", 2)
    case _ where isHelp: (message, exitCode) = (Weir.fullMessage(for: error), 0)
    case _ where Weir.exitCode(for: error) == .validationFailure:
      (message, exitCode) = (Failure.advise(error), 2)
    default: (message, exitCode) = (Failure.unexpected(error), 3)
    }
  }

  /// Prints the message to standard output or standard error, and ends the program.
  func leave() -> Never {
    guard isHelp else {
      StandardError.print("weir: \(message)")
      exit(exitCode)
    }
    do {
      try StandardOutput.print(message, terminator: message.hasSuffix("\n") ? "" : "\n")
      exit(exitCode)
    } catch {
      // Nothing can be printed; only the exit code is left.
      exit(3)
    }
  }

  /// Turns a message of the argument parser into two sentences.
  private static func advise(_ error: any Error) -> String {
    let text = Weir.message(for: error)
    let first = text.split(separator: "\n").first.map(String.init) ?? "The command can't be read"
    // Some of its messages already say what to do.
    if first.hasSuffix("?") || first.contains(". ") { return first }
    let sentence = first.hasSuffix(".") ? String(first.dropLast()) : first
    return "\(sentence). See '\(help(for: error))'."
  }

  /// The help command for the subcommand with the error, as named by the parser.
  private static func help(for error: any Error) -> String {
    let full = Weir.fullMessage(for: error)
    guard let command = full.firstMatch(of: #/See 'weir ([a-z]+) --help'/#)?.1 else {
      return "weir help"
    }
    return "weir help \(command)"
  }

  /// Describes an error of the system, or an unexpected one.
  private static func unexpected(_ error: any Error) -> String {
    if let error = error as? FileSystemError {
      return "A file can't be used: \(error.reason). \(error.advice(for: .reading))"
    }
    if [NSPOSIXErrorDomain, NSCocoaErrorDomain].contains((error as NSError).domain) {
      return
        "A file can't be used: \(error.localizedDescription.trimmedEnd). Check the path and its permissions."
    }
    return
      "An unexpected error occurred: \("\(error)".trimmedEnd). Please report it with the command."
  }
}

extension String {
  /// The text without a full stop at its end.
  fileprivate var trimmedEnd: String { hasSuffix(".") ? String(dropLast()) : self }
}

extension ThemeError {
  /// 2 for an unknown theme, which is wrong usage; 3 for a theme file that can't be used.
  var exitCode: Int32 {
    if case .unknown = self { 2 } else { 3 }
  }
}
