/* story_test.c: which reports tell of one incident, and the course of its figures. The reports are invented. */
#include <jansson.h>

#include "merge/merge.h"
#include "record/made_test.h"

enum { MOST_REPORTS = 6, MOST_INCIDENTS = 6 };

struct report {
    const char *id, *published, *outlet, *text;
};

/* incidents: the documents of each in order, the incidents in the order of their earliest ones: "a b|c". */
struct row {
    const char *name, *incidents;
    struct report reports[MOST_REPORTS];
};

#define MARKET_1                                                                                                      \
    "A car bomb exploded in a market in Kirkuk, Iraq, on Tuesday, killing at least 12 people, police said. The bomb " \
    "went "                                                                                                           \
    "off beside the Qorya vegetable market. Colonel Afrasiab Kamil said 30 people were wounded."
#define MARKET_2                                                                                                   \
    "The death toll from Tuesday's car bombing of the Qorya market in Kirkuk, Iraq, rose to 19, Colonel Afrasiab " \
    "Kamil "                                                                                                       \
    "of the Kirkuk police said. Doctors at Azadi hospital were treating 45 wounded."
#define CHECKPOINT                                                                                                    \
    "Gunmen shot dead two soldiers, Hamid Salih and Jasim Obeid, at a checkpoint on the Hawija road outside Kirkuk, " \
    "Iraq, "                                                                                                          \
    "on Tuesday, the army said. The attackers fled in a white pickup, Major Laith Nuri said."
#define MINISTER                                                                                                     \
    "The interior minister, Salah Rashid, told parliament in Baghdad that the budget for the police would grow. He " \
    "spoke "                                                                                                         \
    "a month after a car bomb killed 19 people in Kirkuk."
#define FERRY_1                                                                                                      \
    "A ferry carrying 120 passengers sank off the island of Masbate in the Philippines on Friday and at least 8 "    \
    "people "                                                                                                        \
    "drowned, the coast guard said. Commander Rolando Tria said the Princess Amihan went down in high waves. "       \
    "Rescuers were "                                                                                                 \
    "searching for 20 missing passengers off the town of Cataingan, where relatives waited on the pier through the " \
    "night."
#define FERRY_2                                                                                                        \
    "MASBATE, Philippines - A ferry carrying 120 passengers sank off the island of Masbate in the Philippines on "     \
    "Friday "                                                                                                          \
    "and at least 8 people drowned, the coast guard said. Commander Rolando Tria said the Princess Amihan went down "  \
    "in "                                                                                                              \
    "high waves. Rescuers were searching for 20 missing passengers off the town of Cataingan, where relatives waited " \
    "on "                                                                                                              \
    "the pier through the night."

#define MARKET_DEAD(count) \
    "A car bomb at the Qorya market in Kirkuk, Iraq, killed " count " people on Tuesday, police said."

static const struct row rows[] = {
    {"one attack told by two outlets, its toll growing",
     "a b",
     {{"a", "2021-06-01T10:00Z", "Alpha News", MARKET_1}, {"b", "2021-06-01T18:00Z", "Beta Post", MARKET_2}}},
    {"two attacks in one city on one day stay two",
     "a|b",
     {{"a", "2021-06-01T10:00Z", "Alpha News", MARKET_1}, {"b", "2021-06-01T12:00Z", "Alpha News", CHECKPOINT}}},
    {"a report of each of two attacks, and a second report of the first",
     "a c|b",
     {{"a", "2021-06-01T10:00Z", "Alpha News", MARKET_1},
      {"b", "2021-06-01T12:00Z", "Alpha News", CHECKPOINT},
      {"c", "2021-06-01T18:00Z", "Beta Post", MARKET_2}}},
    {"a reprint under another dateline",
     "a b",
     {{"a", "2021-06-04T10:00Z", "Alpha News", FERRY_1}, {"b", "2021-06-05T09:00Z", "Gamma Press", FERRY_2}}},
    {"what has nothing in common",
     "a|b",
     {{"a", "2021-06-01T10:00Z", "Alpha News", MARKET_1}, {"b", "2021-06-04T10:00Z", "Alpha News", FERRY_1}}},
    {"a month later another bomb in the same city is another incident",
     "a|b",
     {{"a", "2021-06-01T10:00Z", "Alpha News", MARKET_1},
      {"b", "2021-07-06T10:00Z", "Alpha News",
       "A suicide bomber killed 4 people at the gate of the Shoraw police academy in Kirkuk, Iraq, on Tuesday, General "
       "Khattab Omar said. Nine recruits were wounded."}}},
    {"a background mention joins nothing",
     "a b",
     {{"a", "2021-06-01T10:00Z", "Alpha News", MARKET_1},
      {"b", "2021-06-01T18:00Z", "Beta Post", MARKET_2},
      {"c", "2021-07-02T18:00Z", "Beta Post", MINISTER}}},
};

