from __future__ import annotations

import socket

import pytest

from nlp.cli import main
from nlp.errors import ConfigError
from nlp.web.guard import host_name
from nlp.web.server import default_gold, serve


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("LOCALHOST:9", 200),
        ("[::1]:8000", 200),
        ("localhost.:8000", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost@evil.example", 421),
        ("", 421),
        ("[::1", 421),
    ],
)
def test_only_known_hosts_are_answered(browser, host, status):
    assert browser.get("/", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    ("host", "name"),
    [("a.example:80", "a.example"), ("[::1]:80", "::1"), ("A.example.", "a.example"), ("[", ""), ("", "")],
)
def test_the_name_in_a_host_header(host, name):
    assert host_name(host) == name


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"origin": "http://127.0.0.1:8000"}, 303),
        ({"origin": "http://127.0.0.1:8001"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_forms_of_other_sites_are_refused(browser, headers, status):
    page = browser.get("/review").text
    token = page.partition('name="token" value="')[2].partition('"')[0]
    fields = {"token": token, "claim_id": "zh_half-Revenue", "decision": "accepted", "back": "/review"}
    answer = browser.post("/review/decide", data=fields, headers=headers, follow_redirects=False)
    assert answer.status_code == status
    assert browser.gold.exists() == (status == 303)


@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
def test_forms_without_their_token_are_refused(browser, token):
    browser.get("/review")
    fields = {"token": token, "claim_id": "zh_half-Revenue", "decision": "accepted"}
    assert browser.post("/review/decide", data=fields).status_code == 403
    assert not browser.gold.exists()


def test_a_token_serves_its_own_browser_alone(browser):
    token = browser.get("/review").text.partition('name="token" value="')[2].partition('"')[0]
    browser.cookies.clear()
    fields = {"token": token, "claim_id": "zh_half-Revenue", "decision": "accepted"}
    assert browser.post("/review/decide", data=fields).status_code == 403
    browser.cookies.set("xinmun_session", "f" * 32)
    assert browser.post("/review/decide", data=fields).status_code == 403


def test_large_forms_are_refused(browser):
    assert browser.post("/review/decide", data={"token": "x" * 70_000}).status_code == 413


@pytest.mark.parametrize("path", ["/", "/nothing", "/static/style.css", "/?page=0"])
def test_every_answer_has_the_headers(browser, path):
    headers = browser.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


def test_cookies_stay_on_the_site_and_out_of_scripts(browser):
    cookie = browser.get("/?lang=ko").headers.get_list("set-cookie")
    assert len(cookie) == 2
    assert all("HttpOnly" in one and ("SameSite=strict" in one or "SameSite=lax" in one) for one in cookie)


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/static/../app.py", "/static/%2e%2e/app.py"])
def test_nothing_else_is_served(browser, path):
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize(
    ("back", "to"),
    [
        ("/review?page=2#c-1", "/review?page=2#c-1"),
        ("https://evil.example/", "/review"),
        ("//evil.example/", "/review"),
        ("/\\evil.example", "/review"),
        ("javascript:alert(1)", "/review"),
        ("http://[", "/review"),
        ("/a\r\nset-cookie: b", "/review"),
        ("", "/review"),
    ],
)
def test_forms_lead_nowhere_else(browser, back, to):
    assert browser.decide("zh_half-Revenue", "accepted", back=back) == to


def test_pages_ask_nothing_of_the_internet(browser):
    for path in ("/", "/review", "/company?id=iflytek", "/static/style.css", "/static/review.js"):
        text = browser.get(path).text
        assert "https://" not in text
        assert "http://" not in text.replace("http://www.w3.org/", "")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::"])
def test_other_machines_need_a_flag(out, host):
    with pytest.raises(ConfigError, match="E652"):
        serve(out, host=host)


def test_a_port_in_use_is_said(out, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert main(["serve", str(out), "--port", str(taken.getsockname()[1])]) == 2
    assert "[E653]" in capsys.readouterr().err


def test_no_run_is_said(tmp_path, capsys):
    assert main(["serve", str(tmp_path), "--port", "0"]) == 2
    assert "[E402]" in capsys.readouterr().err


def test_decisions_lie_beside_the_run(tmp_path):
    assert default_gold(tmp_path / "out") == tmp_path / "out-gold"
