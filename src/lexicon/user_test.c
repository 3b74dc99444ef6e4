#include "lexicon/user.h"

#include "base/test.h"

/* The whole of the joined table is sound: sorted, every key found at its first row. */
static void check_sound(const char *name, const struct sr_table *t) {
    uint32_t wrong = 0;
    for (uint32_t row = 0; row < t->rows; row++) {
        const char *key = sr_table_cell(t, row, 0), *before = row ? sr_table_cell(t, row - 1, 0) : "";
        uint32_t found = sr_table_find(t, sr_str_c(key));
        bool same = row && strcmp(before, key) == 0;
        if (strcmp(before, key) > 0 || (same ? found >= row : found != row)) wrong++;
        for (uint32_t k = 0; k < t->columns; k++) wrong += sr_table_cell(t, row, k) >= t->pool + t->pool_size;
    }
    SR_CHECK_INT(name, wrong, 0);
}

static const struct {
    const char *name, *table, *tsv, *message;
} refused[] = {
    {"no head", "outlets", "# nothing\n", "u.tsv: no head: ''; name the columns in the first line"},
    {"nothing at all", "sources", "", "u.tsv: no head: ''; name the columns in the first line"},
    {"a column that is none", "outlets", "name\tzones\n",
     "u.tsv:1: no such column: 'zones'; its columns are name, zone"},
    {"a column twice", "outlets", "name\tzone\tname\n", "u.tsv:1: column given twice: 'name'; name it once"},
    {"a column missing", "sources", "\n#\nname\n",
     "u.tsv:3: a column is missing: 'kind'; name the columns in the first line"},
    {"too many cells", "outlets", "name\tzone\nA\tAsia/Tokyo\tmore\n",
     "u.tsv:2: more cells than columns: 'more'; see the line that names the columns"},
    {"no name", "outlets", "name\tzone\n \tAsia/Tokyo\n", "u.tsv:2:1: empty name: ''; write a name"},
    {"no zone", "outlets", "zone\tname\n+09:00\tA\n",
     "u.tsv:2:1: no time zone: '+09:00'; write its IANA name, as Africa/Bamako"},
    {"a kind that is none", "sources", "name\tkind\twho\nA\taid\tperson\nB\taid\tcrowd\n",
     "u.tsv:3:7: no such 'who': 'crowd'; take one of: institution, person, document"},
    {"a name twice", "sources", "name\tkind\nA\taid\n\na\taid\n",
     "u.tsv:4: key given twice: 'a'; take one of the rows out"},
    {"a country that is none", "gazetteer", "name\tcountry\nA\tMali\n",
     "u.tsv:2:3: no country: 'Mali'; write its ISO 3166 code, as ML"},
    {"a class that is none", "gazetteer", "name\tcountry\tclass\nA\tML\tvillage\n",
     "u.tsv:2:6: no class of place: 'village'; take one of: city, admin, facility, other"},
    {"a latitude that is none", "gazetteer", "name\tcountry\tlat\tlon\nA\tML\t1e1\t0\n",
     "u.tsv:2:6: no latitude: '1e1'; write degrees, as 12.65"},
    {"a point without its half", "gazetteer", "name\tcountry\tlat\tlon\nA\tML\t1\n",
     "u.tsv:2:6: latitude without longitude, or the other way round: 'A'; give both or none"},
    {"people that are no number", "gazetteer", "name\tcountry\tpopulation\nA\tML\t1,000\n",
     "u.tsv:2:6: no number of people: '1,000'; write digits alone"},
    {"not UTF-8", "gazetteer", "name\tcountry\nA\xff\tML\n",
     "u.tsv:2: bytes that are not UTF-8 text: ''; save the table as UTF-8"},
};

static void check_refused(const struct sr_lexicon *built_in) {
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct sr_lexicon lexicon = *built_in;
        struct sr_arena arena;
        struct sr_err err = {0};
        char line[1400];
        sr_arena_init(&arena, 0);
        uint32_t table = sr_user_table_from(sr_str_c(refused[i].table));
        SR_CHECK_INT(
            refused[i].name,
            sr_lexicon_add(&lexicon, (enum sr_user_table)table, sr_str_c(refused[i].tsv), "u.tsv", &arena, &err),
            SR_ERR_TABLE);
        sr_err_format(&err, line, sizeof line);
        SR_CHECK_C(refused[i].name, line, refused[i].message);
        SR_CHECK_INT("the lexicon is as it was", memcmp(&lexicon, built_in, sizeof lexicon), 0);
        sr_arena_release(&arena);
    }
}

