/* Each row: a text and the places that it should give, parted by "; ": name/country/class, for towns "near" and their
 * state in America, "?" without a point, @ what it stands in. With arguments, prints the places of each. */
#include "place/place.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/test.h"

static const struct {
    const char *text, *expected;
} rows[] = {
    {"Gunmen stormed a hotel in Bamako, Mali, on Friday.", "Bamako/ML/city; Mali/ML/country"},
    {"The Malian capital Bamako was quiet.", "Bamako/ML/city"},
    {"A fire broke out in Bangor, Maine, killing three.", "Bangor/US/city/Maine; Maine/US/admin"},
    {"Police in Bangor, Northern Ireland, made two arrests.", "Bangor/GB/city; Northern Ireland/GB/admin"},
    {"Paris Hilton was seen with Chelsea Clinton and George Washington Smith.", ""},
    {"President Lincoln spoke to Jackson and Kingston about the plan.", "Kingston/JM/city"},
    {"The bomb exploded near Mobile, Ala., on Tuesday.", "Mobile/US/city/near/Alabama"},
    {"Reading the report took an hour.", ""},
    {"A train derailed in Reading, England.", "Reading/GB/city; England/GB/admin"},
    {"Clashes broke out in Anbar province, west of Baghdad.", "Anbar/IQ/admin; Baghdad/IQ/city/near"},
    {"Helmand Province saw heavy fighting.", "Helmand/AF/admin"},
    {"SAN SALVADOR, 3 JAN 90 (AFP) -- GUERRILLAS ATTACKED A MILITARY POST IN MEJICANOS AND SOYAPANGO.",
     "San Salvador/SV/city; Mejicanos/SV/city; Soyapango/SV/city"},
    {"LIMA, 5 May (EFE) -- Shining Path rebels killed ten peasants in Machente, in Ayacucho Department.",
     "Lima/PE/city; Machente/PE/city?; Ayacucho/PE/admin"},
    {"BOGOTA, Colombia (AP) — A bomb went off in San Vicente, in the south.",
     "Bogotá/CO/city; Colombia/CO/country; San Vicente/CO/city"},
    {"The Radisson Blu hotel in Bamako was sealed off.", "Radisson Blu hotel/ML/facility@Bamako; Bamako/ML/city"},
    {"Inmates rioted at Pavon prison, near Guatemala City.",
     "Pavon prison/GT/facility@Guatemala City; Guatemala City/GT/city/near"},
    {"The College La Promesse Evangelique in Pétionville collapsed, near the capital of Haiti, Port-au-Prince.",
     "College La Promesse Evangelique/HT/facility@Pétionville; Pétionville/HT/city; Haiti/HT/country; "
     "Port-au-Prince/HT/city"},
    {"Kabul airport was closed after a blast, Afghan officials said.",
     "Kabul/AF/city; Kabul airport/AF/facility@Kabul"},
    {"The quake struck 40 km south of Qeshm, Iran.", "Qeshm/IR/city/near; Iran/IR/country"},
    {"Georgia's governor declared an emergency in Atlanta.", "Georgia/US/admin; Atlanta/US/city/Georgia"},
    {"Georgia's army fired on Russian troops near Tbilisi.", "Georgia/GE/country; Tbilisi/GE/city/near"},
    {"Villagers fled the town of Kalo in northern Nigeria.", "Kalo/NG/city?; Nigeria/NG/country"},
    {"Two people died in Gao, in the north of Mali.", "Gao/ML/city; Mali/ML/country"},
    {"Officials in Washington and London expressed concern.",
     "Washington/US/city/District of Columbia; London/GB/city"},
    {"The state of Washington was hit by floods in Seattle.", "Washington/US/admin; Seattle/US/city/Washington"},
    {"Turkish jets struck near Kobani in northern Syria.", "Kobani/SY/city/near; Syria/SY/country"},
    {"Tripoli, Lebanon: soldiers clashed with gunmen.", "Tripoli/LB/city; Lebanon/LB/country"},
    {"Militias fought for control of Tripoli, Libya's capital.", "Tripoli/LY/city; Libya/LY/country"},
    {"A ferry sank off Jolo island in the southern Philippines.", "Jolo/PH/other; Philippines/PH/country"},
    {"Dozens Dead After School Collapses in Haiti", "Haiti/HT/country"},
    {"He told the New York Times that Israel would respond.", "Israel/IL/country"},
    {"Salvador Mayor Tutela Quezada was present.", ""},
    {"Sana'a was bombed again by Saudi jets, Houthi officials in Hodeida said.", "Sana'a/YE/city; Hodeida/YE/city"},
    {"An explosion hit a market in the Nigerian city of Maiduguri.", "Maiduguri/NG/city"},
    {"In Congress, lawmakers debated; in Parliament, too.", ""},
    {"The Uri camp in Kashmir was attacked, Indian officials said.", "Uri camp/IN/facility; Kashmir/IN/other"},
    {"Rescuers in Sichuan province said the epicentre was near Wenchuan.", "Sichuan/CN/admin; Wenchuan/CN/city/near?"},
    {"St. Petersburg police found a bomb in the metro, Russia's Interfax said.",
     "St. Petersburg/RU/city; Russia/RU/country"},
    {"The shooting happened at Columbine High School in Littleton, Colorado.",
     "Columbine High School/US/facility@Littleton; Littleton/US/city/Colorado; Colorado/US/admin"},
    {"The clash took place in al-Hasakah, Syria, and in Deir al-Zor.",
     "al-Hasakah/SY/city; Syria/SY/country; Deir al-Zor/SY/city"},
    {"Vladimir Putin visited Moscow, Idaho, in jest.", "Moscow/US/city/Idaho; Idaho/US/admin"},
    {"The U.S. Embassy in Nairobi was evacuated, Kenyan police said.",
     "U.S. Embassy/KE/facility@Nairobi; Nairobi/KE/city"},
    {"Two bombs went off in Kirkuk and Mosul, Iraqi police said.", "Kirkuk/IQ/city; Mosul/IQ/city"},
    {"The attack in Nice shocked France.", "Nice/FR/city; France/FR/country"},
    {"Soldiers patrolled Goma in eastern Congo.", "Goma/CD/city; Democratic Republic of the Congo/CD/country"},
    {"The flood hit Punjab and Sindh provinces in Pakistan.", "Punjab/PK/admin; Sindh/PK/admin; Pakistan/PK/country"},
    {"He was born in Victoria, British Columbia.", "Victoria/CA/city; British Columbia/CA/admin"},
    {"The mosque in Christchurch, New Zealand, reopened.", "Christchurch/NZ/city; New Zealand/NZ/country"},
    {"Rockets hit Kiev and Kharkov overnight, Ukraine said.", "Kiev/UA/city; Kharkov/UA/city; Ukraine/UA/country"},
    {"Mr Santos and Mr Jordan met in Amman, Jordan.", "Jordan/JO/country; Amman/JO/city"},
    {"Michael Jordan flew home.", ""},
    {"Chad's army crossed into Darfur.", "Chad/TD/country; Darfur/SD/other"},
    {"A landslide buried homes in the village of Tondo in the Philippines.", "Tondo/PH/city?; Philippines/PH/country"},
    {"Miners were trapped near Copiapó, Chile.", "Copiapó/CL/city/near; Chile/CL/country"},
    {"Police shot two men in Springfield, Illinois.", "Springfield/US/city/Illinois; Illinois/US/admin"},
    {"The tremor was felt in Mexico City and Oaxaca.", "Mexico City/MX/city; Oaxaca/MX/admin"},
    {"Gunmen kidnapped a priest in Port Harcourt, Nigeria.", "Port Harcourt/NG/city; Nigeria/NG/country"},
    {"The ship left Piraeus for Crete.", "Piraeus/GR/city; Crete/GR/other"},
    {"A bus fell into a ravine in Cajamarca region, Peruvian radio said.", "Cajamarca/PE/admin"},
    {"The WHO said Ebola had reached Beni, in North Kivu.", "Beni/CD/city; North Kivu/CD/admin"},
    {"Fire crews from Paris, Texas, helped.", "Paris/US/city/Texas; Texas/US/admin"},
    {"A car bomb exploded outside the Ministry of Interior in Kabul.",
     "Ministry of Interior/AF/facility@Kabul; Kabul/AF/city"},
    {"A blaze swept the Grenfell Tower in London.", "Grenfell Tower/GB/facility@London; London/GB/city"},
    {"Air France flight 447 left Rio de Janeiro.", "Rio de Janeiro/BR/city"},
    {"The Bank of England and the University of Texas replied.", "England/GB/admin; University of Texas/GB/facility"},
    {"In March, May and June, the August storm came.", ""},
    {"US President Barack Obama spoke to Turkey's prime minister.", "United States/US/country; Turkey/TR/country"},
    {"TEGUCIGALPA -- HONDURAN POLICE SAID A BOMB EXPLODED NEAR THE U.S. EMBASSY.",
     "Tegucigalpa/HN/city; U.S. Embassy/HN/facility@Tegucigalpa"},
    {"Thousands fled Rakhine state for Cox's Bazar in Bangladesh.",
     "Rakhine/MM/admin; Cox’s Bāzār/BD/city; Bangladesh/BD/country"},
    {"Al Shabaab attacked Camp Simba in Lamu County, Kenya.",
     "Camp Simba/KE/facility; Lamu/KE/admin@Kenya; Kenya/KE/country"},
    {"Delhi police arrested three men in Noida.", "Delhi/IN/city; Noida/IN/city"},
    {"An Israeli strike hit Khan Younis in the Gaza Strip.", "Khan Younis/PS/city; Gaza Strip/PS/admin"},
    {"Clashes in Donetsk and Luhansk killed nine, Kiev said.", "Donetsk/UA/city; Luhansk/UA/city; Kiev/UA/city"},
    {"Storms battered Orange County, California.", "Orange County/US/admin@California; California/US/admin"},
    {"Sgt. Washington of the Houston police said so.", ""},
    {"New York police closed Manhattan's Times Square.",
     "New York/US/city/New York; Manhattan/US/city/New York; Times Square/US/facility@Manhattan"},
    {"Seven were hurt in the Santiago de Chile metro.", "Santiago/CL/city; Chile/CL/country"},
    {"Bombs hit Hama, Homs and Idlib.", "Hama/SY/city; Homs/SY/city; Idlib/SY/city"},
    {"The blast shook Lashkar Gah, capital of Helmand province.", "Lashkar Gāh/AF/city; Helmand/AF/admin"},
    {"Twelve sailors drowned in the Gulf of Aden.", "Gulf of Aden//other"},
    {"Residents of Aleppo's Salaheddin district fled.", "Aleppo/SY/city; Salaheddin/SY/admin"},
    {"Heavy rain hit the Philippine island of Mindanao.", "Mindanao/PH/other"},
    {"The crash happened outside Nowshera, in Khyber Pakhtunkhwa.", "Nowshera/PK/admin; Khyber Pakhtunkhwa/PK/admin"},
    {"Hospital San Juan de Dios in San José received the injured, Costa Rican officials said.",
     "Hospital San Juan de Dios/CR/facility@San José; San José/CR/city"},
    {"Ivory Coast sent troops to Bouaké.", "Ivory Coast/CI/country; Bouaké/CI/city"},
    {"FIVE KILLED IN BUS CRASH NEAR LAHORE", "Lahore/PK/city/near"},
    {"LIMA -- POLICE FOUND TWO BODIES IN HUANTA, AYACUCHO DEPARTMENT.",
     "Lima/PE/city; Huanta/PE/city; Ayacucho/PE/admin"},
    {"Suspects drove from Dayton, Ohio, to Louisville, Ky.",
     "Dayton/US/city/Ohio; Ohio/US/admin; Louisville/US/city/Kentucky"},
    {"The Baghdad-Basra road was closed.", "Baghdad/IQ/city; Baghdad-Basra road/IQ/facility@Baghdad; Basra/IQ/city"},
    {"The explosion in Jolo, Sulu, wounded three soldiers.", "Jolo/PH/other@Sulu; Sulu/PH/other"},
    {"In Santa Cruz, Bolivia, police fired tear gas.", "Santa Cruz/BO/city; Bolivia/BO/country"},
    {"London Bridge was sealed off on Saturday.", "London/GB/city; London Bridge/GB/facility@London"},
};

