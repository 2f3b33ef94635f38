
	/* The table, and the address: "#outcome=partly&component=src%2Fnet&q=accept&sort=-2&site=0123abcd". */
	const ROWS_AT_FIRST = 200, ROWS_MORE = 1000;
	const filters = new Map(Array.from(document.querySelectorAll("select[data-filter]"), (f) => [f.dataset.filter, f]));
	const rows = Array.from(document.querySelectorAll("#sites tbody tr"));
	const rowOf = new Map(rows.map((row) => [row.dataset.id, row]));
	const hasTable = rows.length > 0;
	let order = rows, matching = rows, limit = ROWS_AT_FIRST, texts = null, sorting = "";

	function readAddress() {
		const view = new URLSearchParams(location.hash.slice(1).replaceAll("+", "%2B"));
		return ["q", "sort", "site", ...filters.keys()].some((name) => view.has(name)) ? view : null;
	}

	function addressOf(site) {
		const view = new URLSearchParams();
		for (const [name, filter] of filters)
			if (filter.value)
				view.set(name, filter.value);
		if ($("search").value.trim())
			view.set("q", $("search").value.trim());
		if (sorting)
			view.set("sort", sorting);
		if (site)
			view.set("site", site);
		return view.toString().replaceAll("+", "%20");
	}

	/* The address follows the filters, so that it can be handed on; without a step in the history for each letter. */
	function keepAddress() {
		history.replaceState(null, "", "#" + (addressOf(null) || "sites-list"));
	}

	function fits(row, words) {
		for (const [name, filter] of filters)
			if (filter.value && row.dataset[name] !== filter.value)
				return false;
		if (!words.length)
			return true;
		texts = texts || new Map(rows.map((r) => [r, r.textContent.toLowerCase()]));
		return words.every((word) => texts.get(row).includes(word));
	}

	function applyFilters() {
		const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
		matching = order.filter((row) => fits(row, words));
		const shown = matching.slice(0, limit), left = matching.length - shown.length;
		$("sites").tBodies[0].replaceChildren(...shown); /* what is not shown costs nothing */
		$("count").textContent = (matching.length === rows.length ? "All " + plural(rows.length, "place") :
			matching.length.toLocaleString("en") + " of " + plural(rows.length, "place")) +
			(left ? ", the first " + shown.length.toLocaleString("en") + " of them shown" : "");
		$("count").dataset.matching = matching.length;
		$("more").hidden = !left;
		$("more").textContent = "Show " + Math.min(left, ROWS_MORE).toLocaleString("en") + " more";
	}

	/* "2": by the third column; "-2": the other way round; "": as they came. */
	function sortTable(how) {
		const index = Math.abs(Number(how)), down = how.startsWith("-");
		const headers = $("sites").tHead.rows[0].cells;
		sorting = how !== "" && headers[index] ? how : "";
		order = rows;
		for (const header of headers)
			header.removeAttribute("aria-sort");
		if (sorting) {
			const compare = new Intl.Collator("en", {numeric: true}).compare;
			const keyed = rows.map((row, i) => [row.cells[index].dataset.key || row.cells[index].textContent, i, row]);
			keyed.sort((a, b) => (down ? -1 : 1) * compare(a[0], b[0]) || a[1] - b[1]);
			order = keyed.map((entry) => entry[2]);
			headers[index].setAttribute("aria-sort", down ? "descending" : "ascending");
		}
	}

	function applyView(view) {
		const sort = view.get("sort") || "";
		for (const [name, filter] of filters)
			filter.value = view.get(name) || "";
		for (const filter of filters.values())
			if (filter.selectedIndex < 0)
				filter.value = "";
		$("search").value = view.get("q") || "";
		if (sort !== sorting)
			sortTable(sort);
		applyFilters();
	}

	function changed() {
		limit = ROWS_AT_FIRST;
		applyFilters();
		keepAddress();
	}

	function startTable() {
		Array.from($("sites").tHead.rows[0].cells).forEach((header, i) => header.querySelector("button").addEventListener("click", () => {
			sortTable(header.getAttribute("aria-sort") === "ascending" ? "-" + i : String(i));
			applyFilters();
			keepAddress();
		}));
		$("search").addEventListener("input", changed);
		for (const filter of filters.values())
			filter.addEventListener("change", changed);
		$("reset").addEventListener("click", () => {
			applyView(new URLSearchParams());
			changed();
		});
		$("more").addEventListener("click", () => {
			const next = matching[limit];
			limit += ROWS_MORE;
			applyFilters();
			next.querySelector("a").focus();
		});
		/* a page's address keeps the filters, for the way back */
		$("sites").tBodies[0].addEventListener("click", (event) => {
			const link = event.target.closest("a");
			if (!link || event.ctrlKey || event.metaKey || event.shiftKey)
				return;
			event.preventDefault();
			location.hash = addressOf(link.closest("tr").dataset.id);
		});
		$("sites").classList.remove("fresh");
		applyFilters();
	}
