#include "input/language.h"

#include "base/test.h"
#include "lexicon/lexicon.h"

static const struct {
    const char *language, *text;
} rows[] = {
    /* English that must not be taken for another language */
    {"en", "Gunmen storm hotel"},
    {"en", "Four dead"},
    {"en", "Two killed, three hurt in bus crash"},
    {"en", "BAMAKO, MALI: GUNMEN STORM HOTEL, AT LEAST 22 DEAD, SAYS MINISTRY"},
    {"en", "SAN SALVADOR, 3 JAN 90 (ACAN-EFE) -- MEMBERS OF THE FRENTE FARABUNDO MARTI DE LIBERACION NACIONAL ATTACKED "
           "A POST"},
    {"en", "EL SALVADOR: FMLN ATTACK IN LA LIBERTAD; LOS ANGELES TIMES CORRESPONDENT WOUNDED"},
    {"en", "President Juan Manuel Santos de la Cruz, Señora María del Pilar López and Jean-Pierre de la Tour were in "
           "the car."},
    {"en", "Sheikh Hassan bin Zayed al-Nahyan and Mohammed al-Masri spoke to Abdul Rahman Khan in Dera Ismail Khan."},
    {"en", "Kurşunlu mayor Özgür Yılmaz said Şırnak residents fled."},
    {"en", "Łukasz Wójcik, Zbigniew Kowalski and Andrzej Żuławski died in the crash near Rzeszów."},
    {"en", "Vụ Trần Văn Đức of Hanoi was arrested, police said."},
    {"en", "Quake: 6.4. Depth: 10 km. Deaths: none."},
    {"en", "7 dead, 12 injured"},
    {"en", "The newspaper Le Monde quoted the headline \"Attaque à Paris: au moins deux morts\" on Friday morning."},
    {"en", "Die Zeit and Der Spiegel reported that the man in Hamburg was known to the police."},
    {"en", ""},
    /* others, of our own writing */
    {"es", "Al menos nueve personas murieron y otras veinte resultaron heridas cuando hombres armados atacaron un "
           "hotel en el centro de la ciudad."},
    {"es", "Un muerto y tres heridos en un accidente"},
    {"es", "ATAQUE CONTRA UNA COMISARÍA DEJA DOS MUERTOS EN EL SUR DEL PAÍS"},
    {"fr", "Au moins neuf personnes ont été tuées et vingt autres blessées dans l'attaque d'un hôtel du centre-ville, "
           "selon la police."},
    {"fr", "Deux morts et trois blessés dans un accident de car"},
    {"de", "Bei einem Angriff auf ein Hotel im Zentrum der Stadt sind mindestens neun Menschen getötet und zwanzig "
           "verletzt worden."},
    {"de", "Zwei Tote und drei Verletzte nach Unfall auf der Autobahn"},
    {"it", "Almeno nove persone sono morte e altre venti sono rimaste ferite in un attacco a un albergo nel centro "
           "della città."},
    {"it", "Due morti e tre feriti in un incidente sulla strada statale"},
    {"pt", "Pelo menos nove pessoas morreram e outras vinte ficaram feridas num ataque a um hotel no centro da cidade, "
           "disse a polícia."},
    {"pt", "Dois mortos e três feridos em acidente na estrada"},
    {"nl", "Zeker negen mensen zijn om het leven gekomen en twintig anderen raakten gewond bij een aanval op een hotel "
           "in de stad."},
    {"sv", "Minst nio personer dödades och tjugo skadades när beväpnade män gick till attack mot ett hotell i staden."},
    {"da",
     "Mindst ni mennesker blev dræbt, og tyve blev såret, da bevæbnede mænd angreb et hotel i byen, siger politiet."},
    {"no", "Minst ni mennesker ble drept og tjue skadet da væpnede menn angrep et hotell i byen, sier politiet etter "
           "hendelsen."},
    {"fi", "Ainakin yhdeksän ihmistä kuoli ja kaksikymmentä haavoittui, kun aseistetut miehet hyökkäsivät hotelliin "
           "kaupungissa."},
    {"pl", "Co najmniej dziewięć osób zginęło, a dwadzieścia zostało rannych w ataku na hotel w centrum miasta, podała "
           "policja."},
    {"cs", "Nejméně devět lidí zahynulo a dvacet bylo zraněno při útoku na hotel v centru města, uvedla policie."},
    {"hu", "Legalább kilenc ember meghalt és húszan megsebesültek, amikor fegyveresek támadtak meg egy szállodát a "
           "városban."},
    {"ro", "Cel puțin nouă persoane au murit și alte douăzeci au fost rănite într-un atac asupra unui hotel din "
           "centrul orașului."},
    {"tr", "Kentin merkezindeki bir otele düzenlenen silahlı saldırıda en az dokuz kişi öldü, yirmi kişi yaralandı."},
    {"id", "Sedikitnya sembilan orang tewas dan dua puluh lainnya terluka dalam serangan terhadap sebuah hotel di "
           "pusat kota itu."},
    {"vi", "Ít nhất chín người đã chết và hai mươi người khác bị thương trong vụ tấn công vào một khách sạn ở trung "
           "tâm thành phố."},
    {"sw", "Watu tisa waliuawa na wengine ishirini walijeruhiwa katika shambulio la hoteli katikati ya mji, polisi "
           "walisema."},
    {"so", "Ugu yaraan sagaal qof ayaa ku dhintay labaatan kalena waa ay ku dhaawacmeen weerar lagu qaaday hoteel ku "
           "yaal magaalada."},
    {"hr", "Najmanje devet osoba je poginulo, a dvadeset ih je ranjeno u napadu na hotel u središtu grada, rekla je "
           "policija."},
    {"sq", "Të paktën nëntë persona u vranë dhe njëzet të tjerë u plagosën në një sulm ndaj një hoteli në qendër të "
           "qytetit."},
    {"fil", "Siyam na tao ang patay at dalawampu ang sugatan sa pag-atake sa isang hotel sa gitna ng lungsod, ayon sa "
            "mga pulis."},
    {"ca", "Almenys nou persones han mort i vint més han resultat ferides en un atac contra un hotel del centre de la "
           "ciutat."},
    {"et",
     "Vähemalt üheksa inimest hukkus ja kakskümmend sai vigastada, kui relvastatud mehed ründasid hotelli linnas."},
    {"ru", "По меньшей мере девять человек погибли и двадцать ранены при нападении на гостиницу в центре города."},
    {"uk", "Щонайменше дев'ять людей загинули і двадцять поранені під час нападу на готель у центрі міста."},
    {"ar", "قتل تسعة أشخاص على الأقل وأصيب عشرون آخرون في هجوم على فندق وسط المدينة"},
    {"fa",
     "دست‌کم نه نفر در حمله به هتلی در مرکز شهر کشته و بیست نفر زخمی "
     "شدند، "
     "پلیس "
     "گفت"},
    {"he", "לפחות תשעה בני אדם נהרגו ועשרים נפצעו בתקיפה על מלון במרכז העיר"},
    {"el", "Τουλάχιστον εννέα άνθρωποι σκοτώθηκαν σε επίθεση εναντίον ξενοδοχείου"},
    {"zh", "武装分子袭击市中心一家酒店，至少九人死亡，二十人受伤。"},
    {"ja", "武装した男らが市内のホテルを襲撃し、少なくとも九人が死亡した。"},
    {"ko", "무장 괴한들이 시내 호텔을 공격해 최소 아홉 명이 숨졌다고 경찰이 밝혔다."},
    {"hi", "शहर के एक होटल पर हमले में कम से कम नौ लोगों की मौत हो गई"},
    {"th", "มีผู้เสียชีวิตอย่างน้อยเก้าคนจากเหตุโจมตีโรงแรมกลางเมือง"},
};

int main(void) {
    struct sr_lexicon lexicon;
    struct sr_err err;
    if (sr_lexicon_open(&lexicon, &err)) return 1;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        SR_CHECK_C(rows[i].text, sr_language_of(&lexicon, sr_str_c(rows[i].text)).code, rows[i].language);
    return sr_test_end("language");
}
