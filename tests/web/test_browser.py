"""What a reader does in a browser: Chromium without a window."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("selenium", reason="the tests in a browser need selenium, of the extra `dev`")
pytest.importorskip("uvicorn", reason="the page needs the extra `web`")

import uvicorn
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from nlp.cli import main
from nlp.web.app import make_app
from nlp.web.gold import GoldFolder
from nlp.web.store import Store

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
WIDE, NARROW = (1280, 900), (390, 844)
PATHS = (
    "/",
    "/companies",
    "/company?id=iflytek",
    "/review",
    "/article?id=zh_half",
    "/article?id=zh_bad",
    "/review/correct?id=zh_half-Revenue",
)

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver in PATH")

# The contrast of every text with what is behind it, by WCAG 2: those below 4.5.
POOR_CONTRAST = """
const channels = (color) => color.match(/[\\d.]+/g).map(Number);
const light = ([r, g, b]) => [r, g, b].map((c) => { c /= 255; return c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; })
  .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
const ground = (node) => { for (; node; node = node.parentElement) {
  const color = channels(getComputedStyle(node).backgroundColor); if (color.length < 4 || color[3] > 0) return color; }
  return [255, 255, 255]; };
return [...document.querySelectorAll("body *:not(svg):not(svg *)")].filter((node) =>
  [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()) && node.getClientRects().length
).map((node) => { const a = light(channels(getComputedStyle(node).color)), b = light(ground(node));
  return [(Math.max(a, b) + .05) / (Math.min(a, b) + .05), node.textContent.trim().slice(0, 30)]; }
).filter(([contrast]) => contrast < 4.5);
"""
TOO_WIDE = """
return [...document.querySelectorAll("body *")].filter((node) => !node.matches(".skip")
  && node.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map((node) => node.outerHTML.slice(0, 80));
"""


@pytest.fixture(scope="module")
def driver(tmp_path_factory) -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(DRIVER)))
    yield driver
    driver.quit()


@pytest.fixture
def site(out, tmp_path) -> Iterator[str]:
    """The address of the page of the small run; decisions go to `gold` in the test's folder."""
    store = Store(out)
    app = make_app(store, GoldFolder(tmp_path / "gold"))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
    store.close()


def resize(driver: Any, size: tuple[int, int], dark: bool = False) -> None:
    width, height = size
    device = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", device)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})


def wait(driver: Any, condition: Any) -> Any:
    # A page that is being replaced takes its elements with it.
    return WebDriverWait(driver, 20, ignored_exceptions=[StaleElementReferenceException]).until(condition)


def press(driver: Any, keys: str) -> None:
    webdriver.ActionChains(driver).send_keys(keys).perform()


def current(driver: Any) -> str:
    return str(driver.switch_to.active_element.get_attribute("id"))


def gold_of(folder: Path, article_id: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "gold" / f"{article_id}.json").read_text(encoding="utf-8"))
    return found


def test_from_a_korean_name_to_the_chinese_evidence(driver, site):
    resize(driver, WIDE)
    driver.get(f"{site}/?lang=ko")
    driver.find_element(By.ID, "q").send_keys("아이플라이텍", Keys.ENTER)
    wait(driver, lambda d: "q=" in d.current_url)
    driver.find_element(By.CSS_SELECTOR, ".events h3 a").click()
    wait(driver, lambda d: "/event/" in d.current_url)
    sides = driver.find_elements(By.CSS_SELECTOR, ".fact.superseded .side")
    assert [side.find_element(By.TAG_NAME, "h3").text for side in sides] == ["중국어 출처", "한국어 출처"]
    marks = {mark.text: mark for mark in sides[0].find_elements(By.CSS_SELECTOR, "blockquote[lang=zh] mark")}
    assert set(marks) == {"40亿元", "41.62亿元"}
    left, right = (side.rect for side in sides)
    assert left["x"] + left["width"] <= right["x"]
    assert left["y"] == right["y"]


