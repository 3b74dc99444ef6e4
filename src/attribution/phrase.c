#include "attribution/parts.h"

/* The noun phrase of a speaker, without trees: it reaches from the cue to the edge of its clause, over titles,
 * adjectives, names, "of the …", joint speakers and appositions between commas. */

enum { LONGEST = 40, APPOSITION = 28 };

static bool edge_to_left(const struct sr_attributing *a, uint32_t low, uint32_t i) {
    return i == low || sr_att_is(a, i - 1, SR_WORD_PUNCT | SR_WORD_MARK);
}

/* "-ed": a participle after its noun ("a source quoted by", "a man held in") or before one ("injured people"); not a
 * finite verb, as far as the next word tells. */
static bool past_form(const struct sr_attributing *a, uint32_t i) {
    struct sr_str s = a->tokens[i].norm;
    return s.n > 4 && s.p[s.n - 1] == 'd' && s.p[s.n - 2] == 'e' && !sr_att_is(a, i, SR_WORD_NAME);
}

static bool finite_at(const struct sr_attributing *a, uint32_t i, uint32_t end) {
    if ((past_form(a, i) || sr_att_is(a, i, SR_WORD_PARTICIPLE)) && i + 1 < end && sr_att_text_is(a, i + 1, "by") &&
        !sr_att_is(a, i, SR_WORD_AUX) && i > 0 && sr_att_noun(a, i - 1))
        return false; /* an orderly reached by telephone */
    if (past_form(a, i) && i > 0 && sr_att_is(a, i - 1, SR_WORD_DET | SR_WORD_POSSESSIVE))
        return false; /* a released driver */
    if (sr_att_is(a, i, SR_WORD_AUX | SR_WORD_VERB)) return true;
    if (!past_form(a, i) && !sr_att_is(a, i, SR_WORD_CUE)) return false;
    /* "killed the man police said": its object follows */
    if (i + 1 < end && sr_att_is(a, i + 1, SR_WORD_DET | SR_WORD_OBJECT | SR_WORD_POSSESSIVE)) return true;
    return sr_att_is(a, i, SR_WORD_CUE) && i + 1 < end && !sr_att_is(a, i + 1, SR_WORD_PREP);
}

/* The "who", "which" or "that" of the relative clause that token i is the verb of, or SR_NONE. */
static uint32_t relative_before(const struct sr_attributing *a, uint32_t low, uint32_t i) {
    for (uint32_t k = i; k > low + 1 && i - k < 8;) {
        k--;
        if (sr_att_is(a, k, SR_WORD_PUNCT | SR_WORD_MARK)) return SR_NONE;
        if (sr_att_is(a, k, SR_WORD_REL) && sr_att_noun(a, k - 1)) return k;
    }
    return SR_NONE;
}

static bool joint(const struct sr_attributing *a, uint32_t low, uint32_t i, uint32_t end) {
    if (i <= low || i + 1 >= end || !sr_att_text_is(a, i, "and")) return sr_att_text_is(a, i, "&");
    if (!sr_att_noun(a, i - 1)) return false;
    for (uint32_t k = i; k > low;) { /* "police and witnesses said" against "he fled and police said" */
        k--;
        if (sr_att_is(a, k, SR_WORD_PUNCT | SR_WORD_MARK | SR_WORD_SUB)) return true;
        if (finite_at(a, k, i) || sr_att_is(a, k, SR_WORD_CUE)) return false;
    }
    return true;
}

