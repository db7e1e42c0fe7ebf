"""Where an environment is in its endless sequence of tasks: a seed and the number of the episode."""

from __future__ import annotations

import numpy as np


class Episodes:
    """Counts episodes. A seed begins its sequence anew; without one, the first is drawn and the next goes on."""

    def __init__(self) -> None:
        self.seed = 0
        self.number = -1

    def begin(self, seed: int | None, chance: np.random.Generator) -> None:
        """Move to the next episode; ``chance`` draws the seed where none was ever given."""
        if seed is not None or self.number < 0:
            self.seed = seed if seed is not None else int(chance.integers(2**62))
            self.number = -1
        self.number += 1
