#include "base/utf8.h"

#include <utf8proc.h>

int32_t sr_utf8_at(const char *p, const char *end, uint32_t *size) {
    unsigned char b = (unsigned char)*p;
    if (b < 0x80) {
        *size = 1;
        return b;
    }
    utf8proc_int32_t c;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)p, (utf8proc_ssize_t)(end - p), &c);
    if (n <= 0) {
        *size = 1;
        return 0xFFFD;
    }
    *size = (uint32_t)n;
    return c;
}

int32_t sr_utf8_before(const char *begin, const char *p, uint32_t *size) {
    const char *q = p - 1;
    while (q > begin && p - q < 4 && ((unsigned char)*q & 0xC0) == 0x80) q--;
    uint32_t n;
    int32_t c = sr_utf8_at(q, p, &n);
    if (q + n != p) { /* stray continuation bytes */
        *size = 1;
        return 0xFFFD;
    }
    *size = n;
    return c;
}

uint32_t sr_utf8_put(int32_t c, char out[4]) {
    utf8proc_ssize_t n = utf8proc_encode_char(c, (utf8proc_uint8_t *)out);
    return n > 0 ? (uint32_t)n : 0;
}

static utf8proc_category_t category(int32_t c) {
    return utf8proc_category(c);
}

bool sr_is_letter(int32_t c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_ME;
}

bool sr_is_upper(int32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    utf8proc_category_t k = category(c);
    return k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT;
}

bool sr_is_lower(int32_t c) {
    if (c < 0x80) return c >= 'a' && c <= 'z';
    return category(c) == UTF8PROC_CATEGORY_LL;
}

bool sr_is_digit(int32_t c) {
    if (c < 0x80) return c >= '0' && c <= '9';
    return category(c) == UTF8PROC_CATEGORY_ND;
}

bool sr_is_space(int32_t c) {
    if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
    utf8proc_category_t k = category(c);
    return c == 0x85 || k == UTF8PROC_CATEGORY_ZS || k == UTF8PROC_CATEGORY_ZL || k == UTF8PROC_CATEGORY_ZP;
}

bool sr_is_punct(int32_t c) {
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_PC && k <= UTF8PROC_CATEGORY_PO;
}

bool sr_is_symbol(int32_t c) {
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_SM && k <= UTF8PROC_CATEGORY_SO;
}

int32_t sr_lower(int32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
    return utf8proc_tolower(c);
}

/* The ASCII kin of a typographic character; 0 to drop it; the character itself when it has none. */
static int32_t plain(int32_t c) {
    switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x02BC:
    case 0x2032:
    case 0xFF07: return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0xAB:
    case 0xBB: return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212: return '-';
    case 0xAD:
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0x2060:
    case 0xFEFF: return 0;
    default: return sr_is_space(c) ? ' ' : c;
    }
}

struct sr_str sr_fold(struct sr_arena *arena, struct sr_str text) {
    /* Lower-casing can lengthen a character (U+0130), by at most half; 2n + 1 is enough for any text. */
    char *out = sr_arena_alloc(arena, (size_t)text.n * 2 + 1, 1);
    if (!out) return (struct sr_str){NULL, 0};
    uint32_t n = 0;
    if (!text.p) text.p = ""; /* an empty text may have no bytes to point at */
    const char *end = text.p + text.n;
    for (const char *p = text.p; p < end;) {
        uint32_t size;
        int32_t c = sr_utf8_at(p, end, &size);
        if (c < 0x80) {
            out[n++] = (char)(sr_is_space(c) ? ' ' : sr_lower(c));
        } else if (c == 0xFFFD) {
            out[n++] = '?';
        } else {
            int32_t low = plain(sr_lower(c));
            if (low) n += sr_utf8_put(low, out + n);
        }
        p += size;
    }
    out[n] = 0;
    return (struct sr_str){out, n};
}

bool sr_utf8_valid(const char *p, size_t size, size_t *bad) {
    if (!size) return true; /* p may then be NULL */
    const char *begin = p, *end = p + size;
    while (p < end) {
        if ((unsigned char)*p < 0x80) {
            p++;
            continue;
        }
        utf8proc_int32_t c;
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)p, (utf8proc_ssize_t)(end - p), &c);
        if (n <= 0) {
            if (bad) *bad = (size_t)(p - begin);
            return false;
        }
        p += n;
    }
    return true;
}

uint32_t sr_count_codepoints(const char *p, size_t size) {
    uint32_t n = 0;
    for (size_t i = 0; i < size; i++) n += ((unsigned char)p[i] & 0xC0) != 0x80;
    return n;
}

uint32_t sr_count_utf16(const char *p, size_t size) {
    uint32_t n = 0;
    for (size_t i = 0; i < size; i++) {
        unsigned char b = (unsigned char)p[i];
        n += (b & 0xC0) != 0x80;
        n += b >= 0xF0; /* outside the basic plane: a surrogate pair */
    }
    return n;
}

/* Letters that Unicode does not decompose, as news agencies write them. */
static const char *plain_letter(int32_t c) {
    static const struct {
        int32_t c;
        const char *plain;
    } letters[] = {
        {0x142, "l"}, {0x141, "L"}, {0xf8, "o"},  {0xd8, "O"},  {0x111, "d"},  {0x110, "D"},
        {0x131, "i"}, {0xdf, "ss"}, {0xe6, "ae"}, {0xc6, "AE"}, {0x153, "oe"}, {0xf0, "d"},
        {0xfe, "th"}, {0x2bb, "'"}, {0x2bc, "'"}, {0x2be, ""},  {0x2bf, ""},
    };
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].c == c) return letters[i].plain;
    return NULL;
}

struct sr_str sr_unaccent(struct sr_arena *arena, struct sr_str text) {
    uint32_t i = 0;
    while (i < text.n && (unsigned char)text.p[i] < 0x80) i++;
    if (i == text.n) return text;
    char *out = sr_arena_alloc(arena, (size_t)text.n + 1, 4); /* a decomposed Latin letter keeps one code point */
    if (!out) return (struct sr_str){NULL, 0};
    uint32_t n = 0, size;
    for (i = 0; i < text.n; i += size) {
        int32_t c = sr_utf8_at(text.p + i, text.p + text.n, &size);
        const char *letter = plain_letter(c);
        utf8proc_int32_t parts[8];
        utf8proc_ssize_t count = 0;
        int last = 0;
        if (letter) {
            while (*letter) out[n++] = *letter++;
            continue;
        }
        if (c > 0) count = utf8proc_decompose_char(c, parts, 8, UTF8PROC_DECOMPOSE, &last);
        if (count < 1 || count > 8) parts[0] = c, count = 1;
        for (utf8proc_ssize_t k = 0; k < count && n + 4 <= text.n * 4; k++)
            if (utf8proc_category(parts[k]) != UTF8PROC_CATEGORY_MN) n += sr_utf8_put(parts[k], out + n);
    }
    return (struct sr_str){out, n};
}
