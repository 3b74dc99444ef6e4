#include "report/page.h"

#include "base/test.h"

static const struct {
    const char *name, *text, *want;
    uint32_t width, indent;
} rows[] = {
    {"wraps between words", "one two three", "one two\n  three\n", 8, 2},
    {"a longer word stands alone", "aaa extraordinarily b", "aaa\n  extraordinarily\n  b\n", 8, 2},
    {"white space collapses", "  one \n\t two  ", "one two\n", 20, 0},
    {"a no-break space keeps", "dead\u00a0¶7 x", "dead ¶7\nx\n", 8, 0},
    {"wide characters count two", "日本 日本", "日本\n日本\n", 8, 0},
    {"combining marks count none", "e\u0301e\u0301 x", "e\u0301e\u0301 x\n", 4, 0},
    {"an escape can't draw",
     "a\033[31mb\a\xC2\x9b"
     "c",
     "a[31mbc\n", 20, 0},
    {"marks of direction are dropped", "a\u202eb\u2066c\u200fd", "abcd\n", 20, 0},
    {"a byte that is no character",
     "a\xff"
     "b",
     "a\xEF\xBF\xBD"
     "b\n",
     20, 0},
};

static void test_wrapping(void) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sr_buf out = {0};
        struct sr_page page = {.out = &out, .width = rows[i].width, .indent = rows[i].indent};
        sr_page_c(&page, SR_STYLE_PLAIN, rows[i].text);
        sr_page_end_line(&page);
        SR_CHECK_STR(rows[i].name, ((struct sr_str){out.p, (uint32_t)out.size}), sr_str_c(rows[i].want));
        sr_buf_release(&page.word);
        sr_buf_release(&out);
    }
}

/* Columns, styles that stick to a word, blank lines, and a rail beside what goes on. */
static void test_layout(void) {
    struct sr_buf out = {0};
    struct sr_page page = {.out = &out, .width = 16, .colour = true};
    sr_page_blank(&page);
    sr_page_c(&page, SR_STYLE_STRONG, "killed");
    sr_page_tab(&page, 8);
    sr_page_c(&page, SR_STYLE_PLAIN, "22");
    sr_page_blank(&page);
    sr_page_blank(&page);
    page.rail = "│";
    page.rail_at = 1;
    page.indent = 3;
    sr_page_tab(&page, 1);
    sr_page_c(&page, SR_STYLE_PLAIN, "┌");
    sr_page_tab(&page, 3);
    sr_page_c(&page, SR_STYLE_PLAIN, "AFP: “at least");
    sr_page_c(&page, SR_STYLE_FAINT, " 22”");
    sr_page_end_line(&page);
    sr_page_blank(&page);
    SR_CHECK_STR("layout", ((struct sr_str){out.p, (uint32_t)out.size}),
                 sr_str_c("\n\033[1mkilled\033[0m  22\n\n ┌ AFP: “at\n │ least \033[2m22”\033[0m\n"));
    sr_buf_release(&page.word);
    sr_buf_release(&out);
}

int main(void) {
    test_wrapping();
    test_layout();
    SR_CHECK_INT("width", sr_page_width_of(SR_STR("≤12 日本\xC2\xA0x")), 10);
    return sr_test_end("page");
}
