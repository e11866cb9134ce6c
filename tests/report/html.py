# SPDX-License-Identifier: GPL-2.0-or-later
"""The HTML report in a headless Chromium, as a reader uses it; prints TAP.

usage: html.py REPORT [SCREENSHOT-DIRECTORY]

REPORT is what tests/report/html.sh makes: see there for what is in it.
"""
import json
import os
import re
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(__file__))
from browser import Browser  # noqa: E402

failed = 0


def check(name, good, detail=""):
    global failed
    print(("ok " if good else "not ok ") + name, flush=True)
    if not good:
        failed = 1
        print("  " + str(detail)[:2000], file=sys.stderr)


def shot(browser, directory, name):
    if directory:
        browser.screenshot(os.path.join(directory, name + ".png"))


def items(browser):
    return browser.js("return document.querySelectorAll('#list .item').length")


def messages(browser):
    return browser.js("return [...document.querySelectorAll('#list .place')].map(e => e.textContent)")


def many(report, count, path):
    """The same page with `count` findings, made of those that it has."""
    with open(report, encoding="utf-8") as f:
        page = f.read()
    match = re.search(r'(<script type="application/json" id="data">)(.*?)(</script>)', page, re.S)
    data = json.loads(match[2])
    some, data["findings"] = data["findings"], []
    for i in range(count):
        x = json.loads(json.dumps(some[i % len(some)]))
        x.update(fingerprint="%032x" % i, line=x["line"], function="f%d" % i)
        data["findings"].append(x)
    text = json.dumps(data).replace("<", "\\u003c")
    with open(path, "w", encoding="utf-8") as f:
        f.write(page[:match.start(2)] + text + page[match.end(2):])


def reading(b, shots):
    text = b.js("return document.querySelector('#detail').innerText")
    check("the first finding is open", "not put" in text and "How to fix it" in text, text)
    check("where it is", "drivers/a.c:13:1 in leaks()" in text, text)
    check("how to fix it, how it comes about and why stand in this order",
          0 < text.find("How to fix it") < text.find("How it comes about") < text.find("Why it matters"), text)
    check("it was shown to happen, and what shows it", "tests/prove/run -k 6.99 shown;" in text, text)
    check("its source, with the line", "return -22;" in text and "13" in text, text)
    check("the function's heading is in the source", "int leaks(unsigned long pfn, int flag)" in text, text)
    steps = b.js("return [...document.querySelectorAll('ol.steps .n')].map(e => e.textContent)")
    check("the steps are numbered", steps == [str(i + 1) for i in range(len(steps))] and len(steps) > 2, steps)
    said = b.js("return document.querySelectorAll('tr.say').length")
    check("every step is in the source", said == len(steps), said)
    check("the bad and the good", "Bad" in text and "Good" in text, text)
    check("the engines", "found by libclang" in text, text)
    shot(b, shots, "desktop")
    b.click("ol.steps li:nth-child(2) button")
    check("a click on a step marks it",
          b.js("return document.querySelector('tr.here')?.dataset.step") == "2")


def filtering(b):
    check("what is silenced is not listed", items(b) == 4, messages(b))
    b.choose("#show", "all")
    check("all is", items(b) == 5, messages(b))
    b.choose("#show", "silenced")
    check("or only what is silenced", items(b) == 1 and "quiet" in messages(b)[0], messages(b))
    b.js("document.querySelector('#list .item').click()")
    text = b.js("return document.querySelector('#detail').innerText")
    check("and why", "told why" in text, text)
    check("which was not shown to happen", "Shown to happen" not in text, text)
    b.choose("#show", "current")
    b.type("#q", "other")
    b.until("the search", "return document.querySelectorAll('#list .item').length === 1")
    check("a search", "other" in messages(b)[0], messages(b))
    b.js("const q = document.querySelector('#q'); q.value = ''; q.dispatchEvent(new Event('input'))")
    b.until("no search", "return document.querySelectorAll('#list .item').length === 4")
    b.choose("#rule", "pgmap-put")
    check("a rule", items(b) == 1, messages(b))
    b.choose("#rule", "")
    b.choose("#group", "rule")
    heads = b.js("return [...document.querySelectorAll('#list h2')].map(e => e.textContent)")
    check("groups", heads == ["pgmap-leak (3)", "pgmap-put (1)"], heads)
    b.choose("#group", "file")


