// A list of records: filters, an order, and a download of the rows shown. Without this script the whole list is there.
// The filters and the order are in the address, so that what is shown can be shared, and Back restores it.

import { element } from "./dossier-page.js";

const list = document.querySelector(".d-list");
const [form, said, table, contents] = ["form", "[role=status]", "table", "nav"].map((part) => list.querySelector(part));
const body = table.tBodies[0];
const heads = [...table.tHead.rows[0].cells];
const rows = [...body.rows];
const selects = [...form.querySelectorAll("select")];
const facets = selects.filter((each) => each.name !== "sort");
const order = form.elements.sort;
const wide = matchMedia("(min-width: 60em)");
const collator = new Intl.Collator("en", { numeric: true });

const valuesOf = (row, name) => row.dataset[name].split(" ");
const fits = (row, facet) => facet.value === "" || valuesOf(row, facet.name).includes(facet.value);
const textOf = (node) => node.textContent.replace(/\s+/g, " ").trim();

/** Chooses what the address says, and returns the parts of it that mean nothing here. */
function readAddress() {
  const asked = [...new URLSearchParams(location.search)];
  // A link to a group of the list, such as #topic-penalty, is a filter.
  const [, name, word] = /^#([a-z]+)-(.+)$/.exec(location.hash) ?? [];
  const group = facets.find((each) => each.name === name);
  if (group) asked.push([name, decoded(word)]);
  for (const each of selects) each.value = "";
  const unknown = asked.filter(([key, value]) => {
    const select = selects.find((each) => each.name === key && each.value === "");
    if (!select || !value || ![...select.options].some((option) => option.value === value)) return true;
    select.value = value;
    return false;
  });
  if (group?.value) history.replaceState(null, "", address());
  return unknown.map(([key, value]) => `${key}=${value}`);
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function address() {
  const made = new URL(location.pathname, location.href);
  for (const each of selects) if (each.value) made.searchParams.set(each.name, each.value);
  return made;
}

/** Shows the rows that fit, in the order that is chosen. `unknown` has the parts of the address that mean nothing. */
function show(unknown = []) {
  let shown = 0;
  for (const row of rows) {
    row.hidden = !facets.every((each) => fits(row, each));
    if (!row.hidden) shown += 1;
  }
  sort();
  for (const each of facets) count(each);
  const chosen = facets.filter((each) => each.value).map((each) => `${each.dataset.label}: ${each.selectedOptions[0].dataset.label}`);
  const number = `${shown} of ${rows.length} ${rows.length === 1 ? list.dataset.one : list.dataset.several}`;
  const left = unknown.length ? ` The address asks for what this list does not have: ${unknown.join(", ").slice(0, 100)}. It is left out.` : "";
  said.textContent = `${number}${chosen.length ? ` (${chosen.join("; ")})` : ""}.${left}`;
}

/** Sorts the rows. Rows without a value come last, and rows of the same value keep the order of the page. */
function sort() {
  const name = order.value.replace("-", "");
  const place = heads.findIndex((head) => head.dataset.column === name);
  heads.forEach((head, at) => {
    if (at === place) head.setAttribute("aria-sort", order.value === name ? "ascending" : "descending");
    else head.removeAttribute("aria-sort");
  });
  if (place < 0) {
    body.append(...rows);
    return;
  }
  const sign = order.value === name ? 1 : -1;
  const keyed = rows.map((row) => [row.cells[place].dataset.key ?? textOf(row.cells[place]), row]);
  keyed.sort(([a], [b]) => (a === "" || b === "" ? (a === "") - (b === "") : sign * collator.compare(a, b)));
  body.append(...keyed.map(([, row]) => row));
}

/** Says at each value of a facet how many rows have it, given the other filters. */
function count(facet) {
  const others = facets.filter((each) => each !== facet);
  const numbers = {};
  for (const row of rows) {
    if (!others.every((each) => fits(row, each))) continue;
    for (const value of valuesOf(row, facet.name)) numbers[value] = (numbers[value] ?? 0) + 1;
  }
  for (const option of facet.options) {
    if (option.value) option.textContent = `${option.dataset.label} (${numbers[option.value] ?? 0})`;
  }
}

/** Returns a cell of a CSV file. A spreadsheet must not take the text for a formula. */
function quoted(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Offers the rows that are shown as a CSV file. The mark at its beginning makes Excel read its letters right. */
function download() {
  const shown = [...body.rows].filter((row) => !row.hidden);
  const lines = [
    ["Identifier", ...heads.map(textOf), "Address"],
    ...shown.map((row) => [row.dataset.record, ...[...row.cells].map(textOf), row.querySelector("a")?.href ?? ""]),
  ];
  const text = lines.map((line) => `${line.map(quoted).join(",")}\r\n`).join("");
  const file = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
  element("a", { href: file, download: `${list.dataset.name}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(file), 60_000);
}

function change() {
  history.pushState(null, "", address());
  show();
}

/** Folds the filters on a phone if none is chosen, so that the first screen shows the first rows. */
function fold() {
  form.querySelector("details").open = wide.matches || facets.some((each) => each.value);
}

for (const each of selects) {
  each.dataset.label = textOf(each.labels[0]);
  for (const option of each.options) option.dataset.label = option.textContent;
}
for (const head of heads) {
  const button = element("button", { type: "button" }, head.textContent);
  button.addEventListener("click", () => {
    order.value = order.value === head.dataset.column ? `-${head.dataset.column}` : head.dataset.column;
    change();
  });
  head.replaceChildren(button);
}
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", change);
form.querySelector(".d-list__all").addEventListener("click", () => {
  for (const each of selects) each.value = "";
  change();
});
form.querySelector(".d-list__take").addEventListener("click", download);
addEventListener("popstate", () => show(readAddress()));
addEventListener("hashchange", () => show(readAddress()));
show(readAddress());
wide.addEventListener("change", fold);
fold();
form.hidden = false;
if (contents) contents.hidden = true;
list.dataset.state = "ready";
