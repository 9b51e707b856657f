"""A session log as other programs see it: lines of JSON."""
import json


def entries(path):
    """All whole lines of a log; the last one may be cut where the program was killed."""
    text = path.read_text()
    whole = text[: text.rfind("\n") + 1]
    return [json.loads(line) for line in whole.splitlines()]


def checkpoints(path):
    """The digest and the number of events at each virtual second."""
    return {
        entry["t"]: (entry["events"], entry["digest"])
        for entry in entries(path) if entry.get("e") == "checkpoint"
    }


def of_kind(path, kind):
    return [entry for entry in entries(path) if entry.get("e") == kind]
