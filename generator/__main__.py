"""`python -m generator`: the command for machines on which scripts are not on the PATH."""

import sys

from .cli import main

sys.exit(main())
