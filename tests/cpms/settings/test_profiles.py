"""Each profile's settings, imported in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PRODUCTION = {
    "CPMS_PROFILE": "production",
    "CPMS_ADDRESS": "https://cpms.example.org",
    "CPMS_SECRET_KEY": "x" * 50,
    "DATABASE_URL": "postgresql://app@db.example.org/cpms",
    "IDENTITY_DATABASE_URL": "postgresql://identity@db.example.org/cpms_identity",
}


def ask(words: str, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run Python words with these variables and no others of ours."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CPMS_", "DJANGO_"))
    }
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", words],
        env=kept | variables,
        capture_output=True,
        text=True,
        check=False,
    )


class TestImport:
    @pytest.mark.parametrize("profile", ["demo", "test"])
    def test_importing_settings_writes_nothing(self, tmp_path: Path, profile: str) -> None:
        done = ask(f"import cpms.settings.{profile}", {"CPMS_VAR": str(tmp_path / "var")})
        assert done.returncode == 0, done.stderr
        assert list(tmp_path.iterdir()) == []

    def test_the_demo_makes_its_own_secret_key_and_keeps_it(self, tmp_path: Path) -> None:
        words = "from django.conf import settings; print(settings.SECRET_KEY)"
        variables = {"CPMS_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "cpms.settings.demo"}
        first, second = ask(words, variables), ask(words, variables)
        assert first.stdout == second.stdout
        assert len(first.stdout) > 50
        assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600

    def test_debug_is_never_on_and_cookies_are_safe_in_production(self) -> None:
        words = (
            "from cpms.settings import production as s;"
            "assert not s.DEBUG and s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE and s.SECURE_SSL_REDIRECT;"
            "assert s.ALLOWED_HOSTS == ['cpms.example.org'] and s.EMBEDDED_POSTGRES is None;"
            "assert 'cpms.demo' not in s.INSTALLED_APPS"
        )
        done = ask(words, PRODUCTION)
        assert done.returncode == 0, done.stderr

    @pytest.mark.parametrize("missing", ["CPMS_ADDRESS", "CPMS_SECRET_KEY", "DATABASE_URL"])
    def test_production_refuses_to_guess(self, missing: str) -> None:
        variables = {name: value for name, value in PRODUCTION.items() if name != missing}
        if missing == "DATABASE_URL":
            del variables["IDENTITY_DATABASE_URL"]
        done = ask("from cpms.cli import main; main(['check'])", variables)
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert f"needs {missing}" in done.stderr
