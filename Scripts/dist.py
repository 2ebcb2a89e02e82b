#!/usr/bin/env python3
"""Makes of a built tool what is published: a folder to install, and a reproducible archive of it.

usage: dist.py BINARY LINK_MAP INTO

INTO/waymark-VERSION-SYSTEM-MACHINE/ gets bin/ and share/: the tool without symbols, its manual, completions for three
shells, and the licenses of everything that is linked. Beside it come the .tar.gz and its .sha256.

The licenses are found by the linker's own list of what it read: a library without one ends the program, so no list can
become outdated.
"""

import ctypes
import ctypes.util
import gzip
import hashlib
import io
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import manual

ROOT = Path(__file__).resolve().parent.parent
# The libraries that a binary may ask for: those of libc.
ALLOWED = re.compile(r"(libc|libm|libdl|librt|libpthread|ld-linux.*)\.so\.\d+|/usr/lib/.*|/System/.*")
LICENSE_NAMES = re.compile(r"(licen[sc]e|notice|copying|copyright)(\b|[-_.].*)", re.IGNORECASE)


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def fail(message):
    sys.exit(f"dist: {message}")


def version(binary):
    return run(binary, "--version").split()[1]


def system():
    return {"Darwin": "macos"}.get(platform.system(), platform.system().lower())


def modification_time():
    """The time of all files: SOURCE_DATE_EPOCH, else that of the commit, else the first that a zip file can hold."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return int(os.environ["SOURCE_DATE_EPOCH"])
    if (ROOT / ".git").exists():
        return int(run("git", "-C", str(ROOT), "log", "-1", "--format=%ct"))
    return 315532800


# What the binary needs


def needed(binary):
    """The shared libraries that the binary asks for."""
    if system() == "macos":  # Not tried.
        return [line.split()[0] for line in run("otool", "-L", binary).splitlines()[1:]]
    return re.findall(r"\(NEEDED\).*\[(.*)\]", run("readelf", "--dynamic", "--wide", binary))


def oldest_libc(binary):
    """The oldest glibc that has all that the binary asks for, as (major, minor); None where there is no glibc."""
    if system() != "linux":
        return None
    versions = run("readelf", "--version-info", "--wide", binary)
    found = [(int(major), int(minor)) for major, minor in re.findall(r"Name: GLIBC_(\d+)\.(\d+)", versions)]
    # The name under which glibc says that it reads packed relocations.
    return max(found + [(2, 36)] * ("GLIBC_ABI_DT_RELR" in versions))


# Licenses


def linked_files(link_map):
    """The archives and object files that the linker took something from, apart from the package's own."""
    text = Path(link_map).read_text(errors="replace")
    if "/Commands.build/" not in text:
        fail(f"{link_map} is not of this tool; `make dist` links it again")
    paths = set(re.findall(r"(/[^\s():\[\]]+\.a)[(\[]", text)) | set(re.findall(r"(/[^\s():\[\]]+\.o)\b", text))
    files = {Path(path).resolve() for path in paths}
    return sorted(path for path in files if not path.is_relative_to(ROOT / ".build"))


def license_files(folder):
    """The license files of a package, but not those of its tests and examples."""
    skipped = {".git", "Tests", "Benchmarks", "IntegrationTests", "Examples", "docs"}
    return [
        path
        for path in sorted(folder.rglob("*"))
        if LICENSE_NAMES.fullmatch(path.name) and path.is_file() and not skipped & set(path.relative_to(folder).parts)
        and path.suffix in ("", ".txt", ".md")
    ]


def owner(path):
    """The name of what a linked file belongs to, its version, and its license files."""
    for parent in path.parents:
        if (parent / "share/swift/LICENSE.txt").is_file():
            release = re.search(r"swift-(\S+)-RELEASE|Swift version (\S+)", run("swift", "--version"))
            return "swift", (release.group(1) or release.group(2)) if release else "", [parent / "share/swift/LICENSE.txt"]
        if parent.parent.parent.name == "Cellar":  # Homebrew's; not tried.
            return parent.parent.name, parent.name, license_files(parent)
    try:
        package = run("dpkg", "-S", str(path)).split(":")[0]
    except (OSError, subprocess.CalledProcessError):
        # Debian merged /lib into /usr/lib, and packages may name either.
        package = run("dpkg", "-S", str(path).removeprefix("/usr")).split(":")[0]
    copyright = Path(f"/usr/share/doc/{package}/copyright")
    release = run("dpkg-query", "--show", "--showformat=${Version}", package)
    return package, release, [copyright] if copyright.is_file() else []


