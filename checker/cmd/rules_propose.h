/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PAGECK_RULES_PROPOSE_H
#define PAGECK_RULES_PROPOSE_H

/*
 * pageck rules propose: prints rows that the functions below PATHs (none: mm/) and the inlines
 * of the tree's headers show to be so, and that the rules don't have. An exit status.
 */
int rules_propose(int argc, char **argv);

#endif
