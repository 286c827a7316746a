"""The page of all figures."""

import re

from PIL import Image
from PIL.PngImagePlugin import PngInfo

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
        title = PngInfo()
        title.add_text("Title", f"What {name} & all show")
        Image.new("L", (1, 1)).save(tmp_path / "figures" / f"{name}.png", pnginfo=title)
    (tmp_path / "figures" / f"{drawn[1]}.pdf").write_bytes(b"%PDF")
    (tmp_path / "figures" / f"{drawn[0]}.csv").write_text("x\n1\n", "utf-8")
    page = write_gallery(study_settings(small_study, {"title": "Bridges & all"}), tmp_path).read_text("utf-8")
    assert "<h1>Figures: Bridges &amp; all</h1>" in page
    assert sorted(re.findall(r"<code>retold figure STUDY (\w+)</code>", page)) == drawn
    assert sorted(re.findall(r'<img src="figures/(\w+)\.png"', page)) == drawn
    led_to = re.findall(r'href="figures/([^"]+)"', page)
    assert sorted(led_to) == sorted(
        [f"{name}.png" for name in drawn] + [f"{drawn[0]}.csv", f"{drawn[1]}.pdf"]
    )
    # The numbers of each that has them, and what each shows, also for who cannot see it.
    assert re.findall(r'href="figures/(\w+)\.csv"', page) == drawn[:1]
    for name in drawn:
        assert f'alt="What {name} &amp; all show. ' in page
        assert f"Drawn from {', '.join(FIGURES[name].tables)}." in page