def licenses(link_map):
    """By name of the file: the text of the licenses of each thing that is linked."""
    linked = {}
    for path in linked_files(link_map):
        try:
            name, release, files = owner(path)
        except subprocess.CalledProcessError:
            fail(f"nobody knows whose {path} is, so its license is missing")
        linked.setdefault((name, release, tuple(files)), []).append(path.name)
    for folder in sorted((ROOT / ".build/checkouts").iterdir()):
        release = run("git", "-C", str(folder), "describe", "--tags", "--always").strip()
        linked[(folder.name, release, tuple(license_files(folder)))] = []
    texts = {}
    for (name, release, files), objects in linked.items():
        if not files:
            fail(f"{name} {release} is linked ({', '.join(objects)}), but its license is not on this machine")
        head = f"{name} {release}\n" + "".join(f"linked: {file}\n" for file in sorted(objects))
        bodies = [path.read_text(errors="replace").strip() + "\n" for path in files]
        texts[f"{name}.txt"] = head + "\n" + ("\n" + "-" * 72 + "\n\n").join(bodies)
    return texts


# The folder and the archive


def write(path, content, mode=0o644):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    path.chmod(mode)


def stage(binary, link_map, folder):
    """Fills the folder that is installed."""
    shutil.rmtree(folder, ignore_errors=True)
    tool = folder / "bin/waymark"
    tool.parent.mkdir(parents=True)
    # Beside the symbols: hashes that depend on the folder of the build, and the tables for unwinding the stack after a
    # C++ exception, which nothing here catches. They are 2.6 of 25.9 MB, and 0.7 of 9.9 MB of the archive.
    sections = [".swift_modhash", ".note.gnu.build-id", ".eh_frame", ".eh_frame_hdr"]
    linux = ["--strip-all", *(f"--remove-section={section}" for section in sections)]
    run("strip", *(["-x"] if system() == "macos" else linux), "-o", str(tool), binary)
    tool.chmod(0o755)
    foreign = [name for name in needed(tool) if not ALLOWED.fullmatch(name)]
    if foreign:
        fail(f"the tool needs more than libc: {', '.join(foreign)}. Were their archives (.a) missing when it was linked?")
    for shell, path in [
        ("bash", "bash-completion/completions/waymark"), ("zsh", "zsh/site-functions/_waymark"),
        ("fish", "fish/vendor_completions.d/waymark.fish"),
    ]:
        write(folder / "share" / path, run(str(tool), "--generate-completion-script", shell))
    for name, page in manual.pages(tool, version(tool), modification_time()).items():
        write(folder / "share/man/man1" / name, page)
    documents = folder / "share/doc/waymark"
    write(documents / "LICENSE", (ROOT / "LICENSE").read_bytes())
    for name, text in licenses(link_map).items():
        write(documents / "licenses" / name, text)


def compressed(data):
    """The bytes as gzip, by libdeflate if it is found: its highest level is 4 % smaller than zlib's."""
    name = ctypes.util.find_library("deflate")
    if not name:
        return gzip.compress(data, compresslevel=9, mtime=0)
    library = ctypes.CDLL(name)
    library.libdeflate_alloc_compressor.restype = ctypes.c_void_p
    library.libdeflate_gzip_compress_bound.restype = library.libdeflate_gzip_compress.restype = ctypes.c_size_t
    compressor = ctypes.c_void_p(library.libdeflate_alloc_compressor(12))
    size = ctypes.c_size_t(library.libdeflate_gzip_compress_bound(compressor, ctypes.c_size_t(len(data))))
    buffer = ctypes.create_string_buffer(size.value)
    length = library.libdeflate_gzip_compress(compressor, data, ctypes.c_size_t(len(data)), buffer, size)
    library.libdeflate_free_compressor(compressor)
    return buffer.raw[:length]


def archive(folder, path):
    """Writes a folder as .tar.gz whose bytes follow from the files alone."""
    time = modification_time()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for file in [folder, *sorted(folder.rglob("*"))]:
            entry = tar.gettarinfo(str(file), arcname=str(file.relative_to(folder.parent)))
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            entry.mtime = time
            entry.mode = 0o755 if file.is_dir() or os.access(file, os.X_OK) and file.parent.name == "bin" else 0o644
            tar.addfile(entry, file.open("rb") if file.is_file() else None)
    path.write_bytes(compressed(packed.getvalue()))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_name(path.name + ".sha256").write_text(f"{digest}  {path.name}\n")
    return digest


def main(binary, link_map, into):
    name = f"waymark-{version(binary)}-{system()}-{platform.machine()}"
    folder = Path(into) / name
    stage(binary, link_map, folder)
    path = folder.with_name(name + ".tar.gz")
    digest = archive(folder, path)
    tool = folder / "bin/waymark"
    libc = oldest_libc(tool)
    print(f"{path}  {path.stat().st_size / 1e6:.1f} MB (the tool {tool.stat().st_size / 1e6:.1f} MB)")
    print(f"sha256 {digest}")
    print("needs " + (f"glibc {libc[0]}.{libc[1]} or later" if libc else ", ".join(needed(tool))))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
