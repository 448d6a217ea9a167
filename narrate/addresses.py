"""The addresses of web servers."""

import re
from urllib.parse import urlsplit


def is_web_address(text: str) -> bool:
    """Does it begin with http:// or https:// and name a server that somebody could ask?"""
    try:
        parts = urlsplit(text)
        return bool(re.match(r"https?://[^\s/]", text) and parts.netloc.encode("idna")) and parts.port != 0
    except ValueError:
        return False
