import Foundation
import WeirTerminal

/// The thread of a source: takes commands, and sends updates to one reader, for which it waits.
final class SourceThread: Sendable {
  /// How many updates may be on their way to the reader.
  private static let batchesUnderWay = 8

  let news = BoundedStream(of: SourceNews.self, limit: batchesUnderWay)
  private let mailbox = Mailbox<SourceOrder>()

  /// Starts the thread.
  ///
  /// - Parameter makeStage: Creates, on the thread, what carries out the commands.
  func start<Feed>(_ makeStage: @escaping @Sendable () -> SourceStage<Feed>) {
    let thread = Thread { [news, mailbox] in
      AlternateStack.use()
      var stage = makeStage()
      stage.open()
      while stage.carryOut(mailbox.take(patience: stage.patience)) { stage.advance() }
      news.finish()
    }
    thread.name = "weir.run"
    thread.stackSize = 8 << 20
    thread.start()
  }

  func order(_ orders: [SourceOrder]) { mailbox.post(orders) }

  /// Makes the thread check again whether there is something to do.
  func wake() { mailbox.wake() }

  /// Ends the thread soon, even if it waits for its reader.
  func stop() {
    mailbox.post([.stop])
    news.finish()
  }
}
