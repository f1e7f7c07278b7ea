"""Reading environment variables strictly."""

from pathlib import Path

import pytest

from cpms.database.refusal import StartRefused
from cpms.settings.environment import CHECKOUT, read_environment

CLINICAL = "postgresql://app:p%40ss@db.example.org:5433/cpms?sslmode=verify-full"
IDENTITY = "postgresql://identity@db.example.org/cpms_identity"


class TestReadEnvironment:
    def test_nothing_set_is_the_demo_in_the_checkout(self) -> None:
        environment = read_environment({"HOME": "/root"})
        assert environment.settings_module == "cpms.settings.demo"
        assert environment.var == CHECKOUT / "var"
        assert environment.databases == {}

    def test_reads_every_part_of_an_address(self) -> None:
        environment = read_environment(
            {"DATABASE_URL": CLINICAL, "IDENTITY_DATABASE_URL": IDENTITY}
        )
        address = environment.databases["default"]
        assert (address.user, address.password, address.host, address.port) == (
            "app",
            "p@ss",
            "db.example.org",
            "5433",
        )
        assert (address.name, address.options) == ("cpms", {"sslmode": "verify-full"})
        assert environment.databases["identity"].name == "cpms_identity"

    def test_a_socket_folder_can_be_the_host(self) -> None:
        variables = {
            "DATABASE_URL": "postgresql://app@/cpms?host=/run/postgresql",
            "IDENTITY_DATABASE_URL": "postgresql://app@/cpms_identity?host=/run/postgresql",
        }
        assert read_environment(variables).databases["default"].host == "/run/postgresql"

    def test_var_can_be_moved(self) -> None:
        assert read_environment({"CPMS_VAR": "/srv/cpms"}).var == Path("/srv/cpms")

    @pytest.mark.parametrize(
        ("variables", "sentence"),
        [
            ({"CPMS_PROFIL": "demo"}, "There is no setting CPMS_PROFIL"),
            ({"CPMS_PROFILE": "prod"}, 'CPMS_PROFILE is "prod"'),
            ({"CPMS_VAR": "var"}, "must be the full path"),
            ({"CPMS_SECRET_KEY": "short"}, "CPMS_SECRET_KEY is too short"),
            ({"CPMS_ADDRESS": "http://cpms.example.org"}, "must be the address of the site"),
            ({"CPMS_ADDRESS": "https://cpms.example.org/"}, "must be the address of the site"),
            ({"DATABASE_URL": CLINICAL}, "IDENTITY_DATABASE_URL is not"),
            ({"IDENTITY_DATABASE_URL": IDENTITY}, "DATABASE_URL is not"),
            (
                {"DATABASE_URL": CLINICAL, "IDENTITY_DATABASE_URL": CLINICAL},
                "name the same database",
            ),
            (
                {"DATABASE_URL": "mysql://a@b/c", "IDENTITY_DATABASE_URL": IDENTITY},
                "must begin with postgresql://",
            ),
            (
                {"DATABASE_URL": "postgresql://b/c", "IDENTITY_DATABASE_URL": IDENTITY},
                "must name a user",
            ),
            (
                {"DATABASE_URL": "postgresql://a@b", "IDENTITY_DATABASE_URL": IDENTITY},
                "must name a user",
            ),
            (
                {"DATABASE_URL": "postgresql://a@b:x/c", "IDENTITY_DATABASE_URL": IDENTITY},
                "cannot be read",
            ),
            (
                {"DATABASE_URL": f"{CLINICAL}&x=1", "IDENTITY_DATABASE_URL": IDENTITY},
                'has the option "x"',
            ),
            (
                {"OWNER_DATABASE_URL": CLINICAL, "IDENTITY_OWNER_DATABASE_URL": IDENTITY},
                "without DATABASE_URL",
            ),
        ],
    )
    def test_refuses_in_one_sentence(self, variables: dict[str, str], sentence: str) -> None:
        with pytest.raises(StartRefused) as refusal:
            read_environment(variables)
        assert sentence in str(refusal.value)
        assert "\n" not in str(refusal.value)

    def test_never_repeats_a_password(self) -> None:
        with pytest.raises(StartRefused) as refusal:
            read_environment(
                {"DATABASE_URL": "mysql://a:geheim@b/c", "IDENTITY_DATABASE_URL": IDENTITY}
            )
        assert "geheim" not in str(refusal.value)


class TestForProfile:
    def test_settings_of_one_profile_refuse_another(self) -> None:
        environment = read_environment({"CPMS_PROFILE": "production"})
        assert environment.for_profile("production", "training") == "production"
        with pytest.raises(
            StartRefused, match="CPMS_PROFILE is production and the settings are those of demo"
        ):
            environment.for_profile("demo")
