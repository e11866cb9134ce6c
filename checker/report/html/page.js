// SPDX-License-Identifier: GPL-2.0-or-later
// The report's page, after text.js.
(() => {
const data = JSON.parse(document.getElementById("data").textContent);
const $ = id => document.getElementById(id);
const CHUNK = 200, PAPER = 200, STORE = "pageck-triage";
const states = { open: "open", real: "real", harmless: "harmless", fixed: "fixed" };

const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

// --- triage ------------------------------------------------------------------------------

let triage = {}, kept = true;
try {
	triage = JSON.parse(localStorage.getItem(STORE) || "{}");
	localStorage.setItem(STORE, JSON.stringify(triage));
} catch (e) {
	kept = false;
}
if (!triage || typeof triage !== "object" || Array.isArray(triage))
	triage = {};

const stateOf = f => Object.hasOwn(states, triage[f.fingerprint]?.state || "") ?
	triage[f.fingerprint].state : "open";

function banner(text)
{
	$("banner").hidden = !text;
	$("banner").textContent = text;
}

function save()
{
	if (!kept)
		return banner("This browser keeps nothing for this page: export the triage before you close it.");
	try {
		localStorage.setItem(STORE, JSON.stringify(triage));
	} catch (e) {
		kept = false;
		save();
	}
}

function setState(f, state, note)
{
	const old = triage[f.fingerprint] || {};
	const now = { state: state ?? old.state ?? "open", note: note ?? old.note ?? "" };
	if (now.state === "open" && !now.note)
		delete triage[f.fingerprint];
	else
		triage[f.fingerprint] = now;
	save();
}

function download(name, text)
{
	const a = el("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: name });
	document.body.append(a);
	a.click();
	a.remove();
}

function exportTriage()
{
	const out = [];
	for (const f of data.findings) {
		const t = triage[f.fingerprint];
		if (t)
			out.push({ fingerprint: f.fingerprint, rule: f.rule, file: f.file, line: f.line,
				   function: f.function, state: stateOf(f), note: t.note || "" });
	}
	download("pageck-triage.json", JSON.stringify({ version: 1, triage: out }, null, 1) + "\n");
}

function importTriage(text)
{
	let n = 0, list;
	try {
		list = JSON.parse(text).triage;
	} catch (e) {
		list = null;
	}
	if (!Array.isArray(list))
		return banner("That file is no exported triage.");
	for (const t of list) {
		if (!/^[0-9a-f]{32}$/.test(t?.fingerprint) || !Object.hasOwn(states, t.state))
			continue;
		triage[t.fingerprint] = { state: t.state, note: String(t.note || "") };
		n++;
	}
	save();
	banner(`Triage of ${plural(n, "finding")} taken over.`);
	refresh();
}

// --- the list -----------------------------------------------------------------------------

const dirOf = file => file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : ".";
const placeOf = f => `${f.file}:${f.line}`;
for (const f of data.findings)
	f.text = [f.file, f.function, f.rule, f.message, f.expression].join("\n").toLowerCase();

function kindOf(f)
{
	if (f.by)
		return f.by === "baseline" ? "known" : "silenced";
	return f.state === "new" ? "new" : f.level;
}

function showing(f)
{
	const show = $("show").value;
	return show === "all" || (show === "current" ? !f.by : kindOf(f) === show);
}

let shown = [], drawn = 0, lastGroup = null, current = null;

function filter()
{
	const q = $("q").value.trim().toLowerCase().split(/\s+/), rule = $("rule").value, state = $("triage").value;
	const by = $("group").value;
	const key = { file: f => f.file, rule: f => f.rule, dir: f => dirOf(f.file),
		      function: f => `${f.function || "(no function)"}() in ${f.file}` }[by];
	shown = data.findings.filter(f => showing(f) && (!rule || f.rule === rule) &&
		(!state || stateOf(f) === state) && q.every(w => f.text.includes(w)));
	for (const f of shown)
		f.group = key(f);
	const order = new Map(), rank = new Map();
	for (const f of shown)
		order.set(f.group, (order.get(f.group) || 0) + 1);
	// groups with a warning in them first
	for (const f of shown)
		if (f.level === "warning" && !rank.has(f.group))
			rank.set(f.group, rank.size);
	for (const k of order.keys())
		if (!rank.has(k))
			rank.set(k, rank.size);
	shown.sort((a, b) => rank.get(a.group) - rank.get(b.group) ||
		(a.level === b.level ? a.index - b.index : a.level === "warning" ? -1 : 1));
	shown.counts = order;
}

function tags(f)
{
	const t = stateOf(f), list = [el("span", { class: "tag " + f.level }, f.level)];
	if (f.state)
		list.push(el("span", { class: "tag " + f.state }, f.state));
	if (f.by && f.by !== "baseline")
		list.push(el("span", { class: "tag" }, "silenced"));
	if (t !== "open")
		list.push(el("span", { class: "tag" }, t));
	return list;
}

function itemOf(f)
{
	return el("button", { class: "item" + (stateOf(f) === "open" ? "" : " done"), id: "i" + f.index, type: "button",
			      "aria-current": f === current ? "true" : "false", on: () => open(f, true) },
		  tags(f), el("span", { class: "tag" }, f.rule),
		  el("span", { class: "message" }, el("br"), f.message),
		  el("span", { class: "place" }, `${placeOf(f)}${f.function ? " in " + f.function + "()" : ""}`));
}

function drawMore(count)
{
	const list = $("list"), end = Math.min(shown.length, drawn + count);
	$("more")?.remove();
	for (; drawn < end; drawn++) {
		const f = shown[drawn];
		if (f.group !== lastGroup)
			list.append(el("h2", {}, `${f.group} (${shown.counts.get(f.group)})`));
		lastGroup = f.group;
		list.append(itemOf(f));
	}
	if (drawn < shown.length) {
		const more = el("button", { id: "more", type: "button", on: () => drawMore(CHUNK) },
				`${shown.length - drawn} more`);
		list.append(more);
		watcher?.observe(more);
	}
}

// Scrolling to the end shows more, where the browser can tell.
const watcher = "IntersectionObserver" in window ?
	new IntersectionObserver(seen => seen.some(s => s.isIntersecting) && drawMore(CHUNK)) : null;

function draw()
{
	filter();
	$("list").replaceChildren();
	drawn = 0;
	lastGroup = null;
	if (!shown.length)
		$("list").append(el("p", { id: "empty" }, data.findings.length ?
			"Nothing matches. Choose \"all\" or clear the search." : "Nothing was found."));
	drawMore(CHUNK);
}

function refresh()
{
	const top = $("list").scrollTop, n = drawn;
	draw();
	drawMore(Math.max(0, n - drawn));
	$("list").scrollTop = top;
	if (current)
		$("detail").replaceChildren(...detailOf(current));
}

// --- source ---------------------------------------------------------------------------------

const lines = {};
function linesOf(file)
{
	if (!Object.hasOwn(data.sources, file))
		return new Map();
	if (!Object.hasOwn(lines, file)) {
		lines[file] = new Map();
		for (const [first, text] of data.sources[file])
			text.forEach((t, i) => lines[file].set(first + i, t));
	}
	return lines[file];
}

function stepsOf(f)
{
	const here = { file: f.file, line: f.line, column: f.column, message: f.message, end: true };
	const notes = f.notes.slice(0, -1);
	if (f.spelling)
		notes.unshift({ file: f.spelling.file, line: f.spelling.line, message: "the macro that is used here is defined" });
	return f.path_begins ? [here, ...notes] : [...notes, here];
}

const mark = s => el("span", { class: "n" + (s.end ? " end" : "") }, String(s.number));

function listing(f, file, steps)
{
	const known = linesOf(file), wanted = new Set();
	const at = new Map();
	for (const s of steps) {
		for (let n = s.line - 4; n <= s.line + 3; n++)
			wanted.add(n);
		for (let n = s.line, h = data.heads[file]; h && n > 0; n--) {
			if (h.includes(n)) {
				wanted.add(n);
				break;
			}
		}
		at.set(s.line, [...(at.get(s.line) || []), s]);
	}
	let rows = [...wanted].filter(n => known.has(n)).sort((a, b) => a - b);
	// a gap of a few lines is not worth its mark
	rows = rows.flatMap((n, i) => {
		const fill = [];
		if (i && n - rows[i - 1] <= 4)
			for (let k = rows[i - 1] + 1; k < n; k++)
				if (known.has(k))
					fill.push(k);
		return [...fill, n];
	});
	const body = el("tbody");
	rows.forEach((n, i) => {
		const here = at.get(n) || [];
		if (i && n !== rows[i - 1] + 1)
			body.append(el("tr", { class: "gap" }, el("td", { class: "no" }, "\u22ee"), el("td", {}, "")));
		body.append(el("tr", { class: here.some(s => s.end) ? "end" : here.length ? "hit" : null },
			       el("td", { class: "no" }, String(n)), el("td", {}, colored(known.get(n)))));
		for (const s of here)
			body.append(el("tr", { class: "say", "data-step": String(s.number) }, el("td", { class: "no" }, ""),
				       el("td", {}, el("span", { class: "msg" }, mark(s), s.message))));
	});
	if (!rows.length)
		body.append(el("tr", {}, el("td", {}, "The source is not in this report.")));
	return el("div", { class: "src" + (rows.length > 40 ? " long" : "") }, el("div", { class: "file" }, file),
		  el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "source of " + file },
		     el("table", {}, body)));
}

function sourcesOf(f, steps)
{
	const files = new Map();
	for (const s of steps)
		files.set(s.file, [...(files.get(s.file) || []), s]);
	return [...files].map(([file, list]) => listing(f, file, list));
}

// --- a rule's page ---------------------------------------------------------------------------

// The first example of a section; the whole stands further down.
const example = text => /^```[^]*?^```$/m.exec(text || "")?.[0] || "";

function sectionsOf(rule)
{
	const text = data.rules[rule]?.page || "", out = { rest: [] };
	for (const part of text.split(/^## /m).slice(1)) {
		const nl = part.indexOf("\n"), title = part.slice(0, nl).trim(), body = part.slice(nl + 1);
		out[title] = body;
		if (title !== "Why it matters")
			out.rest.push([title, body]);
	}
	return out;
}

// --- the union --------------------------------------------------------------------------------

// The picture of struct page, with what the finding is about marked.
function unionOf(f)
{
	const picture = document.importNode($("layout").content, true).querySelector("svg");
	const boxes = [...picture.querySelectorAll("g > g")];
	const named = text => {
		const members = new Set([...(text || "").matchAll(/(?:->|\.)\s*(\w+)/g)].map(m => m[1]));
		return boxes.filter(g => members.has(g.querySelector("text")?.textContent));
	};
	let hits = named(f.expression);
	if (!hits.length)
		hits = named(data.rules[f.rule]?.full);
	hits.forEach(g => g.classList.add("hit"));
	picture.setAttribute("role", "img");
	picture.setAttribute("aria-label", "layout of struct page");
	return [el("p", {}, "Boxes side by side are the same memory; which of them it is depends on the page, and the colour " +
		   "says for which pages a name means something." + (hits.length ? " Framed in red: what this finding is about." : "")),
		el("div", { class: "union scrolls", tabindex: "0", role: "group", "aria-label": "layout of struct page" }, picture)];
}

// --- one finding -------------------------------------------------------------------------------

function triageBar(f)
{
	const note = el("input", { type: "text", placeholder: "why (goes with the export)", "aria-label": "why",
				   value: triage[f.fingerprint]?.note || "" });
	note.addEventListener("change", () => setState(f, null, note.value));
	return el("div", { class: "triage", role: "group", "aria-label": "triage" },
		  Object.keys(states).map(s => el("button", { type: "button", "data-state": s,
			"aria-pressed": String(stateOf(f) === s), on: () => { setState(f, s); refresh(); } }, states[s])), note);
}

function silence(f)
{
	const text = `/* pageck: ignore ${f.rule}: ${triage[f.fingerprint]?.note || "WHY"} */`;
	return el("details", {}, el("summary", {}, "Not a bug? How to silence it"),
		  el("p", {}, "On the line, or alone above it: ", el("code", {}, text)),
		  el("p", {}, "For many of them there are a table and a baseline: see the manual."));
}

// What is wrong, where, why, how to mend it; then how it comes about.
function aboutFinding(f, rest)
{
	const advice = f.notes.at(-1)?.message, summary = data.rules[f.rule]?.full, proof = data.proofs[f.fingerprint];
	return [
		el("div", {}, tags(f), el("span", { class: "tag" }, f.rule)),
		el("h2", {}, f.message),
		el("p", { class: "where" }, `${f.file}:${f.line}:${f.column}`, f.function ? ` in ${f.function}()` : ""),
		f.by ? el("p", {}, f.by === "baseline" ? "It is in the baseline." :
			`Silenced by ${f.by === "comment" ? "a comment" : "the table"}: ${f.reason || "no reason is given"}`) : null,
		proof ? el("p", { class: "proof" }, el("b", {}, "Shown to happen"), " on Debian's kernel of this version: ", el("code", {}, proof),
			"; docs/findings/ has the report.") : null,
		summary ? el("p", { class: "why" }, el("b", {}, `${f.rule}: `), inline(summary)) : null,
		advice ? el("p", { class: "fix" }, el("b", {}, "How to fix it: "), advice, f.fixable ? [el("br"),
			"A checked patch, if one is found: ", el("code", {}, `pageck fix --id ${f.fingerprint.slice(0, 12)} ${f.file}`)] : "") : null,
		...rest,
	].filter(x => x !== null);
}

function pathOf(f)
{
	const steps = stepsOf(f);
	steps.forEach((s, i) => s.number = i + 1);
	return [
		el("h3", {}, "How it comes about"),
		el("ol", { class: "steps" }, steps.map(s => el("li", {}, el("button", { type: "button", "data-go": String(s.number),
			on: () => goStep(s.number) }, mark(s), s.message, el("span", { class: "place" }, `${s.file}:${s.line}`))))),
		...sourcesOf(f, steps),
	];
}

function aboutRule(f)
{
	const rule = sectionsOf(f.rule), bad = example(rule.Bad), good = example(rule.Good);
	return [
		...rule["Why it matters"] ? [el("h3", {}, "Why it matters"), markdown(rule["Why it matters"])] : [],
		...bad || good ? [el("h3", {}, "The pattern"), el("div", { class: "two" },
			el("div", {}, el("b", {}, "Bad"), markdown(bad)), el("div", {}, el("b", {}, "Good"), markdown(good)))] : [],
		...$("layout") && f.rule.startsWith("union") ? [el("h3", {}, "One word, two meanings"), ...unionOf(f)] : [],
	];
}

function foundBy(f)
{
	return el("p", { class: "mono" }, `found by ${f.engines.join(", ") || "pageck"}`,
		  f.engines.length > 1 ? ` (${f.engines.length} engines agree)` : "", ` \u00b7 fingerprint ${f.fingerprint}`);
}

function detailOf(f)
{
	const rest = sectionsOf(f.rule).rest;
	return [
		el("button", { id: "back", type: "button", on: () => close() }, "\u2190 all findings"),
		...aboutFinding(f, [triageBar(f), ...pathOf(f)]),
		...aboutRule(f),
		rest.length ? el("details", {}, el("summary", {}, "More about " + f.rule),
				 rest.map(([title, body]) => [el("h4", {}, title), markdown(body)]).flat()) : null,
		silence(f), foundBy(f),
	].filter(x => x !== null);
}

function open(f, byUser)
{
	const old = current;
	current = f;
	if (old)
		$("i" + old.index)?.setAttribute("aria-current", "false");
	$("i" + f.index)?.setAttribute("aria-current", "true");
	$("detail").replaceChildren(...detailOf(f));
	step = 0;
	if (byUser) {
		const hash = "#" + f.fingerprint, again = document.body.classList.contains("reading");
		document.body.classList.add("reading");
		if (location.hash !== hash)
			history[again ? "replaceState" : "pushState"](null, "", hash);
		window.scrollTo(0, 0);
		$("detail").scrollTop = 0;
	}
	document.title = `${placeOf(f)}: ${f.rule}`;
}

function close()
{
	document.body.classList.remove("reading");
	history.replaceState(null, "", location.pathname + location.search);
	const item = current && $("i" + current.index);
	item?.scrollIntoView({ block: "nearest" });
	item?.focus();
}

let step = 0;
function goStep(n)
{
	const row = $("detail").querySelector(`tr[data-step="${n}"]`);
	if (!row)
		return;
	step = n;
	for (const r of $("detail").querySelectorAll("tr.here"))
		r.classList.remove("here");
	row.classList.add("here");
	row.scrollIntoView({ block: "center" });
}

function move(by)
{
	const at = shown.indexOf(current), next = shown[at < 0 ? 0 : at + by];
	if (!next)
		return;
	while (shown.indexOf(next) >= drawn)
		drawMore(CHUNK);
	open(next, true);
	const item = $("i" + next.index);
	item.scrollIntoView({ block: "nearest" });
	item.focus({ preventScroll: true });
}

document.addEventListener("keydown", e => {
	if (e.ctrlKey || e.altKey || e.metaKey || $("keys").open)
		return;
	if (/^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName)) {
		if (e.key === "Escape")
			e.target.blur();
		return;
	}
	const set = { 1: "real", 2: "harmless", 3: "fixed", 0: "open" }[e.key];
	if (set && current) {
		setState(current, set);
		refresh();
		$("i" + current.index)?.focus({ preventScroll: true });
	} else if (e.key === "j" || e.key === "k") {
		move(e.key === "j" ? 1 : -1);
	} else if (e.key === "n" || e.key === "p") {
		goStep(step + (e.key === "n" ? 1 : -1));
	} else if (e.key === "/") {
		document.body.classList.remove("reading");
		$("q").focus();
	} else if (e.key === "?") {
		$("keys").showModal();
	} else if (e.key === "Escape") {
		close();
	} else {
		return;
	}
	e.preventDefault();
});

// --- on paper ------------------------------------------------------------------------------------

// All that is listed, and each rule once after them.
window.addEventListener("beforeprint", () => {
	const list = shown.slice(0, PAPER), rules = new Map(list.map(f => [f.rule, f]).reverse());
	const note = f => triage[f.fingerprint]?.note ? el("p", {}, `${stateOf(f)}: ${triage[f.fingerprint].note}`) : null;
	$("paper").replaceChildren(...list.map(f => el("article", {}, ...aboutFinding(f, [note(f), ...pathOf(f)]),
						       foundBy(f))));
	if (shown.length > PAPER)
		$("paper").append(el("p", {}, `${shown.length - PAPER} more are not printed: filter before printing.`));
	for (const [rule, f] of [...rules].sort())
		$("paper").append(el("article", {}, el("h2", {}, `About ${rule}`), ...aboutRule(f)));
});
window.addEventListener("afterprint", () => $("paper").replaceChildren());

// --- start -----------------------------------------------------------------------------------------

function options(id, list)
{
	$(id).replaceChildren(...list.map(([value, text]) => el("option", { value }, text)));
}

function start()
{
	const count = new Map(), kinds = new Map();
	data.findings.forEach((f, i) => {
		f.index = i;
		count.set(f.rule, (count.get(f.rule) || 0) + 1);
		kinds.set(kindOf(f), (kinds.get(kindOf(f)) || 0) + 1);
	});
	const now = data.findings.filter(f => !f.by), s = data.stats;
	$("title").textContent = `pageck: ${plural(now.length, data.baseline ? "new finding" : "finding")}` +
		(data.tree ? ` in Linux ${data.tree}` : "");
	const warnings = now.filter(f => f.level === "warning").length;
	const parts = [plural(s.parsed, "file") + " analysed"];
	if (now.length > warnings)
		parts.unshift(`${plural(warnings, "warning")}, ${plural(now.length - warnings, "note")}`);
	if (s.skipped)
		parts.push(`${plural(s.skipped, "file")} without anything to look at`);
	if (s.suppressed)
		parts.push(`${s.suppressed} silenced or known`);
	if (data.absent.length)
		parts.push(`${data.absent.length} of the baseline gone`);
	if (s.not_analysed)
		parts.push(`${s.not_analysed} not analysed (below)`);
	$("summary").textContent = parts.join(" \u00b7 ");
	options("rule", [["", "all"], ...[...count].sort().map(([r, n]) => [r, `${r} (${n})`])]);
	const names = { new: "new", warning: "warnings", note: "notes", known: "in the baseline", silenced: "silenced" };
	options("show", [["current", `to look at (${now.length})`],
		...Object.keys(names).filter(k => kinds.get(k)).map(k => [k, `${names[k]} (${kinds.get(k)})`]),
		["all", `all (${data.findings.length})`]]);
	options("triage", [["", "any"], ...Object.entries(states)]);
	about();
	for (const id of ["rule", "show", "triage", "group"])
		$(id).addEventListener("change", draw);
	let timer;
	$("q").addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(draw, 120); });
	$("bar").addEventListener("submit", e => { e.preventDefault(); draw(); });
	$("export").addEventListener("click", exportTriage);
	$("import").addEventListener("click", () => $("file").click());
	$("file").addEventListener("change", () => $("file").files[0]?.text().then(importTriage));
	$("help").addEventListener("click", () => $("keys").showModal());
	window.addEventListener("popstate", fromHash);
	draw();
	fromHash();
	if (!current && shown.length)
		open(shown[0], false);
}

// An address may name a finding: #FINGERPRINT.
function fromHash()
{
	const f = data.findings.find(x => "#" + x.fingerprint === location.hash);
	if (f)
		open(f, true);
	else
		document.body.classList.remove("reading");
}

function about()
{
	const list = (title, rows) => rows.length ? el("details", {}, el("summary", {}, `${title} (${rows.length})`),
		el("ul", {}, rows.slice(0, 1000).map(r => el("li", {}, r)))) : null;
	$("about").append(...[
		el("p", {}, `${data.tool}. `, data.command ? "Made by: " : "", data.command ? el("code", {}, data.command) : ""),
		list("In the baseline and gone", data.absent.map(f => `${placeOf(f)}: ${f.message} [${f.rule}]`)),
		list("About suppressions", data.remarks.map(r => `${r.file}:${r.line}: ${r.message}`)),
		list("Not analysed", data.not_analysed.map(n => `${n.file}${n.function ? ": " + n.function + "()" : ""}: ${n.reason}`)),
	].filter(Boolean));
}

start();
})();
