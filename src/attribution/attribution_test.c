#include "attribution/attribution.h"

#include "base/buf.h"
#include "base/test.h"

static struct sr_lexicon lexicon;

static enum sr_status run(const char *text, struct sr_arena *arena, struct sr_reading *reading,
                          struct sr_attributions *out) {
    struct sr_document d = {.text = sr_str_c(text)};
    struct sr_read_in read = {&d, &lexicon};
    enum sr_status s = sr_read_text(&read, arena, reading, NULL);
    if (s) return s;
    struct sr_attribute_in in = {&d, reading, &lexicon};
    return sr_attribute(&in, arena, out, NULL);
}

static bool ascending(struct sr_spans s, uint32_t size) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < s.count; i++) {
        if (s.items[i].start < at || s.items[i].start >= s.items[i].end || s.items[i].end > size) return false;
        at = s.items[i].end;
    }
    return true;
}

/* What must hold whatever the text is. */
static void check_shape(const char *name, const struct sr_attributions *x, uint32_t size) {
    for (uint32_t i = 0; i < x->count; i++) {
        const struct sr_attribution *a = &x->items[i];
        SR_CHECK(name, a->content.count >= 1);
        SR_CHECK(name, ascending(a->content, size) && ascending(a->cue, size) && ascending(a->source, size));
        SR_CHECK(name, a->inside == SR_NONE || a->inside < i);
        SR_CHECK(name, a->p > 0 && a->p <= 1);
        for (uint32_t k = 0; k < a->speakers.count; k++) SR_CHECK(name, a->speakers.items[k] < x->source_count);
        for (uint32_t k = 0; k < a->relays.count; k++) SR_CHECK(name, a->relays.items[k] < x->source_count);
        uint32_t depth = 0;
        for (uint32_t k = i; x->items[k].inside != SR_NONE && depth < 99; k = x->items[k].inside) depth++;
        SR_CHECK(name, depth <= 8);
    }
    for (uint32_t i = 0; i < x->source_count; i++)
        SR_CHECK(name, x->sources[i].name.start < x->sources[i].name.end && x->sources[i].name.end <= size &&
                           x->sources[i].kind < SR_SOURCE_COUNT);
}

static const char *const odd[] = {
    "",
    "said",
    "said.",
    "\"",
    "\"\"",
    "said said said said",
    "\"said\" said \"said",
    "according to",
    "according to,",
    ", said",
    "said, said, said",
    "He said: ",
    "\"A\n\n\"B\n\n\"C\" he said",
    ":",
    "Police:",
    ": police",
    "and and said and",
    "(said) (he) said)",
    "told told told AFP AFP",
    "AFP quoted AFP as saying AFP said",
    "citing citing citing",
    "'s claim that",
    "He said he said he said he said he said he said he said he said he said he said he said he said six died.",
    "who said who said which said that",
    "\"\"\"\"\"\" he said",
    "put the toll at",
    "is believed",
    "was said by",
    "it was said by by",
    ", , , , said",
    "a, b, c, d, e, f, said",
    "the the the the said",
    "reportedly",
    "reportedly reportedly",
    "x said\xe2\x80\x94",
    "\xe2\x80\x9cGo,\xe2\x80\x9d he said. \xe2\x80\x9cGo.\xe2\x80\x9d \xe2\x80\x9cGo.\xe2\x80\x9d",
    "quoted by AFP said",
    "Police:++++++",
    "Police: .\n\nSix died.",
    "+++: police",
    "Six died, according to police (",
    "Six died, according to (",
    "Six died, said the mayor (\"a",
    "Six died, according to \"a",
    "\"a b\" said \"c d",
    "report that that that",
};

static void odd_texts(void) {
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct sr_arena arena;
        sr_arena_init(&arena, 0);
        struct sr_reading reading;
        struct sr_attributions out = {0};
        SR_CHECK_INT(odd[i], run(odd[i], &arena, &reading, &out), SR_OK);
        check_shape(odd[i], &out, (uint32_t)strlen(odd[i]));
        sr_arena_release(&arena);
    }
}

/* Prefixes of a text full of cues: an end at any byte. */
static void cut_texts(void) {
    static const char text[] =
        "Mali siege: police\n\n\"It is over,\" the minister, Karim Dost, told AFP, a source quoted by Reuters said. "
        "\"We won.\"\n\n"
        "\"Nobody is inside, he said. It was reported that six died, according to a report citing the mayor, and "
        "police "
        "(who asked for help) put the toll at 12, adding that the rebels' claim that 40 died was untrue.";
    for (uint32_t n = 1; n < sizeof text; n++) {
        char cut[sizeof text];
        memcpy(cut, text, n);
        cut[n] = '\0';
        struct sr_arena arena;
        sr_arena_init(&arena, 0);
        struct sr_reading reading;
        struct sr_attributions out = {0};
        SR_CHECK_INT("cut text", run(cut, &arena, &reading, &out), SR_OK);
        check_shape("cut text", &out, n);
        sr_arena_release(&arena);
    }
}

