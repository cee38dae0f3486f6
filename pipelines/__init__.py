"""From received figures to a snapshot that a Kreis can plan with."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("bedarfsatlas")
except PackageNotFoundError:
    __version__ = "0+unbekannt"
