"""The page of all figures."""

import re

from retold.figures.registry import FIGURES
from retold.study.gallery import write_gallery
from retold.study.values import study_settings
from retold.tables import write_table
from tests.study.made_tables import rows


def test_each_figure_stands_with_its_command(small_study, tmp_path):
    write_table(rows("articles", {"article_id": "a"}, edition="original"), "articles", tmp_path)
    (tmp_path / "figures").mkdir()
    drawn = sorted(FIGURES)[:3]
    for name in drawn:
        (tmp_path / "figures" / f"{name}.svg").write_text("<svg/>", "utf-8")
    page = write_gallery(study_settings(small_study, {"title": "Bridges & all"}), tmp_path).read_text("utf-8")
    assert "<h1>Figures: Bridges &amp; all</h1>" in page
    assert sorted(re.findall(r"<code>retold figure STUDY (\w+)</code>", page)) == drawn
    assert sorted(re.findall(r'<img src="figures/(\w+)\.svg"', page)) == drawn
    for name in drawn:
        assert f"Drawn from {', '.join(FIGURES[name].tables)}." in page
