// The page for an address without a page: offers the pages that may be meant.
// A permalink is never answered by a guess, which could be cited in its place: nothing was published there.

import { byIdentifier, find, fold, loadNames } from "./dossier-names.js";
import { element } from "./dossier-page.js";
import { resultParts } from "./dossier-results.js";

const MOST = 5;
const LONGEST = 100;
const page = document.querySelector("#d-missing");
const root = new URL(page.dataset.root, location.href);
const said = page.querySelector("[role=status]");

/** Returns the parts of the address below the root of the site, without the ending of a file. */
function partsOfAddress() {
  const path = location.pathname.startsWith(root.pathname) ? location.pathname.slice(root.pathname.length) : location.pathname;
  const parts = path.split("/").map((part) => readable(part).slice(0, LONGEST).replace(/\.(?:html?|json|md|ya?ml)$/iu, ""));
  return parts.filter((part) => part !== "" && part !== "index");
}

function readable(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function show(sentence, ...links) {
  said.replaceChildren(element("p", { dir: "auto" }, sentence), ...(links.length ? [element("ul", { class: "d-found" }, links.map((link) => element("li", {}, link)))] : []));
}

function linkTo(address, ...content) {
  return element("a", { href: new URL(address, root).href }, ...content);
}

async function exists(address) {
  return (await fetch(new URL(address, root), { method: "HEAD" })).ok;
}

/** Resolves to the record with this identifier in any spelling, or to null. No other record is guessed. */
async function recordOf(name, names) {
  const { identifier, found } = find(name, names);
  if (identifier !== null) return byIdentifier(identifier, names);
  return found.find((record) => record.id && fold(record.id) === fold(name)) ?? null;
}

/** Says that there is no such permalink, and leads to the status of the revision or to the record as it is today. */
async function answerPermalink(name, number, names) {
  const isNumber = /^[1-9]\d{0,8}$/u.test(number);
  const record = await recordOf(name, names);
  const { identifier } = find(name, names);
  const id = record?.id ?? identifier?.id ?? name;
  if (isNumber && /^[\w-]+$/u.test(id) && (await exists(`status/${id}/${number}/`))) {
    show(
      `Nothing was published at this address. Revision ${number} of ${id} was published at another address.`,
      linkTo(`status/${id}/${number}/`, `The status of revision ${number} of ${id}, with its address`),
    );
    return;
  }
  const what = isNumber ? `revision ${number} of ${id}` : `revision of ${id} with this address`;
  const folders = identifier === null ? names.kinds.filter((kind) => kind.prefix === "") : [identifier.group];
  const living = record === null ? await firstPage(folders.map((kind) => `${kind.folder}${id}/`)) : record.page;
  if (living === null) show(`No ${what} was published here, and this dossier has no record of that name.`);
  else show(`No ${what} was published here. What there is of this record, with all its revisions:`, linkTo(`${living}#history`, ...(record === null ? [id] : resultParts(record))));
}

async function firstPage(pages) {
  for (const each of pages) if (await exists(each)) return each;
  return null;
}

/** Returns what to look for, the most special first: the last part of an address names the page. */
function queries(parts) {
  const [folder, word = ""] = parts;
  const isCountry = folder === "countries" && /^[a-z]{2}$/iu.test(word);
  if (isCountry) return [new Intl.DisplayNames("en", { type: "region" }).of(word.toUpperCase())];
  return parts.toReversed().map((part) => fold(part)).filter((query) => query.length > 1 && !/^\d{1,3}$/u.test(query));
}

async function answerPage(parts, names) {
  const all = names.records.find((record) => record.id === "" && record.page === `${(parts[0] ?? "").toLowerCase()}/`);
  // The name of a folder is in the titles of many pages.
  const asked = queries(parts).filter((query) => query !== (all && fold(parts[0])));
  let meant = [];
  for (const query of asked) {
    const { found, identifier } = find(query, names);
    const record = identifier === null ? null : await byIdentifier(identifier, names);
    meant = record === null ? found.slice(0, MOST) : [record];
    if (meant.length) break;
  }
  if (asked.length) page.querySelector(".d-missing__search").search = new URLSearchParams({ q: asked[0] });
  const offered = new Map([...meant, ...(all ? [all] : [])].map((record) => [record.page, record]));
  const links = [...offered.values()].map((record) => linkTo(record.page, ...resultParts(record)));
  if (links.length) show("This may be meant:", ...links);
}

async function answer() {
  const parts = partsOfAddress();
  const [folder = "", second = "", third = ""] = parts;
  const names = await loadNames(root);
  if (/^(?:r|status)$/iu.test(folder)) await answerPermalink(second, third, names);
  else if (/^releases$/iu.test(folder)) show(`Nothing was published at this address: ${second} has no such page.`, linkTo("releases/", "All releases"));
  else await answerPage(parts, names);
}

answer().catch(() => said.replaceChildren()).finally(() => {
  page.dataset.state = "ready";
});
