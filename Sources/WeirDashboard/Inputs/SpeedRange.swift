/// How slow and how fast virtual time may go, in multiples of wall time: the same for keys and for options.
public enum SpeedRange {
  public static let range = 0.001...65536.0
  public static let text = "0.001 to 65536"
}
