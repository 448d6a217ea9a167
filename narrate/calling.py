"""Asking a server over HTTP: what may pass is tried again, the key goes to nobody else."""

import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

_LONGEST_PAUSE_S = 20.0
PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504})


class NoAnswer(Exception):  # noqa: N818 -- said of the server
    """The server does not answer, or says no: then `status` is what HTTP calls it."""

    def __init__(self, message: str, status: int | None = None, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after_s = retry_after_s  # the time that it asks for, if it does

    @property
    def passing(self) -> bool:
        """Whether it may be another answer in a while."""
        return self.status is None or self.status in PASSING


@dataclass(frozen=True, slots=True)
class Server:
    """A server by the address that all its paths begin with, and the key that it wants, if it does."""

    base: str
    key: str = ""
    timeout_s: float = 25.0

    def ask(
        self,
        path: str,
        order: dict[str, object] | None,
        pauses_s: Sequence[float],
        wait_for_turn: Callable[[], None] = lambda: None,
    ) -> tuple[bytes, str]:
        """The server's answer and its type; GET without an `order`, which is sent as JSON.

        What may pass is tried again after each of the pauses. Raises NoAnswer, in the server's own words
        where it has said any.
        """
        for pause_s in pauses_s:
            wait_for_turn()
            try:
                return self._ask_once(path, order)
            except NoAnswer as refusal:
                if not refusal.passing:
                    raise
                asked_s = refusal.retry_after_s
            own_s = pause_s * random.uniform(0.8, 1.2)  # so that workers do not come back all at once
            time.sleep(own_s if asked_s is None else min(asked_s, _LONGEST_PAUSE_S))
        wait_for_turn()
        return self._ask_once(path, order)

    def _ask_once(self, path: str, order: dict[str, object] | None) -> tuple[bytes, str]:
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        call = Request(  # noqa: S310 -- whoever made the server has seen the address
            f"{self.base}/{path}",
            None if order is None else json.dumps(order).encode(),
            {"Content-Type": "application/json", **headers},
        )
        try:
            with build_opener(_NoRedirects).open(call, timeout=self.timeout_s) as response:
                return response.read(), response.headers.get_content_type()
        except HTTPError as error:
            asked = error.headers.get("Retry-After", "")
            with error:
                said = self._complaint(error)
            raise NoAnswer(said, error.code, float(asked) if asked.isdecimal() else None) from error
        except (OSError, HTTPException) as error:
            raise NoAnswer(f"{self.base} does not answer: {getattr(error, 'reason', error)}") from error

    def _complaint(self, error: HTTPError) -> str:
        """What the server says is wrong; of its answer the key, should it repeat it, is left out."""
        try:
            said: Any = error.read(10_000).decode("utf-8", "replace")
        except (OSError, HTTPException):  # it breaks off in the middle of its answer
            said = ""
        try:
            said = json.loads(said)
            said = said.get("error") or said.get("detail") or said
            said = said.get("message", said) if isinstance(said, dict) else said
        except (ValueError, AttributeError):
            pass
        words = " ".join(str(said).split())
        if self.key:
            words = words.replace(self.key, "…")
        return f"{self.base} answers {error.code}: {words[:300] or error.reason}"


class _NoRedirects(HTTPRedirectHandler):
    """Follows nobody: the key is for this server alone."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """None makes an error of it."""
