import CNcurses
import Foundation
import WeirScreen

/// What terminfo and the surroundings say about the terminal, looked up once.
struct TerminalDescription {
  let name: String
  let colors: ColorSupport
  /// Whether it has private modes, and so passes over those that it does not know: one without might print them.
  let hasModes: Bool
  /// Whether the mouse is the program's, and not the terminal's own.
  var usesMouse: Bool
  /// What makes the terminal tell about its keys and mark what is pasted.
  private let listening: [UInt8]
  /// What ends all that the terminal was made to do, the mouse included.
  let leaving: [UInt8]
  /// What the terminal answers when it has dealt with all that came before (DSR); empty where it might not.
  let asking: [UInt8]
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
    hasModes = Self.text("smcup").starts(with: Array("\u{1b}[?".utf8))
    usesMouse = mouse
    listening = Self.text("smkx") + Self.privateModes(hasModes ? ["2004"] : [], "h")
    asking = hasModes ? Array("\u{1b}[5n".utf8) : []
    beginningUpdate = hasModes ? Array("\u{1b}[?2026h".utf8) : []
    endingUpdate = hasModes ? Array("\u{1b}[?2026l".utf8) : []
    let modes = hasModes ? Self.mouseModes.reversed() + ["2004"] : []
    leaving = endingUpdate + Self.privateModes(modes, "l") + Self.text("rmkx")
  }

  private static let mouseModes = ["1000", "1006"]

  /// What makes the terminal tell about its keys, about its mouse where that is wanted, and mark what is pasted.
  var entering: [UInt8] { listening + (usesMouse ? mouse(true) : []) }

  /// What makes the terminal tell about its mouse, or keep it to itself.
  func mouse(_ isUsed: Bool) -> [UInt8] {
    hasModes ? Self.privateModes(Self.mouseModes, isUsed ? "h" : "l") : []
  }

  private static func privateModes(_ modes: [String], _ action: String) -> [UInt8] {
    Array(modes.map { "\u{1b}[?\($0)\(action)" }.joined().utf8)
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
