/// What the counts of a summary mean, for the help of the commands that print one.
enum CountsHelp {
  static let text = """
    What the counts of the summary mean, whenever a pitfall is switched:
    produced: put in by producers, also if the queue drops it; consumed: taken out by a consumer;
    completed: its work ended in success, called done or not; failed: given up, because it timed out, ran out of attempts \
    or met an error; dropped: given up by a queue; lost: in the hands of a consumer that was cancelled.
    A request is produced and consumed when it begins. Latency is that of completed work.
    Throughput is work that ends a second, completed or failed; goodput is work that is completed within its deadline a \
    second. Wasted is the time that consumers spent on work that then failed or was lost.
    """
}
