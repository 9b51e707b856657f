/// The texts below the options in `weir help COMMAND`.
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
      An argument with @INSTANT takes effect at that virtual time:
      --set consumers=6@12.5s, --pitfall retry-storm@30s, --pitfall none@60s,
      --trigger burst@20s, --mark here@5s. Repeat options as needed.

    \(exitCodes)
    """

  /// How the place is written at which the dashboard opens.
  private static let places = """
    PLACES
      12.5s, 1:30    an instant
      '#4800'        after this number of events
      'warning 3'    where a warning was raised, counted from 1
      40%            a share of the length of a log
      start, end     the end of a run only if it ends by itself
    """

  /// `running`, and how to show a run to others.
  static let watching = """
    Press ? for the keys. y copies the command that opens the dashboard at the
    same instant of the same run again, here or on another machine; it ends in
    --until INSTANT --paused.

    --at, or --until, runs to a place as fast as possible, and continues from
    there, or stays there with --paused. A warning is looked for in the first hour
    of the run.

    \(places)

    \(running)
    """

  /// `running`, and what the counts of the summary mean.
  static let simulating = """
    \(counts)

    \(running)
    """

  static let reporting = """
    LOG is a session log of weir or of any other program, or - for standard input.
    A log that is cut is summarized as far as it goes. If a line is invalid, the
    summary covers what comes before, and the exit code is 3. What was skipped,
    corrected or lost is printed on standard error, and is in 'reading' in the JSON.

    The findings come from the events, with the thresholds of the configuration.
    --expect-no-findings also counts those cleared before the end, and
    prints them all on standard error.

      weir simulate pool --for 10m --record /dev/stdout | weir report -
      weir report shop.jsonl --json --expect-no-findings

    \(counts)

    \(exitCodes)
    """

  static let verifying = """
    The run is repeated from the header and the inputs of the log, and every line is
    compared with that of the run: the header, events, findings, checkpoints and
    the end. The first difference is shown with its second, its line and its event,
    and with both versions in words.

    'started' and 'version' in the header are not part of the run and can't be
    verified, nor can a knob that has no effect up to the end of the log, or
    an end that was moved while nothing happened. A log that is cut is verified up
    to there. A log of the record level 'inputs' is verified by the digests of its
    checkpoints and its end. In version 1 of the format digests, findings and places
    in the source were different: only the rest of the events is compared.

    Findings also depend on the thresholds at the time of the recording.
    If those were different, add --ignore-findings.

    \(exitCodes)
    """

  /// How A and B are written, and what is compared.
  static let comparing = """
    A and B are each
      a log        run.jsonl, or - for standard input
      a run        a scenario, with its options as for 'weir run', in quotes
    To compare a log that has the name of a scenario, write ./NAME. Options after A
    and B are for both runs; the options in quotes overrule them.

      weir compare service 'service --pitfall retry-storm' --for 60s
      weir compare 'producer-consumer --set capacity=8' \\
        'producer-consumer --set capacity=16' --for 10m --seed 7
      weir compare run.jsonl 'pool --set pool-size=4@30s'
      weir compare monday.jsonl tuesday.jsonl --json

    On a terminal, and without a length, the dashboard shows both at once, on one
    time axis. Otherwise their figures are printed. --at opens the dashboard at a
    place of A, written as for 'weir run' or 'weir replay', with B at its instant.
    y copies the command that opens both there again.

    A is the base: differences are those of B from A, in percent of A, each with a
    sign that says whether B is better or worse. Some figures, such as the depth of
    a queue, are neither. Equal figures are marked with =.

    The two are also compared event by event. 'part' gives the first event at which
    something different happens, and what happened in each. Places in the source
    don't count, nor does the announcement of another limit, unless nothing else
    differs. Recordings of real programs are compared without their instants.

    --expect-equal fails if they differ in any event, and prints the comparison all
    the same.

    \(running)
    """

  /// How a real program is watched.
  static let watchingPrograms = """
    Without a program, those that can be watched are listed: Python programs that
    use asyncio and run with weir's probe. A program runs with the probe if it was
    started with 'python3 -m weir_probe', calls weir_probe.start(), or has
    WEIR_PROBE=unix in its environment while the probe is installed.

      weir watch                      lists them
      weir watch orders.py            by name, if only one has that name
      weir watch 4711                 by the number of the process
      weir watch ./orders.sock        by its socket
      weir watch -- python orders.py  starts it
      ssh host weir watch --raw 4711 | weir replay --follow -

    The list shows one of these states: ready; watched, by another weir; silent,
    if it does not answer; off, if its probe has turned itself off; stale, if its
    program has ended, whose socket is then removed; refused, if it can't be used.

    The program is only watched: nothing in it can be changed, so the keys of
    knobs, presets and pitfalls say why. Space stops the picture and not the
    program; End returns to the present. When the program ends, its picture stays.
    One that was given by name or socket is shown again when it has started again.
    r writes a log that weir replay shows here or elsewhere: all that is kept of
    the process, from its first event on, also after it has ended. -o writes it
    from the start. A recording ends with its process. Events are kept in a
    temporary file of at most 2 GiB.

    COMMAND is started with the probe in its environment, so that it may be any
    command that leads to Python, without its options -I, -E and -S: a script, a
    console script such as uvicorn, or 'uv run'. The first process with an event
    loop is shown, and after its end the next one; weir watch lists the others. O
    shows what it prints, which goes to a file. It has no terminal, and its standard
    input is empty, unless that of weir is not a terminal. When you quit, it is
    interrupted as by Ctrl-C, and after 10 s terminated. The exit code of weir is
    not that of the command, which is printed at the end.

    The probe is found beside weir; WEIR_PROBE_FOLDER can name another folder of
    it.

    \(exitCodes)
    """

  /// How the probe is started in a running program.
  static let attaching = """
    For a program that runs without the probe, on CPython 3.14 or newer and Linux.
    Its own interpreter asks the process to load the probe (sys.remote_exec),
    which it does between two instructions, also if it is idle or hangs: to wake
    it up it is stopped for a moment. The probe stays in the program, but does
    nothing while nobody watches.

    What was created before is described as far as Python knows it: tasks, what
    they wait for, queues and locks, but not who created them.

    The process has to be of the same user, also for root, and the system has to
    allow it: kernel.yama.ptrace_scope 0, or the right to trace. A program started
    with PYTHON_DISABLE_REMOTE_DEBUG or -X disable-remote-debug refuses. If the
    program has the probe already, this is 'weir watch PID'.

    \(exitCodes)
    """

  /// How a log is replayed.
  static let replaying = """
    The keys are those of weir run; press ? for them. What has happened can't be
    changed, so knobs, pitfalls and triggers are locked. y copies the command that
    opens the log at the same instant again.

    Time begins at the first line of the log. A long gap between events is
    announced, with the command that skips it. A log that stops in the
    middle, or has a line that can't be read, is replayed up to there.

    From a pipe, or with - from standard input, lines are shown as they arrive, and
    keys are read from the terminal. Any instant that has been read can be shown
    again.

    --follow shows the newest events of a log as they are written, like 'tail -F':
    a file that does not exist yet is waited for, and one that is cut or replaced
    is shown from its start. Pausing and seeking end that, End continues it.

    Logs of other programs can be replayed as well; the format is described in
    Docs/session-log.md.

    --at opens the log at a place, as soon as it has been read up to there; with
    --paused it stays there.

    \(places)

    \(exitCodes)
    """

  private static let counts = """
    COUNTS
      They mean the same whenever a pitfall is switched.
      produced     offered by producers, including dropped items
      consumed     taken by a consumer
      completed    work that ended in success, marked done or not
      failed       work given up: timed out, out of attempts or with an error
      dropped      dropped by a queue
      lost         held by a consumer that was cancelled, or a request
                   whose task ended without an answer
      A request is produced and consumed when it begins. Latency is that of
      completed work. Throughput is the work that ends per second, completed or
      failed; goodput is the work completed within its deadline per second.
      Wasted is the time spent on work that then failed or was lost.
    """

  static let exitCodes = """
    EXIT CODES
      0    success
      1    an expectation or a verification failed
      2    wrong usage; also: no terminal to draw on
      3    a file cannot be read or written, or an unexpected error
      130  a command without a screen was interrupted by Ctrl-C;
           143 and 129: by the signals TERM and HUP
    """
}