static const struct {
    const char *name, *table, *tsv;
    enum sr_table_id in;
    const char *key;
    uint32_t column, same; /* how many rows bear the key */
    const char *cell;
} added[] = {
    {"a place", "gazetteer", "country\tname\nML\tKossobara\n", SR_TABLE_GAZETTEER, "kossobara", 3, 1, "ML"},
    {"its other name, without accents", "gazetteer", "name\tcountry\nKossobara|Kossobára Élé\tML\n", SR_TABLE_GAZETTEER,
     "kossobara ele", 1, 1, "Kossobara"},
    {"a namesake stands first and takes none away", "gazetteer", "name\tcountry\tlat\tlon\nOrdino\tML\t14\t-4\n",
     SR_TABLE_GAZETTEER, "ordino", 3, 3, "ML"},
    {"a place twice", "gazetteer", "name\tcountry\nKossobara\tML\nKossobara\tNE\n", SR_TABLE_GAZETTEER, "kossobara", 3,
     2, "ML"},
    {"the built-in ones are still there", "gazetteer", "name\tcountry\nKossobara\tML\n", SR_TABLE_GAZETTEER, "ordino",
     3, 2, "AD"},
    {"an outlet's zone", "outlets", "\xEF\xBB\xBFname\tzone\r\nThe Kosso Post\tAfrica/Bamako\r\n",
     SR_TABLE_OUTLET_ZONES, "the kosso post", 1, 1, "Africa/Bamako"},
    {"and the outlet", "outlets", "name\tzone\nThe Kosso Post\tAfrica/Bamako", SR_TABLE_NEWS_OUTLETS, "the kosso post",
     1, 1, "outlet"},
    {"a known outlet's zone, changed", "outlets", "name\tzone\nBBC\tAsia/Tokyo\n", SR_TABLE_OUTLET_ZONES, "bbc", 1, 2,
     "Asia/Tokyo"},
    {"a source", "sources", "name\tkind\nTokari Monitor|the Tokari Monitor\taid\n", SR_TABLE_SOURCE_NOUNS,
     "the tokari monitor", 1, 1, "aid"},
    {"who it is", "sources", "name\tkind\twho\nZora\tparty\tperson\n", SR_TABLE_SOURCE_NOUNS, "zora", 2, 1, "person"},
    {"an agency", "sources", "name\tkind\nZora Wire\tagency\n", SR_TABLE_AGENCIES, "zora wire", 1, 1, "agency"},
    {"an outlet among the sources", "sources", "name\tkind\nZora TV\toutlet\n", SR_TABLE_NEWS_OUTLETS, "zora tv", 1, 1,
     "outlet"},
};

static void check_added(const struct sr_lexicon *built_in) {
    for (size_t i = 0; i < sizeof added / sizeof *added; i++) {
        struct sr_lexicon lexicon = *built_in;
        struct sr_arena arena;
        struct sr_err err = {0};
        sr_arena_init(&arena, 0);
        uint32_t table = sr_user_table_from(sr_str_c(added[i].table));
        SR_CHECK_INT(added[i].name,
                     sr_lexicon_add(&lexicon, (enum sr_user_table)table, sr_str_c(added[i].tsv), "u.tsv", &arena, &err),
                     SR_OK);
        if (err.status) printf("    %s\n", err.message);
        const struct sr_table *t = &lexicon.tables[added[i].in];
        uint32_t row = sr_table_find(t, sr_str_c(added[i].key));
        SR_CHECK(added[i].name, row != SR_NONE);
        if (row != SR_NONE) {
            SR_CHECK_C(added[i].name, sr_table_cell(t, row, added[i].column), added[i].cell);
            SR_CHECK_INT(added[i].name, sr_table_same(t, row), added[i].same);
        }
        check_sound(added[i].name, t);
        sr_arena_release(&arena);
    }
}

/* Two files of one sort: the later stands first. And memory that runs out anywhere leaves the lexicon as it was. */
static void check_twice(const struct sr_lexicon *built_in) {
    struct sr_lexicon lexicon = *built_in;
    struct sr_arena arena;
    struct sr_err err = {0};
    sr_arena_init(&arena, 0);
    for (const char *const *tsv =
             (const char *const[]){"name\tzone\nX\tAsia/Tokyo\n", "name\tzone\nX\tAsia/Seoul\n", NULL};
         *tsv; tsv++)
        SR_CHECK_INT("added", sr_lexicon_add(&lexicon, SR_USER_OUTLETS, sr_str_c(*tsv), NULL, &arena, &err), SR_OK);
    const struct sr_table *t = &lexicon.tables[SR_TABLE_OUTLET_ZONES];
    uint32_t row = sr_table_find(t, SR_STR("x"));
    SR_CHECK("found", row != SR_NONE);
    if (row != SR_NONE) SR_CHECK_C("the later one", sr_table_cell(t, row, 1), "Asia/Seoul");
    for (uint64_t n = 1; n < 7; n++) {
        struct sr_lexicon before = lexicon;
        arena.fail_after = n;
        SR_CHECK_INT(
            "no memory",
            sr_lexicon_add(&lexicon, SR_USER_OUTLETS, SR_STR("name\tzone\nY\tAsia/Tokyo\n"), NULL, &arena, &err),
            SR_ERR_MEMORY);
        SR_CHECK_INT("the lexicon is as it was", memcmp(&lexicon, &before, sizeof lexicon), 0);
    }
    sr_arena_release(&arena);
}

int main(void) {
    struct sr_lexicon lexicon;
    struct sr_err err = {0};
    SR_CHECK_INT("the built-in tables", sr_lexicon_open(&lexicon, &err), SR_OK);
    check_refused(&lexicon);
    check_added(&lexicon);
    check_twice(&lexicon);
    return sr_test_end("lexicon/user");
}