/* How far left the phrase reaches from `k` (inclusive); returns its first token. */
static uint32_t reach_left(const struct sr_attributing *a, uint32_t low, uint32_t k) {
    uint32_t end = k + 1;
    for (uint32_t i = k;; i--) {
        uint32_t w = a->word[i];
        if (a->closes[i] != SR_NONE && !sr_att_long_quote(a, a->closes[i]) &&
            a->reading->quotations[a->closes[i]].first > low) {
            i = a->reading->quotations[a->closes[i]].first; /* the so-called "lions" */
        } else if (w & SR_WORD_MARK) {
            return i + 1;
        } else if (w & SR_WORD_PUNCT) {
            if (sr_att_text_is(a, i, ")")) { /* the liberation front (FLN) */
                uint32_t o = i;
                while (o > low && i - o < 8 && !sr_att_text_is(a, o, "(")) o--;
                if (!sr_att_text_is(a, o, "(") || o == low) return i + 1;
                i = o;
            } else if (sr_att_text_is(a, i, "-") && a->tokens[i].space_before && a->tokens[i + 1].space_before) {
                return i + 1; /* "PERU - The ministry said": a dash, no hyphen */
            } else if (!sr_att_text_is(a, i, "-") && !sr_att_text_is(a, i, ".") && !sr_att_text_is(a, i, "/") &&
                       !sr_att_text_is(a, i, "'")) {
                return i + 1;
            }
        } else if (w & (SR_WORD_SUBJECT | SR_WORD_OBJECT) && !(w & (SR_WORD_NAME | SR_WORD_DET))) {
            return i + 1 == end || sr_att_text_is(a, i + 1, "and") ? i : i + 1; /* he; he and Ms Ruiz */
        } else if (w & SR_WORD_NAME) {
            /* a name is never an edge */
        } else if (w & SR_WORD_COORD) {
            if (!joint(a, low, i, end)) return i + 1;
        } else if (w & SR_WORD_REL) {
            if (i == low || !sr_att_noun(a, i - 1)) return i + 1 == end ? i : i + 1;
        } else if (w & SR_WORD_SUB && !(w & (SR_WORD_PREP | SR_WORD_DET))) {
            return i + 1;
        } else if (finite_at(a, i, end)) {
            uint32_t rel = relative_before(a, low, i);
            if (rel == SR_NONE) return i + 1;
            i = rel;
        } else if (w & SR_WORD_OBJECT) {
            return i + 1;
        }
        if (i == low || k - i > LONGEST) return i;
    }
}

/* Drop what stands before the phrase: "However, on Friday in Paris the ministry". */
static uint32_t drop_front(const struct sr_attributing *a, uint32_t first, uint32_t end, bool at_edge) {
    if (at_edge && first + 1 < end && a->tokens[first].kind == SR_TOKEN_NUMBER &&
        sr_att_is(a, first + 1, SR_WORD_NAME | SR_WORD_DET) &&
        memchr(a->tokens[first].norm.p, ':', a->tokens[first].norm.n))
        first++; /* 15:48 BTA quotes … */
    while (first < end && sr_att_is(a, first, SR_WORD_CONNECTIVE | SR_WORD_COORD | SR_WORD_ADVERB | SR_WORD_NEG) &&
           !sr_att_is(a, first, SR_WORD_SUBJECT | SR_WORD_DET | SR_WORD_REL))
        first++;
    if (first < end && sr_att_is(a, first, SR_WORD_SUB) && !sr_att_is(a, first, SR_WORD_DET | SR_WORD_REL) &&
        end - first > 1)
        first++;
    if (!at_edge || first >= end || !sr_att_is(a, first, SR_WORD_PREP)) {
        while (first + 1 < end && sr_att_is(a, first, SR_WORD_TIME) && !sr_att_is(a, first, SR_WORD_DET)) first++;
        if (first + 1 < end && sr_att_is(a, first, SR_WORD_PREP)) first++;
        return first;
    }
    for (uint32_t i = end; i-- > first + 1;) /* "On Friday police", "In 2015 police" */
        if (i + 1 < end && sr_att_is(a, i, SR_WORD_TIME) && !sr_att_is(a, i + 1, SR_WORD_PREP)) return i + 1;
    for (uint32_t i = first + 2; i + 1 < end; i++) /* "In the north the army" */
        if (sr_att_is(a, i, SR_WORD_DET | SR_WORD_SUBJECT) && !sr_att_is(a, i - 1, SR_WORD_PREP) &&
            (!sr_att_is(a, i - 1, SR_WORD_DET) ||
             (!sr_att_is(a, i, SR_WORD_ALONE) && sr_att_is(a, i - 1, SR_WORD_ALONE))))
            return i;
    bool name = sr_att_is(a, first + 1, SR_WORD_NAME);
    for (uint32_t i = first + 1; name && i + 1 < end; i++) /* "In Bamako officials" */
        if (!sr_att_is(a, i + 1, SR_WORD_NAME | SR_WORD_PUNCT | SR_WORD_PREP | SR_WORD_COORD)) return i + 1;
    return first + 1;
}

static bool only(const struct sr_attributing *a, struct sr_range r, uint32_t words) {
    for (uint32_t i = r.first; i < r.end; i++)
        if (!sr_att_is(a, i, words)) return false;
    return true;
}

static struct sr_range none(void) {
    return (struct sr_range){0, 0};
}

