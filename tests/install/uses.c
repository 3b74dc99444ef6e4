/* A program that uses the installed library: reads one sentence from memory and says how many claims its record holds. */
#include <sitrep.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    static const char text[] = "At least 22 people were killed and 40 injured, the ministry said.";
    struct sr_error error;
    struct sr_context *context = sr_context_open(&error);
    struct sr_input *input = sr_input_open("text", 0, &error);
    struct sr_article *article = context ? sr_article_open(context, &error) : NULL;
    struct sr_options options = {.published = "2015-11-20", .with_text = true};
    const char *bytes;
    size_t size;
    if (!input || !article || sr_input_add_bytes(input, text, sizeof text - 1, "memory", &error) ||
        sr_input_next(input, article, &error) != SR_NEXT_ARTICLE || sr_article_read(article, &options, &error) ||
        sr_article_write(article, "jsonl", &options, &bytes, &size, &error)) {
        printf("failed: %s\n", error.message);
        return 1;
    }
    unsigned claims = 0;
    static const char key[] = "\"number_span\":[";
    for (size_t i = 0; i + sizeof key - 1 <= size; i++) claims += memcmp(bytes + i, key, sizeof key - 1) == 0;
    printf("%s: %u claims\n", sr_version(), claims);
    sr_article_close(article);
    sr_input_close(input);
    sr_context_close(context);
    return 0;
}
