package import WeirScreen
package import WeirEvents

extension TimeText {
  /// The virtual time as a clock shows it, to the millisecond: `00:01:23.456`.
  package static func clock(_ instant: VirtualInstant) -> String {
    clock(.nanoseconds(instant.nanoseconds))
  }

  /// The virtual time to the tenth of a second, with hours if there are any: `01:23.4`.
  package static func shortClock(_ instant: VirtualInstant) -> String {
    shortClock(.nanoseconds(instant.nanoseconds))
  }
}