/* The comma before the piece that ends at `comma`, quotations skipped whole; SR_NONE when there is none near. */
static uint32_t comma_before(const struct sr_attributing *a, uint32_t low, uint32_t comma) {
    for (uint32_t i = comma; i > low && comma - i < APPOSITION;) {
        i--;
        if (a->closes[i] != SR_NONE && a->reading->quotations[a->closes[i]].first > low) {
            if (sr_att_long_quote(a, a->closes[i])) return SR_NONE;
            i = a->reading->quotations[a->closes[i]].first;
            continue;
        }
        if (sr_att_is(a, i, SR_WORD_COMMA)) return i;
        if (sr_att_is(a, i, SR_WORD_MARK)) return SR_NONE;
    }
    return SR_NONE;
}

/* The phrase before an apposition ", a Labour MP," whose second comma is at `comma`; its words too. Pieces may follow
 * one another (", 45, the mayor of Lome,") as far as the phrase then begins its clause. */
static struct sr_range over_apposition(const struct sr_attributing *a, uint32_t low, uint32_t comma) {
    uint32_t open = comma_before(a, low, comma);
    if (open == SR_NONE || open <= low || open + 1 >= comma) return none();
    struct sr_range inner = {open + 1, comma};
    if (sr_att_is(a, inner.first, SR_WORD_COORD)) return none();
    bool adverbial =
        only(a, inner, SR_WORD_CONNECTIVE | SR_WORD_ADVERB | SR_WORD_TIME | SR_WORD_PREP | SR_WORD_POSSESSIVE);
    struct sr_range best = none();
    for (uint32_t at = open, n = 0; n < 3; n++) {
        if (!sr_att_noun(a, at - 1) && !sr_att_is(a, at - 1, SR_WORD_MARK) && !sr_att_text_is(a, at - 1, ")")) break;
        uint32_t first = reach_left(a, low, at - 1);
        first = drop_front(a, first, at, edge_to_left(a, low, first));
        if (first >= at) break;
        struct sr_range r = {first, adverbial ? open : comma};
        if (best.first == best.end) best = r;
        uint32_t edge = first;
        while (edge > low && sr_att_is(a, edge - 1, SR_WORD_CONNECTIVE | SR_WORD_COORD | SR_WORD_ADVERB)) edge--;
        if (edge == low) return r; /* it begins the clause: a speaker, not a part of what is said */
        if (!sr_att_is(a, first - 1, SR_WORD_COMMA)) break;
        at = first - 1;
        if (at <= low) break;
    }
    return best;
}

/* A phrase has one determiner: behind a noun another begins the next phrase. "…, a claim [the militants] rejected" has a
 * relative clause without its pronoun; "Ivan the Strong" has a name. */
static uint32_t last_phrase(const struct sr_attributing *a, uint32_t first, uint32_t end) {
    for (uint32_t i = end; i-- > first + 1;)
        if (sr_att_is(a, i, SR_WORD_DET) && !sr_att_is(a, i, SR_WORD_ALONE | SR_WORD_NAME | SR_WORD_TIME) &&
            i + 1 < end && sr_att_noun(a, i - 1) &&
            !sr_att_is(a, i - 1, SR_WORD_NAME | SR_WORD_DET | SR_WORD_PREP | SR_WORD_PUNCT | SR_WORD_TIME))
            return i;
    return first;
}

/* "[A doctor who asked not to be named] said": a relative clause that ends in its verb, without a comma. */
static struct sr_range over_relative(const struct sr_attributing *a, uint32_t low, uint32_t end) {
    enum { RELATIVE = 16 };
    for (uint32_t i = end; i-- > low + 1 && end - i <= RELATIVE;) {
        if (sr_att_is(a, i, SR_WORD_PUNCT | SR_WORD_MARK | SR_WORD_COORD)) break;
        if (!sr_att_text_is(a, i, "who") || !sr_att_noun(a, i - 1)) continue;
        struct sr_range r = sr_att_phrase_before(a, low, i);
        return r.first < r.end ? (struct sr_range){r.first, end} : r;
    }
    return none();
}

/* The phrase that ends right before `end` (a cue's first token), not reaching before `low`. Empty when there is none.
 *
 *     [Khalid Mahmood, a Labour MP,] said        [the liberation front (FLN)] claimed        "…," [he] said
 *     On Friday [police and witnesses] said      not: "12 dead, said" (a comma, and no apposition before it) */
