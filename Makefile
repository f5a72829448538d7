# Meclis Kiosk: `make help` lists what there is.

CC ?= cc
AR ?= ar
PKG_CONFIG ?= pkg-config
BUILD ?= build
JOBS ?= -j$(shell nproc)
# SANITIZE=1 builds the whole tree with ASan and UBSan (into build/asan by way of `make asan`).
SANITIZE ?=

ROOMS := base text decision store bundle intake ui screens platform
PROGRAMS := meclis-publish meclis-sync meclis-kiosk
DATA ?= $(CURDIR)/assets

# One line a room: the libraries that it and nobody below it needs.
PKG_base := libsodium jansson
PKG_text := libutf8proc
PKG_store := sqlite3
PKG_bundle := libzstd
PKG_intake := libxml-2.0 libzip libqpdf libseccomp
PKG_platform := sdl2 SDL2_ttf libpng
PKG_kiosk := inih
PKG_sync := inih libcurl

# What each program is composed of, from the top of the house to its floor.
ROOMS_publish := intake store bundle decision text base
ROOMS_sync := store bundle decision text base
ROOMS_kiosk := screens platform ui store decision text base

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
OPT := -O2 -g
ifdef SANITIZE
OPT := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
endif
HARDEN := -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
CFLAGS ?= $(OPT) $(if $(SANITIZE),,$(HARDEN))
LDFLAGS ?= $(if $(SANITIZE),-fsanitize=address$(,)undefined,-pie -Wl,-z,relro,-z,now)
, := ,
override CPPFLAGS += -Isrc -I$(BUILD)/gen -D_GNU_SOURCE -DMECLIS_DATA='"$(DATA)"'
override CFLAGS += -std=c11 $(WARN) -MMD -MP $(WERROR)

