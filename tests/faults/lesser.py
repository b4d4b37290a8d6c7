"""`leder` as a lesser account: `python -m tests.faults.lesser BYTES WORD...`; root becomes nobody, no file may grow beyond BYTES (0: any).

Everything is imported before, since nobody may not be allowed to read the checkout.
"""

import codecs
import importlib
import os
import pkgutil
import resource
import sys

import leder_desktop
from leder_desktop.cli.main import main

if __name__ == "__main__":
    for encoding in ("ascii", "latin-1", "utf-16", "idna"):
        codecs.lookup(encoding)
    for module in pkgutil.walk_packages(leder_desktop.__path__, "leder_desktop."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    if most := int(sys.argv[1]):
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    sys.exit(main(sys.argv[2:]))
