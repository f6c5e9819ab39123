"""Data that tells Hindi in a legacy font from English: frequent words of each, and pairs of letters."""

from __future__ import annotations

from itertools import pairwise

import regex

# Words that nearly every Hindi text of a hundred words has, and words whose keys look like English ones.
FREQUENT_HINDI = frozenset(
    """
    का की के को में से ने पर है हैं था थी थे हो और या कि जो तो भी ही यह वह ये वे इस उस इन उन एक कर कर नहीं लिए गया गई गए
    किया किए दिया दिए हुआ हुई हुए रहा रही रहे होगा होगी होंगे कहा बताया अपने अपनी अपना साथ बाद तक कुछ जब तब अब सभी बहुत
    अगर लेकिन इसके उसके उनके इसकी उनकी इसे उसे उन्हें उन्होंने जिस जिससे इससे वाले वाली वाला करने होने जाने आज साल दिन लोग
    लोगों देश सरकार मंत्री पुलिस राज्य तथा एवं द्वारा अधिक हजार लाख करोड़ रुपये रुपए क्या कोई किसी दो तीन चार पहले आप हम मैं
    मुख्यमंत्री प्रधानमंत्री भारत दिल्ली प्रदेश जिला जिले नगर शहर काम समय बीच ओर गयी न पास ऐसे करना करते करता होता होती
    अंक अंत अहम इतने इनके उनसे उम्र उससे कब कम कल घर चौदह छह जंगल जल ठीक दर्ज दस दाम नंबर नई नमक नाम पसंद पानी बंद बजे बस
    बात बीस मंच मतलब मदद मेहनत याद रंग रात वजह वापस शाम सच
    """.split()
)
# Short frequent words, whose letters say little, and words whose keys would be Hindi ones.
ENGLISH = frozenset(
    """
    a about above according after again against all also am among an and another any are around as ask at away back
    be because been before being best between big both bring but by call called came can case city clear come could day
    days did do does done down due during each early end even every far few find first five for four free from full gave
    get give given go goes going gone good got great had half hand has have he head help her here high him his home hour
    how i idea if in into is it its just keep kept key know last late law left less let life like list live local long
    look made mail main make man many may me mean men might more most much must my name near need new news next no none
    nor not note now of off office old on once one only open or order other our out over own page paid part party pay
    people per place plan play please point post power press public put re read real right rise role rule run said same
    saw say says see seen send sent set several she should show side since six small so some son soon state still stop
    such take team tell ten than thank thanks that the their them then there these they thing this those three through
    thus time to today told too top town turn two under until up upon us use used very via video view visit want war was
    water way we week well went were what when where which while who whole whom whose why will wish with within without
    word work world would yes yet you your
    air android bank chatgpt data facebook fraud google instagram iphone nifty sensex tesla twitter whatsapp youtube
    cr crore lakh rs kg km sms app apps bank budget bill bus cafe chief cricket digital exam film final group hotel
    internet league match media metro mobile minister mission online phone police report school score share smart star
    start startup station summit tax tech ticket train trust tv union update website
    """.split()
)

# How much likelier the second letter follows the first in Kruti Dev than in English: m is equally likely, two letters
# further in the alphabet is twice as likely. Rows and columns: a word's end, a to z, any other character.
# Counted in 3,400 words of Hindi put into Kruti Dev and 10,700 words of English.
_LETTERS = "^abcdefghijklmnopqrstuvwxyz."
_ODDS = """
pdklmmpolnsdplolknjdlmrdtsdm ufdjlkrehkqdgdktkmgdfkdeudhv gjfdpdtrqhivlhighslglmksvojv njldqdrvldvpkgvdsvlqhojvvmvu
khjoffptvduvmfkddtpojlfvvsqr lmlgjhoovfvvddfmhrgmhudqitrs ddntuldrnevvlfskunmdnonnvqnv ijjlqiqdndvvkddjpvlomkjsqvhu
qinoreuiidvvmdmepnldhojnnnnt qlddmdnnvmvvhdddivmjdvdvnvrv qdhokdivvidqsdmikdvmqgmhokhv mhqrodqkvgquhklniqqolpmivrpt
llfqpiqsvevvegpjlvtpfkevmjrs ddikiesnqnvvtdtdeuvlspuoppqv ldhhhijfviuuoglhfvrodpdvrtts omddlnpovkvtedekhmhokhddnvjv
ngjjphmjqktvdjkfhvhodlltnqtu mpqtvvpskuvpmkutrkoikgvsvvkv nefhldqlvdvvgdfdmvdodndfvlos mtvhrfstdgvdldnkhetdikhevqqv
jejnrfpumdvvpfjifvgmdomqvmmu ueddpinlvfvvfddoevgodshvnupv fihpvdunvjvvvgiivkgkvvljvulv ldhvnhvvdgvqqqihsqgdtvvgovqv
kdpdndnvsdvvhdnldvqudvnsiotr jpdlqjqkvgsvdddkdqqpdvkjvneq jdktvduvuepvujqlpnkvpkpvpnht njhntisutlvvodkimvmqkolvnnqj
""".split()
_LEANING = {
    (first, second): ord(odds) - ord("m")
    for first, row in zip(_LETTERS, _ODDS, strict=True)
    for second, odds in zip(_LETTERS, row, strict=True)
}
_CAPITALISED = regex.compile(r"[A-Z][a-z]+")


def letters_lean(word: str) -> int:
    """Return a number above 0 if the letters follow each other as in Kruti Dev, below 0 if as in English."""
    if _CAPITALISED.fullmatch(word):
        word = word.lower()
    known = (letter if "a" <= letter <= "z" else "." for letter in word)
    return sum(_LEANING[pair] for pair in pairwise(["^", *known, "^"]))
