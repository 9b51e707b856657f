import Foundation

/// The clipboard of the terminal, to which programs can write (OSC 52), even on another machine.
///
/// The terminal does not say whether it took the text: many ask the user or have this switched off.
struct Clipboard: Sendable {
  /// The largest text, in bytes: what xterm takes, in base64.
  static let limit = 74_994
  /// How many bytes of a sequence GNU screen is given at once; it prints what exceeds its memory.
  private static let portion = 240

  /// What is between this program and the terminal, and has to be told to pass a sequence on.
  private enum Multiplexer { case tmux, screen }

  private let multiplexer: Multiplexer?

  /// - Parameter terminal: The type of the terminal, which knows private modes; others might print
  ///   the sequence.
  init(terminal: String, environment: [String: String]) {
    func isSet(_ name: String) -> Bool { environment[name]?.isEmpty == false }
    if isSet("TMUX") || terminal.hasPrefix("tmux") {
      multiplexer = .tmux
    } else {
      multiplexer = isSet("STY") || terminal.hasPrefix("screen") ? .screen : nil
    }
  }

  /// The bytes that put a text on the clipboard; `nil` if it is too long.
  ///
  /// tmux gets them twice: it takes the first form if `set-clipboard` is on, and passes on the
  /// second one if `allow-passthrough` is.
  func bytes(copying text: String) -> [UInt8]? {
    guard text.utf8.count <= Clipboard.limit else { return nil }
    let sequence = "\u{1b}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}"
    switch multiplexer {
    case nil: return Array(sequence.utf8)
    case .tmux:
      return Array("\(sequence)\u{1b}Ptmux;\u{1b}\(sequence)\u{1b}\\".utf8)
    case .screen: return Clipboard.portions(of: Array(sequence.utf8))
    }
  }

  private static func portions(of sequence: [UInt8]) -> [UInt8] {
    stride(from: 0, to: sequence.count, by: portion).flatMap { start in
      let part = sequence[start..<min(start + portion, sequence.count)]
      return Array("\u{1b}P".utf8) + part + Array("\u{1b}\\".utf8)
    }
  }
}

/// What became of a text for the clipboard.
public enum CopyOutcome: Sendable, Hashable {
  /// It was sent to the terminal, which may refuse it without a word.
  case sent
  /// The terminal has no clipboard.
  case hasNoClipboard
  /// It is longer than terminals accept.
  case isTooLong
}
