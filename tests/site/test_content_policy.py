"""Living pages run what they need, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dossier.pages.sections import hub_pages
from dossier.site.content_policy import with_policy
from tests.shared.browser import watching
from tests.shared.toy import TOY_SUBJECT

HUB_PAGES = tuple(hub.path.removesuffix("index.md").replace(".md", "/") for hub in hub_pages(TOY_SUBJECT.focus))
PAGES = (
    *HUB_PAGES,
    "claims/CLM-2026-0001/",
    "sources/SRC-2026-0001/",
    "forces/ashby-vale-police/",
    "proceedings/PRO-2026-0002/",
    "captures/CAP-2026-0001/",
    "search/?q=cameras",
    "about/",
    "404.html",
)
VIOLATIONS = """addEventListener("securitypolicyviolation", (event) => {
  (window.violations ??= []).push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
});"""
INJECTED = (
    "<script>window.hacked = 1</script>",
    '<img src="x" onerror="window.hacked = 2">',
    '<a id="go" href="javascript:void(window.hacked = 3)">x</a>',
    '<script src="https://elsewhere.example.net/x.js"></script>',
    '<script src="data:text/javascript,window.hacked = 4"></script>',
    '<iframe srcdoc="<script>parent.hacked = 5</script>"></iframe>',
    '<base href="https://elsewhere.example.net/">',
    '<form action="https://elsewhere.example.net/"><button id="send">x</button></form>',
    '<p id="styled" style="position: fixed">x</p>',
)


def policy(page: str) -> str:
    [found] = re.findall(r'<meta http-equiv="?Content-Security-Policy"? content="([^"]*)">', page)
    return str(found)


def test_every_page_has_a_policy_before_anything_else(toy: Path) -> None:
    pages = list((toy / "build/site").rglob("*.html"))
    assert len(pages) > 40
    for path in pages:
        page = path.read_text("utf-8")
        directives = dict(part.split(" ", 1) for part in policy(page).split(";"))
        assert page.index("Content-Security-Policy") < min(page.index("<script"), page.index("<link"), 400), path
        assert directives["default-src"] == "'none'"
        # These pages read files that have styles.
        assert ("'unsafe-inline'" in policy(page)) == (path.parent.name in {"verify", "check-citations"}), path
        assert "'unsafe-inline'" not in directives["script-src"]
        assert ("'wasm-unsafe-eval'" in directives["script-src"]) == (path.parent.name == "search"), path


def test_a_policy_allows_what_the_page_was_built_with_and_is_short() -> None:
    scripts = "<script>a()</script><script>b()</script><script src=x></script><script type=y>z</script>"
    page = f"<!doctype html><meta charset=utf-8><title>x</title>{scripts}"
    found = with_policy(page)
    assert len(found) - len(page) <= 300
    assert policy(found).count("'sha256-") == 2
    aligned = with_policy(f'{page}<style>p {{}}</style><td style="text-align: left;"><td style="text-align: left;">')
    assert "style-src 'self' 'sha256-" in policy(aligned)
    assert policy(aligned).count("'sha256-") == 4
    assert policy(aligned).count("'unsafe-hashes'") == 1


@pytest.mark.browser
def test_no_page_breaks_its_own_policy(chromium: Any, toy_address: str) -> None:
    with watching(chromium, toy_address) as watched:
        page = watched.page
        page.add_init_script(VIOLATIONS)
        for path in PAGES:
            if path == "404.html":
                # It asks for its files below the path of the published site.
                page.route("**/vale/**", lambda route: route.continue_(url=route.request.url.replace("/vale/", "/")))
            watched.open(path)
            if path.startswith("search/?"):
                page.locator(".d-text a").first.wait_for()
            box = page.locator("#d-find")
            box.fill("ashby")
            page.locator("[role=option]").first.wait_for()
            box.press("Escape")
            for summary in page.locator(".d-cites summary").all():
                summary.click()
                summary.locator("xpath=..").locator("pre").last.wait_for()
            if page.locator("label[title='Switch to dark colours']").is_visible():
                page.locator("label[title='Switch to dark colours']").click()
                assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
                page.locator("label[title='Switch to light colours']").click()
            assert page.evaluate("window.violations ?? []") == [], path
        assert watched.harmless(), watched


@pytest.mark.browser
@pytest.mark.parametrize("path", ["claims/CLM-2026-0001/", "search/", ""])
def test_what_an_attacker_puts_into_a_page_does_not_run(chromium: Any, toy_address: str, path: str) -> None:
    with watching(chromium, toy_address) as watched:
        page = watched.page
        page.add_init_script(VIOLATIONS)

        def put(route: Any) -> None:
            body = route.fetch().text()
            assert "</h1>" in body
            route.fulfill(body=body.replace("</h1>", f"</h1>{''.join(INJECTED)}", 1), content_type="text/html")

        page.route(toy_address + path, put)
        watched.open(path)
        # The page itself works.
        page.locator("#d-find").fill("ashby")
        page.locator("[role=option]").first.wait_for()
        assert page.evaluate("document.baseURI") == toy_address + path
        assert page.evaluate("getComputedStyle(document.querySelector('#styled')).position") == "static"
        page.evaluate("document.querySelector('#go').click()")
        page.evaluate("document.querySelector('#send').click()")
        page.wait_for_function("window.violations.length >= 8")
        broken = {each.split()[0] for each in page.evaluate("window.violations")}
        assert broken >= {"script-src-elem", "script-src-attr", "style-src-attr", "base-uri", "form-action"}
        assert page.evaluate("window.hacked") is None
        assert page.url == toy_address + path
        assert watched.dialogs == []
