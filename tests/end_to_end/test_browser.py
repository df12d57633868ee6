"""The built site in a browser: from a folder and from a server, on a small screen, without another host."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from county_site import Built, download
from playwright.sync_api import Browser, Page, sync_playwright

pytestmark = pytest.mark.slow

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"width": 360, "height": 640}


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def server(county: Built) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(county.site))) as http:
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}/"
        http.shutdown()
        thread.join()


class Watched:
    """A page whose requests and complaints are written down."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.outside: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self._note(request.url))
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))

    def _note(self, url: str) -> None:
        if not url.startswith((self.base, "data:", "blob:")):
            self.outside.append(url)


@pytest.fixture(params=["file", "http"])
def watched(request: pytest.FixtureRequest, browser: Browser, county: Built) -> Iterator[Watched]:
    base = f"{county.site.as_uri()}/" if request.param == "file" else request.getfixturevalue("server")
    page = browser.new_page()
    yield Watched(page, base)
    page.close()


def test_the_map_shows_every_village_and_asks_nobody(watched: Watched, county: Built) -> None:
    """A marker for each village that has coordinates; the others are named beside the map."""
    villages = download(county.site, "villages")
    placed = [v for v in villages if v["longitude"] != "not_reported"]
    watched.page.goto(f"{watched.base}map/index.html")
    markers = watched.page.locator("path.leaflet-interactive")
    markers.first.wait_for()
    assert markers.count() == len(placed) >= 70
    text = watched.page.locator("main").text_content() or ""
    assert [v["name"] for v in villages if v["name"] not in text] == []
    markers.first.click(force=True)
    watched.page.locator(".leaflet-popup-content a").wait_for()
    assert watched.page.locator(".leaflet-popup-content a").get_attribute("href")
    assert (watched.outside, watched.complaints) == ([], [])


@pytest.mark.parametrize(
    "path", ["", "villages/", "townships/", "funds/", "projects/", "goals/", "map/", "data/", "method/"]
)
def test_pages_fit_a_phone(browser: Browser, county: Built, path: str) -> None:
    _fits(browser, county.site / path / "index.html")


def test_village_pages_fit_a_phone(browser: Browser, county: Built) -> None:
    villages = download(county.site, "villages")
    for kind in ("province_key", "city_key"):
        code = next(v["village_code"] for v in villages if v["kind"] == kind)
        _fits(browser, county.site / "villages" / code / "index.html")


def _fits(browser: Browser, file: Path) -> None:
    page = browser.new_page(viewport=PHONE)
    watched = Watched(page, f"{file.as_uri().rsplit('/site/', 1)[0]}/site/")
    page.goto(file.as_uri())
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert wide <= PHONE["width"]
    assert (watched.outside, watched.complaints) == ([], [])


def test_the_site_reads_without_script(browser: Browser, county: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((county.site / "index.html").as_uri())
    link = page.locator("main a[href*='villages/']").first
    link.click()
    assert page.locator("h1").first.inner_text()
    context.close()
