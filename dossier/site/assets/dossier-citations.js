// The page /check-citations/: finds the citations of this dossier in a text or a file, and says how each stands today.

import { readDocument, readText } from "./dossier-documents.js";
import { citations } from "./dossier-identifiers.js";
import { judged, wordsOf } from "./dossier-known.js";
import { element, link, loadJson, mark, ready } from "./dossier-page.js";
import { pdfReady } from "./dossier-pdf.js";

const page = document.getElementById("d-citations");
const root = page.dataset.root;
const LEVELS = { current: "good", revised: "info", corrected: "warn", disputed: "warn", unreleased: "warn", "reply-received": "info" };

ready(page, load, examine);

async function load() {
  const known = await loadJson(`${root}verify/known.json`);
  await pdfReady;
  return known;
}

async function examine(bytes, text, known) {
  const given = bytes ? await readDocument(bytes) : readText(text);
  const names = Object.keys(known.records);
  const inText = citations(given.text, names);
  // The address of a link is often that of the words it stands on: it counts only where the text names no such thing.
  const key = (one) => `${one.id}/${one.revision}`;
  const seen = new Set(inText.map(key));
  const inLinks = citations(given.links.join("\n"), names).filter((one) => !seen.has(key(one)));
  const found = judged([...inText, ...inLinks], known);
  const said = summary(found, given);
  const shown = [
    element("p", { class: "d-outcome" }, said[0].toUpperCase() + said.slice(1)),
    given.warnings.map((one) => element("p", {}, mark("warn", "not read"), " ", one)),
    found.length ? element("ul", { class: "d-cards d-found" }, found.map(card)) : null,
    readWords(given),
  ];
  return { said, shown: shown.flat() };
}

function summary(found, given) {
  if (!found.length) {
    const rest = given.warnings.length ? " in what could be read; part of the file was not read." : ".";
    return `no identifier or permalink of this dossier was found${rest}`;
  }
  const counts = new Map();
  for (const { status } of found) counts.set(status, (counts.get(status) ?? 0) + 1);
  const words = [...counts].map(([status, count]) => `${count} ${wordsOf(status)[0]}`).join(", ");
  const rest = given.warnings.length ? " Part of the file was not read." : "";
  return `${found.length} cited: ${words}.${rest}`;
}

function card(one) {
  const [word, meaning] = wordsOf(one.status);
  const heading = element("p", {}, element("span", { class: "d-id" }, one.id),
    one.revision === null ? " (no revision named) " : `, revision ${one.revision} `, mark(LEVELS[one.status] ?? "bad", word));
  const lines = [[meaning, one.also.map((status) => ` ${wordsOf(status)[1]}`).join("")].join("").trim(), ...remarks(one)];
  return element("li", { "data-status": one.status }, heading,
    element("p", {}, lines.join(" ")), element("p", { class: "d-meta" }, links(one)));
}

/** Returns what else a reader of the citation should know, a sentence each. */
function remarks(one) {
  const said = [];
  if (one.hint) said.push(`Perhaps ${one.hint} is meant, with the number of a footnote after it.`);
  if (one.revision === null && one.newest) said.push(`Cite a revision: the newest is ${one.newest}.`);
  else if (one.newest && one.newest !== one.revision) said.push(`The newest revision is ${one.newest}.`);
  if (one.beyond.length) said.push(`It has ${one.paragraphs} numbered paragraphs; there is no [${one.beyond.join("], [")}].`);
  if (one.damaged.size) said.push(`Written “${[...one.damaged].map((written) => written.replace(/\s+/g, " ")).join("”, “")}”.`);
  if (one.elsewhere.size) said.push(`The address is below ${[...one.elsewhere].join(", ")}, where this dossier is not published.`);
  if (one.count > 1) said.push(`Cited ${one.count} times.`);
  if (one.unnumbered) said.push(`Named ${one.unnumbered} more times without a revision.`);
  return said;
}

function links(one) {
  if (!one.living) return [];
  const made = [];
  if (one.permalink) {
    const revision = one.revision ?? one.newest;
    made.push(link(root, `r/${one.id}/${revision}/`, `Revision ${revision}`));
    made.push(link(root, `status/${one.id}/${revision}/`, "Its status"));
    if (one.newest !== revision) made.push(link(root, `${one.living}#history`, "What changed since"));
  }
  made.push(link(root, one.living, "Living page"));
  return made.flatMap((made_one, place) => (place ? [" · ", made_one] : [made_one]));
}

/** Returns the text as it was read from a file, so that nobody takes unread words for words without citations. */
function readWords(given) {
  if (given.sort !== "pdf" && given.sort !== "docx") return null;
  const words = given.text.trim() || "No text.";
  return element("details", {}, element("summary", {}, "The text as it was read"), element("pre", { class: "d-read" }, words));
}
