public import WeirScreen

import Foundation

/// The terminal that weir draws on: it shows frames, delivers inputs, and is left as it was found.
///
/// That holds for every way out: `close`, the end of the process, a crash, a stop with Ctrl-Z. Only
/// one may be open at a time, since ncurses has one state and the process one set of signals.
public actor TerminalScreen {
  /// Keys, mouse, sizes and signals in the order in which they came; those that came together are
  /// in one element. It ends when the screen is closed.
  public nonisolated let inputs: AsyncStream<[TerminalInput]>
  /// How many colours are actually shown.
  public nonisolated let colorDepth: ColorDepth
  /// Whether characters beyond ASCII can be shown.
  public nonisolated let showsUnicode: Bool
  private nonisolated let clipboard: Clipboard?
  /// The number of bytes sent to the terminal so far.
  public private(set) var bytesWritten = 0

  private let device: TerminalDevice
  private var description: TerminalDescription
  /// `nil` once the screen is closed: ncurses ends at that moment, not with the last reference.
  private var canvas: CursesCanvas?
  private let executor = TerminalExecutor()
  private let continuation: AsyncStream<[TerminalInput]>.Continuation
  private let gate = FrameGate()
  private let hasChangedSize = ChangeMark()
  private var reader: InputReader?
  /// What the line has not taken yet of a frame that is being sent.
  private var unsent: ArraySlice<UInt8> = []
  /// False while the process is stopped, or runs in the background.
  private var hasTerminal = false

  /// The screen's own thread.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// Checks that there is a usable terminal, without changing it.
  ///
  /// - Throws: why there is none.
  public static func requireTerminal() throws(TerminalError) {
    let device = try TerminalDevice.standard()
    defer { device.close() }
    _ = try TerminalDescription(
      environment: ProcessInfo.processInfo.environment, output: device.output, mouse: false)
  }

  /// Takes over the process's terminal.
  ///
  /// - Parameters:
  ///   - mouse: whether weir gets the mouse; otherwise the terminal can still select text.
  ///   - ascii: whether to draw only ASCII characters.
  ///   - colors: how many colours to use, in the form of `WEIR_COLORS`; that variable has priority.
  /// - Throws: why there is no usable terminal.
  public static func open(
    mouse: Bool = true, ascii: Bool = false, colors: String? = nil
  ) async throws(TerminalError) -> TerminalScreen {
    let device = try TerminalDevice.standard()
    var environment = ProcessInfo.processInfo.environment
    environment[ColorSupport.variable] = environment[ColorSupport.variable] ?? colors
    return try await open(device, environment: environment, mouse: mouse, ascii: ascii)
  }

  static func open(
    _ device: TerminalDevice, environment: [String: String], mouse: Bool, ascii: Bool
  ) async throws(TerminalError) -> TerminalScreen {
    let screen = try TerminalScreen(device, environment: environment, mouse: mouse, ascii: ascii)
    try await screen.start(environment)
    return screen
  }

  private init(
    _ device: TerminalDevice, environment: [String: String], mouse: Bool, ascii: Bool
  ) throws(TerminalError) {
    self.device = device
    showsUnicode = TerminalLocale.activate(ascii: ascii)
    description = try TerminalDescription(
      environment: environment, output: device.output, mouse: mouse)
    clipboard = description.clipboard
    let canvas = try CursesCanvas(description, size: device.size)
    self.canvas = canvas
    colorDepth = canvas.depth
    (inputs, continuation) = AsyncStream.makeStream()
  }

  /// The terminal's current size.
  public nonisolated var size: Size { device.size }

  /// Whether a frame that is offered now would be accepted; if not, drawing one is wasted work.
  public nonisolated var isReady: Bool { gate.isReady }

  /// Accepts a frame, and shows it without waiting for the terminal: on this thread if the screen's
  /// own has nothing to do, else there. O(cells).
  ///
  /// Returns false, and does not show the frame, if the terminal has not taken the last one yet or
  /// is late in showing earlier ones. Keys and events never wait for the terminal; the caller can
  /// report how many frames were skipped.
  public nonisolated func offer(_ frame: Frame) -> Bool {
    guard gate.enter() else { return false }
    executor.performAtOnce { self.assumeIsolated { $0.show(frame) } }
    return true
  }

  /// Shows a frame that was let through, as far as the line takes it at once; the rest follows from
  /// the screen's own thread.
  private func show(_ frame: Frame) {
    let bytes = bytes(showing: frame)
    bytesWritten += bytes.count
    let count = bytes.withUnsafeBytes { device.writeAtOnce($0) }
    unsent = bytes[count...]
    guard !unsent.isEmpty else { return gate.leave() }
    schedule { screen in
      screen.sendRest()
      screen.gate.leave()
    }
  }

  /// Shows a frame, and returns the number of bytes that it took: none if the screen is closed or
  /// in the background.
  ///
  /// Sends the differences from the screen in one piece. Returns when the terminal has taken them:
  /// if you wait for that, you draw no frames that nobody sees. A frame of another size than the
  /// terminal's is cut or padded.
  ///
  /// - Complexity: O(cells).
  @discardableResult
  public func present(_ frame: Frame) -> Int { send(bytes(showing: frame)) }

  /// What makes the terminal show a frame, and answer then; nothing if it shows the frame already.
  private func bytes(showing frame: Frame) -> [UInt8] {
    guard hasTerminal, let canvas else { return [] }
    let size = device.size
    if hasChangedSize.take() || size != canvas.size { canvas.resize(to: size) }
    let bytes = canvas.draw(frame)
    guard !bytes.isEmpty else { return [] }
    gate.ask()
    return description.beginningUpdate + bytes + description.endingUpdate + description.asking
  }

  /// Takes the mouse, or leaves it to the terminal.
  ///
  /// Returns at once; the last of several calls counts.
  public nonisolated func useMouse(_ isUsed: Bool) {
    schedule { screen in
      guard isUsed != screen.description.usesMouse else { return }
      screen.description.usesMouse = isUsed
      if screen.hasTerminal { screen.send(screen.description.mouse(isUsed)) }
    }
  }

  /// Puts a text on the terminal's clipboard, soon and without waiting.
  @discardableResult
  public nonisolated func copy(_ text: String) -> CopyOutcome {
    guard let clipboard else { return .hasNoClipboard }
    guard let bytes = clipboard.bytes(copying: text) else { return .isTooLong }
    schedule { screen in
      if screen.hasTerminal { screen.send(bytes) }
    }
    return .sent
  }

  /// Gives the terminal back as it was. Nothing is shown afterwards, and a frame that is being sent
  /// is abandoned.
  public nonisolated func close() async {
    gate.close()
    await end()
  }

  private func end() {
    guard let reader else { return }
    leave()
    reader.stop()
    self.reader = nil
    canvas = nil
    continuation.finish()
  }

  /// Gives the terminal back, stops the process as Ctrl-Z does, and takes the terminal again when
  /// it continues.
  private func suspend(wholeJob: Bool) {
    leave()
    TerminalSignals.stopProcess(wholeJob: wholeJob)
    resume()
  }
}

