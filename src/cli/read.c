#include <stdio.h>
#include <unistd.h>

#include "cli/cli.h"

static const char help[] =
    "usage: sitrep read [OPTION…] [FILE…]\n"
    "\n"
    "Reads documents and writes their records, one JSON object a line (schema sitrep/1), in the order of the input.\n"
    "A FILE is a text, a page, a feed, a web archive, a JSON Lines file, any of them packed by gzip or zstd, or a "
    "folder of\n"
    "such; '-', or no FILE, is standard input. A line of JSON Lines has\n"
    "\"id\" and \"text\", and may have \"title\", \"published\", \"outlet\" and \"url\".\n"
    "\n"
    "  --input FORMAT     text, jsonl, html, feed, warc or auto (by name, else by the first bytes); auto unless given\n"
    "  --format FORMAT    jsonl, conllu, text (a report) or html (the report as a web page); jsonl unless given\n"
    "  -j, --jobs N       read with N threads; 1 unless given\n"
    "  --offsets UNIT     positions in codepoints, bytes or utf16; codepoints unless given\n"
    "  --until STAGE      stop after input, reader, time, place, attribution, figure, incident or reconcile\n"
    "  --published DATE   when it was published (2015-11-20, 2015-11-20T07:00Z); goes before what the record says\n"
    "  --outlet NAME      who published it; likewise\n"
    "  --numbers all      also tell each number that is no claim, and why\n"
    "  --with-text        put the text into the record\n"
    "  --source-map       put into the record which bytes of the file its characters were\n"
    "  --reader WHO       who reads: rules, learned (a trained model) or auto, each for what it reads better\n"
    "  --model FILE       a model in place of the one built in; without either, rules read\n"
    "  --reading FILE     a CoNLL-U file that stands in for the reader; if it holds several documents, by their id\n"
    "  --rule NAME        how figures are reconciled: latest, ucdp or acled; latest unless given\n"
    "  --max-size N       the longest text or line that is read, as 64M or in bytes; 64M unless given, 1G at most\n"
    "  --max-memory N     the most memory for one document's findings; 4G unless given\n"
    "  --color WHEN       of the report: auto, always or never\n"
    "  --width N          of the report, in columns; 80 unless given\n"
    "  --gazetteer FILE   places to know beside the built-in ones: TSV with name, country, lat, lon …\n"
    "  --outlets FILE     who publishes, and in which time zone: TSV with name, zone\n"
    "  --sources FILE     who speaks, and of which kind: TSV with name, kind\n"
    "  --config FILE      options to begin with, 'key = value' a line; ~/.config/sitrep/sitrep.conf unless given\n"
    "\n"
    "A document that can't be read is told on standard error and skipped. Exit status: 0 all were read; 1 some were\n"
    "skipped; 2 the command line is wrong; 3 the output could not be written; 141 nobody reads the output any more.\n"
    "\n"
    "examples:\n"
    "  sitrep read article.txt\n"
    "  sitrep read --input jsonl -j 2 < articles.jsonl > records.jsonl\n"
    "  sitrep read --until attribution --format jsonl folder/\n"
    "  parallel --pipe -N 100 sitrep read --input jsonl < articles.jsonl\n";

static int run(int argc, char **argv) {
    struct cli_reading r = {.input = "auto", .format = "jsonl", .workers = 1, .options.colour = cli_colour()};
    int status = cli_reading_arguments(&r, argc, argv, help);
    if (status != -1) return status;
    if (!r.path_count && isatty(STDIN_FILENO)) cli_say("reading standard input; end it with Ctrl-D");
    return cli_read_all(&r);
}

const struct cli_command cli_read = {"read", "read documents, write their records as JSON Lines", help, run};
