"""Every page works under a policy that allows nothing from elsewhere and no unknown script."""

from __future__ import annotations

import base64
import hashlib

from citiesfirst.sphinxext import security

PAGE = '<script>let a = 1;</script><script src="b.js"></script><script></script>'


def digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_a_script_within_a_page_is_allowed_by_its_digest():
    assert security.script_digests([PAGE, PAGE]) == [digest("let a = 1;")]


def test_the_policy_allows_no_script_by_default_and_no_evaluation():
    policy = security.headers([PAGE])
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    script_rule = next(rule for rule in policy.split(";") if "script-src" in rule)
    assert "unsafe-inline" not in script_rule
    assert "http" not in script_rule


def test_a_page_states_its_own_policy_before_its_first_script():
    page = f'<head><meta charset="utf-8" />{PAGE}</head>'
    stated = security.with_policy(page)
    meta, after = stated.split(">", 3)[2:]
    assert meta.startswith('<meta http-equiv="Content-Security-Policy" content="default-src')
    assert f"script-src 'self' {digest('let a = 1;')}; " in meta
    assert after == f"{PAGE}</head>"
    assert "frame-ancestors" not in stated


def test_a_page_that_is_built_again_states_the_policy_of_what_it_now_holds():
    once = security.with_policy(f'<head><meta charset="utf-8"/>{PAGE}</head>')
    assert security.with_policy(once) == once
    again = security.with_policy(once.replace("let a = 1;", "let a = 2;"))
    assert again.count("http-equiv") == 1
    assert digest("let a = 2;") in again
    assert digest("let a = 1;") not in again


def test_a_page_without_a_head_stays_as_it_is():
    page = '<meta http-equiv="Refresh" content="0; url=a.html" />'
    assert security.with_policy(page) == page


def test_the_file_for_hosts_also_forbids_what_a_page_cannot(tmp_path):
    (tmp_path / "a.html").write_text(f'<meta charset="utf-8">{PAGE}', encoding="utf-8")
    security.write(tmp_path)
    rules = (tmp_path / "_headers").read_text(encoding="utf-8").splitlines()[1]
    assert rules.endswith("; frame-ancestors 'none'")
    assert digest("let a = 1;") in rules
    assert "Content-Security-Policy" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_the_file_has_the_form_that_static_hosts_read():
    first, *lines = security.headers([PAGE]).splitlines()
    assert first == "/*"
    assert all(line.startswith("  ") and ": " in line for line in lines)
