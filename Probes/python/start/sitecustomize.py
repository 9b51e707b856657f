"""Starts weir's probe in every Python that has this folder in its `PYTHONPATH`.

`weir watch -- COMMAND` puts it there, so that the probe also reaches programs that are started by
others: by `uv run`, by a console script, or by another Python. The module of this name that would
have been found without it is loaded as well.
"""

import os
import sys


def _start():
    import importlib.util

    path = os.path.join(os.path.dirname(_FOLDER), "weir_probe.py")
    specification = importlib.util.spec_from_file_location("weir_probe", path)
    module = importlib.util.module_from_spec(specification)
    sys.modules["weir_probe"] = module
    specification.loader.exec_module(module)
    module._start_from_environment()


def _load_next():
    own = sys.modules.pop("sitecustomize")
    try:
        import sitecustomize  # noqa: F401
    except ImportError as error:
        sys.modules["sitecustomize"] = own
        if error.name != "sitecustomize":
            raise


_FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [path for path in sys.path if os.path.abspath(path) != _FOLDER]
try:
    if sys.version_info >= (3, 9) and "weir_probe" not in sys.modules:
        _start()
except Exception:  # The program comes first.
    sys.modules.pop("weir_probe", None)
_load_next()
