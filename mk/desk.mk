# The desk: linked into the program only, so that a user of the library needs none of what it stands on. Its description,
# docs/openapi.json, is linked in as it is; the page is by mk/web.mk.
DESK := $(filter-out %_test.c,$(filter src/desk/%,$(SOURCES)))
DESK_O := $(DESK:%.c=$(BUILD)/%.o)
DESK_PKGS := libmicrohttpd libcurl libsodium
DESK_LIBS = $(shell $(PKG_CONFIG) --libs $(DESK_PKGS))
DESK_TESTS := $(patsubst src/%_test.c,$(BUILD)/tests/%,$(filter src/desk/%_test.c,$(SOURCES)))

$(BUILD)/desk/openapi.o: docs/openapi.json mk/desk.mk
	@mkdir -p $(@D)
	@printf '.section .rodata\n.globl sr_openapi, sr_openapi_end\n.hidden sr_openapi, sr_openapi_end\nsr_openapi: .incbin "%s"\nsr_openapi_end: .byte 0\n.section .note.GNU-stack,"",%%progbits\n' $< >$(@:.o=.s)
	$(AS) -o $@ $(@:.o=.s)

$(BUILD)/sitrep: $(DESK_O) $(BUILD)/desk/openapi.o
$(BUILD)/sitrep: LDLIBS_ALL += $(DESK_LIBS)

# a test of the desk is linked with all of it
$(BUILD)/libdesk.a: $(DESK_O) $(BUILD)/desk/openapi.o $(BUILD)/web/web.o
	@rm -f $@
	ar rcs $@ $^
$(DESK_TESTS): $(BUILD)/libdesk.a
$(DESK_TESTS): WHOLE = $(BUILD)/libdesk.a $(BUILD)/libsitrep.a
$(DESK_TESTS): LDLIBS_ALL += $(DESK_LIBS)

# and so are its fuzz entries
DESK_FUZZERS := desk opml zone
DESK_REPLAYS := $(DESK_FUZZERS:%=$(BUILD)/replay/%)
$(DESK_REPLAYS): $(BUILD)/libdesk.a
$(DESK_REPLAYS): WHOLE = $(BUILD)/libdesk.a $(BUILD)/libsitrep.a
$(DESK_REPLAYS): LDLIBS_ALL += $(DESK_LIBS)

# the desk against its description; what it fetches; what it posts when it closes; its limits; a scripted day of news; the same with kill -9 in the midst of each step
.PHONY: check-desk check-tsan
check-desk: $(BUILD)/sitrep
	@failed=0; for t in api.py fetch.py closing.py limits.py day.py; do $(call part,tests/desk/$$t $(BUILD)/sitrep); done; \
	$(call part,tests/desk/day.py $(BUILD)/sitrep kill); exit $$failed

# the same under the thread sanitiser: a race ends the desk with another status than 0, which its tests look at
check-tsan:
	@env TSAN_OPTIONS=exitcode=66 $(MAKE) --no-print-directory -s SAN=thread BUILD=build-tsan check-desk

-include $(DESK_O:.o=.d)
