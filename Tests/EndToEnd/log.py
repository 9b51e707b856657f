"""A session log as other programs see it: lines of JSON."""
import json


def entries(path):
    """Returns all complete lines of a log; the last one may be truncated if the program was
    killed."""
    text = path.read_text()
    whole = text[: text.rfind("\n") + 1]
    return [json.loads(line) for line in whole.splitlines()]


def checkpoints(path):
    """Returns the digest and the number of events at each virtual second."""
    return {
        entry["t"]: (entry["events"], entry["digest"])
        for entry in entries(path) if entry.get("e") == "checkpoint"
    }


def of_kind(path, kind):
    return [entry for entry in entries(path) if entry.get("e") == kind]