struct sr_range sr_att_phrase_before(const struct sr_attributing *a, uint32_t low, uint32_t end) {
    if (end <= low) return none();
    uint32_t k = end - 1;
    if (k > low && sr_att_is(a, k, SR_WORD_LAST) && sr_att_is(a, k, SR_WORD_SUBJECT) && sr_att_noun(a, k - 1))
        k--;                                                                            /* officials there */
    while (k > low && sr_att_is(a, k, SR_WORD_TIME) && !sr_att_is(a, k, SR_WORD_DET)) { /* "police Tuesday said" */
        k--;
        if (k > low && sr_att_is(a, k, SR_WORD_PREP)) k--;
    }
    if (sr_att_is(a, k, SR_WORD_COMMA)) return over_apposition(a, low, k);
    if (!sr_att_noun(a, k) && !sr_att_is(a, k, SR_WORD_REL | SR_WORD_DET | SR_WORD_OBJECT)) {
        if (!sr_att_text_is(a, k, ")") && !(a->closes[k] != SR_NONE && !sr_att_long_quote(a, a->closes[k])))
            return over_relative(a, low, end);
    }
    if (sr_att_is(a, k, SR_WORD_REL)) return (struct sr_range){k, k + 1};
    uint32_t first = reach_left(a, low, k);
    first = last_phrase(a, drop_front(a, first, k + 1, edge_to_left(a, low, first)), k + 1);
    struct sr_range r = {first, k + 1};
    if (first > low &&
        !sr_att_is(a, first, SR_WORD_NAME | SR_WORD_DET | SR_WORD_SUBJECT) && /* "could not [resist] saying" */
        (sr_att_is(a, first - 1, SR_WORD_AUX | SR_WORD_NEG) || sr_att_text_is(a, first - 1, "to")))
        return none();
    if (r.first >= r.end || only(a, r, SR_WORD_TIME | SR_WORD_PREP | SR_WORD_ADVERB | SR_WORD_PUNCT)) return none();
    if (sr_att_is(a, k, SR_WORD_TIME) && only(a, r, SR_WORD_TIME | SR_WORD_DET)) return none(); /* "the time posted" */
    return r;
}

/* Between commas: an age, a role, a name beside a role, a relative clause; not the sentence's own clause. */
static bool appositive(const struct sr_attributing *a, struct sr_range r, bool closed) {
    if (r.first >= r.end || r.end - r.first > APPOSITION) return false;
    if (sr_att_is(a, r.first, SR_WORD_REL)) return true;
    if ((sr_att_text_is(a, r.first, "of") || sr_att_text_is(a, r.first, "from")) && r.end - r.first < 6)
        return r.end - r.first > 1 && sr_att_is(a, r.first + 1, SR_WORD_NAME); /* Ana Ruiz, 83, of Lome */
    if (sr_att_is(a, r.first, SR_WORD_COORD | SR_WORD_SUB | SR_WORD_SUBJECT | SR_WORD_ADVERB | SR_WORD_TIME))
        return false;
    if (a->tokens[r.first].kind == SR_TOKEN_NUMBER && r.end - r.first == 1) return true;
    struct sr_range own = r;
    for (uint32_t i = r.first + 1; i < own.end; i++)
        if (sr_att_is(a, i, SR_WORD_REL)) own.end = i; /* "a nurse who saw it" */
    if (sr_att_finite(a, own)) return false;
    if (!sr_att_noun(a, r.first) && !sr_att_is(a, r.first, SR_WORD_DET)) return false;
    struct sr_str s = a->tokens[r.first].norm;
    if (s.n > 4 && memcmp(s.p + s.n - 3, "ing", 3) == 0) return false;
    return closed || sr_att_is(a, r.first, SR_WORD_DET | SR_WORD_NAME) ||
           sr_table_find(a->nouns, a->tokens[r.first].norm) != SR_NONE || r.end - r.first <= 6;
}

static uint32_t next_comma(const struct sr_attributing *a, uint32_t i, uint32_t high) {
    while (i < high && !sr_att_is(a, i, SR_WORD_COMMA | SR_WORD_MARK) &&
           !(sr_att_is(a, i, SR_WORD_PUNCT) && a->tokens[i].space_before))
        i++;
    return i;
}

/* A verb before the clause's end: what follows "and" is a clause of its own. */
static bool clause_follows(const struct sr_attributing *a, uint32_t i, uint32_t high) {
    for (uint32_t n = 0; i < high && n < 10; i++, n++) {
        if (sr_att_is(a, i, SR_WORD_PUNCT | SR_WORD_MARK | SR_WORD_REL)) return false;
        if (sr_att_is(a, i, SR_WORD_AUX | SR_WORD_VERB | SR_WORD_CUE)) return true;
    }
    return false;
}