/* The record of a report, without its end of line; the caller releases it. */
static void write_record(const struct report *r, struct sr_buf *out) {
    struct made m = {.document = {.text = sr_str_c(r->text), .id = sr_str_c(r->id), .outlet = sr_str_c(r->outlet)}};
    struct sr_err err;
    sr_arena_init(&m.arena, 0);
    struct sr_find_in in = {.document = &m.document, .lexicon = &m.lexicon, .until = SR_STAGE_RECONCILE};
    bool ok = sr_lexicon_open(&m.lexicon, &err) == SR_OK;
    m.document.has_published = sr_date_parse(sr_str_c(r->published), &m.document.published);
    SR_CHECK("a report was read", ok && sr_find(&in, &m.arena, &m.findings, &err) == SR_OK);
    made_write(&m, SR_OFFSETS_CODEPOINTS, out);
    made_release(&m);
}

/* The incidents of a row's reports, given in an order that starts with `first` and goes up or down, round. */
static void merge_row(const struct row *row, uint32_t first, bool down, struct sr_buf *out) {
    struct sr_merger *m = NULL;
    struct sr_err err;
    uint32_t n = 0;
    while (n < MOST_REPORTS && row->reports[n].id) n++;
    SR_CHECK_INT("opened", sr_merger_open(&m, &err), SR_OK);
    for (uint32_t i = 0; i < n; i++) {
        struct sr_buf record;
        write_record(&row->reports[(down ? first + n - i : first + i) % n], &record);
        SR_CHECK_INT("added", sr_merger_add(m, (struct sr_str){record.p, (uint32_t)record.size}, &err), SR_OK);
        sr_buf_release(&record);
    }
    SR_CHECK_INT("taken", sr_merger_take(m, true, out, &err), SR_OK);
    sr_merger_free(m);
}

/* Lines to JSON values. */
static uint32_t parse(const struct sr_buf *b, json_t *out[MOST_INCIDENTS]) {
    uint32_t n = 0;
    for (size_t i = 0, start = 0; i < b->size && n < MOST_INCIDENTS; i++) {
        if (b->p[i] != '\n') continue;
        out[n++] = json_loadb(b->p + start, i - start, 0, NULL);
        start = i + 1;
    }
    return n;
}

static void describe(const struct sr_buf *b, struct sr_buf *text) {
    json_t *incidents[MOST_INCIDENTS];
    uint32_t n = parse(b, incidents);
    for (uint32_t i = 0; i < n; i++) {
        const json_t *documents = json_object_get(incidents[i], "documents");
        if (i) sr_buf_char(text, '|');
        for (size_t k = 0; k < json_array_size(documents); k++)
            sr_buf_printf(text, "%s%s", k ? " " : "", json_string_value(json_array_get(documents, k)));
        json_decref(incidents[i]);
    }
}

