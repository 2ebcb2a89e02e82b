"""Makes docs/site.png anew: the guide on a desk and on a phone, as Chromium shows it.

`Scripts/setup browser`, then `.build/browser/bin/python Scripts/pictures.py`.
"""
import base64
import pathlib
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


def picture(driver, width, height):
    """The page as it stands, in a window of this size."""
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})
    return driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]


with tempfile.TemporaryDirectory() as folder:
    site = pathlib.Path(folder) / "site"
    build(ROOT, site)
    server = Server(site)
    driver = chromium()
    try:
        driver.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
        driver.get(server.address)
        desk = picture(driver, 1200, 990)
        driver.get(server.address + "articles/three-ways-in/")
        phone = picture(driver, 390, 844)
        driver.get("data:text/html;base64," + base64.b64encode(FRAME.format(desk=desk, phone=phone).encode()).decode())
        (ROOT / "docs/site.png").write_bytes(base64.b64decode(picture(driver, 1200, 724)))
    finally:
        driver.quit()
        server.close()