def keyboard(b):
    b.js("document.querySelector('#list .item').click(); document.activeElement.blur()")
    first = b.js("return location.hash")
    b.keys("j")
    check("j is the next finding", b.js("return location.hash") not in ("", first))
    b.keys("k")
    check("k is the one before", b.js("return location.hash") == first)
    b.keys("n", "n")
    check("n is the next step", b.js("return document.querySelector('tr.here')?.dataset.step") == "2")
    b.keys("2")
    check("2 is harmless", b.js("return document.querySelector('[data-state=harmless]').ariaPressed") == "true")
    b.keys("?")
    check("? shows the keys", b.js("return document.querySelector('#keys').open"))
    b.keys("escape")
    check("Esc puts them away", not b.js("return document.querySelector('#keys').open"))
    b.keys("/")
    check("/ is the search", b.js("return document.activeElement.id") == "q")
    b.keys("escape")
    b.js("document.querySelector('#list').focus()")
    b.keys("tab", "tab", "enter")
    check("Tab and Enter open a finding", b.js("return document.querySelector('#list .item[aria-current=true]').id")
          == b.js("return document.activeElement.id"))


def triage(b, report):
    b.choose("#triage", "harmless")
    check("the filter by triage", items(b) == 1, messages(b))
    b.choose("#triage", "")
    b.js("document.querySelector('#list .item').click()")
    b.type(".triage input", "told by the test")
    b.js("document.activeElement.blur()")
    b.click("#export")
    exported = json.loads(b.downloaded("pageck-triage.json"))
    check("export", [(t["state"], t["note"]) for t in exported["triage"]] == [("harmless", "told by the test")],
          exported)
    b.open(report)
    check("it is kept", b.js("return document.querySelectorAll('#list .done').length") == 1)
    b.js("localStorage.clear()")
    b.open(report)
    check("and gone when the browser forgets", b.js("return document.querySelectorAll('#list .done').length") == 0)
    path = os.path.join(b.dir, "pageck-triage.json")
    b.type("#file", path)
    b.until("the import", "return document.querySelectorAll('#list .done').length === 1")
    check("import", "taken over" in b.js("return document.querySelector('#banner').textContent"))
    with open(path, "w", encoding="utf-8") as f:
        f.write('{"triage": 7}')
    b.js("document.querySelector('#file').value = ''")
    b.type("#file", path)
    b.until("the complaint", "return document.querySelector('#banner').textContent.includes('no exported triage')")
    check("a file that is none is said to be none", True)


def hostile(b):
    check("the source of a hostile tree is text",
          b.js("return !window.pwned && document.title !== 'pwned'"))
    b.choose("#show", "all")
    for i in range(items(b)):
        b.js("document.querySelectorAll('#list .item')[arguments[0]].click()", i)
    check("in every finding", b.js("return !window.pwned"))
    shown = b.js("return document.querySelector('#list').textContent")
    check("its names are shown as they are", "z<img src=x onerror=" in shown, shown)
    check("no element of theirs", b.js("return document.querySelectorAll('img, iframe, script[src], link').length") == 0)
    asked = set()
    for entry in b.log("performance"):
        m = json.loads(entry["message"])["message"]
        if m["method"] == "Network.requestWillBeSent":
            asked.add(m["params"]["request"]["url"].split(":")[0])
    check("nothing but the file is asked for", asked <= {"file", "blob", "data", "chrome"}, asked)
    errors = [e["message"] for e in b.log("browser") if e["level"] == "SEVERE"]
    check("no error in the console", not errors, errors)


def contrast(b):
    """WCAG AA for every text that is shown."""
    bad = b.js("""
        const lum = c => { const v = c.map(x => x / 255).map(x => x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
            return .2126 * v[0] + .7152 * v[1] + .0722 * v[2]; };
        const rgb = s => s.match(/[\\d.]+/g).map(Number);
        const back = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
            if (c.length < 4 || c[3]) return c.slice(0, 3); } return [255, 255, 255]; };
        const out = [];
        for (const e of document.querySelectorAll('body *')) {
            if (e.closest('svg, dialog, #paper, noscript, script, template') || !e.offsetParent ||
                ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
            const a = lum(rgb(getComputedStyle(e).color).slice(0, 3)), z = lum(back(e));
            const ratio = (Math.max(a, z) + .05) / (Math.min(a, z) + .05);
            if (ratio < 4.5) out.push([e.tagName, e.className, ratio.toFixed(2), e.textContent.slice(0, 30)]);
        }
        return out;""")
    return bad


