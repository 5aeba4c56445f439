"""`python -m pumpurs_xl` is the command line."""

from pumpurs_xl.cli import main

main()
