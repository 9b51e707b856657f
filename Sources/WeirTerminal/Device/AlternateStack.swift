import CNcurses
import Foundation

/// A stack on which signals are answered when a thread's own one has overflowed.
///
/// Every thread needs its own: those that weir starts, and its main thread, take one. It goes with
/// the thread.
public enum AlternateStack {
  /// What the answers need, with room to spare: they ask for no memory and call little.
  private static let size = 64 * 1024

  /// Gives the stack back when its thread ends.
  private static let owner: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key) { memory in weir_return_stack(memory, AlternateStack.size) }
    return key
  }()

  /// Lends the calling thread one, unless it has one.
  public static func use() {
    guard pthread_getspecific(owner) == nil else { return }
    guard let memory = weir_lend_stack(size) else { return }
    pthread_setspecific(owner, memory)
  }
}
