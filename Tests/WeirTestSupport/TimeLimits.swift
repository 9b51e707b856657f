public import Testing

extension Trait where Self == TimeLimitTrait {
  /// For a test that might never end if it failed.
  ///
  /// The limit is far above what any test takes: all tests run side by side, and a task of one may
  /// wait for minutes until a thread of the pool is free.
  public static var mustEnd: Self { .timeLimit(.minutes(20)) }
}
