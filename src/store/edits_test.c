/* edits_test.c: what an edit must have, what each kind does to incidents, and that undoing brings them back. */
#include "store/made_test.h"

static const struct article market = {
    "a1", NULL, "2021-06-03T10:00Z", "Test Wire",
    "ZINDER, Niger, June 3, 2021 (Test Wire) - A bomb killed 17 people at a market in Zinder on Thursday, the health "
    "ministry said. Forty people were injured, the regional hospital said. No group claimed the bombing at Kollia "
    "market."};
static const struct article market_again = {
    "a2", NULL, "2021-06-03T15:00Z", "Second Post",
    "ZINDER, Niger, June 3, 2021 - The bomb at the Kollia market in Zinder killed 19 people, the health ministry said "
    "on Thursday. The regional hospital said 43 people were injured in the bombing in Zinder."};
static const struct article flood = {
    "b1", NULL, "2021-09-12T08:00Z", "Test Wire",
    "CORDOBA, Argentina, Sept 12, 2021 (Test Wire) - A flood killed three people in Cordoba on Sunday, firefighters "
    "said. Some 200 were evacuated after the river burst its banks."};

#define WHO .author = SR_STR("An Editor")
static const uint64_t second[] = {2};

/* a1 and a2 (documents 1 and 2) tell of I1, b1 (document 3) of I2. */
static bool made_three(struct made_store *m) {
    if (!made_store(m)) return false;
    SR_CHECK_INT("one", made_add(m, &market, 1).incident, 1);
    SR_CHECK_INT("the same", made_add(m, &market_again, 2).incident, 1);
    SR_CHECK_INT("another", made_add(m, &flood, 3).incident, 2);
    return true;
}

/* By an author who has seen all that has changed so far. */
static enum sr_status try(struct made_store *m, struct sr_store_edit edit, struct sr_store_edited *edited,
                          struct sr_err *err) {
    SR_CHECK_INT("the last change", sr_store_last_change(m->store, &edit.version, NULL), SR_OK);
    edit.at = 1000;
    return sr_store_edit(m->store, &edit, &m->arena, edited, NULL, err);
}

static void test_refused(void) {
    const struct {
        const char *name;
        struct sr_store_edit edit;
        enum sr_status status;
        const char *message;
    } rows[] = {
        {"nobody's", {.kind = SR_EDIT_NOTE, .incident = 1, .value = SR_STR("seen")}, SR_ERR_USAGE, "its author"},
        {"a blank author", {.kind = SR_EDIT_NOTE, .author = SR_STR("  "), .incident = 1}, SR_ERR_USAGE, "its author"},
        {"a note that says nothing", {.kind = SR_EDIT_NOTE, WHO, .incident = 1}, SR_ERR_USAGE, "its text"},
        {"a note on nothing", {.kind = SR_EDIT_NOTE, WHO, .value = SR_STR("seen")}, SR_ERR_USAGE, "its incident"},
        {"no claim", {.kind = SR_EDIT_REJECT, WHO, .document = 1}, SR_ERR_USAGE, "its claim"},
        {"no document", {.kind = SR_EDIT_REJECT, WHO, .claim = SR_STR("c1")}, SR_ERR_USAGE, "its document"},
        {"no such claim",
         {.kind = SR_EDIT_REJECT, WHO, .document = 1, .claim = SR_STR("c99")},
         SR_ERR_NOT_FOUND,
         "no such claim"},
        {"no such document", {.kind = SR_EDIT_MOVE, WHO, .document = 9}, SR_ERR_NOT_FOUND, "no such document"},
        {"no such incident",
         {.kind = SR_EDIT_MERGE, WHO, .incident = 1, .other = 9},
         SR_ERR_NOT_FOUND,
         "no such incident"},
        {"merged with itself", {.kind = SR_EDIT_MERGE, WHO, .incident = 1, .other = 1}, SR_ERR_USAGE, "with itself"},
        {"nothing to split off", {.kind = SR_EDIT_SPLIT, WHO, .incident = 1}, SR_ERR_USAGE, "its documents"},
        {"split off another incident",
         {.kind = SR_EDIT_SPLIT, WHO, .incident = 2, .documents = second, .document_count = 1},
         SR_ERR_USAGE,
         "does not tell of the incident"},
        {"repeats itself", {.kind = SR_EDIT_REPRINT, WHO, .document = 1, .other = 1}, SR_ERR_USAGE, "repeat itself"},
        {"no such field",
         {.kind = SR_EDIT_CORRECT, WHO, .document = 1, .claim = SR_STR("c1"), .field = SR_STR("colour")},
         SR_ERR_USAGE,
         "no 'colour' to correct"},
        {"no such measure",
         {.kind = SR_EDIT_CORRECT,
          WHO,
          .document = 1,
          .claim = SR_STR("c1"),
          .field = SR_STR("measure"),
          .value = SR_STR("sad")},
         SR_ERR_USAGE,
         "'sad' is no measure"},
        {"nothing undone", {.kind = SR_EDIT_UNDO, WHO}, SR_ERR_USAGE, "what it undoes"},
        {"no such edit", {.kind = SR_EDIT_UNDO, WHO, .undoes = 7}, SR_ERR_NOT_FOUND, "no edit 7"},
    };
    struct made_store m;
    if (!made_three(&m)) return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sr_store_edited edited;
        struct sr_err err = {0};
        SR_CHECK_INT(rows[i].name, try(&m, rows[i].edit, &edited, &err), rows[i].status);
        bool told = strstr(err.message, rows[i].message) != NULL;
        SR_CHECK(rows[i].name, told);
        if (!told) printf("    %s\n", err.message);
    }
    struct sr_store_edits kept = {0};
    SR_CHECK_INT("edits", sr_store_edits(m.store, 0, 0, 0, &m.arena, &kept, NULL), SR_OK);
    SR_CHECK_INT("nothing is kept of a refused one", kept.count, 0);
    made_remove(&m);
}

