import CNcurses
import Foundation
import WeirScreen

/// What terminfo and the environment say about the terminal, looked up once.
struct TerminalDescription {
  let name: String
  let colors: ColorSupport
  /// Whether it has private modes, and so ignores those that it does not know; a terminal without
  /// any might print them.
  let hasModes: Bool
  /// The clipboard; `nil` if the terminal might print what is meant for one.
  let clipboard: Clipboard?
  /// Whether the program gets the mouse, instead of the terminal itself.
  var usesMouse: Bool
  /// The bytes that make the terminal report its keys and mark pasted text.
  private let listening: [UInt8]
  /// The bytes that undo everything the terminal was set to, the mouse included.
  let leaving: [UInt8]
  /// The request that the terminal answers once it has processed everything before (DSR); empty if
  /// it might not answer.
  let asking: [UInt8]
  /// The bytes before and after a frame, so that the terminal shows it at once (DEC private mode
  /// 2026).
  let beginningUpdate: [UInt8]
  let endingUpdate: [UInt8]

  /// Looks up the terminal's type in `TERM`.
  ///
  /// - Throws: `typeUnset`, `typeUnknown`, `noTerminfo` or `typeTooSimple`.
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
    hasModes = Self.text("smcup").starts(with: Array("\u{1b}[?".utf8))
    clipboard = hasModes ? Clipboard(terminal: name, environment: environment) : nil
    usesMouse = mouse
    listening = Self.text("smkx") + Self.privateModes(hasModes ? ["2004"] : [], "h")
    asking = hasModes ? Array("\u{1b}[5n".utf8) : []
    beginningUpdate = hasModes ? Array("\u{1b}[?2026h".utf8) : []
    endingUpdate = hasModes ? Array("\u{1b}[?2026l".utf8) : []
    let modes = hasModes ? Self.mouseModes.reversed() + ["2004"] : []
    leaving = endingUpdate + Self.privateModes(modes, "l") + Self.text("rmkx")
  }

  /// Presses and the wheel; movements while a button is held, which a terminal may not know; and
  /// positions in decimal digits.
  private static let mouseModes = ["1000", "1002", "1006"]

  /// The bytes that make the terminal report its keys and, if wanted, its mouse, and mark pasted
  /// text.
  var entering: [UInt8] { listening + (usesMouse ? mouse(true) : []) }

  /// The bytes that make the terminal report its mouse, or stop it.
  func mouse(_ isUsed: Bool) -> [UInt8] {
    hasModes ? Self.privateModes(Self.mouseModes, isUsed ? "h" : "l") : []
  }

  private static func privateModes(_ modes: [String], _ action: String) -> [UInt8] {
    Array(modes.map { "\u{1b}[?\($0)\(action)" }.joined().utf8)
  }

  /// Starts ncurses with the adapted description, or with what is installed if it does not accept
  /// that; `nil` if it refuses both.
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
