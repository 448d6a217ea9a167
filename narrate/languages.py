"""The tags of languages: en, en-GB, pt_BR."""


def primary(tag: str) -> str:
    """The language that a tag names, in small letters and without its region: EN-GB is en."""
    return tag.replace("_", "-").partition("-")[0].lower()
