"""The command `narrate`, and `python -m narrate`: interrupted at any moment, even before it is all loaded."""

import gc
import io
import os
import signal
import sys
from typing import NoReturn


def main() -> NoReturn:
    """The entry point; being terminated is as clean as being interrupted."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # Before NumPy is loaded: a build has work for every core, BLAS's own threads would wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")  # a console may lack letters
    gc.set_threshold(100_000)  # a book is a million values, none of which goes round in circles
    try:
        from narrate.cli import run  # noqa: PLC0415 - loading takes a while, in which ^C is no bug

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a second ^C ends at once what is ending anyway
    gc.freeze()  # nothing is worth collecting any more
    sys.exit(status)


if __name__ == "__main__":
    main()
