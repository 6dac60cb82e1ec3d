// The search page: records whose name fits, and below them pages that have the words.
// The query and the chosen kinds are in the address, so that a search can be shared, and Back restores it.

import { byIdentifier, find, loadNames } from "./dossier-names.js";
import { element } from "./dossier-page.js";
import { absence, grouped, resultParts } from "./dossier-results.js";

const page = document.querySelector("#d-search");
const root = new URL(page.dataset.root, location.href);
const [form, filters, said, own, text] = ["form", "fieldset", "[role=status]", ".d-own", ".d-text"].map((part) => page.querySelector(part));
const box = form.querySelector("input");
const AT_ONCE = 20;
const MOST_NAMES = 20;
// The search that runs now. What an earlier one still finds is not shown.
let run = 0;

function state() {
  const asked = new URLSearchParams(location.search);
  return { query: (asked.get("q") ?? "").slice(0, box.maxLength).trim(), kinds: asked.getAll("kind") };
}

function chosenKinds() {
  return [...filters.querySelectorAll("input:checked")].map((each) => each.value);
}

function addressOf(query, kinds) {
  const address = new URL(location.pathname, location.href);
  if (query) address.searchParams.set("q", query);
  for (const kind of kinds) address.searchParams.append("kind", kind);
  return address;
}

function item(record, ...more) {
  return element("li", {}, element("a", { href: new URL(record.page, root).href }, ...resultParts(record)), ...more);
}

function listed(heading, records, level = "h2") {
  return [element(level, {}, heading), element("ul", { class: "d-found" }, records)];
}

/** Shows the records whose names fit, and resolves to true if any does. */
async function showNames(query, kinds, names) {
  const { found, weak, identifier } = find(query, names);
  const fitting = identifier === null ? found : [await byIdentifier(identifier, names)].filter((record) => record !== null);
  const chosen = fitting.filter((record) => kinds.length === 0 || kinds.includes(record.sort));
  own.replaceChildren(...grouped(chosen.slice(0, MOST_NAMES)).flatMap(([group, records]) => listed(`${group[0].toUpperCase()}${group.slice(1)}`, records.map((record) => item(record)))));
  if (query && fitting.length === 0) {
    own.append(element("p", { class: "d-absent" }, absence(query)));
    if (weak.length) own.append(...listed("Names with some of these words", weak.map((record) => item(record))));
  }
  return fitting.length > 0;
}

let index = null;

/** Resolves to the index of the text, which is loaded once. */
function loadIndex() {
  index ??= import(new URL("pagefind/pagefind.js", root)).then(async (pagefind) => {
    for (const { bundlePath, ...options } of pagefindBundles) await pagefind.mergeIndex(bundlePath, options);
    return pagefind;
  });
  return index;
}

/** Shows the pages that have the words. `hasName` is false if no record has the query as its name. */
async function showText(query, kinds, names, hasName, mine) {
  text.replaceChildren(element("p", {}, "Searching the text of all pages …"));
  const pagefind = await loadIndex();
  const labels = kinds.map((kind) => `${kind[0].toUpperCase()}${kind.slice(1)}`);
  const options = labels.length ? { filters: { Kind: { any: labels } } } : {};
  const [{ results }, phrase] = await Promise.all([
    pagefind.search(query, options),
    hasName || !query.includes(" ") ? null : pagefind.search(`"${query.replaceAll('"', "")}"`, options),
  ]);
  if (mine !== run) return;
  const exact = phrase?.results ?? [];
  const weaker = results.filter((result) => exact.every((each) => each.id !== result.id));
  const all = [...exact, ...weaker];
  const items = element("ul", { class: "d-found" });
  const more = element("button", { type: "button" }, "Show more");
  const show = async () => {
    const next = all.slice(items.childElementCount, items.childElementCount + AT_ONCE);
    const found = await Promise.all(next.map((result) => result.data()));
    if (mine !== run) return;
    items.append(...found.map((each) => pageItem(each, names)));
    more.hidden = items.childElementCount >= all.length;
  };
  more.addEventListener("click", show);
  await show();
  if (mine !== run) return;
  const pages = (number) => `${number} ${number === 1 ? "page" : "pages"}`;
  const mentioned = exact.length ? [element("p", {}, `“${query}” has no page of its own. It is mentioned on ${pages(exact.length)}, which come first.`)] : [];
  if (exact.length) own.querySelector(".d-absent")?.remove();
  // A heading with nothing below it would say the same again.
  text.replaceChildren(...(all.length ? [element("h2", {}, `In the text: ${pages(all.length)}`), ...mentioned, items, more] : []));
  said.textContent = `${all.length ? pages(all.length) : "No page"} with these words.`;
}

