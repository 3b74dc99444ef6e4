#include "base/utf8.h"
#include "input/input.h"

/* The size of the maximal part of a character that begins at p and is not UTF-8: Unicode 15, table 3-7. The second
 * byte's range depends on the first; whatever follows within range belongs to the same broken character. */
static uint32_t broken_size(const unsigned char *p, const unsigned char *end) {
    unsigned char lead = *p, low = 0x80, high = 0xBF;
    uint32_t want;
    if (lead >= 0xC2 && lead <= 0xDF) want = 2;
    else if (lead >= 0xE0 && lead <= 0xEF) want = 3;
    else if (lead >= 0xF0 && lead <= 0xF4) want = 4;
    else return 1;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
    uint32_t n = 1;
    while (n < want && p + n < end && p[n] >= low && p[n] <= high) {
        n++;
        low = 0x80;
        high = 0xBF;
    }
    return n;
}

enum sr_status sr_text_repair(struct sr_str bytes, struct sr_arena *arena, struct sr_str *text, uint32_t *repaired,
                              struct sr_err *err) {
    size_t bad = 0;
    *repaired = 0;
    if (!bytes.n || sr_utf8_valid(bytes.p, bytes.n, &bad)) {
        *text = bytes;
        return SR_OK;
    }
    uint64_t room = (uint64_t)bad + 3 * (uint64_t)(bytes.n - bad); /* at worst three bytes for each */
    if (room > UINT32_MAX) return sr_fail(err, SR_ERR_LIMIT, "split it", "too long to repair: %u bytes", bytes.n);
    char *out = sr_arena_alloc(arena, (size_t)room, 1);
    if (!out) return sr_fail_memory(err, "repairing a text");
    uint32_t size = 0, broken = 0, at = 0;
    for (;;) {
        size_t valid = bytes.n - at;
        bool all = sr_utf8_valid(bytes.p + at, bytes.n - at, &valid);
        if (all) valid = bytes.n - at;
        memcpy(out + size, bytes.p + at, valid);
        size += (uint32_t)valid;
        at += (uint32_t)valid;
        if (at >= bytes.n) break;
        uint32_t n = broken_size((const unsigned char *)bytes.p + at, (const unsigned char *)bytes.p + bytes.n);
        memcpy(out + size, "\xEF\xBF\xBD", 3);
        size += 3;
        at += n;
        broken += n;
        if (at == bytes.n) break;
    }
    *text = (struct sr_str){out, size};
    *repaired = broken;
    return SR_OK;
}

static bool has_words(struct sr_str text) {
    const char *end = text.p + text.n;
    uint32_t size;
    for (const char *p = text.p; p < end; p += size) {
        int32_t c = sr_utf8_at(p, end, &size);
        if (!sr_is_space(c) && c != 0xFEFF && c != 0x200B) return true;
    }
    return false;
}

/* Formats that are often taken for text, by their first bytes, letter case aside. */
static const struct {
    const char *bytes, *what, *mend;
} others[] = {
    {"\x1F\x8B", "compressed by gzip", "unpack it first: zcat FILE | sitrep -"},
    {"BZh", "compressed by bzip2", "unpack it first: bzcat FILE | sitrep -"},
    {"\xFD"
     "7zXZ",
     "compressed by xz", "unpack it first: xzcat FILE | sitrep -"},
    {"\x28\xB5\x2F\xFD", "compressed by zstd", "unpack it first: zstdcat FILE | sitrep -"},
    {"PK\x03\x04", "a ZIP archive or an office document", "make text of it first: pandoc -t plain FILE | sitrep -"},
    {"%PDF-", "a PDF", "make text of it first: pdftotext FILE - | sitrep -"},
    {"{\\rtf", "RTF", "make text of it first: pandoc -f rtf -t plain FILE | sitrep -"},
    {"<!doctype html", "HTML, not plain text", "read it with --input html"},
    {"<html", "HTML, not plain text", "read it with --input html"},
    {"<?xml", "XML, not plain text", "read it with --input feed, or --input html"},
};

static unsigned char low(char c) {
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c | 32) : (unsigned char)c;
}

static bool begins_with(struct sr_str text, uint32_t at, const char *bytes) {
    for (; *bytes; bytes++, at++)
        if (at >= text.n || low(text.p[at]) != low(*bytes)) return false;
    return true;
}

static uint32_t line_end(struct sr_str text, uint32_t at) {
    const char *nl = memchr(text.p + at, '\n', text.n - at);
    return nl ? (uint32_t)(nl - text.p) : text.n;
}

/* An e-mail message, or a mailbox of them: header lines up to a blank one, among them one that only mail has. A text
 * that begins "From: the ministry of health" is none. */
static bool is_mail(struct sr_str text, uint32_t at) {
    static const char *const of_mail[] = {"received:", "return-path:", "message-id:", "mime-version:", "delivered-to:"};
    if (begins_with(text, at, "from ")) at = line_end(text, at) + 1;
    while (at < text.n) {
        uint32_t end = line_end(text, at), name = at;
        for (size_t i = 0; i < sizeof of_mail / sizeof *of_mail; i++)
            if (begins_with(text, at, of_mail[i])) return true;
        while (name < end && text.p[name] > ' ' && text.p[name] != ':') name++;
        bool header = name > at && name < end && text.p[name] == ':';
        if (!header && text.p[at] != ' ' && text.p[at] != '\t') return false; /* nor one that goes on */
        at = end + 1;
    }
    return false;
}

enum sr_status sr_text_format(struct sr_str text, const char *what, struct sr_err *err) {
    uint32_t at = begins_with(text, 0, "\xEF\xBB\xBF") ? 3 : 0;
    while (at < text.n && memchr(" \t\r\n", text.p[at], 4)) at++;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (begins_with(text, at, others[i].bytes))
            return sr_fail(err, SR_ERR_FORMAT, others[i].mend, "%s is %s", what, others[i].what);
    if (is_mail(text, at))
        return sr_fail(err, SR_ERR_FORMAT, "make text of it first: mu view FILE | sitrep -", "%s is an e-mail message",
                       what);
    return SR_OK;
}

enum sr_status sr_text_check(struct sr_str text, const char *what, struct sr_err *err) {
    if (!text.n || !has_words(text))
        return sr_fail(err, SR_ERR_EMPTY, "give it a text, or leave it out",
                       text.n ? "%s holds only white space" : "%s is empty", what);
    const unsigned char *p = (const unsigned char *)text.p;
    uint32_t control = 0;
    for (uint32_t i = 0; i < text.n; i++) {
        if (!p[i])
            return sr_fail(err, SR_ERR_ENCODING, "give plain text in UTF-8", "%s is a binary, not text: byte %u is NUL",
                           what, i);
        control += p[i] < 32 && !memchr("\t\n\v\f\r\x1b", p[i], 6);
    }
    /* a stray control character is an old wire's; one in ten is no text */
    if (control > text.n / 10)
        return sr_fail(err, SR_ERR_ENCODING, "give plain text in UTF-8",
                       "%s is a binary, not text: %u of its %u bytes are control characters", what, control, text.n);
    return SR_OK;
}