enum { LEADS = 100, NONE = 101 }; /* to another incident; there is none of the number */

/* How many documents tell of an incident. */
static uint32_t documents_of(struct made_store *m, uint64_t number) {
    struct sr_store_incident found = {0};
    if (sr_store_incident(m->store, number, &m->arena, &found, NULL)) return NONE;
    return found.number == number ? found.documents : LEADS;
}

static void check_extents(struct made_store *m, const char *name, const uint32_t *want, uint64_t count) {
    for (uint64_t i = 0; i < count; i++) SR_CHECK_INT(name, documents_of(m, i + 1), want[i]);
    SR_CHECK_INT(name, sr_store_check(m->store, NULL), SR_OK);
}

static void test_extents(void) {
    static const uint32_t before[2] = {2, 1};
    const struct {
        const char *name;
        struct sr_store_edit edit;
        uint64_t about;      /* the incident that it is about when it is done */
        uint32_t extents[3]; /* documents of I1, I2, I3 */
    } rows[] = {
        {"merge", {.kind = SR_EDIT_MERGE, WHO, .incident = 2, .other = 1}, 1, {3, LEADS, NONE}},
        {"merge the other way", {.kind = SR_EDIT_MERGE, WHO, .incident = 1, .other = 2}, 2, {LEADS, 3, NONE}},
        {"split", {.kind = SR_EDIT_SPLIT, WHO, .incident = 1, .documents = second, .document_count = 1}, 3, {1, 1, 1}},
        {"move", {.kind = SR_EDIT_MOVE, WHO, .document = 2, .other = 2}, 2, {1, 2, NONE}},
        {"move to a new one", {.kind = SR_EDIT_MOVE, WHO, .document = 2}, 3, {1, 1, 1}},
        {"move the only one", {.kind = SR_EDIT_MOVE, WHO, .document = 3, .other = 1}, 1, {3, LEADS, NONE}},
        {"reprint", {.kind = SR_EDIT_REPRINT, WHO, .document = 2, .other = 1}, 1, {2, 1, NONE}},
        {"note", {.kind = SR_EDIT_NOTE, WHO, .incident = 1, .value = SR_STR("seen")}, 1, {2, 1, NONE}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct made_store m;
        struct sr_store_edited edited = {0}, undone = {0};
        struct sr_err err = {0};
        if (!made_three(&m)) return;
        SR_CHECK_INT(rows[i].name, try(&m, rows[i].edit, &edited, &err), SR_OK);
        if (err.status) printf("    %s\n", err.message);
        SR_CHECK_INT(rows[i].name, edited.incident, rows[i].about);
        check_extents(&m, rows[i].name, rows[i].extents, 3);
        struct sr_store_edit undo = {.kind = SR_EDIT_UNDO, WHO, .undoes = edited.edit};
        SR_CHECK_INT("undone", try(&m, undo, &undone, &err), SR_OK);
        check_extents(&m, "as it was", before, 2);
        SR_CHECK_INT("but once", try(&m, undo, &undone, &err), SR_ERR_CONFLICT);
        undo.undoes = undone.edit;
        SR_CHECK_INT("and an undoing not at all", try(&m, undo, &undone, &err), SR_ERR_USAGE);
        made_remove(&m);
    }
}

int main(void) {
    test_refused();
    test_extents();
    return sr_test_end("edits");
}
