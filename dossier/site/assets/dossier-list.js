// A list of records: filters, an order, and a download of the rows shown. Without this script the whole list is there.
// The filters and the order are in the address, so that what is shown can be shared, and Back restores it.

import { element, loadJson } from "./dossier-page.js";

const list = document.querySelector(".d-list");
const [form, said, table, contents, pages, more] = [
  "form",
  "[role=status]",
  "table",
  ".d-contents:not(.d-list__pages)",
  ".d-list__pages",
  ".d-list__more",
].map((part) => list.querySelector(part));
const body = table.tBodies[0];
const heads = [...table.tHead.rows[0].cells];
const selects = [...form.querySelectorAll("select")];
const facets = selects.filter((each) => each.name !== "sort");
const order = form.elements.sort;
const take = form.querySelector(".d-list__take");
const wide = matchMedia("(min-width: 60em)");
const collator = new Intl.Collator("en", { numeric: true });

// A long list has other pages. Its rows are loaded when a filter or an order is chosen, and shown in steps.
const step = Number(list.dataset.step ?? Infinity);
const [ownRows, ownSaid, ownTake] = [[...body.rows], said.textContent, take.textContent];
const total = Number(list.dataset.count ?? ownRows.length);
let rows = ownRows;
let fitting = ownRows;
let most = step;
let loading = null;
let sentences = { before: "", after: "" };

const known = new WeakMap();
const textOf = (node) => node.textContent.replace(/\s+/g, " ").trim();
const number = (count) => count.toLocaleString("en");

/** Returns the values of a facet of a row. */
function valuesOf(row, name) {
  if (!known.has(row)) known.set(row, new Map());
  const values = known.get(row);
  if (!values.has(name)) values.set(name, row.dataset[name].split(" "));
  return values.get(name);
}

function fits(row, facet) {
  return facet.value === "" || valuesOf(row, facet.name).includes(facet.value);
}

/** Loads the rows of all pages, once. */
function load() {
  loading ??= loadJson(list.dataset.rows)
    .then((found) => {
      if (found === null) throw new Error("the server has no such file");
      rows = found.rows.map((parts) => rowOf(found.facets, ...parts));
    })
    .catch((error) => {
      loading = null;
      throw error;
    });
  return loading;
}

/** Returns a row as the page has it. `cells` are HTML that was escaped when the site was built. */
function rowOf(names, record, values, cells, forDownload) {
  const row = element("tr", { "data-record": record, "data-download": forDownload });
  names.forEach((name, at) => row.setAttribute(`data-${name}`, values[at]));
  cells.forEach((cell, at) => {
    const [html, key = null, isLong = false, edtf = null] = Array.isArray(cell) ? cell : [cell];
    const made = element(at ? "td" : "th", at ? {} : { scope: "row" });
    made.dataset.label = textOf(heads[at]);
    if (key !== null) made.dataset.key = key;
    if (edtf !== null) made.dataset.edtf = edtf;
    if (isLong) made.className = "d-long";
    made.innerHTML = html;
    for (const each of made.querySelectorAll("a")) {
      const address = each.getAttribute("href");
      if (!/^[a-z][a-z0-9+.-]*:/i.test(address)) each.setAttribute("href", list.dataset.root + address);
    }
    row.append(made);
  });
  return row;
}

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
async function show(unknown = []) {
  const after = unknown.length ? ` The address asks for what this list does not have: ${unknown.join(", ").slice(0, 100)}. It is left out.` : "";
  const isOwn = showsOwn();
  if (pages && !isOwn) {
    if (!(await isLoaded())) return;
    // Another choice may have been made in the meantime. Then it shows the rows.
    if (showsOwn()) return;
  }
  const every = isOwn ? ownRows : rows;
  fitting = sorted(every.filter((row) => facets.every((each) => fits(row, each))));
  most = step;
  if (isOwn) for (const each of facets) label(each, (option) => Number(option.dataset.count));
  else count(every);
  const chosen = facets.filter((each) => each.value).map((each) => `${each.dataset.label}: ${each.selectedOptions[0].dataset.label}`);
  const words = `${number(fitting.length)} of ${number(total)} ${total === 1 ? list.dataset.one : list.dataset.several}`;
  sentences = { before: isOwn ? ownSaid : `${words}${chosen.length ? ` (${chosen.join("; ")})` : ""}.`, after };
  put();
  if (!pages) return;
  pages.hidden = !isOwn;
  take.textContent = isOwn ? ownTake : `Download these ${number(fitting.length)} rows (CSV)`;
}

/** Returns true if a list has the rows of its own page only: it is long, and no filter and no order is chosen. */
function showsOwn() {
  return Boolean(pages) && selects.every((each) => each.value === "");
}