/* Each allocation fails in turn; the output stays untouched and the status says so. */
static void failures(void) {
    static const char text[] =
        "\"Six died,\" police and the army told AFP. \"We saw it.\" He reportedly said so, citing a doctor.";
    struct sr_arena arena;
    sr_arena_init(&arena, 0);
    struct sr_document d = {.text = SR_STR(text)};
    struct sr_reading reading;
    struct sr_read_in read = {&d, &lexicon};
    SR_CHECK_INT("reads", sr_read_text(&read, &arena, &reading, NULL), SR_OK);
    struct sr_attribute_in in = {&d, &reading, &lexicon};
    bool done = false;
    uint32_t failed = 0;
    for (uint64_t n = 1; n < 5000 && !done; n++) {
        struct sr_arena second;
        sr_arena_init(&second, 0);
        second.fail_after = n;
        struct sr_attributions out = {.count = 77};
        enum sr_status s = sr_attribute(&in, &second, &out, NULL);
        if (s == SR_OK) done = true;
        else {
            failed++;
            SR_CHECK_INT("out of memory", s, SR_ERR_MEMORY);
            SR_CHECK_INT("output untouched", out.count, 77);
        }
        sr_arena_release(&second);
    }
    SR_CHECK("failed at least once, then succeeded", done && failed > 5);
    sr_arena_release(&arena);
}

static const struct {
    const char *name, *text, *words, *chain;
} chains[] = {
    {"own voice", "Six people died.", "Six", ""},
    {"one speaker", "Police said six people died.", "six", "Police"},
    {"the words before the cue are nobody's", "Police said six people died.", "Police", ""},
    {"said, reported", "Six died, the ministry said, Reuters reported.", "Six", "the ministry ; Reuters"},
    {"three deep", "AFP said the minister said police counted six bodies.", "six", "police ; the minister ; AFP"},
    {"told an agency", "Karim Dost told Reuters that six died.", "six", "Karim Dost ; Reuters"},
    {"told a friend", "Karim Dost told a friend that six died.", "six", "Karim Dost"},
    {"told by a report by", "Reports by relatives said six died.", "six", "relatives"},
    {"joint speakers stay together", "Police and doctors said six died, according to Xinhua.", "six",
     "Police+doctors ; Xinhua"},
    {"nobody between", "AFP said six reportedly died.", "six", "AFP"},
    {"an attitude vouches for nothing", "AFP said the union criticised the killing of six.", "six", "AFP"},
    {"once in a chain", "AFP reported that six died, AFP said.", "six", "AFP"},
};

static void chain_rows(void) {
    for (size_t i = 0; i < sizeof chains / sizeof *chains; i++) {
        struct sr_arena arena;
        sr_arena_init(&arena, 0);
        struct sr_reading reading;
        struct sr_attributions x = {0};
        SR_CHECK_INT(chains[i].name, run(chains[i].text, &arena, &reading, &x), SR_OK);
        uint32_t at = (uint32_t)(strstr(chains[i].text, chains[i].words) - chains[i].text);
        struct sr_span span = {at, at + (uint32_t)strlen(chains[i].words)};
        struct sr_attribution_link links[SR_CHAIN_LONGEST];
        uint32_t n = sr_attribution_chain(&x, sr_attribution_at(&x, span), links);
        struct sr_buf got = {0};
        for (uint32_t k = 0; k < n; k++) {
            if (k) sr_buf_c(&got, " ; ");
            for (uint32_t j = 0; j < links[k].speakers.count; j++) {
                if (j) sr_buf_char(&got, '+');
                sr_buf_str(&got, sr_slice(chains[i].text, x.sources[links[k].speakers.items[j]].name));
            }
        }
        SR_CHECK_STR(chains[i].name, ((struct sr_str){got.p, (uint32_t)got.size}), sr_str_c(chains[i].chain));
        sr_buf_release(&got);
        sr_arena_release(&arena);
    }
}

/* What a trained reader's label (its source, cue and content marked by bytes) makes of the rules' findings: the cues of
 * all attributions, each with the last word of its content. */
