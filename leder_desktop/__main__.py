"""`python -m leder_desktop` is the command line."""

import sys

from leder_desktop.cli.main import main

sys.exit(main())