static void test_groups(void) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sr_buf first = {0}, text = {0};
        merge_row(&rows[i], 0, false, &first);
        describe(&first, &text);
        SR_CHECK_STR(rows[i].name, ((struct sr_str){text.p, (uint32_t)text.size}), sr_str_c(rows[i].incidents));
        for (uint32_t turn = 0; turn < MOST_REPORTS && rows[i].reports[turn].id; turn++) {
            struct sr_buf again = {0};
            merge_row(&rows[i], turn, true, &again);
            SR_CHECK_STR("the order of the input changes nothing", ((struct sr_str){again.p, (uint32_t)again.size}),
                         ((struct sr_str){first.p, (uint32_t)first.size}));
            sr_buf_release(&again);
        }
        sr_buf_release(&first);
        sr_buf_release(&text);
    }
}

/* A figure as "best, origins: value@document/who <value@document/who …": '<' where a step supersedes an earlier one, '~' where
 * it only rounds, '+' where it takes up another's number; then its warnings, and whether it is withdrawn. */
static void describe_figure(const json_t *incident, const char *measure, struct sr_buf *text) {
    const json_t *all = json_object_get(incident, "figures"), *f = NULL;
    for (size_t i = 0; i < json_array_size(all) && !f; i++) {
        const json_t *v = json_array_get(all, i);
        bool whole = json_is_null(json_object_get(v, "of"));
        if (whole && strcmp(json_string_value(json_object_get(v, "measure")), measure) == 0) f = v;
    }
    if (!f) return;
    sr_buf_printf(text, "%d%s, %d:", (int)json_integer_value(json_object_get(f, "best")),
                  json_is_true(json_object_get(f, "disputed")) ? " disputed" : "",
                  (int)json_integer_value(json_object_get(f, "origins")));
    const json_t *history = json_object_get(f, "history");
    for (size_t i = 0; i < json_array_size(history); i++) {
        const json_t *s = json_array_get(history, i), *sources = json_object_get(s, "sources");
        const char *who = json_string_value(json_array_get(sources, 0));
        const json_t *warnings = json_object_get(s, "warnings");
        bool rounded = strcmp(json_string_value(json_object_get(s, "change")), "rounded") == 0;
        sr_buf_printf(text, " %s%s%s%d@%s/%s", json_is_null(json_object_get(s, "supersedes")) ? "" : "<",
                      rounded ? "~" : "", json_is_null(json_object_get(s, "takes_up")) ? "" : "+",
                      (int)json_integer_value(json_object_get(s, "value")),
                      json_string_value(json_object_get(s, "document")), who ? who : "-");
        for (size_t k = 0; k < json_array_size(warnings); k++)
            sr_buf_printf(text, " %s", json_string_value(json_array_get(warnings, k)));
        if (json_is_true(json_object_get(s, "withdrawn"))) sr_buf_c(text, " withdrawn");
    }
}

