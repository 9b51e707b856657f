import CNcurses
import Foundation

/// A stack for signal handlers that is used when a thread's own stack has overflowed.
///
/// Every thread needs one: threads that weir starts, and its main thread, install it. It is freed
/// with the thread.
public enum AlternateStack {
  /// What the handlers need, with room to spare: they allocate no memory and call little.
  private static let size = 64 * 1024

  /// Frees the stack when its thread ends.
  private static let owner: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key) { memory in weir_return_stack(memory, AlternateStack.size) }
    return key
  }()

  /// Installs one for the calling thread, unless it has one.
  public static func use() {
    guard pthread_getspecific(owner) == nil else { return }
    guard let memory = weir_lend_stack(size) else { return }
    pthread_setspecific(owner, memory)
  }
}
