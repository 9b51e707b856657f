import WeirScreen

/// The bytes of a keyboard and a mouse, turned into what the user did: a state machine over bytes
/// and time.
///
/// Knows the sequences of xterm and its relatives (screen, tmux, the Linux console, rxvt, the VT
/// series) and the keyboard protocol of kitty, introduced with 7 bits, 8 bits or the control
/// characters of UTF-8.
///
/// - **Bytes end a sequence, time never does.** A sequence, a string (OSC, DCS, APC, PM, SOS) or a
///   paste may arrive in any pieces, with any pauses between them, at any length: none of it
///   becomes a key. Anything unknown is skipped as a whole.
/// - **Ctrl-C always works**: inside a sequence or a string it ends that. So do Ctrl-Z and Ctrl-\.
///   Escape ends a string that the terminal never ended. In a paste these bytes are text, unless
///   they come alone after half a second without text; Escape has to come twice there.
/// - **Escape alone** is reported after `escapeDelay`. The next bytes may still be the rest of its
///   sequence: if they start with an introducer such as `[` and there are more in the same read,
///   they are that rest. An introducer alone is a key, unless it comes within half a second after
///   Escape and a fitting byte follows as soon. If a terminal is asked for its status after an
///   Escape, its answer, which starts with an Escape of its own, settles the question.
/// - **Alt with a letter** (Escape and a character together) is not that letter: no key at all. For
///   a named key, such as an arrow, Alt and Control are ignored.
///
/// Instants are durations since any fixed moment. Memory is bounded: skipped bytes are not stored.
struct InputDecoder {
  static let escape: UInt8 = 0x1B

  private enum State: Equatable {
    case ground
    /// Escape came, and nothing after it yet.
    case escape
    /// Escape was reported as a key, or has ended a string; the rest of its sequence may still
    /// come.
    case escaped
    /// An introducer came alone after that: it is a key, unless a fitting byte comes before an
    /// instant.
    case doubtful(ControlIntroducer, until: Duration)
    case character
    case sequence
    /// The three bytes after the introducer of the mouse's old form.
    case mouse
    case string
    case paste
  }

  /// How long the rest of a sequence may follow Escape before Escape is reported as a key.
  private let escapeDelay: Duration
  /// How soon after Escape an introducer alone is more likely a part of a sequence than typed.
  private static let doubt = Duration.milliseconds(500)
  /// After this much silence within a paste, Ctrl-C and Escape are keys.
  private static let silence = Duration.milliseconds(500)

  /// How many status requests the terminal has answered since this was last reset.
  var answers = 0
  private var state = State.ground
  /// When the last byte came.
  private var last = Duration.zero
  /// Whether the pending Escape came inside a string, and so would end it.
  private var isEndOfString = false
  /// Whether the current character was typed with Alt.
  private var hasAlt = false
  /// The bytes so far of a character, or of the mouse's old form.
  private var partial: [UInt8] = []
  private var sequence = EscapeSequence(.control)
  /// Whether the sequence started with an 8-bit control character.
  private var isRaw = false
  private var string = ControlString()
  private var paste = Paste()

  init(escapeDelay: Duration = .milliseconds(25)) { self.escapeDelay = escapeDelay }

  /// When `wake` has something to report unless bytes come first; `nil` if nothing depends on time.
  var deadline: Duration? {
    switch state {
    case .escape: last + escapeDelay
    case .doubtful(_, let end): end
    default: nil
    }
  }

  /// Reports what the silence up to an instant means.
  mutating func wake(at now: Duration) -> [TerminalInput] {
    guard let deadline, now >= deadline else { return [] }
    defer { state = state == .escape ? .escaped : .ground }
    if case .doubtful(let introducer, _) = state { return [introducer.key] }
    return isEndOfString ? [] : [.keyPressed(.escape)]
  }

  /// Takes the bytes of one read, and returns the inputs that they complete.
  ///
  /// - Complexity: O(bytes).
  mutating func decode(_ bytes: some Collection<UInt8>, at now: Duration) -> [TerminalInput] {
    var inputs = wake(at: now)
    let isSilent = now - last >= InputDecoder.silence
    if state == .paste, let gesture = paste.gesture(bytes, afterSilence: isSilent) {
      return inputs + leavePaste(gesture, at: now)
    }
    // A key that had no effect is not text, so that pressing it again and again works in the end.
    let former = state == .paste && Paste.isKey(bytes) ? last : nil
    var left = bytes.count
    for byte in bytes {
      left -= 1
      take(byte, isLast: left == 0, at: now, &inputs)
      last = now
    }
    last = former ?? last
    return inputs
  }

  private mutating func take(
    _ byte: UInt8, isLast: Bool, at now: Duration, _ inputs: inout [TerminalInput]
  ) {
    switch state {
    case .ground: start(byte, &inputs)
    case .escape: takeAfterEscape(byte, &inputs)
    case .escaped: takeAfterReportedEscape(byte, isLast: isLast, at: now, &inputs)
    case .doubtful(let introducer, _):
      if introducer.isFollowed(by: byte) {
        begin(introducer)
      } else {
        state = .ground
        inputs.append(introducer.key)
      }
      take(byte, isLast: isLast, at: now, &inputs)
    case .character: continueCharacter(byte, &inputs)
    case .sequence: continueSequence(byte, &inputs)
    case .mouse: continueMouse(byte, &inputs)
    case .string: continueString(byte, &inputs)
    case .paste: continuePaste(byte, &inputs)
    }
  }

