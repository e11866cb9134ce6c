/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which variables are live at the start of each block, and which ones conditions depend on:
 * fn_ctx.live and fn_ctx.watched. States that differ in others only may be joined.
 */
#ifndef PAGECK_LIVE_H
#define PAGECK_LIVE_H

#include "flow/fixpoint.h"

/* Fills in both. */
void live_compute(struct fn_ctx *c);

#endif
