"""What a child process costs."""
import os
import subprocess
import sys
import time


def run(command, **options):
    """Runs the command to its end; its CPU and wall seconds and its peak memory in MB, children included.

    Where it fails, what it wrote is shown, and this process ends.
    """
    start = time.monotonic()
    with subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options) as child:
        errors = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{command[0]} ended with {child.returncode}:\n{errors.decode(errors='replace')}")
    scale = 1 if sys.platform == "darwin" else 1024
    return {
        "cpu": usage.ru_utime + usage.ru_stime,
        "wall": time.monotonic() - start,
        "peak_mb": usage.ru_maxrss * scale / 1e6,
    }
