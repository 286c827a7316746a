"""The notebooks of a folder, run where they lie, in order."""

from retold.study import refresh as module
from retold.study.refresh import refresh


def test_numbered_notebooks_are_run_in_order(tmp_path, monkeypatch):
    for name in ("02_b.ipynb", "01_a.ipynb", "notes.ipynb", "03_c.txt", "06_sensitivity.ipynb"):
        (tmp_path / name).write_text("")
    seen = []

    def run(notebook, output, *, parameters, cwd):
        seen.append((notebook.name, output == notebook, parameters, cwd == tmp_path))
        return output

    monkeypatch.setattr(module, "run_notebook", run)
    assert [path.name for path in refresh(tmp_path)] == ["01_a.ipynb", "02_b.ipynb"]
    assert seen == [("01_a.ipynb", True, {}, True), ("02_b.ipynb", True, {}, True)]
    assert refresh(tmp_path / "gone") == []
    # It reads a sweep, and is run by itself when that has ended.
    assert refresh(tmp_path / "06_sensitivity.ipynb") == [tmp_path / "06_sensitivity.ipynb"]