def test_correcting_a_value_by_keyboard_is_found_in_the_gold_and_scored(driver, site, out, tmp_path, capsys):
    resize(driver, WIDE)
    driver.get(f"{site}/review?status=open&lang=zh")
    press(driver, "a")  # nothing is chosen yet: nothing is decided
    assert current(driver) == "c-zh_half-says"
    press(driver, "j")
    assert current(driver) == "c-zh_half-Revenue"
    press(driver, "a")
    wait(driver, lambda d: current(d) == "c-zh_half-ProfitLoss")
    press(driver, "c")
    low = wait(driver, lambda d: d.find_element(By.ID, "fix-low"))
    assert current(driver) == "fix-low"
    for field, value in ((low, "130000000"), (driver.find_element(By.ID, "fix-high"), "130000000")):
        field.clear()
        field.send_keys(value)
    Select(driver.find_element(By.ID, "fix-concept")).select_by_value("ProfitLossAttributableToOwners")
    driver.find_element(By.ID, "fix-high").send_keys(Keys.ENTER)
    wait(driver, lambda d: current(d) == "c-ko_half-Revenue")
    press(driver, "r")
    wait(driver, lambda d: current(d) == "c-ko_half-ProfitLoss")
    decided = {entry["claim_id"]: entry for entry in gold_of(tmp_path, "zh_half")["facts"]}
    assert decided["zh_half-Revenue"]["decision"] == "accepted"
    corrected = decided["zh_half-ProfitLoss"]
    assert (corrected["decision"], corrected["low"]) == ("corrected", "130000000")
    assert corrected["concept"] == "ProfitLossAttributableToOwners"
    assert [entry["claim_id"] for entry in gold_of(tmp_path, "ko_half")["rejected"]] == ["ko_half-Revenue"]
    # One claim right, the corrected one missed; wrong are what it said before, and the rejected one.
    assert main(["evaluate", str(tmp_path / "gold"), str(out)]) == 0
    row = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("measure"))
    figures = row.split()
    assert (figures[1:3], figures[-3:]) == (["0.333", "0.500"], ["2", "1", "2"])


def test_undo_and_help_by_keyboard(driver, site, tmp_path):
    driver.get(f"{site}/review?status=open&lang=en")
    press(driver, "?")
    assert "j next" in driver.find_element(By.ID, "help").text
    press(driver, "jr")
    wait(driver, lambda d: current(d) not in ("", "c-zh_half-says"))
    press(driver, "u")
    wait(driver, lambda d: current(d) == "c-zh_half-says")
    assert gold_of(tmp_path, "zh_half")["rejected"] == []


def test_everything_works_without_a_script(driver, site, tmp_path):
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        driver.get(f"{site}/review?lang=en")
        driver.find_element(By.CSS_SELECTOR, "#c-zh_half-Revenue .accept").click()
        wait(driver, lambda d: d.current_url.endswith("#c-zh_half-ProfitLoss"))
        driver.find_element(By.CSS_SELECTOR, "#c-zh_half-ProfitLoss .correct").click()
        wait(driver, lambda d: "/correct" in d.current_url)
        driver.find_element(By.CSS_SELECTOR, "form.correction button").click()
        wait(driver, lambda d: "/correct" not in d.current_url)
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert [fact["decision"] for fact in gold_of(tmp_path, "zh_half")["facts"]] == ["accepted", "corrected"]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_pages_fit_their_window_and_can_be_read(driver, site, size, dark):
    resize(driver, size, dark)
    driver.get_log("browser")
    driver.get(f"{site}/?q=iFlytek")
    paths = [*PATHS, driver.find_element(By.CSS_SELECTOR, ".events h3 a").get_attribute("href").removeprefix(site)]
    for lang, path in zip(("zh", "ko", "en", "zh", "ko", "en", "zh", "ko"), paths, strict=True):
        driver.get(f"{site}{path}{'&' if '?' in path else '?'}lang={lang}")
        assert driver.execute_script(TOO_WIDE) == [], path
        assert driver.execute_script(POOR_CONTRAST) == [], path
    assert driver.get_log("browser") == []  # nothing that the content security policy had to stop


def test_the_keyboard_reaches_what_is_seen_in_its_order(driver, site):
    resize(driver, WIDE)
    driver.get(f"{site}/?lang=en")
    reached = []
    for _ in range(13):
        press(driver, Keys.TAB)
        active = driver.switch_to.active_element
        reached.append(active.get_attribute("id") or active.text)
    assert reached[0] == "Skip to the content"
    assert reached[-5:] == ["q", "period", "kind", "relation", "reported"]
