
	/* What the address says is shown: a page, or the table with its filters. */
	let opened = null;

	function showOverview() {
		const was = $("page").hidden ? null : opened;
		$("page").hidden = true;
		$("overview").hidden = false;
		document.title = data.title;
		if (was && rowOf.has(was) && rowOf.get(was).isConnected) {
			rowOf.get(was).scrollIntoView({block: "center"});
			rowOf.get(was).querySelector("a").focus({preventScroll: true});
			return true;
		}
		return false;
	}

	function route(event) {
		const view = readAddress(), site = view && siteById.get(view.get("site"));
		if (view && hasTable)
			applyView(view);
		if (site) {
			opened = site.id;
			showSite(site);
			return;
		}
		const back = showOverview();
		if (view && event && !back && hasTable) {
			$("sites-list").scrollIntoView();
			$("sites-list").focus({preventScroll: true});
		} else if (!view && !back && location.hash.length > 1 && $(location.hash.slice(1))) {
			$(location.hash.slice(1)).scrollIntoView();
		}
	}

	function isDark() {
		const theme = document.documentElement.dataset.theme;
		return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
	}

	function nameTheme() {
		$("theme").textContent = isDark() ? "Light" : "Dark";
	}

	document.querySelectorAll(".js").forEach((node) => { node.hidden = false; });
	if (hasTable)
		startTable();
	$("theme").addEventListener("click", () => {
		document.documentElement.dataset.theme = isDark() ? "light" : "dark";
		nameTheme();
	});
	$("print").addEventListener("click", () => window.print());
	$("page").addEventListener("click", (event) => {
		const patch = event.target.closest("a[data-patch]");
		if (patch) {
			event.preventDefault();
			document.querySelector("#page .patch").scrollIntoView();
			return;
		}
		follow(event);
	});
	window.addEventListener("beforeprint", fillPaper);
	window.addEventListener("afterprint", emptyPaper);
	window.addEventListener("hashchange", route);
	nameTheme();
	route(null);
})();
