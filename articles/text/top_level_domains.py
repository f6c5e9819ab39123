"""Top-level domains by which a host name is recognised without https://."""

from __future__ import annotations

# Countries and territories of ISO 3166, and ac, eu, su, uk.
_COUNTRIES = """
ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf
cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg
gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn
kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na
nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh
si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve
vg vi vn vu wf ws ye yt za zm zw
"""
# Generic domains that newspapers print. Many others are words, which may follow a full stop without a space.
_GENERAL = """
com org net edu gov mil int info biz name pro aero asia coop museum app blog cloud club dev digital foundation live
media mobi network news ngo ong online page press pub shop site social space store tech tel today video website wiki
world xyz delhi london nyc
"""
# In other scripts: those of India and around it first.
_IN_OTHER_SCRIPTS = """
भारत भारतम् भारोत संगठन कॉम नेट ভারত ভাৰত বাংলা ભારત ਭਾਰਤ ଭାରତ இந்தியா இலங்கை சிங்கப்பூர் భారత్
ಭಾರತ ഭാരതം ලංකා بھارت ڀارت بارت پاکستان ایران ابوظبي السعودية الاردن الجزائر المغرب امارات تونس
سورية عراق عمان فلسطين قطر مصر مليسيا موريتانيا همراه سودان 中国 中國 中文网 公司 网络 在线 香港 台湾 台灣 新加坡 澳門
みんな コム 한국 닷컴 닷넷 ไทย ລາວ рф рус укр бел бг срб мкд мон қаз сайт онлайн дети москва ею ελ ευ հայ
გე קום ישראל
"""

ASCII = frozenset(f"{_COUNTRIES} {_GENERAL}".split())
OTHER = frozenset(_IN_OTHER_SCRIPTS.split())
