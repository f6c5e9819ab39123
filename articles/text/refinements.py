"""Refinements of the spelling by sound, learnt from attested spellings; see docs/decisions/0003-romaniser.md.

A line of FIRST and THEN reads: sounds to the left | the sound | sounds to the right | letters so far | letters instead.
^ and $ are the word's ends; *C is any consonant, *V any spoken vowel, *ə an inherent vowel, *N a nasal. A line of ENDS
reads: sounds at the word's end, or after ^ at its beginning | letters instead. They are applied in this order.
"""

from __future__ import annotations

FIRST = """
^|A||a|aa
|ə|*C *V *N||a
*^ *C|व||v|w
ट|ə|र|a|e
|ə|र ə||a
|ai|N *C|ai|a
*C|व|ə र|v|w
श|व||v|w
*V|क|ट|k|c
ल|ai||ai|a
म|ə|$|a|
A व|ə|*C||a
|ə|र I||a
ट i|क|ə $|k|c
*C|ə|ल I||a
|क|o *C *C|k|c
स|व|A *C|v|w
ग|ə|*C *V *$||a
य|ə|*C *V *$||a
ə र म|ə||a|
*N *C|ə|ल||a
न|ə|*$|a|
म|ai|न|ai|a
|ə|प र|a|
^|क|ल|k|c
फ|A|*V|a|
^|e|N *C|e|a
*C|ə|त i||a
i य|ə|||a
|ə|र i||a
*C i|क|स|k|c
|ai|प|ai|a
^|e|*C *C|e|a
व|ə|त||a
स|क|o|k|c
*V *C|ə|प|a|
*C ə|ढ़|ə $|dh|rh
i|य|ə न ə|y|
|ai|ड|ai|a
क|ə|ल||a
*C *V *C|ə|ड़||a
*V|e|*$|e|ye
|ə|स ट|a|u
व|ə|$|a|
|A|u N|a|o
^ a स|ə|*C||a
|ə|ग ə र||a
*^|i|ल e|i|e
^|य|U न|y|
i|य|o *$|y|
च|छ|*V|chh|ch
र ə ह|ə|*C||a
|ə|न *ə||a
|ə|य *V *$||a
ट र|e|*C|e|a
*C|I|ट ə र|i|e
*C|ə|ल ə||a
|ə|ग र|a|
म|ə|त *V *$||a
^|e|ड ə|e|a
र क|ə||a|
|य|U र o|y|e
|व|A ल A|v|w
*N *C|ə|र स|a|e
ट|ə|त *V *$||a
स|क|र|k|c
द ध|ə|*C|a|
म|ai|ग|ai|a
*V *C ट|ə|न|a|o
*C e|व|A ल|v|w
*C *V|छ|*ə|chh|ch
|ai|क *V|ai|ac
^ प U|छ||chh|ch
*C ल|e|ट|e|a
ज|ə|न A||a
च|ə|ल||a
|ə|य *ə||a
^|क़||q|k
*V *N|स|i|s|c
|व|A ड़|v|w
ज ञ|ə|$||a
र|e|ल ə|e|ai
द I|व|A *C|v|w
*V स|व||v|w
र श|ə|*C *V|a|
|I|ल ड ə|i|ie
*N|प|*ə *C *V|p|pa
|I|प *ə *$|i|ee
|क|ai N|k|c
|ə|ट ə||a
*^ *C ट|ə||a|u
*C त|ə|र A|a|
ट|ə|*C *V *N|a|
*V *C|ə|र ट|a|e
|व|A र ड|v|w
ह|ə|र A $||a
फ|ə|N *C|a|u
|ai|च *ə|ai|at
*C *C|o|क ə|o|oc
क|ə|न e $||a
*ə|व|A र|v|w
*^ *C|i|प o|i|e
त|ri||ri|ru
*C|र|ri|r|
e N स|ə|*C|a|o
|ə|म e N|a|
ल|ə|स|a|
|च|च|ch|c
स i|य|A $|y|
^ o व|ə|*C|a|e
|ə|ण I $||a
ष|ण|*ə *$|n|na
|ə|म ai|a|
*^ *C *V|ज़|*ə|z|j
|ai|म *ə *$|ai|a
श|U|ट|u|oo
ai ठ|ə|*C *V||a
*V|A|*C *ə *$|a|aa
|व|A ज|v|w
^ ड र|ə||a|u
त|I|न|i|ee
प|ə|N प|a|u
*C o|ल|i N|l|ll
^ फ र|I||i|ee
*C|ə|ठ||a
au|N||m|n
^ ह|ə|म ə|a|u
"""
ENDS = """
e श ə न ə|ation
A i न ə|ine
^ A व|av
^ र A म ə|ram
A i ड ə|ide
क श ə न ə|ction
^ ड A य|di
^ द व|dv
^ स ə र व ə|sarv
क ट ə र ə|ctor
A i ट ə|ight
o क स ə|ox
^ द e व ə|dev
^ म A i क|mic
e क स ə|ex
^ A i|i
^ A त म ə|aatm
^ क ə ट ट ə|katta
^ श ə ह ə|sheh
^ A य u|ayu
^ A र क|arch
A i व ə|ive
^ e ज|ag
^ क ə N ट|cont
^ क ai ट|cat
^ क व|qu
^ ट ai क स|tax
A i क ə|ike
^ प i छ ə|pichha
^ ब A य|bi
ə व ə त ə|avat
^ भ ai|bhai
^ र i क o|reco
^ ल A i ट|light
^ a म ə र I|amri
^ A u|ou
^ A न ə N|anan
^ A र ट|art
^ A श A|asha
ai क ट ə|act
^ क ə म A N|comman
^ ग ə र भ ə|garbh
^ ट र e न|train
ट i व ə|tive
क A e N|kayen
^ म o ड ə|mode
^ र ə ह ə स|rahs
^ ल e ट ə र|later
^ व ə ज I|wazi
^ व ə र क|work
^ स क U|schoo
"""
THEN = """
*^ *C *C|A|i|a|
ड|ə|र *ə *$|a|e
*C|ə|स i N|a|
^|A|र *C|aa|a
|ai|क *C|ai|a
*C *C|ə|*C *C||a
*C|ə|न ə ग|a|
स i|N|ह *ə|n|ng
क ट|ə|*C|e|o
|ə|व e N|a|
ह|ə|म *ə *C|a|
*V i|स|ə|s|ce
*V *C|ə|र A|a|
|ə|ल i N|a|
ə ल|ə|*C *V|a|
ह|e|ड|e|ea
|U|म ə $|u|oo
ग|ai|स|ai|a
*C *V *C|छ||ch|h
^|ब|i ल ड|b|bu
*C|व|ə $|w|v
*^ *C *ə|ढ़|*ə|rh|dh
ड|ə|र स ə|a|e
*C त|ə|प|a|
"""