# A program's own room makes an archive too, without its main.c, so that tests can link it.
sources = $(filter-out src/%/main.c,$(wildcard src/$1/*.c))
objects = $(patsubst src/%.c,$(BUILD)/obj/%.o,$(call sources,$1))
archives = $(foreach r,$1,$(BUILD)/lib$(r).a)
libs_of = $(shell $(PKG_CONFIG) --libs $(sort $(foreach r,$1,$(PKG_$(r)))))

.PHONY: help deps build run test lint bench soak asan fuzz format golden clean
.DEFAULT_GOAL := help

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*  ## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 10

deps:  ## install the Debian packages that are missing
	@sh deploy/deps.sh

build: $(addprefix $(BUILD)/,$(PROGRAMS))  ## the three programs, in build/
	@:

run: deps  ## set up a demonstration and open the kiosk on it
	@$(MAKE) $(JOBS) --no-print-directory build $(BUILD)/sample-maker
	@sh tests/demo.sh $(BUILD)

test: deps  ## build and run every test
	@$(MAKE) $(JOBS) --no-print-directory all-tests
	@sh tests/run.sh $(BUILD)

lint: deps  ## the rules of the house: includes, sizes, format, headers, links
	@$(MAKE) $(JOBS) --no-print-directory build
	@sh tests/lint.sh $(BUILD)

asan: deps  ## every test once under ASan and UBSan
	@$(MAKE) --no-print-directory test BUILD=build/asan SANITIZE=1

bench: deps  ## figures, as ratios in one run
	@$(MAKE) $(JOBS) --no-print-directory build $(BUILD)/sample-maker $(BUILD)/pdf-maker
	@sh tests/bench.sh $(BUILD)

soak: deps  ## the long proofs
	@$(MAKE) $(JOBS) --no-print-directory all-tests
	@sh tests/soak.sh $(BUILD)

FUZZ_SECONDS ?= 60
fuzz: deps  ## libFuzzer over every target, FUZZ_SECONDS each (60)
	@$(MAKE) $(JOBS) --no-print-directory $(patsubst %,$(BUILD)/fuzz/fuzz_%,$(FUZZ))
	@sh tests/fuzz.sh $(BUILD) $(FUZZ_SECONDS) $(FUZZ)

golden: deps  ## renew the golden pictures (look at each one before you commit it)
	@$(MAKE) $(JOBS) --no-print-directory all-tests
	@sh tests/golden.sh $(BUILD) renew

format:  ## clang-format over everything that is ours
	@clang-format -i $(wildcard src/*/*.[ch] tests/*.c tests/*/*.[ch])

clean:  ## remove build/
	rm -rf build

# ---- programs and archives ----
define archive_rule
$(BUILD)/lib$1.a: $(call objects,$1)
	@mkdir -p $$(@D)
	@rm -f $$@
	@$(AR) rcs $$@ $$^
endef
$(foreach r,$(ROOMS) publish sync kiosk,$(eval $(call archive_rule,$r)))

define program_rule
$(BUILD)/meclis-$1: $(BUILD)/obj/$1/main.o $(call archives,$1 $(ROOMS_$1))
	@echo "  link $$@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $$@ $$^ -Wl,--as-needed $$(call libs_of,$1 $(ROOMS_$1)) -lm
endef
$(foreach p,publish sync kiosk,$(eval $(call program_rule,$p)))

$(BUILD)/obj/%.o: src/%.c | $(BUILD)/gen/schema.inc $(BUILD)/gen/pdf_hold.inc
	@mkdir -p $(@D)
	@echo "  cc   $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS) $(CFLAGS_$(firstword $(subst /, ,$*))) -c -o $@ $<

# No clock shows a time before this: that of the source, so that a build can be repeated.
BUILD_TIME ?= $(or $(SOURCE_DATE_EPOCH),$(shell git log -1 --format=%ct 2>/dev/null),0)
CFLAGS_base = -DMECLIS_BUILD_TIME=$(BUILD_TIME)

# Only these rooms may see these headers.
CFLAGS_platform = $(shell $(PKG_CONFIG) --cflags sdl2 SDL2_ttf libpng)
CFLAGS_intake = $(shell $(PKG_CONFIG) --cflags libxml-2.0)

# SQL as a C string literal, a line each.
$(BUILD)/gen/schema.inc: $(wildcard db/*.sql)
	@mkdir -p $(@D)
	@for f in $^; do n=$${f##*/}; \
	  sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$$/\\n"/' $$f > $(@D)/$${n%.sql}.inc; done
	@touch $@

# What is loaded into pdftotext, as a C array. It is no part of ours when it runs: no sanitizer.
HOLD := $(wildcard src/intake/hold/*.c) src/intake/pdf_serve.c src/intake/pdf_enter.c
$(BUILD)/gen/pdf_hold.inc: $(HOLD) src/intake/hold/pdf_hold.h src/intake/pdf_serve.h src/intake/pdf_box.h
	@mkdir -p $(@D)
	@echo "  cc   $@"
	@$(CC) -Isrc -D_GNU_SOURCE -std=c11 $(WARN) $(WERROR) -O2 -fPIC -fvisibility=hidden -fstack-protector-strong \
	  -shared -Wl,-z,relro,-z,now -s -o $(@D)/pdf_hold.so $(HOLD)
	@od -An -v -tu1 $(@D)/pdf_hold.so | sed -e 's/[0-9][0-9]*/&,/g' >$@

# ---- tests ----
UNIT := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))
PROOFS := $(addprefix $(BUILD)/,flips crash killer $(if $(SANITIZE),,alloc calls))
FUZZ := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FEEDERS := $(patsubst %,$(BUILD)/fuzz/feed_%,$(FUZZ))
ALL_ROOMS := publish sync kiosk screens platform ui intake store bundle decision text base

.PHONY: all-tests
all-tests: build $(UNIT) $(PROOFS) $(FEEDERS) $(BUILD)/sample-maker $(BUILD)/pdf-maker $(BUILD)/minisign-tool $(BUILD)/hostile $(BUILD)/static-pdftotext $(BUILD)/peak $(BUILD)/layout $(BUILD)/accuracy $(if $(wildcard tests/picture.c),$(BUILD)/picture)

