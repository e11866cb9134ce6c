// SPDX-License-Identifier: GPL-2.0-or-later
// Text as elements: C in colours, Markdown. What comes from the tree under audit reaches the
// document as text only, never as markup: el() is how everything is made.
"use strict";

function el(tag, attrs, ...children)
{
	const e = document.createElement(tag);
	for (const [key, value] of Object.entries(attrs || {})) {
		if (key === "on")
			e.addEventListener("click", value);
		else if (value !== undefined && value !== null && value !== false)
			e.setAttribute(key, value === true ? "" : value);
	}
	e.append(...children.flat().filter(c => c !== null && c !== undefined));
	return e;
}

// --- C ---------------------------------------------------------------------------------------

const KEYWORDS = new Set(("if else for while do return goto switch case break continue static inline const struct union " +
	"enum void int long unsigned char bool sizeof extern default NULL true false").split(" "));
const TOKEN = /\/\*.*?(?:\*\/|$)|\/\/.*$|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[A-Za-z_]\w*|[^A-Za-z_"'/]+|./g;

function colored(text)
{
	/* inside a comment of several lines */
	if (/^\s*\*(?:[\s/]|$)/.test(text))
		return [el("span", { class: "c" }, text)];
	return (text.match(TOKEN) || []).map(t => {
		const kind = t.startsWith("/*") || t.startsWith("//") ? "c" : /^["']./.test(t) ? "s" : KEYWORDS.has(t) ? "k" : "";
		return kind ? el("span", { class: kind }, t) : t;
	});
}

// --- Markdown, as far as the rules' pages use it -------------------------------------------------

function inline(text)
{
	return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]*\]\([^)]*\))/).map(part => {
		if (/^`/.test(part))
			return el("code", {}, part.slice(1, -1));
		if (/^\*\*/.test(part))
			return el("b", {}, part.slice(2, -2));
		const link = /^\[([^\]]*)\]/.exec(part);
		return link ? el("i", {}, inline(link[1])) : part;
	});
}

function dedent(code)
{
	const tabs = Math.min(...code.filter(l => l.trim()).map(l => /^\t*/.exec(l)[0].length));
	return Number.isFinite(tabs) ? code.map(l => l.slice(Math.min(tabs, /^\t*/.exec(l)[0].length))) : code;
}

function markdown(text)
{
	const out = [], rows = text.split("\n");
	for (let i = 0; i < rows.length; ) {
		if (/^```/.test(rows[i])) {
			const code = [];
			for (i++; i < rows.length && !/^```/.test(rows[i]); i++)
				code.push(rows[i]);
			i++;
			out.push(el("pre", {}, el("code", {}, dedent(code).flatMap((l, k) => [k ? "\n" : "", ...colored(l)]))));
		} else if (/^\|/.test(rows[i])) {
			const table = el("table");
			for (; i < rows.length && /^\|/.test(rows[i]); i++)
				if (!/^\|[\s:|-]+\|$/.test(rows[i]))
					table.append(el("tr", {}, rows[i].split(/(?<!\\)\|/).slice(1, -1)
						.map(c => el("td", {}, inline(c.trim().replace(/\\\|/g, "|"))))));
			out.push(el("div", { class: "scrolls" }, table));
		} else if (/^\s*[*-] /.test(rows[i])) {
			const list = el("ul");
			while (i < rows.length && /^\s*[*-] /.test(rows[i])) {
				let item = rows[i++].replace(/^\s*[*-] /, "");
				while (i < rows.length && /^\s+\S/.test(rows[i]) && !/^\s*[*-] /.test(rows[i]))
					item += " " + rows[i++].trim();
				list.append(el("li", {}, inline(item)));
			}
			out.push(list);
		} else if (/^#/.test(rows[i])) {
			out.push(el("h4", {}, inline(rows[i++].replace(/^#+\s*/, ""))));
		} else if (!rows[i].trim()) {
			i++;
		} else {
			let p = rows[i++];
			while (i < rows.length && rows[i].trim() && !/^(```|\||#|\s*[*-] )/.test(rows[i]))
				p += " " + rows[i++];
			out.push(el("p", {}, inline(p)));
		}
	}
	return el("div", { class: "page" }, out);
}