static void places_of(const struct sr_lexicon *lexicon, const char *text, struct sr_buf *out) {
    struct sr_arena arena;
    struct sr_err err = {0};
    sr_arena_init(&arena, 64u << 20);
    struct sr_document d = {.text = sr_str_c(text)};
    d.dateline = sr_dateline_find(lexicon, d.text, d.title_span, NULL);
    struct sr_reading reading;
    struct sr_places places;
    sr_buf_clear(out);
    if (sr_read_text(&(struct sr_read_in){&d, lexicon}, &arena, &reading, &err) ||
        sr_find_places(&(struct sr_place_in){&d, &reading, lexicon}, &arena, &places, &err)) {
        sr_buf_c(out, "error");
    } else {
        for (uint32_t i = 0; i < places.count; i++) {
            const struct sr_place *p = &places.items[i];
            sr_buf_printf(out, "%s%.*s/%s/%s", i ? "; " : "", (int)p->name.n, p->name.p, p->country,
                          sr_place_class_name(p->class));
            if (p->class == SR_PLACE_CITY && p->precision != 1) sr_buf_c(out, "/near");
            if (p->admin.n && p->class == SR_PLACE_CITY && strcmp(p->country, "US") == 0)
                sr_buf_printf(out, "/%.*s", (int)p->admin.n, p->admin.p);
            if (p->within != SR_NONE && p->class != SR_PLACE_CITY)
                sr_buf_printf(out, "@%.*s", (int)places.items[p->within].name.n, places.items[p->within].name.p);
            if (p->class == SR_PLACE_CITY && !p->has_point) sr_buf_c(out, "?");
        }
    }
    sr_arena_release(&arena);
}

int main(int argc, char **argv) {
    struct sr_lexicon lexicon;
    struct sr_err err = {0};
    SR_CHECK_INT("the tables open", sr_lexicon_open(&lexicon, &err), SR_OK);
    struct sr_buf out = {0};
    if (argc > 1) {
        for (int i = 1; i < argc; i++) {
            places_of(&lexicon, argv[i], &out);
            printf("%.*s\n", (int)out.size, out.p ? out.p : "");
        }
        sr_buf_release(&out);
        return 0;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        places_of(&lexicon, rows[i].text, &out);
        SR_CHECK_STR(rows[i].text, ((struct sr_str){out.p, (uint32_t)out.size}), sr_str_c(rows[i].expected));
    }
    sr_buf_release(&out);
    return sr_test_end("place/place");
}
