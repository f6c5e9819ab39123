# ruff: noqa: E501 - a table
"""Words whose spelling in addresses no rule finds. Spellings that editors add in the admin win over these."""

from __future__ import annotations

from .normalisation import fold

# English names of letters in Devanagari: a word of letter names alone is an abbreviation.
LETTER_NAMES = {
    "ए": "a", "बी": "b", "सी": "c", "डी": "d", "ई": "e", "एफ": "f", "जी": "g", "एच": "h", "आई": "i", "आइ": "i", "जे": "j",
    "के": "k", "एल": "l", "एम": "m", "एन": "n", "ओ": "o", "पी": "p", "क्यू": "q", "आर": "r", "एस": "s", "टी": "t",
    "यू": "u", "वी": "v", "डब्ल्यू": "w", "डब्लू": "w", "एक्स": "x", "वाई": "y", "वाय": "y", "जेड": "z",
}  # fmt: skip

# Pairs of a word and its spelling, separated by ";"; a line for each theme. A word may have spaces, a spelling hyphens.
_WORDS = """
एस s; बी b; डी d; एम m; एन n; पी p; टी t; आर r; एल l; में mein; है hai; हैं hain; नहीं nahin; न na; ना na; और aur; यह yah; वह vah; ये ye; वे ve; क्या kya; क्यों kyon; पर par; से se
को ko; का ka; की ki; के ke; ने ne; हो ho; हों hon; भी bhi; ही hi; तो to; तक tak; कि ki; था tha; थी thi; थे the; हूँ hun; जो jo
गया gaya; गई gayi; गए gaye; गईं gayin; हुई hui; हुए hue; हुआ hua; हुईं huin; किया kiya; किए kiye; लिया liya; लिए liye; दिया diya
दिए diye; दी di; ली li; कर kar; करे kare; करें karen; करेगा karega; करेगी karegi; करेंगे karenge; होगा hoga; होगी hogi; होंगे honge
कैसे kaise; कैसा kaisa; कब kab; कहां kahan; कहाँ kahan; यहां yahan; वहां vahan; जहां jahan; कौन kaun; किस kis; इस is; उस us; इन in
उन un; अब ab; तब tab; जब jab; फिर phir; बाद baad; साथ saath; पास paas; बीच beech; आज aaj; कल kal; साल saal; दिन din; रात raat
बात baat; काम kaam; नाम naam; आम aam; खास khaas; लोग log; लोगों logon; देश desh; सरकार sarkar; खबर khabar; ख़बर khabar; खबरें khabren
बड़ा bada; बड़ी badi; बड़े bade; पहला pehla; पहली pehli; पहले pehle; रहा raha; रही rahi; रहे rahe; कहा kaha; बताया bataya; मिला mila
मिली mili; मिले mile; शुरू shuru; बदला badla; बदली badli; बदले badle; सड़क sadak; सड़कें sadken; सड़कों sadkon; रोज़ roz; रोज roz
पूजा puja; चुनाव chunav; मतदान matdan; बारिश barish; मौसम mausam; ठंड thand; गर्मी garmi; बाढ़ baadh; सूखा sukha; आग aag; हादसा hadsa
जनवरी january; फरवरी february; फ़रवरी february; मार्च march; अप्रैल april; मई may; जून june; जुलाई july; अगस्त august
सितंबर september; सितम्बर september; अक्टूबर october; अक्तूबर october; नवंबर november; नवम्बर november; दिसंबर december; दिसम्बर december
सोमवार somvar; मंगलवार mangalvar; बुधवार budhvar; गुरुवार guruvar; शुक्रवार shukravar; शनिवार shanivar; रविवार ravivar
भारत bharat; भारतीय bhartiya; इंडिया india; हिंदुस्तान hindustan; हिंदी hindi; हिंदू hindu; मुस्लिम muslim; सिख sikh
दिल्ली delhi; नई दिल्ली new-delhi; मुंबई mumbai; कोलकाता kolkata; चेन्नई chennai; बेंगलुरु bengaluru; बेंगलुरू bengaluru; हैदराबाद hyderabad
अहमदाबाद ahmedabad; पुणे pune; सूरत surat; जयपुर jaipur; लखनऊ lucknow; कानपुर kanpur; नागपुर nagpur; इंदौर indore; भोपाल bhopal
पटना patna; वाराणसी varanasi; आगरा agra; मेरठ meerut; प्रयागराज prayagraj; इलाहाबाद allahabad; गाजियाबाद ghaziabad; ग़ाज़ियाबाद ghaziabad
नोएडा noida; गुरुग्राम gurugram; फरीदाबाद faridabad; फ़रीदाबाद faridabad; चंडीगढ़ chandigarh; लुधियाना ludhiana; अमृतसर amritsar; जालंधर jalandhar
देहरादून dehradun; हरिद्वार haridwar; ऋषिकेश rishikesh; नैनीताल nainital; शिमला shimla; मनाली manali; श्रीनगर srinagar; जम्मू jammu; लेह leh
रांची ranchi; राँची ranchi; जमशेदपुर jamshedpur; धनबाद dhanbad; रायपुर raipur; बिलासपुर bilaspur; भुवनेश्वर bhubaneswar; कटक cuttack; पुरी puri
गुवाहाटी guwahati; शिलांग shillong; इंफाल imphal; आइजोल aizawl; अगरतला agartala; कोहिमा kohima; ईटानगर itanagar; गंगटोक gangtok
जोधपुर jodhpur; उदयपुर udaipur; कोटा kota; अजमेर ajmer; बीकानेर bikaner; ग्वालियर gwalior; जबलपुर jabalpur; उज्जैन ujjain; गोरखपुर gorakhpur
बरेली bareilly; अलीगढ़ aligarh; मुरादाबाद moradabad; सहारनपुर saharanpur; अयोध्या ayodhya; मथुरा mathura; वृंदावन vrindavan; झांसी jhansi
नासिक nashik; औरंगाबाद aurangabad; ठाणे thane; वडोदरा vadodara; राजकोट rajkot; मैसूर mysore; कोच्चि kochi; तिरुवनंतपुरम thiruvananthapuram
विशाखापत्तनम visakhapatnam; विजयवाड़ा vijayawada; मदुरै madurai; कोयंबटूर coimbatore; गया गया; गोवा goa; पणजी panaji; पोर्ट ब्लेयर port-blair
उत्तर प्रदेश uttar-pradesh; मध्य प्रदेश madhya-pradesh; आंध्र प्रदेश andhra-pradesh; अरुणाचल प्रदेश arunachal-pradesh; हिमाचल प्रदेश himachal-pradesh
यूपी up; एमपी mp; बिहार bihar; झारखंड jharkhand; राजस्थान rajasthan; हरियाणा haryana; पंजाब punjab; उत्तराखंड uttarakhand; हिमाचल himachal
गुजरात gujarat; महाराष्ट्र maharashtra; कर्नाटक karnataka; केरल kerala; तमिलनाडु tamil-nadu; तेलंगाना telangana; आंध्र andhra; ओडिशा odisha
पश्चिम बंगाल west-bengal; बंगाल bengal; असम assam; मणिपुर manipur; मेघालय meghalaya; मिजोरम mizoram; नागालैंड nagaland; त्रिपुरा tripura
सिक्किम sikkim; छत्तीसगढ़ chhattisgarh; कश्मीर kashmir; जम्मू-कश्मीर jammu-kashmir; लद्दाख ladakh; पुडुचेरी puducherry; लक्षद्वीप lakshadweep
अमेरिका america; अमेरिकी american; अमरीका america; ब्रिटेन britain; इंग्लैंड england; फ्रांस france; फ़्रांस france; जर्मनी germany; इटली italy; स्पेन spain
रूस russia; रूसी rusi; यूक्रेन ukraine; चीन china; चीनी chini; जापान japan; कोरिया korea; पाकिस्तान pakistan; पाकिस्तानी pakistani; बांग्लादेश bangladesh
नेपाल nepal; भूटान bhutan; श्रीलंका sri-lanka; म्यांमार myanmar; अफगानिस्तान afghanistan; अफ़ग़ानिस्तान afghanistan; ईरान iran; इराक iraq; इजरायल israel
इज़रायल israel; गाजा gaza; फिलिस्तीन palestine; सऊदी अरब saudi-arabia; यूएई uae; कतर qatar; दुबई dubai; तुर्की turkey; मिस्र egypt; सीरिया syria
कनाडा canada; ऑस्ट्रेलिया australia; न्यूजीलैंड new-zealand; न्यूज़ीलैंड new-zealand; दक्षिण अफ्रीका south-africa; अफ्रीका africa; ब्राजील brazil; मेक्सिको mexico
सिंगापुर singapore; मलेशिया malaysia; इंडोनेशिया indonesia; थाईलैंड thailand; वियतनाम vietnam; मालदीव maldives; मॉरीशस mauritius; यूरोप europe; एशिया asia
न्यूयॉर्क new-york; न्यूयार्क new-york; वाशिंगटन washington; लंदन london; पेरिस paris; बीजिंग beijing; टोक्यो tokyo; मॉस्को moscow; काठमांडू kathmandu; ढाका dhaka
इस्लामाबाद islamabad; लाहौर lahore; कराची karachi; कोलंबो colombo; काबुल kabul; तेहरान tehran; कीव kyiv; जिनेवा geneva; टोरंटो toronto; ओटावा ottawa
मोदी modi; नरेंद्र narendra; अमित शाह amit-shah; राहुल rahul; गांधी gandhi; सोनिया sonia; प्रियंका priyanka; योगी yogi; आदित्यनाथ adityanath; केजरीवाल kejriwal
जयशंकर jaishankar; राजनाथ rajnath; नीतीश nitish; तेजस्वी tejashwi; लालू lalu; अखिलेश akhilesh; मायावती mayawati; ममता mamata; बनर्जी banerjee; खड़गे kharge
शिंदे shinde; फडणवीस fadnavis; ठाकरे thackeray; पवार pawar; नड्डा nadda; सिंधिया scindia; गहलोत gehlot; मुर्मू murmu; धामी dhami; सोरेन soren
ट्रंप trump; ट्रम्प trump; बाइडेन biden; पुतिन putin; जेलेंस्की zelensky; शी जिनपिंग xi-jinping; नेतन्याहू netanyahu; ट्रूडो trudeau; मैक्रों macron; मस्क musk
सिंह singh; सिन्हा sinha; शर्मा sharma; वर्मा verma; मिश्रा mishra; त्रिपाठी tripathi; चौधरी chaudhary; अग्रवाल agarwal; श्रीवास्तव srivastava; यादव yadav
कोहली kohli; रोहित rohit; धोनी dhoni; सचिन sachin; तेंदुलकर tendulkar; बुमराह bumrah; पंत pant; गिल gill; सिराज siraj; नीरज चोपड़ा neeraj-chopra
कोर्ट court; हाईकोर्ट high-court; हाई कोर्ट high-court; सुप्रीम कोर्ट supreme-court; सुप्रीम supreme; पुलिस police; मीडिया media; सोशल मीडिया social-media; सोशल social
क्रिकेट cricket; क्रिकेटर cricketer; विकेट wicket; टीम team; मैच match; टेस्ट test; वनडे odi; टी20 t20; आईपीएल ipl; वर्ल्ड world; कप cup; विश्व कप vishwa-cup; ट्रॉफी trophy
ट्रॉफ़ी trophy; फाइनल final; सेमीफाइनल semifinal; कोच coach; कप्तान kaptan; हॉकी hockey; फुटबॉल football; टेनिस tennis; बैडमिंटन badminton; ओलंपिक olympic; स्टेडियम stadium
ट्रेन train; रेल rail; रेलवे railway; बस bus; कार car; ट्रक truck; बाइक bike; साइकिल cycle; मेट्रो metro; एयरपोर्ट airport; फ्लाइट flight; एयर air; स्टेशन station; हाईवे highway
एक्सप्रेस express; एक्सप्रेसवे expressway; फ्लाईओवर flyover; फ़्लाईओवर flyover; टोल toll; टिकट ticket; ड्राइवर driver; पेट्रोल petrol; डीजल diesel; डीज़ल diesel; गैस gas
स्कूल school; कॉलेज college; यूनिवर्सिटी university; क्लास class; टीचर teacher; परीक्षा pariksha; रिजल्ट result; रिज़ल्ट result; बोर्ड board; एडमिट कार्ड admit-card; कार्ड card
डॉक्टर doctor; नर्स nurse; हॉस्पिटल hospital; अस्पताल aspatal; वैक्सीन vaccine; कोरोना corona; कोविड covid; वायरस virus; कैंसर cancer; डेंगू dengue; ऑपरेशन operation
बैंक bank; लोन loan; टैक्स tax; बजट budget; जीएसटी gst; शेयर share; मार्केट market; बाजार bazar; बाज़ार bazar; कंपनी company; सेंसेक्स sensex; निफ्टी nifty; आरबीआई rbi
मोबाइल mobile; फोन phone; फ़ोन phone; इंटरनेट internet; ऑनलाइन online; ऐप app; वेबसाइट website; वीडियो video; फोटो photo; फ़ोटो photo; कैमरा camera; कैमरे camere; डिजिटल digital
कंप्यूटर computer; लैपटॉप laptop; गूगल google; फेसबुक facebook; फ़ेसबुक facebook; यूट्यूब youtube; इंस्टाग्राम instagram; ट्विटर twitter; एक्स x; व्हाट्सएप whatsapp
रिपोर्ट report; रिपोर्टर reporter; न्यूज news; न्यूज़ news; लाइव live; ब्रेकिंग breaking; अपडेट update; प्रोजेक्ट project; प्लान plan; स्कीम scheme; मिशन mission; पार्टी party; पार्क park
फिल्म film; फ़िल्म film; एक्टर actor; हीरो hero; बॉलीवुड bollywood; डायरेक्टर director; शो show; सीरीज series; डायरी diary; पोस्ट post; पोस्टर poster; गेम game; रिकॉर्ड record; रोड road
मिमी mm; किमी km; किलोमीटर kilometre; मीटर metre; डिग्री degree; प्रतिशत pratishat; करोड़ crore; लाख lakh; हजार hazar; हज़ार hazar; रुपये rupaye; रुपए rupaye; डॉलर dollar
संयुक्त राष्ट्र sanyukt-rashtra; यूएन un; नाटो nato; ब्रिक्स brics; जी20 g20; सीबीआई cbi; ईडी ed; एनआईए nia; आरएसएस rss; बीजेपी bjp; भाजपा bjp; कांग्रेस congress; आप aap
इसरो isro; नासा nasa; चंद्रयान chandrayaan; सैटेलाइट satellite; पैनल panel; पैनलों panelon; सोलर solar; एआई ai; मुख्यमंत्री mukhyamantri; सीएम cm; पीएम pm; मंत्री mantri
गांव gaon; गाँव gaon; गांवों gaanvon; बिजली bijli; सफाई safai; सफ़ाई safai; बार baar; सात saat; आठ aath; चार char; बच्ची bachchi; बच्चे bachche; बच्चों bachchon; तीसरी tisri; दूसरी dusri
लोकल local; लॉन्च launch; लॉन्चिंग launching; परेड parade; साइबर cyber; जवान jawan; जवानों jawanon; बोनस bonus; बंपर bumper; इलेक्ट्रिक electric; बसें busen; पेंशन pension; अंतरराष्ट्रीय antarrashtriya; राष्ट्रीय rashtriya
मुलाकात mulaqat; मुलाक़ात mulaqat; फ़र्क़ fark; फर्क fark; कानून kanoon; क़ानून kanoon; जमीन zameen; ज़मीन zameen; फैसला faisla; फ़ैसला faisla; सज़ा saza; सजा saza; ख़ारिज kharij
आज़ादी azadi; आजादी azadi; इज़्ज़त izzat; जिंदगी zindagi; ज़िंदगी zindagi; जरूरी zaroori; ज़रूरी zaroori; जारी jaari; नाराज naraz; नाराज़ naraz; राज्य rajya; नर्मदा narmada; गंगा ganga
यमुना yamuna; हिमालय himalaya; होली holi; दिवाली diwali; दीपावली deepawali; ईद eid; छठ chhath; नवरात्रि navratri; रमजान ramzan; क्रिसमस christmas; कुंभ kumbh; महाकुंभ mahakumbh
"""


def _read(words: str) -> dict[str, str]:
    """Return the spellings by folded word; of two words that fold alike the first counts."""
    found: dict[str, str] = {}
    for entry in words.replace("\n", ";").split(";"):
        word, _space, spelling = entry.strip().rpartition(" ")
        if word and spelling.isascii():
            found.setdefault(fold(word), spelling)
    return found


SPELLINGS: dict[str, str] = _read(_WORDS)
