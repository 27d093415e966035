"""python -m wengao."""

from wengao.cli import main

if __name__ == "__main__":
    main()
