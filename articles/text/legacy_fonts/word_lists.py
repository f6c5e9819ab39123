"""Data that tells Hindi in a legacy font from English: frequent words of each, and pairs of letters."""

from __future__ import annotations

from itertools import pairwise

import regex

from articles.text import data

_FREQUENT = data.read("frequent_words")
FREQUENT_HINDI, ENGLISH = frozenset(_FREQUENT["hindi"].split()), frozenset(_FREQUENT["english"].split())

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
