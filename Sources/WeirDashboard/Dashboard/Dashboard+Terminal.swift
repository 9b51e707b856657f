import WeirAnalysis
import WeirEvents
import WeirScreen

extension Dashboard {
  /// Handles an input from the terminal. On a screen that is too small the only key is the one that
  /// quits: keys whose effect is hidden do harm.
  mutating func take(_ input: TerminalInput) -> [Command] {
    defer { settle() }
    switch input {
    case .keyPressed(let key): return press(key)
    case .mouseUsed(let mouse): return use(mouse)
    case .textPasted(let text): return paste(text)
    case .resized(let size): places.size = size
    case .endRequested: return [.quit]
    case .resumed: break
    }
    return []
  }

  private mutating func press(_ key: Key) -> [Command] {
    if key == .control("c") { return [.quit] }
    if places.isTooSmall {
      return options.keys.action(for: key) == .screen(.quit) ? [.quit] : []
    }
    if let prompt { return press(key, in: prompt) }
    if overlay?.takesKeys == true { return withOverlay { $0.press(key, $1) } }
    if panels.knobs.editor != nil { return apply(panels.knobs.press(key, of: run.knobs)) }
    guard let action = options.keys.action(for: key) else { return [] }
    // The command line opens over any page, so that the help can be exported too.
    guard action != .screen(.commandLine), overlay != nil else { return perform(action) }
    return withOverlay { $0.perform(action, $1) }
  }

  /// Passes an input to the page over the panels.
  mutating func withOverlay(
    _ take: (inout any OverlayFeature, OverlayScene) -> [Effect]
  ) -> [Command] {
    guard var page = overlay else { return [] }
    let effects = take(&page, overlayScene)
    overlay = page
    return apply(effects)
  }

  /// Adds the first line of pasted text to the line that is being typed. Without one, the text is
  /// ignored: it is never read as keys.
  private mutating func paste(_ text: String) -> [Command] {
    guard !places.isTooSmall else { return [] }
    guard prompt != nil || panels.knobs.editor != nil else {
      show(Notice(text: "Pasted text is not read as keys."))
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
