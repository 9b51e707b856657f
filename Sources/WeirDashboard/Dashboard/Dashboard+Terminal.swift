import WeirAnalysis
import WeirEvents
import WeirScreen

extension Dashboard {
  /// Takes in what came from the terminal. On a screen that is too small only leaving is possible: keys pressed
  /// blindly do harm.
  mutating func handle(_ input: TerminalInput) -> [Command] {
    switch input {
    case .keyPressed(let key): return press(key)
    case .mouseUsed(let mouse): return use(mouse)
    case .textPasted(let text): return paste(text)
    case .resized(let size): view.size = size
    case .endRequested: return [.quit]
    case .resumed: break
    }
    return []
  }

  private mutating func press(_ key: Key) -> [Command] {
    if key == .control("c") { return [.quit] }
    if layout.isTooSmall { return options.keys.action(for: key) == .quit ? [.quit] : [] }
    if let prompt = view.prompt { return press(key, in: prompt) }
    if let state = view.options, state.takesKeys { return press(key, in: state) }
    if knobs.editor != nil { return knobs.press(key).map { [.send($0)] } ?? [] }
    guard let action = options.keys.action(for: key) else { return [] }
    // A command can be typed over whatever is open: so the help can be exported too.
    guard action != .commandLine, let overlay = view.overlay else { return perform(action) }
    return perform(action, in: overlay)
  }

  /// The first line of what was pasted goes where a line is being typed; nowhere else is it taken for keys.
  private mutating func paste(_ text: String) -> [Command] {
    guard !layout.isTooSmall else { return [] }
    guard view.prompt != nil || knobs.editor != nil else {
      show("Pasted text is not taken for keys.")
      return []
    }
    return text.prefix { !$0.isNewline }.filter(\.isPrintable).flatMap { press(.character($0)) }
  }
}

extension Character {
  fileprivate var isPrintable: Bool {
    unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }
}
