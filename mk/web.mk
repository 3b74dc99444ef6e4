# The desk's page (web/): TypeScript, which Node.js 18 or later builds into web/dist; `tools/needs web` installs that. What is
# there of web/dist is linked in, packed, as the table of src/desk/dist.h; a program built without it says how to get it.
# The release tarball brings web/dist along.
.PHONY: web check-web
WEB_SOURCES = $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f ! -name schema.ts -print) \
  docs/openapi.json src/report/html.css src/report/html.svg $(wildcard data/en/report_*.tsv)
WEB_DIST := $(sort $(wildcard web/dist/*.html web/dist/assets/*))
$(BUILD)/sitrep: $(BUILD)/web/web.o

# Its own file, web/dist/.built, says that it is up to date: no rule may make the files that the program is linked of, or
# building the program would build the page.
web: web/dist/.built
web/dist/.built: $(WEB_SOURCES) web/node_modules/.package-lock.json
	@cd web && npm run --silent build
	@touch $@
	@echo "web: built; 'make' links it in"

# the browser's tests, against a server of made-up data, and against the program with the page in it: tests/web/run.mjs
check-web: web tests/page/node_modules/.package-lock.json
	@$(MAKE) --no-print-directory $(BUILD)/sitrep
	@SITREP=$(BUILD)/sitrep node tests/web/run.mjs

# npm writes this file last
%/node_modules/.package-lock.json: %/package-lock.json
	@command -v npm >/dev/null || { echo "web: this needs Node.js and npm; 'tools/needs web' installs them" >&2; exit 1; }
	@cd $* && npm ci --no-audit --no-fund --silent && touch node_modules/.package-lock.json

$(BUILD)/web/web.o: $(WEB_DIST) tools/embed_page
	@mkdir -p $(@D)
	@tools/embed_page $(@D) $(WEB_DIST) >$(@:.o=.s)
	$(AS) -o $@ $(@:.o=.s)