/* Courses: killed, by the same means of telling. */
static const struct {
    const char *name, *killed;
    struct row row;
} courses[] = {
    {"a toll that grows is no dispute; the same chain's later figure supersedes",
     "9, 1: 5@a/police <9@b/police",
     {"",
      "",
      {{"a", "2021-06-01T10:00Z", "Alpha News",
        "A car bomb killed 5 people at the Qorya market in Kirkuk, Iraq, on Tuesday, police said."},
       {"b", "2021-06-01T20:00Z", "Alpha News",
        "A car bomb at the Qorya market in Kirkuk, Iraq, killed 9 people on Tuesday, police said."}}}},
    {"a later, lower figure of the same chain is a correction, and is kept",
     "7, 1: 9@a/police <7@b/police drop",
     {"",
      "",
      {{"a", "2021-06-01T10:00Z", "Alpha News",
        "A car bomb killed 9 people at the Qorya market in Kirkuk, Iraq, on Tuesday, police said."},
       {"b", "2021-06-02T20:00Z", "Alpha News",
        "A car bomb at the Qorya market in Kirkuk, Iraq, killed 7 people on Tuesday, police said."}}}},
    {"two speakers at odds within six hours are a dispute",
     "9 disputed, 2: 5@a/police 9@b/Doctors",
     {"",
      "",
      {{"a", "2021-06-01T10:00Z", "Alpha News",
        "A car bomb killed 5 people at the Qorya market in Kirkuk, Iraq, on Tuesday, police said."},
       {"b", "2021-06-01T13:00Z", "Beta Post",
        "Doctors said a car bomb at the Qorya market in Kirkuk, Iraq, killed 9 people on Tuesday."}}}},
    {"a lower figure that one later report alone gives, of another speaker, is a part or late: it doesn't overtake",
     "9, 2: 9@a/police +9@b/police 6@c/Doctors",
     {"",
      "",
      {{"a", "2021-06-01T06:00Z", "Alpha News",
        "A car bomb killed 9 people at the Qorya market in Kirkuk, Iraq, on Tuesday, police said."},
       {"b", "2021-06-01T10:00Z", "Beta Post",
        "A car bomb at the Qorya market in Kirkuk, Iraq, killed 9 people on Tuesday, police said."},
       {"c", "2021-06-01T20:00Z", "Gamma Press",
        "Doctors said a car bomb at the Qorya market in Kirkuk, Iraq, killed 6 people on Tuesday."}}}},
    {"a reprint is no further origin",
     "8, 1: 8@a/the coast guard +8@b/the coast guard",
     {"", "", {{"a", "2021-06-04T10:00Z", "Alpha News", FERRY_1}, {"b", "2021-06-05T09:00Z", "Gamma Press", FERRY_2}}}},
    {"a new version of a document: the figure that it no longer tells is withdrawn, and disputes nothing",
     "9, 1: 12@a/police withdrawn <9@a/police drop",
     {"",
      "",
      {{"a", "2021-06-01T10:00Z", "Alpha News", MARKET_DEAD("12")},
       {"a", "2021-06-01T12:00Z", "Alpha News", MARKET_DEAD("9")}}}},
    {"a figure that no document tells any more has no number",
     "0, 0: 12@a/police withdrawn",
     {"",
      "",
      {{"a", "2021-06-01T10:00Z", "Alpha News", MARKET_DEAD("12")},
       {"a", "2021-06-01T12:00Z", "Alpha News",
        "A car bomb went off at the Qorya market in Kirkuk, Iraq, on Tuesday, wounding 30 people, police said."}}}},
    {"a rounded figure takes no exact one's place",
     "217, 1: 217@a/police ~200@b/police",
     {"",
      "",
      {{"a", "2021-06-01T10:00Z", "Alpha News", MARKET_DEAD("217")},
       {"b", "2021-06-02T10:00Z", "Beta Post", MARKET_DEAD("more than 200")}}}},
    {"two digits swapped: told, not mended",
     "4327, 2: 4237@a/police 4327@b/Doctors digits-swapped",
     {"",
      "",
      {{"a", "2021-06-01T10:00Z", "Alpha News", MARKET_DEAD("4,237")},
       {"b", "2021-06-02T10:00Z", "Beta Post",
        "Doctors said the car bomb at the Qorya market in Kirkuk, Iraq, on Tuesday killed 4,327 people."}}}},
    {"a named speaker gives fewer than others gave a day before: a dispute, of a count that can't fall",
     "10 disputed, 2: 10@a/police +10@b/police 9@c/The interior ministry",
     {"",
      "",
      {{"a", "2021-06-01T10:00Z", "Alpha News", MARKET_DEAD("10")},
       {"b", "2021-06-01T12:00Z", "Beta Post", MARKET_DEAD("10")},
       {"c", "2021-06-03T10:00Z", "Gamma Press",
        "The interior ministry said the car bomb at the Qorya market in Kirkuk, Iraq, on Tuesday killed 9 people."}}}},
    {"a later document's own voice that gives fewer is late, and disputes nothing",
     "10, 2: 10@a/police +10@b/police 9@c/-",
     {"",
      "",
      {{"a", "2021-06-01T10:00Z", "Alpha News", MARKET_DEAD("10")},
       {"b", "2021-06-01T12:00Z", "Beta Post", MARKET_DEAD("10")},
       {"c", "2021-06-03T10:00Z", "Gamma Press",
        "The car bomb at the Qorya market in Kirkuk, Iraq, on Tuesday killed 9 people."}}}},
    {"a text's headline and body differ, and others give either",
     "59 disputed, 3: 58@a/police 59@b/Doctors +58@c/- +59@c/-",
     {"",
      "",
      {{"a", "2021-06-01T10:00Z", "Alpha News", MARKET_DEAD("58")},
       {"b", "2021-06-01T20:00Z", "Beta Post",
        "Doctors said the car bomb at the Qorya market in Kirkuk, Iraq, on Tuesday killed 59 people."},
       {"c", "2021-06-03T10:00Z", "Gamma Press",
        "Car bomb kills 58 people at Kirkuk market\n\nA car bomb at the Qorya market in Kirkuk, Iraq, on Tuesday "
        "killed "
        "59 people. The bomb went off beside a row of stalls."}}}},
    {"a digit too many",
     "220, 1: 22@a/police <220@b/police jump",
     {"",
      "",
      {{"a", "2021-06-01T10:00Z", "Alpha News", MARKET_DEAD("22")},
       {"b", "2021-06-02T10:00Z", "Beta Post", MARKET_DEAD("220")}}}},
};

