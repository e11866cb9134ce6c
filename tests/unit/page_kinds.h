/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kinds of page that the unit tests speak of: what their rules say of them, and their bits. */
#ifndef PAGECK_TEST_PAGE_KINDS_H
#define PAGECK_TEST_PAGE_KINDS_H

enum {
	K_RAM = 1, K_FSDAX = 2, K_DEVDAX = 4, K_PRIVATE = 8, K_COHERENT = 16, K_P2PDMA = 32,
	K_GENERIC = 64, K_DEVICE = 0x7e, K_ANY = 0x7f,
};

/* As many rows. */
#define PAGE_KINDS_ROWS	12
#define PAGE_KINDS_YAML							\
	"kinds:\n"							\
	"  - {kind: ram, axis: memory, ordinary: true, says: ordinary memory, ref: a}\n"	\
	"  - {kind: fsdax, axis: memory, says: fsdax, ref: a}\n"		\
	"  - {kind: devdax, axis: memory, says: devdax, ref: a}\n"		\
	"  - {kind: private, axis: memory, says: device-private, ref: a}\n"	\
	"  - {kind: coherent, axis: memory, says: device-coherent, ref: a}\n"	\
	"  - {kind: p2pdma, axis: memory, says: p2pdma, ref: a}\n"		\
	"  - {kind: generic, axis: memory, says: generic, ref: a}\n"		\
	"groups:\n"							\
	"  - {group: [ordinary, never], kinds: ram, says: ordinary memory, one: an ordinary page, ref: a}\n" \
	"  - group: device\n"						\
	"    kinds: [fsdax, devdax, private, coherent, p2pdma, generic]\n"	\
	"    says: ZONE_DEVICE\n"						\
	"    one: a ZONE_DEVICE page\n"					\
	"    none: no ZONE_DEVICE page\n"					\
	"    ref: a\n"							\
	"records:\n"							\
	"  - {record: page, main: true, when: {field: page.flags}, ref: a}\n"	\
	"  - {record: folio, when: {field: folio.flags}, ref: a}\n"

#endif
