/* toll_test.c: one number of dead out of what many speakers said over time. */
#include "export/toll.h"

#include "export/made_test.h"

struct row {
    const char *name;
    struct made_figure figures[3];
    unsigned count;
    bool any;
    int64_t low, best, high; /* ucdp */
    int64_t acled;
};

#define FIGURE(best) "killed", NULL, NULL, (best), (best), (best), -1

static const struct row rows[] = {
    {"one speaker", {{FIGURE(22), {{"2021-06-01", "a", "AFP", NULL, 22, 22, 22, 0, false}}}}, 1, true, 22, 22, 22, 22},
    {"at least n: no highest number is known, so the highest that is told",
     {{FIGURE(22), {{"2021-06-01", "a", "AFP", "at-least", 22, NO, 22, 0, false}}}},
     1,
     true,
     22,
     22,
     22,
     22},
    {"a speaker's earlier word counts no more",
     {{FIGURE(27),
       {{"2021-06-01T09:00Z", "a", "police", NULL, 3, 3, 3, 0, false},
        {"2021-06-01T18:00Z", "b", "police", NULL, 27, 27, 27, 0, false}}}},
     1,
     true,
     27,
     27,
     27,
     27},
    {"an earlier lower one of another speaker is overtaken: tolls grow",
     {{FIGURE(27),
       {{"2021-06-01T09:00Z", "a", "a hospital", NULL, 3, 3, 3, 0, false},
        {"2021-06-01T18:00Z", "b", "police", NULL, 27, 27, 27, 0, false}}}},
     1,
     true,
     27,
     27,
     27,
     27},
    {"an earlier higher one of another speaker still stands",
     {{FIGURE(24),
       {{"2021-06-01T09:00Z", "a", "a hospital", NULL, 31, 31, 31, 0, false},
        {"2021-06-01T18:00Z", "b", "police", NULL, 24, 24, 24, 0, false}}}},
     1,
     true,
     24,
     24,
     31,
     24},
    {"two at one time, the incident's own best between them and a third",
     {{FIGURE(20),
       {{"2021-06-01", "a", "police", NULL, 18, 18, 18, 0, false},
        {"2021-06-01", "b", "a hospital", NULL, 20, 20, 20, 0, false},
        {"2021-06-01", "c", "the army", NULL, 27, 27, 27, 0, false}}}},
     1,
     true,
     18,
     20,
     27,
     18},
    {"what was superseded counts no more",
     {{FIGURE(19),
       {{"2021-06-01", "a", "the police chief", NULL, 27, 27, 27, 0, false},
        {"2021-06-02", "b", "the police", NULL, 19, 19, 19, 1, false}}}},
     1,
     true,
     19,
     19,
     19,
     19},
    {"nor what was withdrawn",
     {{FIGURE(19),
       {{"2021-06-01", "a", "police", NULL, 19, 19, 19, 0, false},
        {"2021-06-01", "b", "radio", NULL, 40, 40, 40, 0, true}}}},
     1,
     true,
     19,
     19,
     19,
     19},
    {"a range",
     {{FIGURE(NO), {{"2021-06-01", "a", "police", "range", 20, 30, NO, 0, false}}}},
     1,
     true,
     20,
     20,
     30,
     20},
    {"up to n is no lowest number beside another's",
     {{FIGURE(12),
       {{"2021-06-01", "a", "police", NULL, 12, 12, 12, 0, false},
        {"2021-06-01", "b", "a hospital", "at-most", NO, 15, 15, 0, false}}}},
     1,
     true,
     12,
     12,
     15,
     12},
    {"documents in their own voice are a speaker each",
     {{FIGURE(9),
       {{"2021-06-01", "a", NULL, NULL, 7, 7, 7, 0, false}, {"2021-06-01", "b", NULL, NULL, 9, 9, 9, 0, false}}}},
     1,
     true,
     7,
     9,
     9,
     7},
    {"dozens: no number",
     {{FIGURE(NO), {{"2021-06-01", "a", "police", "vague", NO, NO, NO, 0, false}}}},
     1,
     true,
     NO,
     NO,
     NO,
     NO},
    {"dozens, read by the rule acled",
     {{"killed", NULL, "acled", 12, 12, 12, -1, {{"2021-06-01", "a", "police", "vague", NO, NO, NO, 0, false}}}},
     1,
     true,
     NO,
     NO,
     NO,
     12},
    {"the attackers' dead, where the toll leaves them out",
     {{"killed", NULL, NULL, 22, 22, 22, 0, {{"2021-06-01", "a", "police", NULL, 22, 22, 22, 0, false}}},
      {"killed", "side=perpetrators", NULL, 2, 2, 2, -1, {{"2021-06-01", "a", "police", NULL, 2, 2, 2, 0, false}}}},
     2,
     true,
     24,
     24,
     24,
     24},
    {"not where nothing is said of it",
     {{FIGURE(22), {{"2021-06-01", "a", "police", NULL, 22, 22, 22, 0, false}}},
      {"killed", "side=perpetrators", NULL, 2, 2, 2, -1, {{"2021-06-01", "a", "police", NULL, 2, 2, 2, 0, false}}}},
     2,
     true,
     22,
     22,
     22,
     22},
    {"no whole toll: the sides are added up",
     {{"killed", "side=security-forces", NULL, 4, 4, 4, -1, {{"2021-06-01", "a", "police", NULL, 4, 4, 4, 0, false}}},
      {"killed", "side=perpetrators", NULL, 2, 2, 2, -1, {{"2021-06-01", "a", "police", NULL, 2, 2, 2, 0, false}}}},
     2,
     true,
     6,
     6,
     6,
     6},
    {"a part of another kind is no toll",
     {{"killed", "nationality=FR", NULL, 2, 2, 2, -1, {{"2021-06-01", "a", "police", NULL, 2, 2, 2, 0, false}}}},
     1,
     false,
     NO,
     NO,
     NO,
     NO},
    {"nobody died", {{FIGURE(0), {{"2021-06-01", "a", "police", NULL, 0, 0, 0, 0, false}}}}, 1, false, 0, 0, 0, 0},
    {"only the injured are told",
     {{"injured", NULL, NULL, 3, 3, 3, -1, {{"2021-06-01", "a", "police", NULL, 3, 3, 3, 0, false}}}},
     1,
     false,
     NO,
     NO,
     NO,
     NO},
};

