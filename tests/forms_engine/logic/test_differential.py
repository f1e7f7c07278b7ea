"""The server and the browser answer random rules alike.

`FUZZ_CASES` is the number of rules, `FUZZ_SEED` repeats a run that failed.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.forms_engine.logic.cases import VECTORS, CaseSymbols, answer_case, same
from tests.forms_engine.logic.generate import case

CLIENT = Path(__file__).resolve().parents[3] / "site" / "client"
BUNDLER = CLIENT / "node_modules" / ".bin" / "rolldown"
NODE = shutil.which("node")
COUNT = int(os.environ.get("FUZZ_CASES", "2000"))


@pytest.mark.skipif(
    not NODE or not BUNDLER.exists(), reason="needs Node and the packages of site/client"
)
def test_both_languages_answer_alike(tmp_path: Path) -> None:
    seed = os.environ.get("FUZZ_SEED") or secrets.token_hex(4)
    cases = [case(f"{seed}-{number}", wild=0.06) for number in range(COUNT)]
    symbols = CaseSymbols(VECTORS)
    cases = json.loads(json.dumps(cases))

    here = [answer_case(each, symbols, VECTORS["context"]) for each in cases]
    there = _answers_of_the_browser(cases, tmp_path)

    different = [
        {"case": each, "server": ours, "browser": theirs}
        for each, ours, theirs in zip(cases, here, there, strict=True)
        if not same(ours, theirs)
    ]
    known = sum(answer is not None for answer in here)
    print(f"seed {seed}: {COUNT} rules, {known} with an answer, {len(different)} differ")  # noqa: T201
    assert not different, f"seed {seed}: {json.dumps(different[0], ensure_ascii=False)}"
    assert known > COUNT / 3


def _answers_of_the_browser(cases: list[dict[str, Any]], folder: Path) -> list[object]:
    bundle, sent, answers = (folder / name for name in ("logic.mjs", "cases.json", "answers.json"))
    source = CLIENT / "src" / "logic" / "cases.ts"
    subprocess.run(
        [str(BUNDLER), str(source), "--file", str(bundle), "--format", "esm"],
        check=True,
        capture_output=True,
        cwd=CLIENT,
    )
    sent.write_text(json.dumps({**VECTORS, "cases": cases}), encoding="utf-8")
    script = Path(__file__).parent / "answer_cases.mjs"
    subprocess.run([NODE or "node", str(script), str(bundle), str(sent), str(answers)], check=True)
    found: list[object] = json.loads(answers.read_text(encoding="utf-8"))
    return found