/** Resolves to true when the rows of all pages are there, or to false after it said why they are not. */
async function isLoaded() {
  try {
    await load();
    return true;
  } catch (error) {
    said.textContent = `${ownSaid} The rows of the other pages could not be loaded (${error.message}), so nothing is filtered.`;
    return false;
  }
}

/** Puts the rows that fit into the table, at most as many as are asked for, and says how many these are. */
function put() {
  body.replaceChildren(...fitting.slice(0, most));
  if (more) more.hidden = fitting.length <= most;
  said.textContent = `${sentences.before}${fitting.length > most ? ` The first ${number(most)} are shown.` : ""}${sentences.after}`;
}

/** Returns rows in the order that is chosen. Rows without a value come last, and rows of the same value stay in order. */
function sorted(chosen) {
  const name = order.value.replace("-", "");
  const place = heads.findIndex((head) => head.dataset.column === name);
  heads.forEach((head, at) => {
    if (at === place) head.setAttribute("aria-sort", order.value === name ? "ascending" : "descending");
    else head.removeAttribute("aria-sort");
  });
  if (place < 0) return chosen;
  const sign = order.value === name ? 1 : -1;
  const keyed = chosen.map((row) => [row.cells[place].dataset.key ?? textOf(row.cells[place]), row]);
  keyed.sort(([a], [b]) => (a === "" || b === "" ? (a === "") - (b === "") : sign * collator.compare(a, b)));
  return keyed.map(([, row]) => row);
}

/** Says at each value of a facet how many rows have it, given the other filters. */
function count(every) {
  const numbers = new Map(facets.map((facet) => [facet, new Map()]));
  for (const row of every) {
    const failed = facets.filter((each) => !fits(row, each));
    for (const facet of failed.length ? failed : facets) {
      if (failed.length > 1) break;
      const counts = numbers.get(facet);
      for (const value of valuesOf(row, facet.name)) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  for (const facet of facets) label(facet, (option) => numbers.get(facet).get(option.value) ?? 0);
}

/** Adds to each value of a facet the number of rows that have it. */
function label(facet, countOf) {
  for (const option of facet.options) {
    if (option.value) option.textContent = `${option.dataset.label} (${number(countOf(option))})`;
  }
}

/** Returns a cell of a CSV file. A spreadsheet must not take the text for a formula. */
function quoted(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Returns the address at the published site. A page may be read elsewhere: from a disk, or at another host. */
function published(address) {
  const canonical = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  const [here, there] = [location.href, canonical].map((page) => new URL(document.querySelector(".d-finder").dataset.root, page).href.replace(/index\.html$/, ""));
  return address.startsWith(here) ? there + address.slice(here.length).replace(/index\.html$/, "") : address;
}

/** Returns the text of a cell for a spreadsheet: a date as the record has it, which sorts, and not in words. */
function plainOf(cell, at) {
  return "date" in heads[at].dataset ? (cell.dataset.edtf ?? cell.dataset.key) : textOf(cell);
}

/** Returns the address of the record that a row is about. Other links may come first. */
function pageOf(row) {
  return row.querySelector(`a[href*="/${CSS.escape(row.dataset.record)}/"]`)?.href ?? "";
}

/** Offers the rows that fit as a CSV file, also those that are not shown yet. Without a filter these are all rows. */
async function download() {
  if (pages && !(await isLoaded())) return;
  const taken = showsOwn() ? rows : fitting;
  // Some columns are in the file only. Their values are next to each row, with a bar between them.
  const more = (holder) => ("download" in list.dataset ? holder.dataset.download.split("|") : []);
  const lines = [
    ["Identifier", ...heads.map(textOf), ...more(list), "Address"],
    ...taken.map((row) => [row.dataset.record, ...[...row.cells].map(plainOf), ...more(row), published(pageOf(row))]),
  ];
  const text = lines.map((line) => `${line.map(quoted).join(",")}\r\n`).join("");
  // The mark at its beginning makes Excel read its letters right.
  const file = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
  element("a", { href: file, download: `${list.dataset.name}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(file), 60_000);
}

/** Shows more rows, and goes to the first of them. */
function showMore() {
  const next = body.rows.length;
  most += step;
  put();
  body.rows[next]?.querySelector("a")?.focus();
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
take.addEventListener("click", download);
more?.querySelector("button").addEventListener("click", showMore);
addEventListener("popstate", () => show(readAddress()));
addEventListener("hashchange", () => show(readAddress()));
wide.addEventListener("change", fold);
form.hidden = false;
if (contents) contents.hidden = true;
show(readAddress()).then(() => {
  list.dataset.state = "ready";
});
fold();
