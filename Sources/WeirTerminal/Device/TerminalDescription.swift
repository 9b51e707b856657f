import CNcurses
import Foundation
import WeirDashboard

/// What terminfo and the surroundings say about the terminal, looked up once.
struct TerminalDescription {
  let name: String
  let colors: ColorSupport
  /// What makes the terminal tell about its keys and its mouse, and what ends that.
  let entering: [UInt8]
  let leaving: [UInt8]
  /// What stands before and after a frame, so that the terminal shows it at once (DEC private mode 2026).
  let beginningUpdate: [UInt8]
  let endingUpdate: [UInt8]

  /// Looks up the terminal's type in `TERM`.
  init(environment: [String: String], output: Int32, mouse: Bool) throws(TerminalError) {
    guard let name = environment["TERM"], !name.isEmpty else { throw .typeUnset }
    switch weir_load_terminal(name, output) {
    case .known: break
    case .unknown: throw .typeUnknown(name)
    case .noDatabase: throw .noTerminfo
    }
    guard weir_text_capability("cup") != nil else { throw .typeTooSimple(name) }
    self.name = name
    colors = ColorSupport(terminal: name, environment: environment)
    // A terminal with private modes passes over those that it does not know; one without might print them.
    let hasModes = Self.text("smcup").starts(with: Array("\u{1b}[?".utf8))
    let mice = mouse && hasModes ? "\u{1b}[?1000%\u{1b}[?1006%" : ""
    entering = Self.text("smkx") + Array(mice.replacing("%", with: "h").utf8)
    beginningUpdate = hasModes ? Array("\u{1b}[?2026h".utf8) : []
    endingUpdate = hasModes ? Array("\u{1b}[?2026l".utf8) : []
    leaving = endingUpdate + Array(mice.replacing("%", with: "l").utf8) + Self.text("rmkx")
  }

  /// Starts ncurses with the adapted description; one that takes none gets what is installed. Nil if it refuses.
  func startCurses(writingTo file: UnsafeMutablePointer<FILE>) -> OpaquePointer? {
    let isDirect = colors.isDirect && !colors.isUnwanted
    let former = getenv("TERMINFO").map { String(cString: $0) }
    setenv("TERMINFO", AdaptedEntry(name: name, directColors: isDirect).inlineDescription, 1)
    let screen = weir_start(name, file)
    if let former { setenv("TERMINFO", former, 1) } else { unsetenv("TERMINFO") }
    if let screen { return screen }
    let family = name.split(separator: "-").first.map(String.init) ?? name
    return (isDirect ? weir_start("\(family)-direct", file) : nil) ?? weir_start(name, file)
  }

  private static func text(_ capability: String) -> [UInt8] {
    guard let text = weir_text_capability(capability) else { return [] }
    return Array(String(cString: text).utf8)
  }
}
