"""The command itself. Worker processes open the script that they were started from, and this is all they find there:
what they need they load themselves."""

import sys


def main() -> int:
    from .cli import main as command

    return command()


if __name__ == "__main__":
    sys.exit(main())
