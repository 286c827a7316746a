"""The page of all figures."""

import re

from retold.figures.drawing.svg import SVG
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
        svg = f'<svg xmlns="{SVG}"><title>What {name} &amp; all show</title></svg>'
        (tmp_path / "figures" / f"{name}.svg").write_text(svg, "utf-8")
    (tmp_path / "figures" / f"{drawn[0]}.csv").write_text("x\n1\n", "utf-8")
    page = write_gallery(study_settings(small_study, {"title": "Bridges & all"}), tmp_path).read_text("utf-8")
    assert "<h1>Figures: Bridges &amp; all</h1>" in page
    assert sorted(re.findall(r"<code>retold figure STUDY (\w+)</code>", page)) == drawn
    assert sorted(re.findall(r'<img src="figures/(\w+)\.svg"', page)) == drawn
    # The numbers of each that has them, and what each shows, also for who cannot see it.
    assert re.findall(r'href="figures/(\w+)\.csv"', page) == drawn[:1]
    for name in drawn:
        assert f'alt="What {name} &amp; all show. ' in page
        assert f"Drawn from {', '.join(FIGURES[name].tables)}." in page
