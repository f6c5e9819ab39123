"""The payload corpus: texts that make a browser run a script if they reach a page as they are.

Each calls `alert` with its own number, so that a browser in which `alert` takes notes can say which of them ran. Some
are for places that hold HTML or whose words might be taken for it ("markup"), some for attributes, titles and data
("line"), some for fields that become links ("address").
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from urllib.parse import quote

from tests.body.payloads import PAYLOADS

_PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="

# Events that a browser raises by itself when the element appears.
_BY_THEMSELVES = [
    f'<img src="{_PIXEL}" onload=alert(1)>',
    "<img src=x: onerror=alert(1)>",
    "<img srcset=x: onerror=alert(1)>",
    "<picture><source srcset=x:><img src=x: onerror=alert(1)></picture>",
    "<img src=x: onerror=alert`1`>",
    "<img src=x: onerror=top.alert(1)>",
    "<img src=x: onerror=window['al'+'ert'](1)>",
    "<img src=x: onerror=eval('al'+'ert(1)')>",
    "<img src=x: onerror=setTimeout('alert(1)')>",
    "<img src=x: onerror=Function('alert(1)')()>",
    "<img src=x: onerror=import('data:text/javascript,alert(1)')>",
    "<img src=x: onerror=\\u0061lert(1)>",
    "<img src=x: onerror=&#0000097;lert(1)>",
    "<img src=x: onerror=&#x61;lert(1)>",
    "<img src=x: onerror=alert&lpar;1&rpar;>",
    "<img src=x: onerror='alert(1)' alt='<figure>'>",
    "<img src=x: ONERROR=alert(1)>",
    "<img src=x: oNeRrOr=alert(1)>",
    "<img src=x: onerror\n=\nalert(1)>",
    "<img src=x: onerror\x0c=alert(1)>",
    "<img/**/src=x:/**/onerror=alert(1)>",
    "<img src=x: id='onerror=x' onerror=alert(1)>",
    "<input type=image src=x: onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<textarea autofocus onfocus=alert(1)></textarea>",
    "<select autofocus onfocus=alert(1)></select>",
    "<button autofocus onfocus=alert(1)>x</button>",
    "<a href=# autofocus onfocus=alert(1)>x</a>",
    "<p tabindex=0 autofocus onfocus=alert(1)>x</p>",
    "<h2 tabindex=0 autofocus onfocus=alert(1)>x</h2>",
    "<li tabindex=0 autofocus onfocus=alert(1)>x</li>",
    "<figure tabindex=0 autofocus onfocus=alert(1)>x</figure>",
    "<figcaption tabindex=0 autofocus onfocus=alert(1)>x</figcaption>",
    "<blockquote tabindex=0 autofocus onfocus=alert(1)>x</blockquote>",
    "<aside tabindex=0 autofocus onfocus=alert(1)>x</aside>",
    "<span contenteditable autofocus onfocus=alert(1)>x</span>",
    "<x autofocus tabindex=1 onfocus=alert(1)>x</x>",
    "<details open ontoggle=alert(1)>x</details>",
    "<details ontoggle=alert(1) open=''><summary>x</summary></details>",
    "<video src=x: onerror=alert(1)></video>",
    "<video onloadstart=alert(1)><source src=x:></video>",
    "<video poster=x: src=x: onerror=alert(1)></video>",
    "<audio src=x: onerror=alert(1)></audio>",
    "<audio onloadstart=alert(1)><source src=x:></audio>",
    "<object data=x: onerror=alert(1)></object>",
    f"<object data='{_PIXEL}' onload=alert(1)></object>",
    "<iframe onload=alert(1)></iframe>",
    "<iframe src=about:blank onload=alert(1)></iframe>",
    "<iframe srcdoc='<p>x' onload=alert(1)></iframe>",
    "<iframe srcdoc='&lt;script&gt;parent.alert(1)&lt;/script&gt;'></iframe>",
    "<iframe srcdoc='<img src=x: onerror=parent.alert(1)>'></iframe>",
    "<iframe src='javascript:parent.alert(1)'></iframe>",
    "<iframe src='JAVASCRIPT:parent.alert(1)'></iframe>",
    "<iframe src=' &#1; javascript:parent.alert(1)'></iframe>",
    "<iframe src='java&#10;script:parent.alert(1)'></iframe>",
    "<frameset onload=alert(1)>",
    "<body onload=alert(1)>",
    "<body onpageshow=alert(1)>",
    "<style onload=alert(1)></style>",
    "<style>@keyframes k{from{top:0}to{top:1px}}</style><p style='animation:k 1ms' onanimationstart=alert(1)>x</p>",
    "<style>@keyframes k{from{top:0}to{top:1px}}</style><p style='animation:k 1ms' onanimationend=alert(1)>x</p>",
    "<style>@keyframes k{}</style><h2 style='animation-name:k;animation-duration:1ms' onanimationend=alert(1)>x</h2>",
    "<link rel=stylesheet href=data:text/css, onload=alert(1)>",
    "<link rel=stylesheet href=x: onerror=alert(1)>",
    "<link rel=preload as=script href=x: onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<script >alert(1)</script >",
    "<script\t>alert(1)</script\t>",
    "<script type=module>alert(1)</script>",
    "<script type=text/javascript>alert(1)</script>",
    "<script language=javascript>alert(1)</script>",
    "<script async src=data:text/javascript,alert(1)></script>",
    "<script src='data:,alert(1)'></script>",
    "<script defer src='data:text/javascript;base64,YWxlcnQoMSk='></script>",
    "<script>/*<!--*/alert(1)//--></script>",
    "<script><!--\nalert(1)\n--></script>",
    "<script>window.alert(1)</script x>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "</p><script>alert(1)</script><p>",
    "<p><script>alert(1)</script></p>",
    "<ul><li><script>alert(1)</script></li></ul>",
    "<svg onload=alert(1)></svg>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><script href='data:,alert(1)'/></svg>",
    "<svg><script xlink:href='data:,alert(1)'/></svg>",
    "<svg><image href=x: onerror=alert(1)></svg>",
    "<svg><g onload=alert(1)></g></svg>",
    "<svg><style onload=alert(1)></style></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
    "<svg><set onbegin=alert(1) attributeName=x to=y></svg>",
    "<svg><animate onend=alert(1) attributeName=x dur=1ms></svg>",
    "<svg><animateTransform onbegin=alert(1) attributeName=transform dur=1s></svg>",
    "<svg><animateMotion onbegin=alert(1) dur=1s></svg>",
    "<svg><foreignObject><img src=x: onerror=alert(1)></foreignObject></svg>",
    "<svg><desc><img src=x: onerror=alert(1)></desc></svg>",
    "<svg><title><img src=x: onerror=alert(1)></title></svg>",
    "<svg><a autofocus tabindex=0 onfocus=alert(1)><text y=9>x</text></a></svg>",
    "<math><mtext><img src=x: onerror=alert(1)></mtext></math>",
    "<math><annotation-xml encoding=text/html><img src=x: onerror=alert(1)></annotation-xml></math>",
    "<math><mi><script>alert(1)</script></mi></math>",
    "<table><img src=x: onerror=alert(1)><tr><td>x</table>",
    "<table><caption><script>alert(1)</script></caption></table>",
    "<table><tr><td><img src=x: onerror=alert(1)></td></tr></table>",
    "<table background=x: ><tbody><tr><th tabindex=0 autofocus onfocus=alert(1)>x</th></tr></table>",
    "<template shadowrootmode=open><script>alert(1)</script></template>",
    "<div><template shadowrootmode=open><img src=x: onerror=alert(1)></template></div>",
    "<dialog open><img src=x: onerror=alert(1)></dialog>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<marquee loop=1 width=0 onfinish=alert(1)>x</marquee>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<noscript><img src=x: onerror=alert(1)></noscript><img src=x: onerror=alert(1)>",
]

# What the parser makes something else of than it looks like, or what changes when it is written out and read again.
_MUTATIONS = [
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x: onerror=alert(1)&gt;">',
    "<svg><style><img src='</style><img src=x: onerror=alert(1)>'>",
    '<svg><p><style><a id="</style><img src=x: onerror=alert(1)>">',
    "<math><p></math><style><!--</style><img src=x: onerror=alert(1)>--></style>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x: onerror=alert(1)>",
    "<svg></br><style><a title='</style><img src=x: onerror=alert(1)>'>",
    "<noscript><style></noscript><img src=x: onerror=alert(1)>",
    '<noscript><a title="</noscript><img src=x: onerror=alert(1)>">',
    "<style><a title='</style><img src=x: onerror=alert(1)>'>",
    "<title><a title='</title><img src=x: onerror=alert(1)>'>",
    "<textarea><a title='</textarea><img src=x: onerror=alert(1)>'>",
    "<xmp><a title='</xmp><img src=x: onerror=alert(1)>'>",
    "<iframe><a title='</iframe><img src=x: onerror=alert(1)>'>",
    "<noembed><a title='</noembed><img src=x: onerror=alert(1)>'>",
    "<noframes><a title='</noframes><img src=x: onerror=alert(1)>'>",
    "<plaintext></plaintext><img src=x: onerror=alert(1)>",
    "<select><template><img src=x: onerror=alert(1)></template></select><img src=x: onerror=alert(1)>",
    "<select><style></select><img src=x: onerror=alert(1)></style>",
    "<option><style></option></select><img src=x: onerror=alert(1)></style>",
    "<!--><img src=x: onerror=alert(1)>-->",
    "<!---><img src=x: onerror=alert(1)>-->",
    "<!-- --!><img src=x: onerror=alert(1)> -->",
    "<!-- <!-- --><img src=x: onerror=alert(1)> -->",
    "<!x><img src=x: onerror=alert(1)>",
    "<?x><img src=x: onerror=alert(1)>",
    "</ x><img src=x: onerror=alert(1)>",
    "<![CDATA[><img src=x: onerror=alert(1)>]]>",
    "<svg><![CDATA[</svg><img src=x: onerror=alert(1)>]]></svg>",
    "<a <img src=x: onerror=alert(1)>",
    "<p/<img src=x: onerror=alert(1)>",
    "<p title='x' title=\"'><img src=x: onerror=alert(1)>\"><img src=x: onerror=alert(1)>",
    "<<img src=x: onerror=alert(1)>>",
    "<i><b></i><img src=x: onerror=alert(1)></b>",
    "<p><ul><li></p><img src=x: onerror=alert(1)>",
    "<a href='https://a.example/?<img src=x: onerror=alert(1)>'>x</a>",
    '<a href="https://a.example/\'><img src=x: onerror=alert(1)>">x</a>',
    '<span lang="en\'><img src=x: onerror=alert(1)>">x</span>',
    "<p lang=en onmouseover=alert(1)>x</p>",
    "\x00<img src=x: onerror=alert(1)>",
    "<img\x00 src=x: onerror=alert(1)>",
    "&lt;img src=x: onerror=alert(1)&gt;",
    "&#60;img src=x: onerror=alert(1)&#62;",
    "&amp;lt;img src=x: onerror=alert(1)&amp;gt;",
    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
]

# What only this project's bodies have: the placeholders, whose parts are shown in other places.
_PLACEHOLDERS = [
    "<figure data-social-post='1' tabindex=0 autofocus onfocus=alert(1)></figure>",
    "<figure data-social-post='1'><a href='javascript:alert(1)'>x</a></figure>",
    "<figure data-social-post='1'><a href='https://x.example/' tabindex=0 autofocus onfocus=alert(1)>x</a></figure>",
    "<figure data-social-post='1'><a href='https://x.example/\"><img src=x: onerror=alert(1)>'>x</a></figure>",
    "<figure data-social-post='1\"><img src=x: onerror=alert(1)>'></figure>",
    "<figure data-social-post='999999'><a href='https://x.example/'><img src=x: onerror=alert(1)></a></figure>",
    "<figure data-social-post='999999'><script>alert(1)</script></figure>",
    "<figure data-image='1' data-layout='wide\" tabindex=0 autofocus onfocus=\"alert(1)'></figure>",
    "<figure data-image='1'><figcaption><img src=x: onerror=alert(1)></figcaption></figure>",
    "<figure data-image='1'><figcaption><script>alert(1)</script></figcaption></figure>",
    "<figure data-image='1'><figcaption lang='en\" tabindex=0 autofocus onfocus=\"alert(1)'>x</figcaption></figure>",
    "<figure data-image='1'><figcaption tabindex=0 autofocus onfocus=alert(1)>x</figcaption></figure>",
    "<figure data-gallery='1 2\"><img src=x: onerror=alert(1)>'></figure>",
    "<figure data-gallery='1 1'><figcaption><svg onload=alert(1)></figcaption></figure>",
    "<figure data-story='1'><a href='javascript:alert(1)'>x</a></figure>",
    "<figure data-story='1'><a href='/x/'><img src=x: onerror=alert(1)></a></figure>",
    "<figure data-table='results'><figcaption><img src=x: onerror=alert(1)></figcaption><table></table></figure>",
    "<figure data-table='results'><table><tbody><tr><td><script>alert(1)</script></td></tr></tbody></table></figure>",
    "<figure data-table='x\"><script>alert(1)</script>'><table><tr><td>x</td></tr></table></figure>",
    "<figure data-table=plain><table><tr><td colspan='2\" autofocus tabindex=0 onfocus=\"alert(1)'>x</table></figure>",
    "<aside data-aside='pull-quote'><p><img src=x: onerror=alert(1)></p></aside>",
    "<aside data-aside='fact-box\"><script>alert(1)</script>'><p>x</p></aside>",
    "<aside data-aside='fact-box' tabindex=0 autofocus onfocus=alert(1)><h3>x</h3></aside>",
    "<aside data-aside='fact-box'><h3><svg onload=alert(1)></h3></aside>",
    "<figure><figure data-social-post='1'><img src=x: onerror=alert(1)></figure></figure>",
    "<ol start='1\" autofocus tabindex=0 onfocus=\"alert(1)'><li>x</li></ol>",
    "<blockquote class=twitter-tweet><p><img src=x: onerror=alert(1)></p></blockquote>",
    "<blockquote class=twitter-tweet><a href='javascript:alert(1)'>x</a></blockquote><script>alert(1)</script>",
]

# Out of an attribute, a title, a script of data, a style, a template.
_OUT_OF_PLACE = [
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    "><script>alert(1)</script>",
    '"><img src=x: onerror=alert(1)>',
    "'><img src=x: onerror=alert(1)>",
    '" autofocus tabindex=0 onfocus=alert(1) x="',
    "' autofocus tabindex=0 onfocus=alert(1) x='",
    '" onmouseover=alert(1) x="',
    '" style=animation:k onanimationstart=alert(1) x="',
    "</title><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</ScRiPt ><img src=x: onerror=alert(1)>",
    "</style><script>alert(1)</script>",
    "<!--</script><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "]]&gt;<img src=x: onerror=alert(1)>",
    '\\"};alert(1);//',
    '";alert(1);//',
    "';alert(1);//",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "\u2028alert(1)//",
    "${alert(1)}",
    "{{constructor.constructor('alert(1)')()}}",
    "{% debug %}<script>alert(1)</script>",
    "<a href=javascript:alert(1)>x</a>",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\u202e<script>alert(1)</script>",
    "हिंदी<script>alert(1)</script>ख़बर",
    "क्\u200dष<img src=x: onerror=alert(1)>",
]

_JS = "javascript:alert(1)"
ADDRESS_FORMS = [
    _JS,
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "javascript\t:alert(1)",
    "javascript://x.com/a/status/1%0aalert(1)",
    "javascript:x.com/alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "data:text/html,<script>parent.alert(1)</script>",
    "data:text/html;base64," + base64.b64encode(b"<script>parent.alert(1)</script>").decode(),
    "vbscript:alert(1)",
    'https://x.com/a/status/1" autofocus tabindex=0 onfocus=alert(1) x="',
    "https://x.com/a/status/1'><img src=x: onerror=alert(1)>",
    'https://x.com/a/status/1"><script>alert(1)</script>',
    "https://x.example/" + quote("<script>alert(1)</script>"),
    '//x.example/"><script>alert(1)</script>',
    "https://javascript:alert(1)@x.example/",
]
_LINKING = [
    '<a href="{}">x</a>',
    '<svg><a href="{}"><text y="9">x</text></a></svg>',
    '<form action="{}"><button>x</button></form>',
    '<iframe src="{}"></iframe>',
]


@dataclass(frozen=True)
class Vector:
    """`number` is what it calls `alert` with; `place` says where it belongs: markup, line or address."""

    number: int
    place: str
    text: str


def _all() -> list[Vector]:
    links = [form.format(address) for form in _LINKING for address in ADDRESS_FORMS if '"' not in address]
    markup = dict.fromkeys([*_BY_THEMSELVES, *_MUTATIONS, *_PLACEHOLDERS, *links, *PAYLOADS])
    places = {
        "markup": [text for text in markup if text not in _OUT_OF_PLACE],
        "line": _OUT_OF_PLACE,
        "address": ADDRESS_FORMS,
    }
    found: list[Vector] = []
    for place, texts in places.items():
        found += [Vector(number, place, _numbered(text, number)) for number, text in enumerate(texts, len(found) + 2)]
    return found


def _numbered(text: str, number: int) -> str:
    """With its own number in place of 1, in what is encoded too."""
    coded = base64.b64encode(b"alert(1)").decode(), base64.b64encode(f"alert({number})".encode()).decode()
    whole = f"<script>parent.alert({number})</script>".encode()
    text = text.replace(*coded).replace(
        base64.b64encode(b"<script>parent.alert(1)</script>").decode(), base64.b64encode(whole).decode()
    )
    for form in ("alert({})", "alert&#40;{})", "alert&lpar;{}&rpar;", "alert`{}`", "&#97;lert({})", "lert({})"):
        text = text.replace(form.format(1), form.format(number))
    return text


VECTORS = _all()
