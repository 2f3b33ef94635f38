/* The report's table, the pages of its sites and the evidence on paper. What comes from source files is only ever put in
 * as text. The pieces of the script share this scope; the last one (report.js) closes it. */
"use strict";
(() => {
	const data = JSON.parse(document.getElementById("data").textContent);
	const siteById = new Map(data.sites.map((site) => [site.id, site]));
	const $ = (id) => document.getElementById(id);

	function make(tag, attributes, ...children) {
		const node = document.createElement(tag);
		for (const [name, value] of Object.entries(attributes || {}))
			if (value !== null && value !== undefined && value !== false)
				node.setAttribute(name, value === true ? "" : value);
		for (const child of children)
			if (child !== null && child !== undefined && child !== "")
				node.append(child);
		return node;
	}

	/* Text whose `backticks` hold code. */
	function rich(text) {
		const parts = text.split("`"), out = document.createDocumentFragment();
		parts.forEach((part, i) => out.append(i % 2 && i + 1 < parts.length ? make("code", {}, part) : part));
		return out;
	}

	const badge = (kind, text) => make("span", {class: "badge " + kind}, text);
	const pathOf = (site) => data.paths[site.path];
	const placeOf = (site) => pathOf(site) + ":" + site.line;
	const baseName = (path) => path.slice(path.lastIndexOf("/") + 1);
	const plural = (number, noun) => number.toLocaleString("en") + " " + noun + (number === 1 ? "" : "s");