def labels(b):
    return b.js("""return [...document.querySelectorAll('input, select, button')].filter(e => e.offsetParent &&
        !(e.labels?.length || e.ariaLabel || e.textContent.trim())).map(e => e.outerHTML)""")


def large(shots):
    with tempfile.TemporaryDirectory() as d:
        path = os.path.join(d, "many.html")
        many(sys.argv[1], 5000, path)
        b = Browser()
        try:
            start = time.monotonic()
            b.open(path)
            b.until("the list", "return document.querySelectorAll('#list .item').length > 0")
            check("5000 findings are there within 10 s", time.monotonic() - start < 10, time.monotonic() - start)
            longest = b.js("""const t = performance.now(); const s = document.querySelector('#group');
                s.value = 'function'; s.dispatchEvent(new Event('change')); return performance.now() - t""")
            check("grouping them anew takes less than 2 s", longest < 2000, longest)
            b.type("#q", "f4999")
            b.until("a search in them", "return document.querySelectorAll('#list .item').length === 1")
            check("a search in them", "f4999" in messages(b)[0])
            b.js("const q = document.querySelector('#q'); q.value = ''; q.dispatchEvent(new Event('input'))")
            b.until("all of them", "return document.querySelectorAll('#list .item').length > 100")
            before = items(b)
            b.js("document.querySelector('#list').scrollTop = 1e9")
            b.until("more", "return document.querySelectorAll('#list .item').length > arguments[0]", before)
            check("scrolling shows more", True)
            shot(b, shots, "many")
        finally:
            b.close()


def main():
    report = sys.argv[1]
    shots = sys.argv[2] if len(sys.argv) > 2 else None
    if shots:
        os.makedirs(shots, exist_ok=True)
    b = Browser()
    try:
        b.open(report)
        reading(b, shots)
        check("every text can be read", not contrast(b), contrast(b))
        check("every control has a name", not labels(b), labels(b))
        filtering(b)
        keyboard(b)
        triage(b, report)
        hostile(b)
        b.command("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]})
        check("every text can be read in the dark", not contrast(b), contrast(b))
        shot(b, shots, "dark")
    finally:
        b.close()
    b = Browser(390, 844)
    try:
        b.open(report)
        wide = "return document.documentElement.scrollWidth - innerWidth"
        check("a phone shows the list", b.js("return document.querySelector('#detail').offsetParent === null"))
        check("without scrolling sideways", b.js(wide) <= 0, b.js(wide))
        shot(b, shots, "phone-list")
        b.click("#list .item")
        check("a touch opens the finding", b.js("return document.querySelector('#list').offsetParent === null"))
        check("without scrolling sideways, either", b.js(wide) <= 0, b.js(wide))
        shot(b, shots, "phone-finding")
        b.click("#back")
        check("and back", b.js("return document.querySelector('#list').offsetParent !== null"))
        b.click("#list .item:last-child")
        b.js("history.back()")
        b.until("the list", "return document.querySelector('#list').offsetParent !== null")
        check("the phone's own back, too", True)
    finally:
        b.close()
    b = Browser()
    try:
        b.open(report)
        b.js("window.dispatchEvent(new Event('beforeprint'))")
        printed = b.js("return document.querySelectorAll('#paper article').length")
        check("on paper are all that are listed, and each rule once", printed == 4 + 2, printed)
        if shots:
            b.pdf(os.path.join(shots, "paper.pdf"))
        b.js("window.dispatchEvent(new Event('afterprint'))")
        check("and they are gone afterwards", b.js("return document.querySelector('#paper').childElementCount") == 0)
        b.command("Page.addScriptToEvaluateOnNewDocument", {"source":
                  "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"})
        b.open(report)
        b.js("document.querySelector('[data-state=real]').click()")
        text = b.js("return document.querySelector('#banner').textContent")
        check("a browser that keeps nothing is said to", "export the triage" in text, text)
        check("and marks all the same", b.js("return document.querySelectorAll('#list .done').length") == 1)
    finally:
        b.close()
    large(shots)
    sys.exit(failed)


main()
