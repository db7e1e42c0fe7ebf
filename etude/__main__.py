"""``python -m etude``: the command line, for launchers that start modules."""

from etude.cli.main import main

if __name__ == "__main__":
    main()
