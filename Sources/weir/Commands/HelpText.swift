/// What `weir help` tells below the options of the commands that run a scenario.
enum HelpText {
  /// How knobs, times and instants are written, and what the exit codes mean.
  static let running = """
    VALUES
      durations    250ms, 1.5s, 2m, 1h; the units are ns, us, ms, s, m and h
      times        a duration, or a distribution of durations:
                     exponential:250ms      mean
                     uniform:100ms..400ms   shortest and longest
                     normal:250ms,50ms      mean and deviation, cut at zero
                     lognormal:250ms,0.8    median and sigma
                     pareto:250ms,1.5       shortest and shape
      capacities   a number, or unlimited
      shares       12.5%, or 0.125
      rates        24/s
      'weir list SCENARIO' names its knobs, with their defaults and ranges.

    INSTANTS
      What ends in @INSTANT happens at that virtual time since the start:
      --set consumers=6@12.5s, --pitfall retry-storm@30s, --pitfall none@60s,
      --trigger burst@20s, --mark here@5s. Give each option as often as needed.

    \(exitCodes)
    """

  static let exitCodes = """
    EXIT CODES
      0    success
      1    an expectation or a verification failed
      2    wrong usage; also: no terminal to draw on
      3    a file cannot be read or written, or an unexpected error
      130  interrupted
    """
}
