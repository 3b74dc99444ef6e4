# The web page's fixed parts, linked in: src/report/html.css and html.js within the head of the page, html.svg. The head's
# Content-Security-Policy lets run and apply these two alone, by their digests, and lets the page ask for nothing.
TABLE_O += $(BUILD)/html/html.o

$(BUILD)/html/head.html: src/report/html.css src/report/html.js mk/html.mk
	@mkdir -p $(@D)
	@digest() { env printf "$$(sha256sum "$$1" | cut -c1-64 | sed 's/../\\x&/g')" | base64; }; \
	{ printf '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'; \
	  printf '<meta name="viewport" content="width=device-width, initial-scale=1">\n'; \
	  printf "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'\">\n" \
	    "$$(digest src/report/html.css)" "$$(digest src/report/html.js)"; \
	  printf '<meta name="generator" content="sitrep">\n<style>'; cat src/report/html.css; \
	  printf '</style>\n<script>'; cat src/report/html.js; printf '</script>\n'; } >$@

$(BUILD)/html/many.html: $(BUILD)/html/head.html src/report/html.svg
	@{ cat $<; printf '<title>Situation reports</title>\n</head>\n<body>\n'; cat src/report/html.svg; \
	  printf '<main>\n<h1 class="all">Situation reports</h1>\n'; } >$@

$(BUILD)/html/html.o: $(BUILD)/html/head.html $(BUILD)/html/many.html src/report/html.svg
	@printf '.section .rodata\n' >$(@:.o=.s)
	@for p in sr_html_head=$< sr_html_many=$(BUILD)/html/many.html sr_html_marks=src/report/html.svg; do n=$${p%%=*}; \
	  printf '.globl %s\n.hidden %s\n%s:\n.incbin "%s"\n.byte 0\n' $$n $$n $$n $${p#*=}; done >>$(@:.o=.s)
	@printf '.section .note.GNU-stack,"",%%progbits\n' >>$(@:.o=.s)
	$(AS) -o $@ $(@:.o=.s)
