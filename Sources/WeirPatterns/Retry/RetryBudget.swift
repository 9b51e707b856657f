import Synchronization

/// A limit on retries, shared by many callers: a share of the calls that they make.
///
/// Each call deposits a share of a retry, and each retry withdraws a whole one. While errors are
/// few, every one of them is retried; when everything fails, retries add no more than their share
/// to the load, and can't keep the failing service from recovering. A reserve allows rare callers
/// to retry, too. It is the `RetryBudget` of Twitter's Finagle, with a limit on the balance in
/// place of an expiry.
///
/// It may be used from any number of threads.
public final class RetryBudget: Sendable {
  private let state: Mutex<State>

  /// In thousandths of a retry, so that sums are exact.
  private struct State {
    var share: Int
    let most: Int
    var balance: Int
  }

  /// Makes a budget with a full reserve.
  ///
  /// - Parameters:
  ///   - share: the retries that each call adds: 0.2 allows one for five calls. Rounded to
  ///     thousandths and clamped to 0 to 1000; NaN counts as 0.
  ///   - reserve: the maximum balance, in retries; less than 0 counts as 0, more than 10¹⁵ as 10¹⁵.
  public init(share: Double = 0.2, reserve: Int = 10) {
    let most = min(max(0, reserve), 1_000_000_000_000_000) * 1000
    state = Mutex(State(share: RetryBudget.thousandths(share), most: most, balance: most))
  }

  /// Adds the share of one call.
  public func deposit() {
    state.withLock { $0.balance = min($0.balance + $0.share, $0.most) }
  }

  /// Withdraws one retry. Returns whether there was one.
  public func withdraw() -> Bool {
    state.withLock { state in
      guard state.balance >= 1000 else { return false }
      state.balance -= 1000
      return true
    }
  }

  /// The number of retries available, including fractions.
  public var balance: Double { state.withLock { Double($0.balance) / 1000 } }

  /// Changes the retries that each call adds from now on; clamped to 0 to 1000, and NaN counts as
  /// 0.
  public func reconfigure(share: Double) {
    state.withLock { $0.share = RetryBudget.thousandths(share) }
  }

  private static func thousandths(_ share: Double) -> Int {
    share.isNaN ? 0 : Int((min(max(share, 0), 1000) * 1000).rounded())
  }
}
