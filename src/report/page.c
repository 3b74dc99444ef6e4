#include "report/page.h"

#include <utf8proc.h>

#include "base/utf8.h"

static const char *const escapes[] = {"", "\033[1m", "\033[2m", "\033[1;33m", "\033[9m", "\033[3m"};

bool sr_page_unfit(int32_t c) {
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0xFEFF || c < 0x20 || (c >= 0x7F && c < 0xA0);
}

static uint32_t width_of(int32_t c) {
    int w = utf8proc_charwidth(c);
    return w > 0 ? (uint32_t)w : 0;
}

uint32_t sr_page_width_of(struct sr_str s) {
    uint32_t width = 0, size;
    for (uint32_t i = 0; i < s.n; i += size) {
        int32_t c = sr_utf8_at(s.p + i, s.p + s.n, &size);
        if (!sr_page_unfit(c)) width += c == 0xA0 ? 1 : width_of(c);
    }
    return width;
}

static void pad_to(struct sr_page *p, uint32_t column) {
    while (p->column < column) {
        sr_buf_char(p->out, ' ');
        p->column++;
    }
}

static void break_line(struct sr_page *p) {
    sr_buf_char(p->out, '\n');
    p->column = 0;
    if (p->rail && p->rail_at < p->indent) {
        pad_to(p, p->rail_at);
        sr_buf_c(p->out, p->rail);
        p->column++;
    }
    pad_to(p, p->indent);
    p->start = p->indent;
    p->gap = false;
}

static void put_word(struct sr_page *p) {
    if (!p->word.size) return;
    if (p->blank && !p->column) sr_buf_char(p->out, '\n');
    p->blank = false;
    uint32_t at = p->column + (p->gap && p->column > p->start ? 1 : 0);
    if (at < p->start) at = p->start;
    if (at + p->word_width > p->width && p->column > p->indent) break_line(p);
    else pad_to(p, at);
    sr_buf_add(p->out, p->word.p, p->word.size);
    p->column += p->word_width;
    p->gap = false;
    p->word_width = 0;
    sr_buf_clear(&p->word);
}

void sr_page_text(struct sr_page *p, enum sr_style style, struct sr_str s) {
    bool styled = false;
    uint32_t size;
    for (uint32_t i = 0; i < s.n; i += size) {
        int32_t c = sr_utf8_at(s.p + i, s.p + s.n, &size);
        bool space = c != 0xA0 && sr_is_space(c);
        if (space || c == 0) {
            if (styled) sr_buf_c(&p->word, "\033[0m");
            styled = false;
            put_word(p);
            p->gap = p->column > 0;
            continue;
        }
        if (sr_page_unfit(c)) continue;
        if (p->colour && !styled && style != SR_STYLE_PLAIN) {
            sr_buf_c(&p->word, escapes[style]);
            styled = true;
        }
        if (c == 0xA0) sr_buf_char(&p->word, ' ');
        else if (c == 0xFFFD) sr_buf_c(&p->word, "\xEF\xBF\xBD"); /* also for bytes that are no character */
        else sr_buf_add(&p->word, s.p + i, size);
        p->word_width += c == 0xA0 ? 1 : width_of(c);
    }
    if (styled) sr_buf_c(&p->word, "\033[0m");
}

void sr_page_c(struct sr_page *p, enum sr_style style, const char *text) {
    sr_page_text(p, style, sr_str_c(text));
}

void sr_page_tab(struct sr_page *p, uint32_t column) {
    put_word(p);
    p->start = column;
    p->gap = p->column >= column && p->column > 0;
}

void sr_page_end_line(struct sr_page *p) {
    put_word(p);
    if (p->column) sr_buf_char(p->out, '\n');
    p->column = p->start = 0;
    p->gap = false;
}

void sr_page_blank(struct sr_page *p) {
    sr_page_end_line(p);
    p->blank = true;
}