static const struct {
    const char *name, *text;
    struct sr_span source, cue, content;
    float p;
    const char *want;
} labelled[] = {
    {"a cue that only the reader sees; what stands inside it stays",
     "The mayor waved away talk that police said six died.",
     {0, 9},
     {10, 20},
     {21, 51},
     0.9f,
     "waved away … died; said … died; "},
    {"a cue that it is not sure of", "The mayor waved away talk.", {0, 9}, {10, 20}, {21, 25}, 0.5f, ""},
    {"both see the cue: the rules say how far it reaches",
     "Police said six people died in the fire.",
     {0, 6},
     {7, 11},
     {12, 22},
     0.9f,
     "said … fire; "},
    {"an attitude that it does not see goes, what is told stays",
     "The mayor wants a new bridge. Police said six people died.",
     {30, 36},
     {37, 41},
     {42, 57},
     0.9f,
     "said … died; "},
};

static void tell_cues(struct sr_buf *got, const char *text, const struct sr_attributions *x) {
    for (uint32_t i = 0; i < x->count; i++) {
        struct sr_span content = x->items[i].content.items[x->items[i].content.count - 1];
        uint32_t last = content.end;
        while (last > content.start && text[last - 1] != ' ') last--;
        sr_buf_str(got, sr_slice(text, x->items[i].cue.items[0]));
        sr_buf_c(got, " … ");
        sr_buf_str(got, sr_slice(text, (struct sr_span){last, content.end}));
        sr_buf_c(got, "; ");
    }
}

static void labels(void) {
    for (size_t i = 0; i < sizeof labelled / sizeof *labelled; i++) {
        const char *text = labelled[i].text, *name = labelled[i].name;
        struct sr_arena arena;
        struct sr_document d = {.text = sr_str_c(text)};
        struct sr_reading reading;
        struct sr_read_in read = {&d, &lexicon};
        struct sr_attributions x = {0};
        struct sr_buf got = {0};
        const struct sr_attribution_label label = {
            {&labelled[i].source, 1}, {&labelled[i].cue, 1}, {&labelled[i].content, 1}, labelled[i].p};
        sr_arena_init(&arena, 0);
        SR_CHECK_INT(name, sr_read_text(&read, &arena, &reading, NULL), SR_OK);
        reading.attributions = &label;
        reading.attribution_count = 1;
        reading.has |= SR_HAS_ATTRIBUTIONS;
        struct sr_attribute_in in = {&d, &reading, &lexicon};
        SR_CHECK_INT(name, sr_attribute(&in, &arena, &x, NULL), SR_OK);
        check_shape(name, &x, d.text.n);
        tell_cues(&got, text, &x);
        SR_CHECK_STR(name, ((struct sr_str){got.size ? got.p : "", (uint32_t)got.size}), sr_str_c(labelled[i].want));
        sr_buf_release(&got);
        sr_arena_release(&arena);
    }
}

static const struct {
    const char *text, *kind;
    bool anonymous;
} kinds[] = {
    {"Reuters said six died.", "agency", false},
    {"The BBC said six died.", "outlet", false},
    {"State television said six died.", "outlet", false},
    {"Police said six died.", "police", false},
    {"A policeman said six died.", "police", true},
    {"Police Chief Hanna Berg said six died.", "police", false},
    {"The army said six died.", "military", false},
    {"Col. Hanna Berg said six died.", "military", false},
    {"A military source said six died.", "military", true},
    {"Security sources said six died.", "official", true},
    {"A hospital official said six died.", "medical", true},
    {"The interior ministry said six died.", "government", false},
    {"A spokesman for the interior ministry said six died.", "government", true},
    {"The rebels said six died.", "armed-group", true},
    {"The Taliban said six died.", "armed-group", false},
    {"The Red Cross said six died.", "aid", false},
    {"Witnesses said six died.", "witness", true},
    {"Her brother said six died.", "relative", true},
    {"The report said six died.", "document", false},
    {"A tweet said six died.", "social-media", false},
    {"Hanna Berg said six died.", "person", false},
    {"Hanna Berg, a Labour MP, said six died.", "party", false},
};

static void kind_rows(void) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct sr_arena arena;
        sr_arena_init(&arena, 0);
        struct sr_reading reading;
        struct sr_attributions x = {0};
        SR_CHECK_INT(kinds[i].text, run(kinds[i].text, &arena, &reading, &x), SR_OK);
        SR_CHECK_INT(kinds[i].text, x.source_count, 1);
        if (x.source_count) {
            SR_CHECK_C(kinds[i].text, sr_source_kind_name(x.sources[0].kind), kinds[i].kind);
            SR_CHECK_INT(kinds[i].text, x.sources[0].anonymous, kinds[i].anonymous);
        }
        sr_arena_release(&arena);
    }
}

int main(void) {
    SR_CHECK_INT("lexicon", sr_lexicon_open(&lexicon, NULL), SR_OK);
    odd_texts();
    cut_texts();
    failures();
    chain_rows();
    labels();
    kind_rows();
    return sr_test_end("attribution");
}
