"""A headless Chromium, steered over a pipe with the DevTools protocol; no driver, no other package."""

import base64
import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATH = next(filter(None, map(shutil.which, _NAMES)), None) if os.name == "posix" else None
_QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --mute-audio --autoplay-policy=no-user-gesture-required "
    "--remote-debugging-pipe"
).split()
# Chromium listens at descriptor 3 and answers at 4.
_AT_3_AND_4 = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
for end, descriptor in zip(ends, (3, 4)):
    os.dup2(end, descriptor)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Page:
    """One page: go somewhere, ask it something, look at it."""

    def __init__(self, commands, answers):
        self._commands, self._answers = commands, answers
        self._number = 0
        self.fresh()

    def fresh(self):
        """Begin again, with a page and a memory that nobody has used."""
        self._session = None
        self.complaints = []
        context = self.call("Target.createBrowserContext")["browserContextId"]
        target = self.call("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")
        self.call("Runtime.enable")

    def call(self, method, **params):
        """Carry out a command of the protocol and wait for its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._commands.write(json.dumps(message).encode() + b"\0")
        self._commands.flush()
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]
            if answer.get("method") == "Runtime.exceptionThrown":
                self.complaints.append(answer["params"]["exceptionDetails"])

    def _read(self):
        data = bytearray()
        while (byte := self._answers.read(1)) not in (b"\0", b""):
            data += byte
        assert data, "Chromium has gone"
        return json.loads(data)

    def size(self, width, height, *, mobile=False):
        """Make the page as large as a screen."""
        scale = 2 if mobile else 1
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=mobile,
        )

    def go(self, url):
        """Open an address; ready when its scripts have run."""
        self.call("Page.navigate", url=url)
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    def ask(self, expression):
        """The value of an expression in the page."""
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def until(self, expression, seconds=20):
        """Wait until something is true in the page: an assertion, which fails where that never is."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with suppress(AssertionError):
                if value := self.ask(expression):
                    return value
            time.sleep(0.05)
        raise AssertionError(f"not in {seconds} s: {expression}; it says {self.complaints}")

    def picture(self, path: Path):
        """Save what the page looks like as a PNG."""
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))


@contextmanager
def chromium(profile: Path):
    """A browser with a profile of its own; gives its page."""
    command_read, command_write = os.pipe()
    answer_read, answer_write = os.pipe()
    inherited = (command_read, answer_write)
    ends = map(str, inherited)
    command = [sys.executable, "-c", _AT_3_AND_4, *ends, PATH, *_QUIET, f"--user-data-dir={profile}"]
    with (
        subprocess.Popen(command, pass_fds=inherited, stderr=subprocess.DEVNULL) as browser,
        open(command_write, "wb") as commands,  # noqa: PTH123 - a pipe has no path
        open(answer_read, "rb") as answers,  # noqa: PTH123
    ):
        os.close(command_read)
        os.close(answer_write)
        page = Page(commands, answers)
        try:
            yield page
        finally:
            with suppress(AssertionError, OSError):
                page.call("Browser.close")
            browser.terminate()
            browser.wait(20)