static struct sr_exporter *make(const char *format) {
    struct sr_exporter *e = NULL;
    SR_CHECK_INT(format, sr_exporter_open(format, NULL, &e, NULL), SR_OK);
    return e;
}

static void check(struct sr_exporter *e, const struct row *r) {
    struct sr_buf line = {0};
    struct sr_toll ucdp, acled;
    json_t *v = NULL;
    made_incident(&line, "I-000001", "armed-attack", "2021-06-01", MADE_BAMAKO, r->figures, r->count);
    SR_CHECK_INT(r->name, sr_json_load(made_str(&line), &v, NULL), SR_OK);
    bool any = sr_toll_of(e, v, SR_TOLL_UCDP, &ucdp);
    (void)sr_toll_of(e, v, SR_TOLL_ACLED, &acled);
    SR_CHECK_INT(r->name, any, r->any);
    if (r->any) {
        SR_CHECK_INT(r->name, ucdp.low, r->low);
        SR_CHECK_INT(r->name, ucdp.best, r->best);
        SR_CHECK_INT(r->name, ucdp.high, r->high);
        SR_CHECK_INT(r->name, acled.low, r->acled);
        SR_CHECK_INT(r->name, acled.high, r->acled);
    }
    json_decref(v);
    sr_buf_release(&line);
}

/* Of which kind a speaker is, only records tell: here that radio is social media, whom ucdp hears where nobody else speaks. */
static void check_reliable(struct sr_exporter *e) {
    static const struct made_figure figure = {FIGURE(19),
                                              {{"2021-06-01", "a", "police", NULL, 19, 19, 19, 0, false},
                                               {"2021-06-01", "b", "a channel", NULL, 40, 40, 40, 0, false}}};
    struct sr_buf line = {0};
    struct sr_toll toll;
    json_t *v = NULL;
    made_incident(&line, "I-000001", "armed-attack", "2021-06-01", MADE_BAMAKO, &figure, 1);
    SR_CHECK_INT("reliable", sr_json_load(made_str(&line), &v, NULL), SR_OK);
    SR_CHECK("before the records", sr_toll_of(e, v, SR_TOLL_UCDP, &toll));
    SR_CHECK_INT("everybody counts", toll.high, 40);
    SR_CHECK("room", sr_map_set(&e->known.kinds, &e->own, SR_STR("b\nc2"), SR_SOURCE_SOCIAL_MEDIA));
    SR_CHECK("after them", sr_toll_of(e, v, SR_TOLL_UCDP, &toll));
    SR_CHECK_INT("social media does not", toll.high, 19);
    SR_CHECK("room", sr_map_set(&e->known.kinds, &e->own, SR_STR("a\nc1"), SR_SOURCE_ARMED_GROUP));
    SR_CHECK("none reliable", sr_toll_of(e, v, SR_TOLL_UCDP, &toll));
    SR_CHECK_INT("then all are heard", toll.high, 40);
    json_decref(v);
    sr_buf_release(&line);
}

int main(void) {
    struct sr_exporter *e = make("ucdp");
    for (size_t i = 0; e && i < sizeof rows / sizeof *rows; i++) check(e, &rows[i]);
    if (e) check_reliable(e);
    sr_exporter_free(e);
    return sr_test_end("toll");
}
