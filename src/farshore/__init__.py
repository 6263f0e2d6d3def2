"""farshore: answers, shows and listens for small sellers who sell across borders."""

import os

# Before anything imports numpy: on two cores one thread answers in 3 ms, four in 180 (ADR 0004).
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_name, "1")
