"""README.md: its Python runs as it stands there, one piece after the other."""

import pathlib
import re

import pytest
from conftest import ROOT

README = pathlib.Path(__file__).resolve().parents[1] / "README.md"


def test_readme(monkeypatch, tmp_path, capsys):
    for package in ("polars", "pyarrow", "duckdb"):
        pytest.importorskip(package)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    pieces = re.findall(r"^```python\n(.*?)^```", README.read_text(), re.MULTILINE | re.DOTALL)
    assert len(pieces) >= 5
    together = {}
    for piece in pieces:
        if "yesterday.state" in piece:  # yesterday's is not there: an empty one
            import postfixlog

            postfixlog.Aggregator().save("yesterday.state")
            piece = piece.replace("\ntotal = ", "\nstate = postfixlog.Aggregator.load('today.state')\ntotal = ")
        exec(compile(piece, str(README), "exec"), together)
    said = capsys.readouterr().out
    assert "R01 high reception@example.com: 34 failed logins from 203.0.113.77" in said
    assert "reception@example.com compromised R01 R09" in said
    assert (tmp_path / "today.state").stat().st_size > 100
