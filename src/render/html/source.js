
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

	function markOf(site, path, number, line) {
		if (site.path !== path || site.line !== number)
			return [0, 0];
		return [site.markFrom || 0, site.endLine > site.line ? line.length : site.markTo || 0];
	}

	/* Every line that the report has of a file: [number, text, coloured]. */
	function linesOf(site, path) {
		return (data.files[path] || []).map(([first, text]) => {
			const state = {comment: false};
			return text.split("\n").map((line, i) => ({number: first + i, text: line, node: codeLine(line, state, ...markOf(site, path, first + i, line))}));
		});
	}

	/* Steps on one line, as "2-4": [first, last] counting from 0. */
	function rangesAt(steps, path, number) {
		const ranges = [];
		steps.forEach((step, i) => {
			if (step[0] !== path || step[1] !== number)
				return;
			if (ranges.length && ranges[ranges.length - 1][1] === i - 1)
				ranges[ranges.length - 1][1] = i;
			else
				ranges.push([i, i]);
		});
		return ranges;
	}

	const rangeText = ([a, b]) => a === b ? String(a + 1) : (a + 1) + "\u2013" + (b + 1);

	function marginOf(steps, ranges) {
		return make("span", {class: "margin"}, ...ranges.map((range) => make("a", {class: "step", href: "#step-" + (range[0] + 1),
			"data-step": range[0] + 1, "aria-label": "step " + rangeText(range) + ": " + steps[range[0]][2]}, rangeText(range))));
	}

	/* Few steps have more of their surroundings shown, on a wide screen: a page is to stay short. */
	function nearness(places) {
		const lines = places > 12 ? 1 : places > 8 ? 2 : places > 5 ? 3 : 4;
		return matchMedia("(max-width: 40rem)").matches ? Math.min(lines, 2) : lines;
	}

	function gapOf(hidden) {
		const lines = hidden.length, more = make("div", {class: "more", hidden: true}, ...hidden);
		const button = make("button", {type: "button", class: "expand"}, "\u22ef " + plural(lines, "line"));
		button.addEventListener("click", () => reveal(more));
		return [make("div", {class: "gap"}, button), more];
	}

	function reveal(more) {
		more.hidden = false;
		if (more.previousElementSibling && more.previousElementSibling.matches(".gap"))
			more.previousElementSibling.hidden = true;
	}

	function rowOfLine(site, path, steps, {number, node}) {
		const ranges = rangesAt(steps, path, number), here = site.path === path && number === site.line;
		const row = make("div", {class: ranges.length || here ? "row on" : "row", "data-line": number}, marginOf(steps, ranges),
			make("span", {class: "number"}, String(number)), node);
		return {row, width: ranges.reduce((sum, range) => sum + rangeText(range).length + 1.8, 0)};
	}

	/* The rows of a piece in stretches that are shown, and others that are not; a gap that is as short as its button is none. */
	function stretchesOf(rows, isNear) {
		const out = [];
		rows.forEach((row, i) => {
			const last = out[out.length - 1];
			if (last && last.near === isNear[i])
				last.rows.push(row);
			else
				out.push({near: isNear[i], rows: [row]});
		});
		out.forEach((stretch, i) => { stretch.inside = i > 0 && i + 1 < out.length; });
		return out;
	}

	function pieceRows(stretch) {
		if (stretch.near || (stretch.inside && stretch.rows.length < 3))
			return stretch.rows;
		return stretch.inside ? gapOf(stretch.rows) : [make("div", {class: "more", hidden: true}, ...stretch.rows)];
	}

	/* One file's part of a page. `near`: the lines that its shown steps are at. */
	function paneOf(site, path, steps, near, context) {
		const pieces = linesOf(site, path), body = make("div", {class: "code mono", role: "region", tabindex: "0",
			"aria-label": "Source of " + data.paths[path]});
		let widest = 0, digits = 1, before = false;
		for (const piece of pieces) {
			const made = piece.map((line) => rowOfLine(site, path, steps, line));
			const isNear = piece.map(({number}) => near.some((line) => Math.abs(line - number) <= context));
			if (before && isNear.includes(true))
				body.append(make("div", {class: "gap"}, "\u22ef"));
			before = before || isNear.includes(true);
			for (const stretch of stretchesOf(made.map(({row}) => row), isNear))
				body.append(...pieceRows(stretch));
			widest = made.reduce((most, {width}) => Math.max(most, width), widest);
			digits = Math.max(digits, String(piece[piece.length - 1].number).length);
		}
		if (!pieces.length)
			body.append(make("p", {class: "soft"}, "The source was not there when this report was made."));
		body.style.setProperty("--margin", widest + "ch");
		body.style.setProperty("--digits", digits + "ch");
		return make("figure", {class: "source", "data-path": path}, make("figcaption", {class: "mono"}, data.paths[path]), body);
	}
