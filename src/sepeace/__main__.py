"""`python -m sepeace`: the command line."""

from sepeace.cli.app import main

if __name__ == "__main__":
    main()
