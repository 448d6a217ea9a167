"""Numbers of things as people write them."""


def count(number: int, what: str) -> str:
    """A number of things: "1 line", "3 lines"."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
