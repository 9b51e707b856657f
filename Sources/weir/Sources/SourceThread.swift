import Foundation
import WeirTerminal

/// The thread of a source: takes commands, and sends updates to one reader, for which it waits.
final class SourceThread: Sendable {
  /// How many updates may be on their way to the reader.
  private static let batchesInProgress = 8

  let updates = BoundedStream(of: SourceUpdate.self, limit: batchesInProgress)
  private let mailbox = Mailbox<SourceCommand>()

  /// Starts the thread.
  ///
  /// - Parameter makeDriver: Creates, on the thread, what carries out the commands.
  func start<Feed>(_ makeDriver: @escaping @Sendable () -> SourceDriver<Feed>) {
    let thread = Thread { [updates, mailbox] in
      AlternateStack.use()
      var driver = makeDriver()
      driver.open()
      while driver.carryOut(mailbox.take(timeout: driver.maximumWait)) { driver.advance() }
      updates.finish()
    }
    thread.name = "weir.run"
    thread.stackSize = 8 << 20
    thread.start()
  }

  func perform(_ commands: [SourceCommand]) { mailbox.post(commands) }

  /// Makes the thread check again whether there is something to do.
  func wake() { mailbox.wake() }

  /// Ends the thread soon, even if it waits for its reader.
  func stop() {
    mailbox.post([.stop])
    updates.finish()
  }
}
