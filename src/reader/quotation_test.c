#include "reader/show_test.h"

/* Each quotation as "depth:inner words", "~" after one that no mark closes, "<n" when it continues quotation n. */
static const struct {
    const char *name, *text, *want;
} rows[] = {
    {"straight", "\"It is over,\" he said. \"We won.\"", "0:It is over,|0:We won."},
    {"typographic", "“It is over,” he said.", "0:It is over,"},
    {"guillemets", "«It is over,» he said.", "0:It is over,"},
    {"old keyboards", "``It is over,'' he said.", "0:It is over,"},
    {"low opening", "„It is over,“ he said.", "0:It is over,~|0: he said.~"},
    {"single", "'It is over,' he said.", "0:It is over,"},
    {"single, typographic", "‘It is over,’ he said.", "0:It is over,"},
    {"nested", "\"He shouted 'run' and fell,\" she said.", "0:He shouted 'run' and fell,|1:run"},
    {"nested the other way", "‘He shouted “run” and fell,’ she said.", "0:He shouted “run” and fell,|1:run"},
    {"apostrophes are none", "The hostages' men don't say 'til noon.", ""},
    {"a possessive inside", "'The rebels' camp is gone,' he said.", "0:The rebels' camp is gone,"},
    {"decades are none", "In the '90s and '80s.", ""},
    {"a scare word", "two \"jihadist\" attackers", "0:jihadist"},
    {"a part before a full stop", "were \"taking part\".", "0:taking part"},
    {"unclosed ends with its paragraph", "\"It is over, he said.\n\nPolice left.", "0:It is over, he said.~"},
    {"reopened", "\"We held them off.\n\n\"Then they left,\" he said.", "0:We held them off.~|0:Then they left,<0"},
    {"reopened twice, typographic", "“One.\n\n“Two.\n\n“Three,” he said.", "0:One.~|0:Two.~<0|0:Three,<1"},
    {"not reopened", "\"We held them off.\n\nHe said \"no\".", "0:We held them off.~|0:no"},
    {"inches are none", "a 5'11\" man said \"no\".", "0:no"},
    {"a stray closing mark", "It is over,” he said.", ""},
    {"across sentences", "\"It is over. We won,\" he said.", "0:It is over. We won,"},
    {"after a dash", "He said--\"no\"--and left.", "0:no"},
    {"in brackets", "(\"no\") he said", "0:no"},
    {"two never closed", "“One “two", "0:One ~|0:two~"},
};

static void table(void) {
    struct sr_show s;
    sr_show_open(&s);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sr_show_read(&s, rows[i].name, sr_str_c(rows[i].text));
        sr_buf_clear(&s.out);
        for (uint32_t k = 0; k < s.reading.quotation_count; k++) {
            const struct sr_quotation *q = &s.reading.quotations[k];
            struct sr_str inner = sr_slice(rows[i].text, q->inner);
            sr_buf_printf(&s.out, "%s%u:%.*s%s", k ? "|" : "", q->depth, (int)inner.n, inner.p, q->closed ? "" : "~");
            if (q->continues != SR_NONE) sr_buf_printf(&s.out, "<%u", q->continues);
            SR_CHECK(rows[i].name, q->end > q->first && q->end <= s.reading.token_count);
            SR_CHECK_INT(rows[i].name, s.reading.tokens[q->first].span.start, q->span.start);
            SR_CHECK(rows[i].name, s.reading.tokens[q->end - 1].span.end <= q->span.end);
        }
        SR_CHECK_STR(rows[i].name, ((struct sr_str){s.out.p, (uint32_t)s.out.size}), sr_str_c(rows[i].want));
    }
    sr_show_close(&s);
}

int main(void) {
    table();
    return sr_test_end("reader/quotation");
}
