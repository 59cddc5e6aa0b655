"""Hostile names in every export, the quick form: 200 names; ``--slow`` takes 2,000."""

import hostile_exports
import pytest


def test_no_name_breaks_an_export_or_wakes_it(request, qapp):
    count = 2000 if request.config.getoption("--slow") else 200
    found = {name: faults for name in hostile_exports.names(count) if (faults := list(hostile_exports.faults(name)))}
    assert not found


@pytest.mark.parametrize(
    ("check", "bad"),
    [
        (".svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
        (".svg", b'<svg xmlns="http://www.w3.org/2000/svg"><a href="http://x"/></svg>'),
        (".svg", b"<svg>"),
        (".html", b"<meta http-equiv=x content=\"default-src 'none'\"><img src=x>"),
        (".html", b"<p>no policy"),
        (".csv", b"a,b\r\n=1,2\r\n"),
        (".gold.json", b'{"a": NaN}'),
        (".md", b"| a |\n| b | c |\n"),
        (".pdf", b"%PDF-1.7\n1 0 obj\n/URI\nendobj\nxref\n0 2\n0000000009 00000 n \nstartxref\n34\n%%EOF"),
    ],
)
def test_the_checks_find_what_is_bad(check, bad):
    assert list(hostile_exports.CHECKS[check](bad))