  private mutating func start(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    switch byte {
    case InputDecoder.escape:
      (state, isEndOfString) = (.escape, false)
    case 0xC2...0xF4:
      (state, partial) = (.character, [byte])
    case 0x80...0x9F:
      if let introducer = ControlIntroducer(control: byte) { begin(introducer, isRaw: true) }
    case 0xA0...: break
    default:
      if let key = Key(typed: byte) { inputs.append(.keyPressed(key)) }
    }
  }

  private mutating func begin(_ introducer: ControlIntroducer, isRaw: Bool = false) {
    self.isRaw = isRaw
    switch introducer {
    case .control, .shift:
      (state, sequence) = (.sequence, EscapeSequence(introducer))
    case .command, .device, .application, .privacy, .start:
      (state, string) = (.string, ControlString())
    }
  }
}

extension InputDecoder {
  /// The byte after Escape: the rest of a sequence, or a key with Alt.
  private mutating func takeAfterEscape(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    if let introducer = ControlIntroducer(afterEscape: byte) { return begin(introducer) }
    state = .ground
    if isEndOfString, byte == UInt8(ascii: "\\") { return }
    if byte == InputDecoder.escape || Key(typed: byte).map(\.alwaysWorks) == true {
      if !isEndOfString { inputs.append(.keyPressed(.escape)) }
      return start(byte, &inputs)
    }
    guard byte >= 0x80 else { return }
    start(byte, &inputs)
    hasAlt = state == .character
  }

  /// The byte after an Escape that was reported as a key already.
  private mutating func takeAfterReportedEscape(
    _ byte: UInt8, isLast: Bool, at now: Duration, _ inputs: inout [TerminalInput]
  ) {
    state = .ground
    if isEndOfString, byte == UInt8(ascii: "\\") { return }
    guard let introducer = ControlIntroducer(afterEscape: byte) else {
      return start(byte, &inputs)
    }
    let isSoon = now - last < InputDecoder.doubt
    state = .doubtful(
      introducer, until: now + (isLast && isSoon ? InputDecoder.doubt : escapeDelay))
  }

  private mutating func continueCharacter(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    guard byte & 0xC0 == 0x80 else {
      // A character that breaks off is skipped, but not the byte after it.
      (state, hasAlt) = (.ground, false)
      return start(byte, &inputs)
    }
    partial.append(byte)
    guard partial.count == (~partial[0]).leadingZeroBitCount else { return }
    defer { hasAlt = false }
    state = .ground
    guard let text = String(validating: partial, as: UTF8.self),
      let scalar = text.unicodeScalars.first
    else { return }
    if (0x80...0x9F).contains(scalar.value) {
      if let introducer = ControlIntroducer(control: UInt8(scalar.value)) { begin(introducer) }
    } else if !hasAlt, let character = text.first {
      inputs.append(.keyPressed(.character(character)))
    }
  }

  private mutating func continueSequence(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    switch sequence.take(byte) {
    case .more: break
    case .brokenOff:
      // A control character ends a sequence that was cut off, and counts on its own.
      state = .ground
      start(byte, &inputs)
    case .mouseFollows: (state, partial) = (.mouse, [])
    case .complete:
      state = .ground
      act(on: sequence.meaning, &inputs)
    }
  }

  private mutating func act(on meaning: EscapeSequence.Meaning, _ inputs: inout [TerminalInput]) {
    switch meaning {
    case .input(let input): inputs.append(input)
    case .pasteBegan: (state, paste) = (.paste, Paste(isRaw: isRaw))
    case .answered: answers += 1
    case .nothing: break
    }
  }

  private mutating func continueMouse(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    guard byte >= 0x20 else {
      state = .ground
      return start(byte, &inputs)
    }
    partial.append(byte)
    guard partial.count == 3 else { return }
    state = .ground
    if let mouse = Mouse(oldForm: partial) { inputs.append(.mouseUsed(mouse)) }
  }

  private mutating func continueString(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    switch string.take(byte) {
    case .more: break
    case .complete: state = .ground
    case .brokenOff:
      state = .ground
      start(byte, &inputs)
      isEndOfString = true
    }
  }

  private mutating func continuePaste(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    guard paste.take(byte) else { return }
    state = .ground
    inputs.append(.textPasted(paste.text))
  }

  private mutating func leavePaste(_ gesture: Paste.Gesture, at now: Duration) -> [TerminalInput] {
    last = now
    switch gesture {
    case .unfinished: return []
    case .ended:
      state = .ground
      return [.textPasted(paste.text)]
    case .key(let key):
      state = .ground
      return [.textPasted(paste.text), .keyPressed(key)]
    }
  }
}
