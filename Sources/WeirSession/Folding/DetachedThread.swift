import Foundation

/// A thread that can't be joined.
enum DetachedThread {
  private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
      self.run = run
    }
  }

  /// The size of its stack, in bytes, on every system that of the main thread.
  private static let stackSize = 8 << 20

  /// Runs a function on a thread of its own.
  ///
  /// - Returns: `false` if the system allows no further thread, which Foundation's `Thread` does
  ///   not say; the function is not called then.
  static func start(_ run: @escaping @Sendable () -> Void) -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, stackSize)
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    let body = Unmanaged.passRetained(Body(run))
    let error = pthread_create(&thread, &attributes, { DetachedThread.begin($0) }, body.toOpaque())
    if error != 0 { body.release() }
    return error == 0
  }

  private static func begin(_ body: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let body { Unmanaged<Body>.fromOpaque(body).takeRetainedValue().run() }
    return nil
  }
}