$(BUILD)/unit/%: tests/unit/%.c $(call archives,$(ALL_ROOMS)) | $(BUILD)/gen/schema.inc
	@mkdir -p $(@D)
	@echo "  test $@"
	@$(CC) $(CPPFLAGS) -Itests $(CFLAGS) $(CFLAGS_platform) -o $@ $< $(call archives,$(ALL_ROOMS)) $(LDFLAGS) \
	  -Wl,--as-needed $(call libs_of,$(ROOMS) kiosk sync) $(shell $(PKG_CONFIG) --libs cmocka) -lm

$(BUILD)/sample-maker: $(wildcard tests/samples/*.c) $(call archives,text base)
	@mkdir -p $(@D)
	@echo "  link $@"
	@$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -o $@ $(wildcard tests/samples/*.c) \
	  $(call archives,text base) $(LDFLAGS) -Wl,--as-needed $(call libs_of,text base) -lm

$(BUILD)/pdf-maker: tests/pdf_maker.c $(call archives,text base)
	@echo "  link $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $< \
	  $(call archives,text base) $(LDFLAGS) -Wl,--as-needed $(call libs_of,text base) -lm

# The web server of the tests that misbehaves.
$(BUILD)/hostile: $(wildcard tests/hostile/*.[ch])
	@mkdir -p $(@D)
	@echo "  link $@"
	@$(CC) $(CPPFLAGS) -Itests $(filter-out -MMD -MP,$(CFLAGS)) -o $@ $(filter %.c,$^) $(LDFLAGS)

# It has to be static, which no sanitizer is.
$(BUILD)/static-pdftotext: tests/static_pdftotext.c
	@mkdir -p $(@D)
	@echo "  link $@"
	@$(CC) -std=c11 -D_GNU_SOURCE $(WARN) $(WERROR) -O2 -static -o $@ $<

# How much memory a command and its children hold.
$(BUILD)/peak: tests/peak.c
	@mkdir -p $(@D)
	@echo "  link $@"
	@$(CC) $(CPPFLAGS) $(filter-out -MMD -MP,$(CFLAGS)) -o $@ $< $(LDFLAGS)

$(BUILD)/minisign-tool: tests/minisign_tool.c $(call archives,bundle base)
	@echo "  link $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $< \
	  $(call archives,bundle base) $(LDFLAGS) -Wl,--as-needed $(call libs_of,bundle base) -lm

# Bench: our layout and Pango's on the same text. Pango's is built only where its headers are.
$(BUILD)/layout-speed: tests/layout_speed.c $(call archives,platform ui text base)
	@echo "  link $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $< $(call archives,platform ui text base) $(LDFLAGS) \
	  -Wl,--as-needed $(call libs_of,platform text base) -lm

$(BUILD)/pango-layout: tests/pango_layout.c
	@echo "  link $@"
	@$(CC) $(CFLAGS) $$($(PKG_CONFIG) --cflags pangoft2) -o $@ $< $(LDFLAGS) $$($(PKG_CONFIG) --libs pangoft2) -lm

# The proofs run the programs' own main() in forked children: the very objects, with main renamed.
$(BUILD)/obj/prove/%_main.o: $(BUILD)/obj/%/main.o
	@mkdir -p $(@D)
	@objcopy --redefine-sym main=$*_main $< $@

define proof_rule
$(BUILD)/$1: $2 $(wildcard tests/prove/*.[ch] tests/crash/*.h) $(patsubst %,$(BUILD)/obj/prove/%_main.o,$3) \
  $(call archives,$(ALL_ROOMS))
	@echo "  link $$@"
	@$(CC) $(CPPFLAGS) -Itests $(if $(SANITIZE)$(COVERAGE),-DPROVE_WHOLE_EXIT) $(CFLAGS) -o $$@ $2 $(wildcard tests/prove/*.c) \
	  $(patsubst %,$(BUILD)/obj/prove/%_main.o,$3) \
	  $(call archives,$(ALL_ROOMS)) $(LDFLAGS) -Wl,--as-needed $$(call libs_of,$(ROOMS) sync kiosk) -lm
endef
$(eval $(call proof_rule,flips,tests/flips.c,sync))
$(eval $(call proof_rule,crash,$(wildcard tests/crash/*.c),sync kiosk))
$(eval $(call proof_rule,killer,tests/kill.c,sync))
$(eval $(call proof_rule,alloc,tests/alloc.c,sync))
$(eval $(call proof_rule,calls,tests/calls.c,sync))

# A fuzz target is fed by libFuzzer (make fuzz), or with the files of its corpus (make test).
FUZZ_SEEN := $(wildcard tests/fuzz/*.h tests/prove/tree.[ch])
FUZZ_ROOMS_delta := store decision text
FUZZ_ROOMS_html := intake decision text
FUZZ_ROOMS_recognise := intake decision text
FUZZ_ROOMS_docx := intake decision text
define fuzz_rule
$(BUILD)/fuzz/feed_$1: tests/fuzz/fuzz_$1.c tests/fuzz/feed.c $(FUZZ_SEEN) $(call archives,$2)
	@mkdir -p $$(@D)
	@echo "  link $$@"
	@$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -o $$@ $$< tests/fuzz/feed.c tests/prove/tree.c \
	  $(call archives,$2) $(LDFLAGS) -Wl,--as-needed $$(call libs_of,$2) -lm

$(BUILD)/fuzz/fuzz_$1: tests/fuzz/fuzz_$1.c $(FUZZ_SEEN) $(foreach r,$2,$(call sources,$r)) | $(BUILD)/gen/schema.inc $(BUILD)/gen/pdf_hold.inc
	@mkdir -p $$(@D)
	@echo "  link $$@"
	@clang $(CPPFLAGS) -Itests -std=c11 $(WARN) $(foreach r,$2,$(CFLAGS_$r)) -O1 -g -fno-omit-frame-pointer \
	  -fsanitize=fuzzer$(,)address$(,)undefined -fno-sanitize-recover=undefined -o $$@ \
	  $$< $(foreach r,$2,$(call sources,$r)) -Wl,--as-needed $$(call libs_of,$2) -lm
endef
$(foreach f,$(FUZZ),$(eval $(call fuzz_rule,$f,$(FUZZ_ROOMS_$f) bundle base)))

$(BUILD)/picture: tests/picture.c $(call archives,base)
	@echo "  link $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) $(shell $(PKG_CONFIG) --cflags libpng) -o $@ $< \
	  $(call archives,base) $(LDFLAGS) -Wl,--as-needed $(shell $(PKG_CONFIG) --libs libpng libsodium jansson) -lm

# The readers beside the corpus in tests/intake, and beside the sample maker's truths.
$(BUILD)/accuracy: tests/accuracy.c $(wildcard tests/accuracy/*.[ch]) $(call archives,intake decision text base)
	@echo "  link $@"
	@$(CC) $(CPPFLAGS) -Itests $(filter-out -MMD -MP,$(CFLAGS)) -o $@ $(filter %.c %.a,$^) $(LDFLAGS) \
	  -Wl,--as-needed $(call libs_of,intake decision text base) -lm

$(BUILD)/layout: tests/layout.c $(call archives,$(ALL_ROOMS))
	@echo "  link $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) $(CFLAGS_platform) -o $@ $< $(call archives,kiosk $(ROOMS_kiosk)) $(LDFLAGS) \
	  -Wl,--as-needed $(call libs_of,kiosk $(ROOMS_kiosk)) -lm

$(BUILD)/obj/intake/pdf_server.o: $(BUILD)/gen/pdf_hold.inc

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
-include $(wildcard $(BUILD)/*.d $(BUILD)/unit/*.d)
