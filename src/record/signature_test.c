#include "record/signature.h"

#include "record/made_test.h"

static struct sr_str signature(struct made *m, const char *text) {
    if (!made_read(m, text)) return SR_STR("");
    return sr_signature(&m->arena, &m->findings.reading);
}

/* Places that are the same, and not empty, of a hundred. */
static int alike(struct sr_str a, struct sr_str b) {
    int n = 0, places = 0;
    for (uint32_t k = 0; a.n == b.n && k < SR_SIGNATURE_PLACES; k++) {
        bool filled = memcmp(a.p + k * 2, "00", 2) != 0, other = memcmp(b.p + k * 2, "00", 2) != 0;
        n += filled && memcmp(a.p + k * 2, b.p + k * 2, 2) == 0;
        places += filled || other;
    }
    return places ? 100 * n / places : 0;
}

#define STORY                                                                                                    \
    "Three fishermen were pulled from the cold water on Sunday after their boat struck a rock near the harbour " \
    "mouth. "                                                                                                    \
    "The coast guard said that two others were still missing when the search was called off at nightfall. "      \
    "The boat had left the small port before dawn with five men aboard, and no call for help was heard."

int main(void) {
    struct made a, b, c, d, e;
    struct sr_str first = signature(&a, STORY);
    SR_CHECK_INT("its length", first.n, SR_SIGNATURE_DIGITS);
    SR_CHECK_STR("the same text", signature(&b, STORY), first);
    SR_CHECK("other spacing and letters are the same words",
             alike(first, signature(&c, "THREE  FISHERMEN were pulled\nfrom" STORY)) >= 90);
    made_release(&c);
    struct sr_str edited =
        signature(&c, STORY " More follows when the search begins again at first light on Monday morning.");
    SR_CHECK("a sentence more", alike(first, edited) >= 70 && alike(first, edited) < 100);
    SR_CHECK(
        "another text",
        alike(first, signature(&d, "The council voted on Monday to build a longer tram line to the new stadium, and "
                                   "the mayor said that the work would take three years and cost a great deal.")) <= 3);
    SR_CHECK_INT("too short for one", signature(&e, "Two died.").n, 0);
    /* the value itself: it is stored, and must be the same on every machine and in every version */
    SR_CHECK_STR("its first digits", ((struct sr_str){first.p, 16}), SR_STR("c1bfb40000009500"));
    made_release(&a);
    made_release(&b);
    made_release(&c);
    made_release(&d);
    made_release(&e);
    return sr_test_end("signature");
}
