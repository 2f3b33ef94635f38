/* The report's table and the pages of its sites. What comes from source files is only ever put in as text. */
(function () {
	"use strict";
	const data = JSON.parse(document.getElementById("data").textContent);
	const byId = new Map(data.sites.map((site, i) => [site.id, i]));
	const $ = (id) => document.getElementById(id);
	const rows = Array.from(document.querySelectorAll("#sites tbody tr"));
	const rowOf = new Map(rows.map((row) => [row.dataset.id, row]));

	function make(tag, attributes, ...children) {
		const node = document.createElement(tag);
		for (const [name, value] of Object.entries(attributes || {}))
			if (value !== null && value !== undefined && value !== false)
				node.setAttribute(name, value === true ? "" : value);
		for (const child of children)
			if (child !== null && child !== undefined)
				node.append(child);
		return node;
	}

	/* The table. */
	const filters = ["outcome", "consequence", "component", "state"].map((name) => $("by-" + name));
	const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
	let shown = rows;

	function applyFilters() {
		const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
		shown = [];
		for (const row of Array.from($("sites").tBodies[0].rows)) {
			const fits = filters.every((f) => !f.value || (" " + row.dataset[f.id.slice(3)] + " ").includes(" " + f.value + " ")) &&
				words.every((word) => texts.get(row).includes(word));
			row.hidden = !fits;
			if (fits)
				shown.push(row);
		}
		$("count").textContent = shown.length === rows.length ? "All " + rows.length + " sites are shown." :
			shown.length + " of " + rows.length + " sites are shown.";
	}

	function sortBy(header) {
		const index = header.cellIndex, down = header.getAttribute("aria-sort") === "ascending";
		const key = (row) => row.cells[index].dataset.key || row.cells[index].textContent;
		const keyed = rows.map((row, i) => [key(row), i, row]);
		const order = new Intl.Collator(undefined, {numeric: true}).compare;
		keyed.sort((a, b) => (down ? -1 : 1) * order(a[0], b[0]) || a[1] - b[1]);
		for (const other of header.parentNode.cells)
			other.removeAttribute("aria-sort");
		header.setAttribute("aria-sort", down ? "descending" : "ascending");
		$("sites").tBodies[0].append(...keyed.map((entry) => entry[2]));
		applyFilters();
	}

	/* Source: C and C++ as far as colours need it. `state` carries a block comment over lines. */
	const token = /\/\/.*|\/\*.*?(?:\*\/|$)|"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|\b(?:0[xX][0-9a-fA-F]+|\d[\w.]*)\b|[A-Za-z_]\w*|\s+|./gu;
	const keywords = new Set(("auto bool break case catch char class const continue default delete do double else enum extern false " +
		"float for goto if inline int long namespace new nullptr NULL operator private protected public register restrict return " +
		"short signed sizeof static struct switch template this throw true try typedef typename union unsigned using virtual void " +
		"volatile while").split(" "));

	function classOf(text) {
		if (text.startsWith("//") || text.startsWith("/*"))
			return "c";
		if (text[0] === '"' || text[0] === "'")
			return "s";
		if (/^\d/.test(text))
			return "n";
		return keywords.has(text) ? "k" : "";
	}

	function colour(line, state) {
		const parts = [];
		let rest = line;
		if (state.comment) {
			const end = rest.indexOf("*/");
			const length = end < 0 ? rest.length : end + 2;
			parts.push(["c", rest.slice(0, length)]);
			state.comment = end < 0;
			rest = rest.slice(length);
		}
		const directive = /^\s*#\s*\w+/.exec(rest);
		if (directive && !parts.length) {
			parts.push(["d", directive[0]]);
			rest = rest.slice(directive[0].length);
		}
		for (const [text] of rest.matchAll(token)) {
			parts.push([classOf(text), text]);
			state.comment = state.comment || (text.startsWith("/*") && (text.length < 4 || !text.endsWith("*/")));
		}
		return parts;
	}

	/* The coloured line, with [from, to) marked. */
	function codeLine(line, state, from, to) {
		const out = make("span", {class: "text"});
		let at = 0, mark = null;
		for (const [kind, text] of colour(line, state)) {
			for (const [a, b, inside] of [[at, Math.min(at + text.length, from), false],
				[Math.max(at, from), Math.min(at + text.length, to), true],
				[Math.max(at, to), at + text.length, false]]) {
				if (a >= b)
					continue;
				const piece = make("span", {class: kind || null}, line.slice(a, b));
				if (inside && !mark)
					out.append(mark = make("mark", {}));
				(inside ? mark : out).append(piece);
			}
			at += text.length;
		}
		return out;
	}

	function stepsAt(path, line, steps) {
		const cell = make("span", {class: "steps-at"});
		steps.forEach((step, i) => {
			if (step.path === path && step.line === line)
				cell.append(make("a", {class: "step", href: "#step-" + (i + 1), "data-step": i + 1,
					"aria-label": "step " + (i + 1) + ": " + step.text}, String(i + 1)));
		});
		return cell;
	}

	function wanted(site, path, steps) {
		const lines = new Set(steps.filter((step) => step.path === path).map((step) => step.line));
		if (site.path === path)
			lines.add(site.line);
		return lines;
	}

	/* One file's part of a page: the pieces that the report has and that are near a step. */
	function sourceOf(site, path, steps) {
		const box = make("div", {class: "source mono", role: "group", tabindex: "0", "aria-label": "Source of " + path});
		const lines = wanted(site, path, steps);
		let last = 0;
		for (const [first, text] of data.files[path] || []) {
			const all = text.split("\n"), state = {comment: false};
			if (![...lines].some((line) => line >= first && line < first + all.length))
				continue;
			if (last)
				box.append(make("div", {class: "row"}, make("span", {class: "gap"}, "\u22ee")));
			all.forEach((line, i) => {
				const number = first + i, here = site.path === path && number === site.line;
				const to = here ? (site.endLine > site.line ? line.length : site.markTo) : 0;
				const row = make("div", {class: lines.has(number) ? "row on" : "row", "data-line": number},
					stepsAt(path, number, steps), make("span", {class: "number"}, String(number)),
					codeLine(line, state, here ? site.markFrom : 0, to));
				box.append(row);
			});
			last = first + all.length;
		}
		if (!last)
			box.append(make("div", {class: "row"}, make("span", {class: "gap"}, "The source was not there when this report was made.")));
		return box;
	}

	function showPath(site, story, box) {
		const steps = story.steps, paths = [site.path];
		for (const step of steps)
			if (step.path && !paths.includes(step.path))
				paths.push(step.path);
		const list = make("ol", {class: "steps"});
		steps.forEach((step, i) => list.append(make("li", {id: "step-" + (i + 1), tabindex: "-1"}, step.text + " ",
			make("a", {href: "#line-" + step.line, class: "soft mono", "data-path": step.path, "data-line": step.line,
				"data-step": i + 1}, step.path + ":" + step.line))));
		box.replaceChildren(make("p", {}, story.text), steps.length ? list : make("p", {class: "soft"}, "No steps were recorded."));
		if (story.assumes.length)
			box.append(make("details", {class: "assumes"}, make("summary", {}, story.assumes.length === 1 ?
				"One thing is taken for granted" : story.assumes.length + " things are taken for granted"),
				make("ul", {}, ...story.assumes.map((text) => make("li", {}, text)))));
		for (const path of paths) {
			box.append(make("h3", {class: "mono"}, path));
			const source = sourceOf(site, path, steps);
			source.dataset.path = path;
			box.append(source);
		}
	}

	/* From a number in the margin to its sentence, and back. */
	function follow(event) {
		const link = event.target.closest("a[data-step]");
		if (!link)
			return;
		event.preventDefault();
		const page = $("page");
		page.querySelectorAll(".here").forEach((node) => node.classList.remove("here"));
		let goal = $("step-" + link.dataset.step);
		if (link.dataset.line) {
			const source = Array.from(page.querySelectorAll(".source")).find((s) => s.dataset.path === link.dataset.path);
			goal = source && source.querySelector('.row[data-line="' + link.dataset.line + '"]');
		}
		if (!goal)
			return;
		goal.classList.add("here");
		goal.scrollIntoView({block: "center"});
		const target = goal.matches("li") ? goal : goal.querySelector("a.step");
		if (target)
			target.focus({preventScroll: true});
	}

	/* A site's page. */
	function factsOf(site) {
		const list = make("dl");
		const facts = [["Function", site.function], ["Call", site.call + " (" + site.form + ")"], ["Compiled where", site.guard],
			["Flags", site.flags.map((f) => f.flag + " " + f.state).join(", ")], ["Also handled", site.also.join(", ")],
			["Patterns", site.patterns.join(", ")], ["Suppressed", site.suppressed], ["Since the other run", site.change],
			["Id", site.id]];
		for (const [name, value] of facts)
			if (value)
				list.append(make("dt", {}, name), make("dd", {class: name === "Id" ? "mono" : null}, value));
		return list;
	}

	/* What is worst is shown first. */
	function firstOf(site) {
		return site.stories.find((story) => story.kind !== "handled") || site.stories[0];
	}

	function storiesOf(site, box) {
		const field = make("fieldset", {}, make("legend", {}, "Show the path for"));
		const first = firstOf(site);
		site.stories.forEach((story, i) => {
			const input = make("input", {type: "radio", name: "story", value: i});
			input.checked = story === first;
			input.addEventListener("change", () => showPath(site, story, box));
			field.append(make("label", {}, input, " ", make("span", {class: "badge " + story.kind}, story.verdict), " ",
				make("strong", {}, story.names), story.consequence ? " \u2014 " + story.consequence : ""));
		});
		return field;
	}

	function diffOf(diff) {
		const box = make("pre", {class: "diff", tabindex: "0", "aria-label": "Patch"});
		for (const line of diff.replace(/\n$/, "").split("\n")) {
			const kind = /^(\+\+\+|---|@@)/.test(line) ? "hunk" : line[0] === "+" ? "add" : line[0] === "-" ? "del" : null;
			box.append(make("span", {class: kind}, line || " "));
		}
		return box;
	}

	function patchesOf(site) {
		const parts = [];
		for (const patch of site.patches || []) {
			parts.push(make("h3", {}, "Patch (" + patch.style + "): " + patch.status));
			if (patch.detail)
				parts.push(make("p", {}, patch.detail));
			if (patch.diff)
				parts.push(diffOf(patch.diff));
		}
		return parts;
	}

	function pagerOf(site) {
		const at = shown.indexOf(rowOf.get(site.id));
		const nav = make("nav", {class: "pager", "aria-label": "Sites"}, make("a", {href: "#sites-list"}, "\u2190 All sites"));
		if (at > 0)
			nav.append(make("a", {href: "#site=" + shown[at - 1].dataset.id, rel: "prev"}, "Previous"));
		if (at >= 0 && at + 1 < shown.length)
			nav.append(make("a", {href: "#site=" + shown[at + 1].dataset.id, rel: "next"}, "Next"));
		return nav;
	}

	function showSite(site) {
		const path = make("div", {"aria-live": "polite"}), page = $("page");
		page.replaceChildren(pagerOf(site),
			make("h2", {id: "page-title", tabindex: "-1"}, make("span", {class: "mono"}, site.path + ":" + site.line)),
			make("p", {}, make("span", {class: "badge " + site.outcome}, site.outcomeText), " ", site.headline), factsOf(site),
			site.stories.length ? storiesOf(site, path) : "", path, ...patchesOf(site));
		if (site.stories.length)
			showPath(site, firstOf(site), path);
		document.title = site.path + ":" + site.line + " \u2014 sysfall";
		$("overview").hidden = true;
		page.hidden = false;
		window.scrollTo(0, 0);
		$("page-title").focus({preventScroll: true});
	}

	let opened = null;
	function route() {
		const match = /^#site=([0-9a-f]+)$/.exec(location.hash);
		const index = match ? byId.get(match[1]) : undefined;
		if (index !== undefined) {
			opened = match[1];
			showSite(data.sites[index]);
			return;
		}
		const was = $("page").hidden ? null : opened;
		$("page").hidden = true;
		$("overview").hidden = false;
		document.title = data.title;
		if (was && rowOf.has(was)) {
			rowOf.get(was).scrollIntoView({block: "center"});
			rowOf.get(was).querySelector("a").focus({preventScroll: true});
		}
	}

	function switchTheme() {
		const root = document.documentElement;
		const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
		root.dataset.theme = dark ? "light" : "dark";
	}

	document.querySelectorAll(".js").forEach((node) => { node.hidden = false; });
	document.querySelectorAll("#sites thead button").forEach((button) =>
		button.addEventListener("click", () => sortBy(button.parentNode)));
	$("search").addEventListener("input", applyFilters);
	filters.forEach((filter) => filter.addEventListener("change", applyFilters));
	$("reset").addEventListener("click", () => {
		$("search").value = "";
		filters.forEach((filter) => { filter.value = ""; });
		applyFilters();
	});
	$("theme").addEventListener("click", switchTheme);
	$("page").addEventListener("click", follow);
	window.addEventListener("hashchange", route);
	applyFilters();
	route();
})();
