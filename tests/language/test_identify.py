"""In which language and script a text is."""

import pytest

from retold.language.identify import guess_language, main_script

LANGUAGES = [
    ("The rain in the valley is not over, and it was the worst of the year.", "en"),
    ("La pluie dans la vallée n’est pas finie, et elle est la pire des dix ans.", "fr"),
    ("La lluvia en el valle no ha terminado y es la peor de los diez años.", "es"),
    ("Дождь в долине не кончился, и это был худший из дней года.", "ru"),
    ("Дощ у долині не скінчився, і це був найгірший день року, як і торік.", "uk"),
    ("انتهى المطر في الوادي", "ar"),
    ("雨が谷に降り続いている。", "ja"),
    ("山谷里一直在下雨。", "zh"),
    ("Kim 1914", ""),
    ("", ""),
    ("👍 …", ""),
]


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_languages(text, language):
    assert guess_language(text) == language


def test_scripts():
    assert [main_script(t) for t in ("é", "ж", "ß ж ж", "…", "ﬁ")] == [
        "LATIN",
        "CYRILLIC",
        "CYRILLIC",
        "",
        "LATIN",
    ]
