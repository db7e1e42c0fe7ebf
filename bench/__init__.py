"""Side-by-side performance runs against peers. Needs the ``bench`` extra."""
