"""The handbook (rokasgrāmata), written from the definitions of the program."""
