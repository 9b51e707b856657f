import WeirAnalysis
import WeirEvents

/// The parts that tasks play in scenarios, as far as pictures know them.
extension Symbol {
  /// A run's first task.
  static let main = Symbol("main")
  static let arrivals = Symbol("arrivals")
  static let batcher = Symbol("batcher")
  static let caller = Symbol("caller")
  static let client = Symbol("client")
  static let consumer = Symbol("consumer")
  static let coroutine = Symbol("coroutine")
  static let cruncher = Symbol("cruncher")
  static let flush = Symbol("flush")
  static let gather = Symbol("gather")
  static let heartbeat = Symbol("heartbeat")
  static let item = Symbol("item")
  static let load = Symbol("load")
  static let operation = Symbol("operation")
  static let producer = Symbol("producer")
  static let request = Symbol("request")
  static let server = Symbol("server")
  static let source = Symbol("source")
  static let submitter = Symbol("submitter")
  static let timer = Symbol("timer")
  static let user = Symbol("user")
  static let worker = Symbol("worker")
}