/* A mark that ends the phrase: not the stop of an initial, nor what stands within a word. */
static bool mark_breaks(const struct sr_attributing *a, uint32_t i, uint32_t high) {
    bool apart = a->tokens[i].space_before || i + 1 >= high || a->tokens[i + 1].space_before;
    if (sr_att_text_is(a, i, ".")) return i + 1 >= high || a->tokens[i + 1].space_before;
    if (sr_att_text_is(a, i, "'")) return false;
    return apart || sr_att_text_is(a, i, ":") || sr_att_text_is(a, i, ";");
}

/* A word, not the phrase's first, that ends it. */
static bool word_breaks(const struct sr_attributing *a, uint32_t i, uint32_t high, bool relative) {
    uint32_t w = a->word[i];
    if (w & SR_WORD_TIME && !(w & SR_WORD_DET)) return true;
    if (w & SR_WORD_SUBJECT) return true;
    if (w & SR_WORD_COORD) return sr_att_text_is(a, i, "but") || clause_follows(a, i + 1, high);
    if (w & SR_WORD_PREP) {
        uint32_t n = i + 1;
        while (n < high && sr_att_is(a, n, SR_WORD_DET)) n++;
        if (!sr_att_text_is(a, i, "of") && sr_att_is(a, n, SR_WORD_TIME | SR_WORD_SCENE)) return true;
        return sr_att_text_is(a, i, "to") && !relative && !sr_att_is(a, i - 1, SR_WORD_PARTICIPLE | SR_WORD_CUE);
    }
    if (w & SR_WORD_SUB && !(w & SR_WORD_DET)) return true;
    bool participle = !(w & SR_WORD_AUX) && (w & SR_WORD_PARTICIPLE || past_form(a, i)) && i + 1 < high &&
                      sr_att_is(a, i + 1, SR_WORD_PREP); /* "a statement made to" */
    if (w & (SR_WORD_AUX | SR_WORD_VERB)) return !relative && !participle;
    return w & SR_WORD_ADVERB && !(w & SR_WORD_DET) && !relative;
}

/* The phrase that begins at `first`, reaching at most to `high`. `fronted`: a comma ends it, because the sentence's
 * own clause follows ("According to police, …").
 *
 *     said [a spokesman for the port, David Amsel]        according to [a report released by the council] on Friday
 *     not: said [Amsel] in a statement; said [he] would go */
struct sr_range sr_att_phrase_after(const struct sr_attributing *a, uint32_t first, uint32_t high, bool fronted) {
    uint32_t i = first;
    if (i >= high) return none();
    if (sr_att_is(a, i, SR_WORD_SUBJECT | SR_WORD_OBJECT) && !sr_att_is(a, i, SR_WORD_DET | SR_WORD_NAME))
        return (struct sr_range){i, i + 1};
    uint32_t rel = SR_NONE;
    for (; i < high; i++) {
        uint32_t w = a->word[i];
        if (a->opens[i] != SR_NONE && !sr_att_long_quote(a, a->opens[i])) {
            i = a->reading->quotations[a->opens[i]].end - 1;
            continue;
        }
        if (w & SR_WORD_MARK) break;
        if (w & SR_WORD_COMMA) {
            uint32_t c = next_comma(a, i + 1, high);
            bool closed = c < high && sr_att_is(a, c, SR_WORD_COMMA);
            if ((fronted && !closed) || !appositive(a, (struct sr_range){i + 1, c}, closed)) break;
            i = c - 1;
            continue;
        }
        if (w & SR_WORD_PUNCT) {
            if (sr_att_text_is(a, i, "(")) {
                while (i < high && !sr_att_text_is(a, i, ")")) i++;
                continue;
            }
            if (mark_breaks(a, i, high)) break;
            continue;
        }
        if (w & SR_WORD_NAME) continue;
        if (w & SR_WORD_REL) {
            rel = i;
            continue;
        }
        if (i > first ? word_breaks(a, i, high, rel != SR_NONE)
                      : w & SR_WORD_SUB && !(w & (SR_WORD_DET | SR_WORD_PREP)))
            break;
    }
    if (i > high) i = high; /* a bracket or quotation that isn't closed here */
    while (i > first &&
           (sr_att_is(a, i - 1, SR_WORD_PREP | SR_WORD_DET | SR_WORD_COORD) || sr_att_is(a, i - 1, SR_WORD_COMMA)) &&
           !sr_att_is(a, i - 1, SR_WORD_NAME))
        i--;
    return (struct sr_range){first, i};
}
