// The search boxes in the header and on the home page: each a combobox (WAI-ARIA) whose list has the records that fit
// what is typed.
// Without this script, or if the names cannot be loaded, the box leads to the search page.

(() => {
  const here = document.currentScript.src;
  document.querySelectorAll(".d-finder").forEach(equip);

  /** Makes a combobox of the box of a form. */
  function equip(form) {
    const box = form.querySelector("input");
    const list = document.createElement("div");
    const MOST = 8;
    let parts = null;
    let options = [];
    let active = -1;

    Object.assign(list, { id: `${box.id}-list`, className: "d-finder__list", hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Records found");
    const said = document.createElement("p");
    said.className = "d-finder__said";
    said.setAttribute("role", "status");
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", list.id], ["aria-autocomplete", "list"]]) {
      box.setAttribute(name, value);
    }

    /** Resolves to the two modules and the names. They are loaded when a reader goes to the box. */
    async function load() {
      parts ??= Promise.all([import(new URL("dossier-names.js", here)), import(new URL("dossier-results.js", here))])
        .then(async ([names, results]) => ({ ...names, ...results, names: await names.loadNames(new URL(form.dataset.root, location.href)) }));
      return parts.catch((error) => {
        parts = null;
        throw error;
      });
    }

    function close() {
      list.hidden = true;
      box.setAttribute("aria-expanded", "false");
      choose(-1);
    }

    function choose(number) {
      options[active]?.setAttribute("aria-selected", "false");
      active = number;
      const option = options[active];
      if (option === undefined) {
        box.removeAttribute("aria-activedescendant");
        return;
      }
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", option.id);
    }

    function option(address, ...content) {
      const made = document.createElement("div");
      made.id = `${box.id}-${options.length}`;
      made.setAttribute("role", "option");
      made.setAttribute("aria-selected", "false");
      made.dataset.address = address;
      made.append(...content);
      options.push(made);
      return made;
    }

    function group(label, ...made) {
      const frame = document.createElement("div");
      frame.setAttribute("role", "group");
      frame.setAttribute("aria-label", label);
      const heading = document.createElement("div");
      heading.className = "d-finder__group";
      heading.setAttribute("aria-hidden", "true");
      heading.textContent = label;
      frame.append(heading, ...made);
      return frame;
    }

    function everyWord(query) {
      const address = new URL("search/", new URL(form.dataset.root, location.href));
      address.searchParams.set("q", query);
      return address.href;
    }

    async function show() {
      const query = box.value.trim();
      let loaded;
      try {
        loaded = await load();
      } catch {
        // Enter still leads to the search page.
        return;
      }
      if (query !== box.value.trim() || document.activeElement !== box) return;
      const { names, find, byIdentifier, grouped, resultParts, isMeant, absence } = loaded;
      options = [];
      active = -1;
      if (query === "") {
        list.replaceChildren(group("For example", ...names.examples.map((example) => {
          const made = option("", example);
          made.dataset.example = example;
          return made;
        })));
        open("");
        return;
      }
      const { found, weak, identifier } = find(query, names);
      let first = found;
      if (identifier !== null) {
        const record = await byIdentifier(identifier, names).catch(() => null);
        if (query !== box.value.trim()) return;
        first = record === null ? [] : [record];
      }
      const shown = first.slice(0, MOST);
      const made = grouped(shown).map(([label, records]) => group(label, ...records.map((record) => option(new URL(record.page, names.root).href, ...resultParts(record)))));
      if (shown.length === 0) {
        const note = document.createElement("p");
        note.className = "d-finder__none";
        note.textContent = absence(query);
        made.push(note);
        if (weak.length) made.push(group("Names with some of these words", ...weak.map((record) => option(new URL(record.page, names.root).href, ...resultParts(record)))));
      }
      if (form.dataset.namesOnly === undefined) made.push(option(everyWord(query), `Search the text of all pages for “${query}”`));
      list.replaceChildren(...made);
      open(shown.length ? `${first.length} found` : absence(query));
      if (identifier !== null ? shown.length === 1 : isMeant(found)) choose(0);
    }

    function open(words) {
      if (!list.isConnected) form.append(list, said);
      list.hidden = false;
      box.setAttribute("aria-expanded", "true");
      if (said.textContent !== words) said.textContent = words;
    }

    function take(chosen, event) {
      if (chosen.dataset.example !== undefined) {
        box.value = chosen.dataset.example;
        show();
      } else if (event.ctrlKey || event.metaKey) {
        window.open(chosen.dataset.address, "_blank", "noopener");
      } else {
        location.assign(chosen.dataset.address);
      }
    }

    box.addEventListener("focus", show);
    box.addEventListener("input", show);
    box.addEventListener("blur", close);
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const chosen = event.target.closest("[role=option]");
      if (chosen !== null) take(chosen, event);
    });
    box.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") {
        if (list.hidden) box.value = "";
        close();
        event.preventDefault();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) {
          show();
          return;
        }
        const step = event.key === "ArrowDown" ? 1 : -1;
        choose((active + step + (active < 0 && step < 0 ? 1 : 0) + options.length) % options.length);
      } else if (event.key === "Enter" && !list.hidden && options[active] !== undefined) {
        event.preventDefault();
        take(options[active], event);
      }
    });
  }
})();
