"""Typing errors in printed figures: a large difference that one changed digit explains."""


def one_digit_misprint(printed: str, expected: float, *, tolerance: float) -> str | None:
    """The figure that was meant, if exactly one digit of the printed one is wrong; else None.

    printed is a plain decimal number as text ("46149", "178700.05"), expected and tolerance are in its
    unit. A figure within tolerance is no misprint; one that no single digit brings within tolerance is
    another kind of error. Raises ValueError when printed is no plain number.
    """
    if not printed.replace(".", "", 1).isascii() or not printed.replace(".", "", 1).isdigit():
        raise ValueError(f"{printed!r} is not a plain decimal number")
    if abs(float(printed) - expected) <= tolerance:
        return None
    meant = [text for text in _one_digit_changed(printed) if abs(float(text) - expected) <= tolerance]
    return min(meant, key=lambda text: abs(float(text) - expected), default=None)


def _one_digit_changed(printed: str) -> list[str]:
    return [
        printed[:place] + digit + printed[place + 1 :]
        for place, old in enumerate(printed)
        if old != "."
        for digit in "0123456789"
        if digit != old
    ]
