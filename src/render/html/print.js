
	/* On paper: the evidence and the patch of each place that is shown, or of the one whose page is open. */
	const PAPER_MAX = 200;

	function sourceText(path, line) {
		for (const [first, text] of data.files[path] || []) {
			const lines = text.split("\n");
			if (line >= first && line < first + lines.length)
				return lines[line - first];
		}
		return null;
	}

	function paperStep(story, i) {
		const [path, line, text] = story.steps[i], before = story.steps[i - 1] || [];
		if (before[0] === path && before[1] === line)
			return make("li", {value: i + 1}, rich(text));
		const code = sourceText(path, line);
		return make("li", {value: i + 1}, rich(text), make("span", {class: "place mono"}, data.paths[path] ? " " + data.paths[path] + ":" + line : ""),
			code && code.trim() ? make("code", {class: "quoted"}, code.trim()) : "");
	}

	function paperStory(story) {
		const list = make("ol", {});
		eachPart(story, (i) => list.append(paperStep(story, i)),
			(first, count, label) => list.append(make("li", {class: "fold", value: first + 1}, rich(label))));
		return make("div", {class: "paper-story"}, make("p", {class: "story"}, rich(story.text)), list,
			story.assumes.length ? make("p", {class: "soft"}, "Taken for granted: ", rich(story.assumes.join("; ")), ".") : "");
	}

	function paperSite(site) {
		const bad = site.stories.filter((story) => story.kind !== "handled");
		return make("article", {}, make("h3", {class: "mono"}, placeOf(site)),
			make("p", {class: "verdict"}, badge(site.state, site.stateText), " ", site.headline,
				site.function ? make("span", {class: "soft"}, " in ", make("code", {}, site.function + "()")) : ""),
			adviceOf(site), ...(bad.length ? bad : site.stories).map(paperStory), patchOf(site, "h4"));
	}

	function sitesOnPaper() {
		if (!$("page").hidden && siteById.has(opened))
			return [siteById.get(opened)];
		const told = (site) => !["handled", "off", "aside"].includes(site.state);
		return matching.slice(0, limit).map((row) => siteById.get(row.dataset.id)).filter((site) => site && told(site));
	}

	function fillPaper() {
		const sites = sitesOnPaper();
		document.querySelectorAll("details.words").forEach((node) => { node.open = true; });
		$("paper").replaceChildren(...(sites.length ? [make("h2", {}, "Evidence, place by place")] : []), ...sites.slice(0, PAPER_MAX).map(paperSite),
			sites.length > PAPER_MAX ? make("p", {}, "Of " + sites.length + " places the first " + PAPER_MAX +
				" are printed; filter the table to choose others.") : "");
	}

	function emptyPaper() {
		document.querySelectorAll("details.words").forEach((node) => { node.open = false; });
		$("paper").replaceChildren();
	}
