"""The settings of the tools that hold the rest up, and the lists of what is installed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest

from tests.architecture.code import ROOT, contract, files, pyproject, relative

RUFF = pyproject()["tool"]["ruff"]["lint"]


class TestRuff:
    def test_refuses_imports_inside_functions(self) -> None:
        assert "PLC0415" in RUFF["select"]
        assert "PLC0415" not in RUFF["ignore"]

    def test_refuses_signals_and_the_clock(self) -> None:
        banned = RUFF["flake8-tidy-imports"]["banned-api"]
        assert {"TID"} <= set(RUFF["select"])
        assert {"django.db.models.signals", "django.utils.timezone.now"} <= set(banned)

    def test_makes_exceptions_only_for_tests_and_for_who_reads_the_clock(self) -> None:
        exceptions = {
            place: set(codes) & {"PLC0415", "TID251"}
            for place, codes in RUFF["per-file-ignores"].items()
        }
        assert exceptions.pop("tests/**") == {"PLC0415"}
        assert {place for place, codes in exceptions.items() if codes} == {
            "**/views.py",
            "**/views/*.py",
            "**/commands/*.py",
            "**/tasks.py",
        }
        assert all("PLC0415" not in codes for codes in exceptions.values())

    def test_is_not_silenced_in_the_code(self) -> None:
        silenced = re.compile(r"#\s*noqa:[^#\n]*(PLC0415|TID251)")
        assert [
            f"{relative(path)}:{number}"
            for path in files(".py")
            if "tests" not in path.parts
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
            if silenced.search(line)
        ] == []


def test_contracts_say_why() -> None:
    """Each import contract has its reason in prose above its name."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    blocks = text.split("[[tool.importlinter.contracts]]\n")[1:]
    assert len(blocks) == 5
    assert [block.splitlines()[0] for block in blocks if not block.startswith("# ")] == []
    for name in ("forms engine", "workflow's definition"):
        assert contract(name)["forbidden_modules"] == ["django", "wagtail"]


def test_types_and_warnings_are_errors() -> None:
    tool = pyproject()["tool"]
    assert tool["mypy"]["strict"] is True
    assert tool["pytest"]["ini_options"]["filterwarnings"] == ["error"]


class TestLocks:
    """Who installs names the place to install from; a list that names one works for nobody behind a mirror."""

    def test_python_packages_come_from_nowhere_in_particular(self) -> None:
        text = (ROOT / "requirements.lock").read_text("utf-8")
        assert "--hash=sha256:" in text
        assert [line for line in text.splitlines() if "://" in line] == []
        assert not (ROOT / "uv.lock").exists()

    def test_npm_packages_come_from_nowhere_in_particular(self) -> None:
        client = ROOT / "site" / "client"
        text = (client / "package-lock.json").read_text("utf-8")
        packages = json.loads(text)["packages"]
        assert all(each.get("integrity") for path, each in packages.items() if path)
        assert [path for path, each in packages.items() if "resolved" in each] == []
        assert "omit-lockfile-registry-resolved=true" in (client / ".npmrc").read_text("utf-8")


def test_git_keeps_the_folder_site() -> None:
    """Many lists of files to ignore have a line `site`, which would leave the product out."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("This is no checkout of git.")
    done = subprocess.run(
        ["git", "ls-files", "site/cpms"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert len(done.stdout.splitlines()) > 50
