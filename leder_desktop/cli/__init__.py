"""`leder`: the same program without a screen, for IT, for the receiving side, for tests.

One file a command: `add(subparsers)` registers it, `run(args)` returns its JSON document and its exit code, and `say(document)`,
where there is one, words it for a person. `main.py` is the composition root. Never loads Qt. A verb that is not built is absent.
"""

import signal
import threading

if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # Ctrl+C while the program is still being read ends it without a word; nothing was begun. `main` hears it from then on.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
