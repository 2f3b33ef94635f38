
	/* A site's page: what is to be done, and each story's steps beside the source. */
	function factsOf(site) {
		const list = make("dl", {class: "facts-list"});
		const facts = [["Function", site.function], ["Call", site.call + " (" + site.form + ")"], ["Compiled where", site.guard],
			["Flags", site.flags], ["Also handled", site.also], ["Patterns", site.patterns], ["Put aside", site.suppressed],
			["Since the other run", site.change], ["Id", site.id]];
		for (const [name, value] of facts)
			if (value)
				list.append(make("div", {}, make("dt", {}, name), make("dd", {class: "mono"}, value)));
		return list;
	}

	function adviceOf(site) {
		return make("ul", {class: "advice"}, ...site.advice.map((text) => make("li", {}, rich(text))));
	}

	/* What is worst is shown first. */
	function firstOf(site) {
		return site.stories.find((story) => story.kind !== "handled") || site.stories[0];
	}

	/* The steps in their order, those that decide less folded: functions for either. */
	function eachPart(story, step, fold) {
		const folds = new Map(story.folds.map(([first, count, label]) => [first, {count, label}]));
		for (let i = 0; i < story.steps.length;) {
			const folded = folds.get(i);
			if (folded)
				fold(i, folded.count, folded.label);
			else
				step(i);
			i += folded ? folded.count : 1;
		}
	}

	function stepItem(story, i) {
		const [path, line, text] = story.steps[i], full = data.paths[path];
		const place = !full ? "" : i > 0 && story.steps[i - 1][0] === path ? "line " + line : baseName(full) + ":" + line;
		return make("li", {id: "step-" + (i + 1), tabindex: "-1", value: i + 1}, make("span", {class: "step", "aria-hidden": "true"}, String(i + 1)),
			make("span", {class: "said"}, rich(text), " ", place ? make("a", {href: "#line-" + line, class: "place mono", "data-path": path,
				"data-line": line, "data-step": i + 1, title: full + ":" + line}, place) : ""));
	}

	function stepsList(story) {
		const list = make("ol", {class: "steps", role: "list"});
		eachPart(story, (i) => list.append(stepItem(story, i)), (first, count, label) => {
			const inside = make("ol", {class: "steps", role: "list", start: first + 1});
			for (let i = first; i < first + count; i++)
				inside.append(stepItem(story, i));
			list.append(make("li", {class: "fold", value: first + 1}, make("details", {}, make("summary", {},
				make("span", {class: "range"}, rangeText([first, first + count - 1])), " ", rich(label)), inside)));
		});
		return list;
	}

	function assumesOf(story) {
		if (!story.assumes.length)
			return "";
		return make("details", {class: "assumes"}, make("summary", {}, story.assumes.length === 1 ?
			"One thing is taken for granted" : story.assumes.length + " things are taken for granted"),
		make("ul", {}, ...story.assumes.map((text) => make("li", {}, rich(text)))));
	}

	function panesOf(site, story) {
		const shown = [], paths = [site.path], box = make("div", {class: "sources"});
		eachPart(story, (i) => shown.push(i), () => {});
		for (const i of shown)
			if (data.paths[story.steps[i][0]] && !paths.includes(story.steps[i][0]))
				paths.push(story.steps[i][0]);
		for (const step of story.steps)
			if (data.paths[step[0]] && !paths.includes(step[0]))
				paths.push(step[0]);
		const near = (path) => shown.filter((i) => story.steps[i][0] === path).map((i) => story.steps[i][1])
			.concat(path === site.path ? [site.line] : []);
		const context = nearness(new Set(shown.map((i) => story.steps[i][0] + ":" + story.steps[i][1])).size);
		for (const path of paths) {
			const pane = paneOf(site, path, story.steps, near(path), context);
			pane.hidden = !near(path).length;
			box.append(pane);
		}
		return box;
	}

	function showPath(site, story, box) {
		const steps = make("div", {class: "steps-box"}, make("h3", {}, story.kind === "handled" ? "How it is handled" : "How it comes about"),
			story.steps.length ? stepsList(story) : make("p", {class: "soft"}, "No steps were recorded."), assumesOf(story));
		box.replaceChildren(make("p", {class: "story"}, rich(story.text)), make("div", {class: "trace"}, steps, panesOf(site, story)));
	}

	function storiesOf(site, box) {
		const field = make("fieldset", {class: "stories"}, make("legend", {}, "Show the path for")), first = firstOf(site);
		site.stories.forEach((story, i) => {
			const input = make("input", {type: "radio", name: "story", value: i});
			input.checked = story === first;
			input.addEventListener("change", () => showPath(site, story, box));
			field.append(make("label", {}, input, make("span", {}, make("strong", {}, story.names), " ", badge(story.kind, story.verdict),
				story.consequence ? make("span", {class: "soft"}, " " + story.consequence) : "")));
		});
		return field;
	}

	/* Step number, line of source, and back; what is folded around the goal is opened. */
	function goalOf(link) {
		if (!link.dataset.line)
			return $("step-" + link.dataset.step);
		const pane = document.querySelector('#page .source[data-path="' + link.dataset.path + '"]');
		return pane && pane.querySelector('.row[data-line="' + link.dataset.line + '"]');
	}

	function follow(event) {
		const link = event.target.closest("a[data-step]"), goal = link && goalOf(link);
		if (!link)
			return;
		event.preventDefault();
		if (!goal)
			return;
		$("page").querySelectorAll(".here").forEach((node) => node.classList.remove("here"));
		for (let node = goal; node && node !== $("page"); node = node.parentElement) {
			if (node.matches("details"))
				node.open = true;
			else if (node.matches(".more"))
				reveal(node);
			else if (node.hidden)
				node.hidden = false;
		}
		goal.classList.add("here");
		goal.scrollIntoView({block: "center"});
		const target = goal.matches("li") ? goal : goal.querySelector("a.step");
		if (target)
			target.focus({preventScroll: true});
	}

	function diffOf(diff) {
		const box = make("pre", {class: "diff", role: "region", tabindex: "0", "aria-label": "Patch"});
		for (const line of diff.replace(/\n$/, "").split("\n")) {
			const kind = /^(\+\+\+|---|@@)/.test(line) ? "hunk" : line[0] === "+" ? "add" : line[0] === "-" ? "del" : null;
			box.append(make("span", {class: kind}, line || " "));
		}
		return box;
	}

	const proven = {applies: "it applies", parses: "it applies and compiles", analysed: "the analysis finds every error handled in the patched text",
		compiles: "the analysis finds every error handled, and the project's own command compiles it"};

	function patchOf(site, level) {
		if (!site.patch)
			return "";
		const {style = "", status, detail, diff} = site.patch;
		return make("section", {class: "patch"}, make(level, {}, diff ? "A patch" : "No patch"),
			make("p", {class: "soft"}, [style.replace(/^./, (c) => c.toUpperCase()), detail].filter(Boolean).join(": ") + "." + (diff && proven[status] ? " Tried: " + proven[status] + "." : "")),
			diff ? diffOf(diff) : "");
	}

	function pagerOf(site) {
		const at = matching.indexOf(rowOf.get(site.id));
		const nav = make("nav", {class: "pager", "aria-label": "Places"}, make("a", {href: "#" + (addressOf(null) || "sites-list"), class: "back"}, "\u2190 All places"));
		if (at < 0)
			return nav;
		nav.append(make("span", {class: "soft"}, (at + 1) + " of " + matching.length));
		if (at > 0)
			nav.append(make("a", {href: "#" + addressOf(matching[at - 1].dataset.id), rel: "prev"}, "Previous"));
		if (at + 1 < matching.length)
			nav.append(make("a", {href: "#" + addressOf(matching[at + 1].dataset.id), rel: "next"}, "Next"));
		return nav;
	}

	function showSite(site) {
		const path = make("div", {"aria-live": "polite"}), page = $("page");
		page.replaceChildren(pagerOf(site),
			make("h2", {id: "page-title", class: "mono", tabindex: "-1"}, placeOf(site)),
			make("p", {class: "verdict"}, badge(site.state, site.stateText), " ", site.headline),
			make("div", {class: "top " + site.state}, make("div", {}, make("h3", {}, "What to do"), adviceOf(site),
				site.patch ? make("p", {}, make("a", {href: "#patch", "data-patch": true}, site.patch.diff ? "A patch is below." : "Why there is no patch.")) : ""),
			factsOf(site)),
			site.stories.length > 1 ? storiesOf(site, path) : "", path, patchOf(site, "h3"));
		if (site.stories.length)
			showPath(site, firstOf(site), path);
		document.title = placeOf(site) + " \u2014 " + data.title;
		$("overview").hidden = true;
		page.hidden = false;
		window.scrollTo(0, 0);
		$("page-title").focus({preventScroll: true});
	}