/* The ledger of the same: "since–until who value (documents)". */
static void test_ledger(void) {
    static const struct row row = {
        "",
        "",
        {{"a", "2021-06-01T10:00Z", "Alpha News", MARKET_DEAD("5")},
         {"b", "2021-06-01T12:00Z", "Beta Post", MARKET_DEAD("5")},
         {"c", "2021-06-01T13:00Z", "Gamma Press",
          "Doctors said a car bomb at the Qorya market in Kirkuk, Iraq, killed 11 people on Tuesday."},
         {"d", "2021-06-01T20:00Z", "Alpha News", MARKET_DEAD("9")}}};
    struct sr_buf out = {0}, text = {0};
    json_t *incidents[MOST_INCIDENTS];
    merge_row(&row, 0, false, &out);
    uint32_t n = parse(&out, incidents);
    SR_CHECK_INT("one incident", n, 1);
    const json_t *figure = json_array_get(json_object_get(n ? incidents[0] : NULL, "figures"), 0);
    const json_t *ledger = json_object_get(figure, "ledger");
    for (size_t i = 0; i < json_array_size(ledger); i++) {
        const json_t *e = json_array_get(ledger, i);
        const char *until = json_string_value(json_object_get(e, "until"));
        sr_buf_printf(&text, "%.5s-%.5s %s %d (%d); ", json_string_value(json_object_get(e, "since")) + 11,
                      until ? until + 11 : "now", json_string_value(json_object_get(e, "source")),
                      (int)json_integer_value(json_object_get(e, "value")),
                      (int)json_integer_value(json_object_get(e, "documents")));
    }
    SR_CHECK_STR("who says what since when", ((struct sr_str){text.p, (uint32_t)text.size}),
                 SR_STR("10:00-20:00 police 5 (2); 13:00-now Doctors 11 (1); 20:00-now police 9 (1); "));
    for (uint32_t k = 0; k < n; k++) json_decref(incidents[k]);
    sr_buf_release(&out);
    sr_buf_release(&text);
}

static void test_courses(void) {
    for (size_t i = 0; i < sizeof courses / sizeof *courses; i++) {
        struct sr_buf out = {0}, text = {0};
        json_t *incidents[MOST_INCIDENTS];
        merge_row(&courses[i].row, 0, false, &out);
        uint32_t n = parse(&out, incidents);
        SR_CHECK_INT(courses[i].name, n, 1);
        if (n) describe_figure(incidents[0], "killed", &text);
        SR_CHECK_STR(courses[i].name, ((struct sr_str){text.p, (uint32_t)text.size}), sr_str_c(courses[i].killed));
        for (uint32_t k = 0; k < n; k++) json_decref(incidents[k]);
        sr_buf_release(&out);
        sr_buf_release(&text);
    }
}

int main(void) {
    test_groups();
    test_courses();
    test_ledger();
    return sr_test_end("story");
}
