#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Which thread this is: compared, and used for nothing else.
struct ThreadIdentity {
  private let handle = pthread_self()

  var isCurrent: Bool { pthread_equal(handle, pthread_self()) != 0 }
}
