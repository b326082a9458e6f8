"""Check all that can be checked without building the book; in under half a minute.

    make check

Each check is one line: its name, and how long it took. One that fails shows what its tool said.
"""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SCHEMAS = [str(BIN / "check-jsonschema"), "--builtin-schema"]
WORKFLOWS = sorted(str(path) for path in (ROOT / ".github/workflows").glob("*.yml"))
FORMS = sorted(str(path) for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*-*.yml"))

CHECKS: dict[str, list[str]] = {
    "types": [str(BIN / "mypy"), "--no-error-summary"],
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "style": [str(BIN / "ruff"), "check", "--quiet", "."],
    "spelling": [
        *(str(BIN / "typos"), "--format", "brief", "chapters", "src", "tools"),
        *("data/claims.yml", "data/datapackage.json", "README.md", "CONTRIBUTING.md"),
    ],
    "data package, pages and links": [
        *(sys.executable, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider"),
        *("tests/test_readme.py", "tests/recipes/test_data_package.py"),
    ],
    "imports": [str(BIN / "lint-imports"), "--no-cache"],
    "licences": [str(BIN / "pip-licenses"), "--summary"],
    "citation": [*SCHEMAS, "vendor.citation-file-format", "CITATION.cff"],
    "workflows": [*SCHEMAS, "vendor.github-workflows", *WORKFLOWS],
    "issue forms": [*SCHEMAS, "vendor.github-issue-forms", *FORMS],
}


def main() -> int:
    """Run all checks, two at a time; 1 if any failed."""
    failed = 0
    with ThreadPoolExecutor(2) as pool:
        for name, (seconds, result) in zip(CHECKS, pool.map(run, CHECKS.values()), strict=True):
            good = result.returncode == 0
            print(f"{'ok  ' if good else 'FAIL'} {name} … {seconds:.0f} s", flush=True)
            if not good:
                print((result.stdout + result.stderr).strip(), flush=True)
                failed += 1
    return min(failed, 1)


def run(command: list[str]) -> tuple[float, subprocess.CompletedProcess[str]]:
    """Return how many seconds a command took, and how it ended."""
    start = time.monotonic()
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return time.monotonic() - start, result


if __name__ == "__main__":
    sys.exit(main())
