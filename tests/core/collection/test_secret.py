import pytest

from core.collection.secret import find_secret, hide
from core.errors import RaresightError


@pytest.fixture
def secrets(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.delenv("A_KEY", raising=False)
    path = tmp_path / ".streamlit" / "secrets.toml"
    path.parent.mkdir()
    return path


def test_the_environment_wins_over_the_file(secrets, monkeypatch):
    assert find_secret("A_KEY") is None
    secrets.write_text('A_KEY = "file"\n')
    assert find_secret("A_KEY") == "file"
    monkeypatch.setenv("A_KEY", " environment ")
    assert find_secret("A_KEY") == "environment"


def test_a_broken_file_is_named_without_its_contents(secrets):
    secrets.write_text("A_KEY = hidden\n")
    with pytest.raises(RaresightError, match="cannot be read as TOML") as error:
        find_secret("A_KEY")
    assert "hidden" not in str(error.value)


def test_a_key_is_hidden_in_every_form_a_url_may_give_it():
    text = "https://x/?key=a%2Fb+c&again=a/b+c and a%2Fb%2Bc"
    assert "a/b" not in hide(text, ["a/b+c", ""])
    assert "%2F" not in hide(text, ["a/b+c", "a/b c"])
