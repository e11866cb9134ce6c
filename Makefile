# SPDX-License-Identifier: GPL-2.0-or-later
# all check check-kernel bench install clean; O=DIR builds elsewhere; SAN=1 with ASan+UBSan

O ?= build
CC ?= gcc
PREFIX ?= /usr/local
LLVM_INCLUDE ?= /usr/lib/llvm-19/include

CFLAGS ?= -O2 -g
WARN := -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wvla -Werror
ALL_CFLAGS := -std=gnu11 -D_GNU_SOURCE $(WARN) $(CFLAGS) -Ichecker -isystem $(LLVM_INCLUDE) \
	-DPAGECK_RULES_DIR='"$(PREFIX)/share/pageck/rules"'
LDLIBS := -lyaml -ljansson -lsqlite3 -lxxhash -ldl -lpthread

ifdef SAN
ALL_CFLAGS += -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
ALL_LDFLAGS := -fsanitize=address,undefined
endif

LIB_SRC := $(sort $(wildcard checker/*/*.c))
LIB_OBJ := $(LIB_SRC:%.c=$(O)/%.o)
TEST_SRC := $(sort $(wildcard tests/unit/*.c))
TESTS := $(TEST_SRC:tests/unit/%.c=$(O)/unit/%)

all: $(O)/pageck

# A library, so that a unit test links only what it tests.
$(O)/libpageck.a: $(LIB_OBJ)
	@rm -f $@
	$(AR) rcs $@ $^

$(O)/pageck: $(O)/checker/main.o $(O)/libpageck.a
	$(CC) $(ALL_LDFLAGS) $(LDFLAGS) -o $@ $< $(O)/libpageck.a $(LDLIBS)

$(O)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(O)/unit/%: $(O)/tests/unit/%.o $(O)/libpageck.a
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) $(LDFLAGS) -o $@ $< $(O)/libpageck.a -lcmocka $(LDLIBS)

unit-tests: $(TESTS)

clean:
	rm -rf $(O)

.SECONDARY:
.PHONY: all unit-tests clean
-include $(LIB_OBJ:.o=.d) $(O)/checker/main.d $(TEST_SRC:%.c=$(O)/%.d)
