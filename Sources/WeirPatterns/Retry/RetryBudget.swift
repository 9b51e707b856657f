import Synchronization

/// A limit on retries that all who share it keep together: a share of the calls that are made.
///
/// Each call deposits a share of a retry, and each retry withdraws a whole one. While errors are
/// few, every one of them is retried; when everything fails, retries add no more than their share
/// to the load, and can't keep down what they wait for. A reserve lets somebody retry who calls
/// seldom. It is the `RetryBudget` of Twitter's Finagle, with a limit to what is saved up in the
/// place of an expiry.
///
/// It may be used from any number of threads.
public final class RetryBudget: Sendable {
  private let state: Mutex<State>

  /// What is counted, in thousandths of a retry: sums stay exact.
  private struct State {
    var share: Int
    let most: Int
    var balance: Int
  }

  /// Makes a budget with its reserve full.
  ///
  /// - Parameters:
  ///   - share: how many retries each call adds: 0.2 allows one for five calls. Rounded to
  ///     thousandths; what is not a number from 0 to 1000 counts as the nearest one, or as 0.
  ///   - reserve: how many retries it holds at the most; less than 0 counts as 0, more than 10¹⁵ as
  ///     10¹⁵.
  public init(share: Double = 0.2, reserve: Int = 10) {
    let most = min(max(0, reserve), 1_000_000_000_000_000) * 1000
    state = Mutex(State(share: RetryBudget.thousandths(share), most: most, balance: most))
  }

  /// A call is made: its share is added.
  public func deposit() {
    state.withLock { $0.balance = min($0.balance + $0.share, $0.most) }
  }

  /// Takes one retry out, if there is one.
  public func withdraw() -> Bool {
    state.withLock { state in
      guard state.balance >= 1000 else { return false }
      state.balance -= 1000
      return true
    }
  }

  /// How many retries there are, parts of one included.
  public var balance: Double { state.withLock { Double($0.balance) / 1000 } }

  /// Changes how many retries each call adds from now on; what is not a number from 0 to 1000
  /// counts as the nearest one, or as 0.
  public func reconfigure(share: Double) {
    state.withLock { $0.share = RetryBudget.thousandths(share) }
  }

  private static func thousandths(_ share: Double) -> Int {
    share.isNaN ? 0 : Int((min(max(share, 0), 1000) * 1000).rounded())
  }
}