extension TerminalScreen {
  private func start(_ environment: [String: String]) throws(TerminalError) {
    let delay = EscapeDelay(environment).duration
    reader = try InputReader(device, escapeDelay: delay) { [weak self] in self?.take($0) }
    enter()
  }

  private nonisolated func take(_ report: InputReader.Report) {
    switch report {
    case .came(let inputs):
      continuation.yield(inputs)
      if inputs.last == .keyPressed(.escape) { schedule { $0.askAfterEscape() } }
    case .answered(let count): gate.answered(count)
    case .sizeChanged:
      hasChangedSize.set()
      continuation.yield([.resized(size)])
    case .stopRequested(let wholeJob):
      gate.close()
      schedule { $0.suspend(wholeJob: wholeJob) }
    case .continued: schedule { $0.resume() }
    case .cameToForeground: schedule { $0.resumeInForeground() }
    }
  }

  /// Runs an action on the screen's own thread, in the order of the calls.
  private nonisolated func schedule(_ action: @escaping @Sendable (isolated TerminalScreen) -> Void)
  {
    executor.perform { [weak self] in self?.assumeIsolated(action) }
  }

  /// Asks for an answer, which shows that Escape was pressed and was not the start of a sequence:
  /// the terminal sends it afterwards.
  private func askAfterEscape() {
    guard hasTerminal, !description.asking.isEmpty, gate.isReady else { return }
    gate.ask()
    send(description.asking)
  }

  /// Takes the terminal, unless the process is in the background; the reader reports when that
  /// changes.
  private func enter() {
    guard let reader, let canvas, device.isInForeground else { return }
    device.enterDrawingMode()
    // Whatever happened to the screen meanwhile: after leaving, ncurses enters it with the next
    // frame and sends everything.
    TerminalRestoration.arm(device, leavingWith: description.leaving + canvas.leave())
    gate.open()
    if !description.asking.isEmpty { gate.ask() }
    send(description.entering + description.asking)
    reader.listen(toKeyboard: true)
    hasTerminal = true
  }

  private func leave() {
    guard hasTerminal, let canvas else { return }
    sendRest()
    hasTerminal = false
    gate.waitForAnswers()
    reader?.listen(toKeyboard: false)
    TerminalRestoration.arm(device, leavingWith: description.leaving + canvas.leave())
    TerminalRestoration.perform()
  }

  /// Takes the terminal again after a stop, whatever happened to it meanwhile.
  private func resume() {
    enter()
    if hasTerminal { continuation.yield([.resumed]) }
  }

  private func resumeInForeground() {
    if !hasTerminal { resume() }
  }

  @discardableResult
  private func send(_ bytes: [UInt8]) -> Int {
    sendRest()
    write(bytes[...])
    bytesWritten += bytes.count
    return bytes.count
  }

  private func sendRest() {
    write(unsent)
    unsent = []
  }

  private func write(_ bytes: ArraySlice<UInt8>) {
    let isSent = bytes.withUnsafeBytes { bytes in device.write(bytes) { gate.isOpen } }
    // Half a frame may be in the line, and nobody wants the rest.
    if !isSent { device.discardOutput() }
  }
}
