"""Debian's Firefox without a window, driven over WebDriver BiDi: what the tests need of it, and no more.

Its protocol is that of https://w3c.github.io/webdriver-bidi/, spoken over a socket of this machine alone.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

PROGRAM = shutil.which("firefox-esr") or shutil.which("firefox")
TAB, ENTER, DOWN = "\ue004", "\ue007", "\ue015"
TOO_LONG = 120.0
"""Seconds after which a browser that does not answer is at fault."""
QUIET = {
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "app.update.disabledForTesting": True,
    "extensions.update.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "accessibility.tabfocus": 7,
}
"""Settings of a profile: it asks no network for anything by itself."""


class Firefox:
    """A running Firefox with one tab: ``asked`` has what its pages asked for, ``wrong`` their errors."""

    def __init__(self, profile: Path) -> None:
        from websockets.sync.client import connect

        assert PROGRAM is not None
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in QUIET.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        words = ["--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port=0"]
        self.log = (profile / "told.txt").open("w+", encoding="utf-8")
        self.process = subprocess.Popen([PROGRAM, *words], stdout=self.log, stderr=self.log)
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self.number = 0
        self.open_things = ExitStack()
        try:
            spoken = connect(f"{self._address()}/session", max_size=None, compression=None, proxy=None)
            self.socket = self.open_things.enter_context(spoken)
            self.call("session.new", capabilities={})
            self.call("session.subscribe", events=["network.beforeRequestSent", "log.entryAdded"])
            # The first tab has not the focus: it takes keys, but presses no button with them.
            self.tab: str = self.call("browsingContext.create", type="tab")["context"]
        except BaseException:
            self.close()
            raise

    def _address(self) -> str:
        end = time.monotonic() + TOO_LONG
        while time.monotonic() < end:
            found = re.search(r"BiDi listening on (ws://\S+)", Path(self.log.name).read_text("utf-8"))
            if found:
                return found[1]
            assert self.process.poll() is None, Path(self.log.name).read_text("utf-8")
            time.sleep(0.05)
        raise TimeoutError("Firefox does not say where it listens")

    def call(self, method: str, **params: Any) -> Any:
        """What Firefox answers to one command; what it tells meanwhile is kept."""
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": params}))
        while True:
            told = json.loads(self.socket.recv(timeout=TOO_LONG))
            if told.get("id") == self.number:
                if told["type"] == "error":
                    raise RuntimeError(f"{method}: {told['error']}: {told['message'][:2000]}")
                return told["result"]
            self._told(told.get("method"), told.get("params", {}))

    def _told(self, method: str | None, params: dict[str, Any]) -> None:
        if method == "network.beforeRequestSent" and params["context"] is not None:
            self.asked.append(params["request"]["url"])
        elif method == "log.entryAdded" and params["level"] == "error":
            self.wrong.append(params["text"])

    def open(self, address: str) -> None:
        """Open a page in the tab, anew also where only what stands behind # differs."""
        self.call("browsingContext.navigate", context=self.tab, url="about:blank", wait="complete")
        self.call("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page, waited for if it is a promise."""
        found = self.call(
            "script.evaluate",
            expression=f"(async () => JSON.stringify((await ({expression})) ?? null))()",
            target={"context": self.tab},
            awaitPromise=True,
        )
        if found["type"] != "success":
            raise RuntimeError(found["exceptionDetails"]["text"])
        return json.loads(found["result"]["value"])

    def until(self, expression: str) -> None:
        """Wait until an expression is true in the page."""
        end = time.monotonic() + TOO_LONG
        while not self.evaluate(f"Boolean({expression})"):
            assert time.monotonic() < end, f"never true: {expression}"
            time.sleep(0.05)

    def keys(self, text: str) -> None:
        """Type, one key after the other."""
        actions = [{"type": kind, "value": one} for one in text for kind in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": actions}
        self.call("input.performActions", context=self.tab, actions=[keyboard])

    def tab_to(self, selector: str, most: int = 150) -> None:
        """Press Tab until what is focused matches a selector."""
        for _ in range(most):
            self.keys(TAB)
            if self.evaluate(f"document.activeElement.matches({json.dumps(selector)})"):
                return
        raise AssertionError(f"{selector} is not reached by keyboard")

    def screenshot(self, file: Path) -> None:
        """The whole page as a picture."""
        found = self.call("browsingContext.captureScreenshot", context=self.tab, origin="document")
        file.write_bytes(base64.b64decode(found["data"]))

    def close(self) -> None:
        """End it."""
        with suppress(OSError):
            self.open_things.close()
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
