"""Makes docs/site.png anew, the guide on a desk and on a phone, and docs/page.png, the page in the README, as Chromium shows them.

`Scripts/setup browser`, then `.build/browser/bin/python Scripts/pictures.py`.
"""
import base64
import pathlib
import re
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Tests/Browser"))

from browser import Server, build, chromium  # noqa: E402

FRAME = """
<style>
body {{ margin: 0; padding: 32px; display: flex; gap: 32px; align-items: flex-start; background: #ddd8cd; width: 1136px }}
img {{ display: block; border: 1px solid #857d70; border-radius: 6px }}
</style>
<img src="data:image/png;base64,{desk}" width="800"><img src="data:image/png;base64,{phone}" width="304">
"""

# What the page in the README links to.
PAGES = {
    "waymark.yml": "title: Bread\nbase_url: https://example.org/\nnavigation: [articles, faq]\n",
    "content/_index.md": "# Bread\n\n[[articles/keeping-bread]]\n",
    "content/faq/can-i-eat-mouldy-bread.md": "---\ntitle: Can I eat mouldy bread?\nanswer: No. The mould goes deeper than it shows.\n---\n",
    "content/glossary/starch-retrogradation.md": "---\ntitle: starch retrogradation\ndefinition: Starch that turns hard again while it cools.\n---\n",
    "content/tables/keeping-times.md": "---\ntitle: How long bread keeps\ncaption: In a paper bag at room temperature.\nkey: Bread\n---\n"
    "| Bread | Days |\n| --- | --- |\n| Baguette | 1 |\n| Wheat | 3 |\n| Rye | 7 |\n",
}


def picture(driver, width, height):
    """The page as it stands, in a window of this size."""
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})
    return driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]


def guide(driver, folder):
    """The home page on a desk and an article on a phone."""
    site = folder / "site"
    build(ROOT, site)
    server = Server(site)
    driver.get(server.address)
    desk = picture(driver, 1200, 990)
    driver.get(server.address + "articles/three-ways-in/")
    phone = picture(driver, 390, 844)
    server.close()
    driver.get("data:text/html;base64," + base64.b64encode(FRAME.format(desk=desk, phone=phone).encode()).decode())
    return picture(driver, 1200, 724)


def page(driver, folder):
    """The page whose source the README shows."""
    source = re.search(r"```markdown\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL).group(1)
    for path, text in [*PAGES.items(), ("content/articles/keeping-bread.md", source)]:
        file = folder / "bread" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    build(folder / "bread", folder / "page")
    server = Server(folder / "page")
    driver.get(server.address + "articles/keeping-bread/")
    result = picture(driver, 720, 860)
    server.close()
    return result


with tempfile.TemporaryDirectory() as name:
    driver = chromium()
    try:
        driver.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
        for file, draw in [("site.png", guide), ("page.png", page)]:
            (ROOT / "docs" / file).write_bytes(base64.b64decode(draw(driver, pathlib.Path(name))))
    finally:
        driver.quit()
