import Foundation
import WeirTerminal

/// The thread of a source: takes orders, and sends news to one reader, for which it waits.
final class SourceThread: Sendable {
  /// How many batches may be under way to the reader.
  private static let batchesUnderWay = 8

  let news = BoundedStream(of: SourceNews.self, limit: batchesUnderWay)
  private let mailbox = Mailbox<SourceOrder>()

  /// Starts the thread.
  ///
  /// - Parameter makeStage: makes, on the thread, what carries out the orders.
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

  /// Lets the thread look again whether there is something to do.
  func wake() { mailbox.wake() }

  /// Ends the thread soon, also one that waits for its reader.
  func stop() {
    mailbox.post([.stop])
    news.finish()
  }
}
