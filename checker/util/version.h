/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PAGECK_VERSION_H
#define PAGECK_VERSION_H

#define PAGECK_VERSION	"0.1"

#endif
