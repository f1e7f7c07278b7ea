"""`python -m cpms`: the same as the command `cpms`."""

from cpms.cli import main

if __name__ == "__main__":
    main()
