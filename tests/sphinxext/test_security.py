"""Every page works under a policy that allows nothing from elsewhere and no unknown script."""

from __future__ import annotations

import base64
import hashlib

from citiesfirst.sphinxext import security

PAGE = '<script>let a = 1;</script><script src="b.js"></script><script></script>'


def test_a_script_within_a_page_is_allowed_by_its_digest():
    digest = base64.b64encode(hashlib.sha256(b"let a = 1;").digest()).decode()
    assert security.script_digests([PAGE, PAGE]) == [f"'sha256-{digest}'"]


def test_the_policy_allows_no_script_by_default_and_no_evaluation():
    policy = security.headers([PAGE])
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    script_rule = next(rule for rule in policy.split(";") if "script-src" in rule)
    assert "unsafe-inline" not in script_rule
    assert "http" not in script_rule


def test_the_file_has_the_form_that_static_hosts_read():
    first, *lines = security.headers([PAGE]).splitlines()
    assert first == "/*"
    assert all(line.startswith("  ") and ": " in line for line in lines)
