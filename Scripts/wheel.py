#!/usr/bin/env python3
"""Makes a Python wheel of the folder that dist.py filled, so that `pip install` brings the tool.

usage: wheel.py FOLDER NAME INTO

FOLDER is .../waymark-VERSION-SYSTEM-MACHINE, NAME the distribution's name on the index. The same files give the same bytes.
"""

import base64
import hashlib
import re
import sys
import zipfile
from datetime import datetime, timezone
from pathlib import Path

import dist


def platform_tag(folder):
    """The platform on which the wheel may be installed: for Linux by the oldest glibc that has what the tool needs."""
    libc = dist.oldest_libc(folder / "bin/waymark")
    if libc:
        return f"manylinux_{libc[0]}_{libc[1]}_{dist.platform.machine()}"
    return "macosx_15_0_" + dist.platform.machine()  # Not tried; the minimum is that of Package.swift.


def metadata(name, version):
    readme = (dist.ROOT / "README.md").read_text()
    return f"""Metadata-Version: 2.1
Name: {name}
Version: {version}
Summary: Turns a folder of Markdown into a guide in which readers find their answer.
License: MIT
Keywords: static-site-generator,markdown,documentation,knowledge-base
Classifier: Environment :: Console
Classifier: Topic :: Text Processing :: Markup :: Markdown
Requires-Python: >=3.8
Description-Content-Type: text/markdown

{readme}"""


def files(folder, name):
    """The files of the wheel, by path in it, with their modes."""
    version = folder.name.split("-")[1]
    stem = f"{re.sub('[-_.]+', '_', name)}-{version}"
    found = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        inner = path.relative_to(folder)
        if inner.parts[0] == "bin":
            found[f"{stem}.data/scripts/{path.name}"] = (path.read_bytes(), 0o755)
        elif inner.parts[:3] == ("share", "doc", "waymark"):
            found[f"{stem}.dist-info/licenses/{inner.relative_to('share/doc/waymark')}"] = (path.read_bytes(), 0o644)
        else:
            found[f"{stem}.data/data/{inner}"] = (path.read_bytes(), 0o644)
    tag = f"py3-none-{platform_tag(folder)}"
    wheel = f"Wheel-Version: 1.0\nGenerator: waymark\nRoot-Is-Purelib: false\nTag: {tag}\n"
    found[f"{stem}.dist-info/METADATA"] = (metadata(name, version).encode(), 0o644)
    found[f"{stem}.dist-info/WHEEL"] = (wheel.encode(), 0o644)
    record = "".join(
        f"{path},sha256={base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b'=').decode()},{len(content)}\n"
        for path, (content, _) in found.items())
    found[f"{stem}.dist-info/RECORD"] = (f"{record}{stem}.dist-info/RECORD,,\n".encode(), 0o644)
    return f"{stem}-{tag}.whl", found


def main(folder, name, into):
    file_name, found = files(Path(folder), name)
    time = datetime.fromtimestamp(max(dist.modification_time(), 315532800), timezone.utc).timetuple()[:6]
    path = Path(into) / file_name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as wheel:
        for inner, (content, mode) in found.items():
            entry = zipfile.ZipInfo(inner, time)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = (0o100000 | mode) << 16
            wheel.writestr(entry, content)
    print(f"{path}  {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
