"""Other tools' forms of a benchmark: one thin adapter a file.

Each has ``export(benchmark, tasks, out)``, which writes a new folder that its tool loads, with the answers in it.
"""