/** Returns a result of the text search: its marked words are built again, so that no text of a page becomes markup. */
function pageItem(found, names) {
  const [kind] = found.filters.Kind ?? ["Page"];
  const [standing] = found.filters.Standing ?? [""];
  const term = Object.keys(names.statuses).find((each) => names.statuses[each] === standing) ?? "";
  const address = new URL(found.url, location.href);
  const record = names.records.find((each) => new URL(each.page, root).pathname === address.pathname);
  const sort = kind.toLowerCase();
  const shown = { id: "", title: found.meta.title, language: found.meta.language, english: found.meta.english, sort, label: standing, term, line: "", ...record };
  const excerpt = new DOMParser().parseFromString(found.excerpt, "text/html").body;
  const words = [...excerpt.childNodes].map((node) => (node.nodeName === "MARK" ? element("mark", {}, node.textContent) : node.textContent));
  return element("li", {}, element("a", { href: address.pathname }, ...resultParts({ ...shown, line: "" })), element("p", { class: "d-found__line", dir: "auto" }, ...words));
}

/** Searches for what the address says. */
async function search(names, { withText }) {
  run += 1;
  const mine = run;
  const { query, kinds } = state();
  const known = names.kinds.map((kind) => kind.name);
  const meant = kinds.filter((kind) => known.includes(kind));
  for (const each of filters.querySelectorAll("input")) each.checked = meant.includes(each.value);
  if (box.value.trim() !== query) box.value = query;
  text.replaceChildren();
  const unknown = kinds.filter((kind) => !known.includes(kind));
  said.textContent = unknown.length ? `The address asks for a sort of page that there is not: ${unknown.join(", ").slice(0, 100)}. It is left out.` : "";
  if (query === "") {
    own.replaceChildren(element("p", {}, "For example: ", ...names.examples.flatMap((example, at) => [at ? ", " : "", element("a", { href: addressOf(example, []).href }, example)])));
    return;
  }
  const hasName = await showNames(query, meant, names);
  if (withText && page.dataset.namesOnly === undefined && mine === run) await showText(query, meant, names, hasName, mine);
}

async function start() {
  const names = await loadNames(root);
  filters.append(...names.kinds.map((kind) => element("label", {}, element("input", { type: "checkbox", name: "kind", value: kind.name }), ` ${kind.plural}`)));
  filters.hidden = false;
  const go = (options) => search(names, options).catch(() => {
    said.textContent = "The search index could not be loaded. Please try again, or open a list of records from the menu.";
  });
  box.addEventListener("input", () => {
    history.replaceState(null, "", addressOf(box.value.trim(), chosenKinds()));
    go({ withText: false });
  });
  filters.addEventListener("change", () => {
    history.pushState(null, "", addressOf(box.value.trim(), chosenKinds()));
    go({ withText: true });
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.pushState(null, "", addressOf(box.value.trim(), chosenKinds()));
    go({ withText: true });
  });
  // What a reader typed while the names were loading is not lost.
  if (box.value.trim() && !state().query) history.replaceState(null, "", addressOf(box.value.trim(), []));
  addEventListener("popstate", () => go({ withText: true }));
  await go({ withText: true });
  page.dataset.state = "ready";
}

start().catch(() => {
  said.textContent = "The names of the records could not be loaded. Please load this page again.";
});
