/* keep_test.c: what is kept of a record, to bytes and back. */
#include "merge/keep.h"

#include "merge/kit_test.h"
#include "merge/write.h"

static void keep_text(struct kit *k, const char *text, struct sr_kept *kept) {
    struct made made;
    struct sr_buf line;
    struct sr_read_record record;
    struct sr_err err;
    if (!made_read(&made, text)) return;
    made.document.id = SR_STR("made");
    made.document.url = SR_STR("https://news.example/made");
    made_write(&made, SR_OFFSETS_CODEPOINTS, &line);
    struct sr_str s = {line.p, (uint32_t)line.size};
    SR_CHECK_INT("read", sr_record_read(k->schema, s, &k->arena, &record, &err), SR_OK);
    SR_CHECK_INT("kept", sr_keep(&k->pool, &record, &k->arena, kept, &err), SR_OK);
    sr_buf_release(&line);
    made_release(&made);
}

static struct sr_str told(struct kit *k, const struct sr_kept *kept) {
    const struct sr_kept *documents[] = {kept};
    struct sr_incident_out in = {.rules = &k->pool.rules, .id = SR_STR("I1"), .documents = documents, .count = 1};
    struct sr_buf out = {0};
    struct sr_err err;
    SR_CHECK_INT("told", sr_write_incident(&in, &k->arena, &out, &err), SR_OK);
    struct sr_str s = sr_arena_str(&k->arena, (struct sr_str){out.p, (uint32_t)out.size});
    sr_buf_release(&out);
    return s;
}

#define MARKET                                                                                                         \
    "A car bomb exploded in a market in Kirkuk, Iraq, on Tuesday, killing at least 12 people, including 3 policemen, " \
    "police said. A hospital counted 14 dead and about 30 wounded. The Sons of the Plain claimed the attack."

static const char *const texts[] = {
    MARKET,
    "A ferry sank off Masbate in the Philippines on Friday; two or three people drowned and 8 were missing.",
    "The council will meet on Monday to choose a new clerk.",
    "",
};

static void test_round(struct kit *k) {
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct sr_kept kept = {0}, again = {0};
        struct sr_buf bytes = {0}, second = {0};
        struct sr_err err;
        keep_text(k, texts[i], &kept);
        sr_kept_write(&k->pool.rules, &kept, &bytes);
        struct sr_str s = {bytes.p, (uint32_t)bytes.size};
        SR_CHECK_INT(texts[i], sr_kept_read(&k->pool.rules, s, &k->arena, &again, &err), SR_OK);
        SR_CHECK_STR("the same is told of it", told(k, &again), told(k, &kept));
        sr_kept_write(&k->pool.rules, &again, &second);
        SR_CHECK("the same bytes", second.size == bytes.size && memcmp(second.p, bytes.p, bytes.size) == 0);
        sr_buf_release(&bytes);
        sr_buf_release(&second);
    }
}

/* Cut anywhere, or with another byte anywhere: refused, or something else that can be told of. */
static void test_damaged(struct kit *k) {
    struct sr_kept kept = {0}, again;
    struct sr_buf bytes = {0};
    struct sr_err err;
    keep_text(k, MARKET, &kept);
    sr_kept_write(&k->pool.rules, &kept, &bytes);
    for (uint32_t n = 0; n < bytes.size; n++) {
        char *cut = malloc(n ? n : 1); /* of its own size, so that a byte too far is seen by the sanitiser */
        if (!cut) break;
        memcpy(cut, bytes.p, n);
        SR_CHECK_INT("cut", sr_kept_read(&k->pool.rules, (struct sr_str){cut, n}, &k->arena, &again, &err),
                     SR_ERR_FORMAT);
        free(cut);
    }
    for (uint32_t n = 0; n < bytes.size; n++) {
        char was = bytes.p[n];
        bytes.p[n] = (char)(was ^ 0x81);
        struct sr_str s = {bytes.p, (uint32_t)bytes.size};
        enum sr_status status = sr_kept_read(&k->pool.rules, s, &k->arena, &again, &err);
        SR_CHECK("another byte is refused or read", status == SR_ERR_FORMAT || (!status && told(k, &again).n > 0));
        bytes.p[n] = was;
    }
    struct sr_merge_rules other = k->pool.rules;
    other.ranks++;
    struct sr_str s = {bytes.p, (uint32_t)bytes.size};
    SR_CHECK_INT("kept with another table", sr_kept_read(&other, s, &k->arena, &again, &err), SR_ERR_FORMAT);
    sr_buf_release(&bytes);
}

int main(void) {
    struct kit k;
    if (open_kit(&k)) {
        test_round(&k);
        test_damaged(&k);
    }
    close_kit(&k);
    return sr_test_end("keep");
}
