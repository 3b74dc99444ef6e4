/* incident_labels_test.c: what becomes of the rules' roles where a trained reader has its say. */
#include "base/test.h"
#include "incident/incident.h"

static struct sr_lexicon lexicon;

/* Its labels: words of the text with a role; "" for none. The fillers wanted: "role: words; ". */
static const struct {
    const char *name, *text;
    struct {
        const char *words;
        uint8_t role;
        float p;
    } labels[2];
    const char *want;
} rows[] = {
    {"rules alone",
     "Gunmen attacked the police station with grenades.",
     {{"", 0, 0}, {"", 0, 0}},
     "perpetrator_individual: Gunmen; target: police station; weapon: grenades; "},
    {"a target that it is sure of, without its article",
     "Gunmen attacked the police station and the kiosk.",
     {{"the kiosk", SR_ROLE_TARGET, 0.99f}, {"", 0, 0}},
     "perpetrator_individual: Gunmen; target: police station; target: kiosk; "},
    {"one that it is not sure of",
     "Gunmen attacked the police station and the kiosk.",
     {{"the kiosk", SR_ROLE_TARGET, 0.7f}, {"", 0, 0}},
     "perpetrator_individual: Gunmen; target: police station; "},
    {"a weapon that it doesn't name is taken back, where it names something",
     "Gunmen attacked the police station with grenades.",
     {{"the police station", SR_ROLE_TARGET, 0.99f}, {"", 0, 0}},
     "perpetrator_individual: Gunmen; target: police station; "},
    {"a weapon that it names stays, told once",
     "Gunmen attacked the police station with grenades.",
     {{"grenades", SR_ROLE_WEAPON, 0.5f}, {"the police station", SR_ROLE_TARGET, 0.99f}},
     "perpetrator_individual: Gunmen; target: police station; weapon: grenades; "},
    {"whom a rule has as harmed is no attacker",
     "A policeman was killed in the attack on the station. The policeman was Musa Ode.",
     {{"policeman", SR_ROLE_PERPETRATOR_INDIVIDUAL, 0.99f}, {"", 0, 0}},
     "target: station; victim: policeman; "},
};

static struct sr_span span_of(const char *text, const char *words) {
    const char *at = strstr(text, words);
    return (struct sr_span){(uint32_t)(at - text), (uint32_t)(at - text + (long)strlen(words))};
}

/* All stages but the reader, over a reading that is given. */
static enum sr_status find(const struct sr_document *d, const struct sr_reading *r, struct sr_arena *arena,
                           struct sr_incidents *out) {
    struct sr_times times = {0};
    struct sr_places places = {0};
    struct sr_attributions attributions = {0};
    struct sr_numbers numbers = {0};
    struct sr_claims claims = {0};
    struct sr_time_in time = {d, r, &lexicon};
    struct sr_place_in place = {d, r, &lexicon};
    struct sr_attribute_in attribute = {d, r, &lexicon};
    struct sr_number_in number = {d, r, &lexicon, &times};
    struct sr_claim_in claim = {d, r, &lexicon, &times, &places, &attributions, &numbers};
    struct sr_incident_in in = {d, r, &lexicon, &times, &places, &attributions, &numbers, &claims};
    enum sr_status status = sr_find_times(&time, arena, &times, NULL);
    if (!status) status = sr_find_places(&place, arena, &places, NULL);
    if (!status) status = sr_attribute(&attribute, arena, &attributions, NULL);
    if (!status) status = sr_find_numbers(&number, arena, &numbers, NULL);
    if (!status) status = sr_find_claims(&claim, arena, &claims, NULL);
    return status ? status : sr_find_incidents(&in, arena, out, NULL);
}

static void check_row(size_t i) {
    struct sr_arena arena;
    struct sr_document d = {.text = sr_str_c(rows[i].text)};
    struct sr_read_in read = {&d, &lexicon};
    struct sr_reading reading;
    struct sr_role_label labels[2];
    struct sr_incidents found = {0};
    struct sr_buf got = {0};
    sr_arena_init(&arena, 0);
    SR_CHECK_INT(rows[i].name, sr_read_text(&read, &arena, &reading, NULL), SR_OK);
    reading.roles = labels;
    for (size_t k = 0; k < 2 && rows[i].labels[k].words[0]; k++)
        labels[reading.role_count++] = (struct sr_role_label){.span = span_of(rows[i].text, rows[i].labels[k].words),
                                                              .trigger = SR_NONE,
                                                              .role = rows[i].labels[k].role,
                                                              .p = rows[i].labels[k].p};
    reading.has |= SR_HAS_ROLES;
    SR_CHECK_INT(rows[i].name, find(&d, &reading, &arena, &found), SR_OK);
    for (uint32_t k = 0; found.count && k < SR_ROLE_COUNT; k++)
        for (uint32_t f = 0; f < found.items[0].roles[k].count; f++) {
            sr_buf_printf(&got, "%s: ", sr_role_name(k));
            sr_buf_str(&got, sr_slice(rows[i].text, found.items[0].roles[k].items[f].span));
            sr_buf_c(&got, "; ");
        }
    SR_CHECK_STR(rows[i].name, ((struct sr_str){got.size ? got.p : "", (uint32_t)got.size}), sr_str_c(rows[i].want));
    sr_buf_release(&got);
    sr_arena_release(&arena);
}

int main(void) {
    SR_CHECK_INT("lexicon", sr_lexicon_open(&lexicon, NULL), SR_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) check_row(i);
    return sr_test_end("incident_labels");
}
