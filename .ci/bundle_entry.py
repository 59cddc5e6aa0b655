"""Where the stand-alone bundle starts."""

import sys

from recap_gui.__main__ import main

sys.exit(main())
