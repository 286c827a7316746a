"""How pages are made: what is put in is escaped, and a browser may fetch nothing."""

import base64
import hashlib
from html.parser import HTMLParser

import pytest

from retold.study.template import keep_lines, page_policy, page_template

ODD = [
    "<script>alert(1)</script>",
    "a\r\nb\rc\n",
    "\u202eright to left",
    "&amp;lt;",
    "\u2028",
    '" onload="x',
    "{{ x }}",
]


class Read(HTMLParser):
    """The text of a page, as a browser reads it: CR and LF in the source are one line end."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags = []
        self.feed(page.replace("\r\n", "\n").replace("\r", "\n"))
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("text", ODD)
def test_text_is_read_back_sign_by_sign(text):
    read = Read(str(keep_lines(text)))
    assert read.text == text
    assert read.tags == []


@pytest.mark.parametrize("name", ["report.html.j2", "gallery.html.j2"])
def test_a_template_refuses_to_be_given_too_little(name):
    with pytest.raises(Exception, match="undefined"):
        page_template(name).render()


def test_a_policy_lets_only_our_own_code_run():
    digest = base64.b64encode(hashlib.sha256(b"p {}").digest()).decode()
    policy = page_policy("p {}", "run()")
    assert policy.startswith("default-src 'none'; img-src data:; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in page_policy("p {}")
    assert page_policy("p {}", "run()") != page_policy("p {}", "run() ")
