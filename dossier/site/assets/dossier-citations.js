// For the page /check-citations/: finds citations of this dossier in a text or a file, and shows the current status of each.

import { readDocument, readText } from "./dossier-documents.js";
import { findCitations } from "./dossier-identifiers.js";
import { groupCitations, statusWords } from "./dossier-known.js";
import { element, link, loadJson, mark, unreadNotes } from "./dossier-page.js";
import { pdfReady } from "./dossier-pdf.js";

const page = document.getElementById("d-citations");
const root = page.dataset.root;
const LEVELS = { current: "good", revised: "info", corrected: "warn", "course-corrected": "warn", disputed: "warn", unreleased: "warn", "effect-not-known": "warn", "claims-changed": "warn", "later-step-changed": "warn", "source-changed": "warn", "course-not-known": "warn", "change-undone": "warn", restored: "warn", "appeal-pending": "warn", undisturbed: "info", "reply-received": "info" };

/** Resolves to the revisions that were published, or to null if the site lacks the list. */
export async function load() {
  const known = await loadJson(`${root}verify/known.json`);
  await pdfReady;
  return known;
}

export async function examine(bytes, text, known) {
  const input = bytes ? await readDocument(bytes) : readText(text);
  const inText = findCitations(input.text, known.records);
  // A link often has the address that its text shows. A citation in an address counts only if the text lacks it.
  const key = ({ id, revision }) => `${id}/${revision}`;
  const keys = new Set(inText.map(key));
  const inLinks = findCitations(input.links.join("\n"), known.records).filter((citation) => !keys.has(key(citation)));
  const groups = groupCitations([...inText, ...inLinks], known);
  const message = summary(groups, input, known);
  const elements = [
    element("p", { class: "d-outcome" }, message[0].toUpperCase() + message.slice(1)),
    unreadNotes(input),
    groups.length ? element("ul", { class: "d-cards d-found" }, groups.map((group) => card(group, known))) : null,
    textAsRead(input),
  ];
  return { message, elements: elements.flat() };
}

function summary(groups, input, known) {
  if (!groups.length) {
    const rest = input.warnings.length ? " in the part of the file that could be read; the rest was not read." : ".";
    return `no identifier or permalink of this dossier was found${rest}`;
  }
  const counts = new Map();
  for (const { status } of groups) counts.set(status, (counts.get(status) ?? 0) + 1);
  const words = [...counts].map(([status, count]) => `${count} ${statusWords(status, known).label}`).join(", ");
  const rest = input.warnings.length ? " Part of the file was not read." : "";
  return `${groups.length} cited: ${words}.${rest}`;
}

function card(group, known) {
  const { label, sentence } = statusWords(group.status, known, group.sentences);
  const revision = group.revision === null ? " (no revision named) " : `, revision ${group.revision} `;
  const heading = element("p", {}, element("span", { class: "d-id" }, group.id), revision, mark(LEVELS[group.status] ?? "bad", label));
  const sentences = [sentence, ...group.also.map((status) => statusWords(status, known, group.sentences).sentence), ...remarks(group)];
  return element("li", { "data-status": group.status }, heading,
    element("p", {}, sentences.filter(Boolean).join(" ")), element("p", { class: "d-meta" }, links(group)));
}

/** Returns what else a reader of the citation should know, as sentences. */
function remarks(group) {
  const sentences = [];
  if (group.hint) sentences.push(`This may mean ${group.hint}, with the number of a footnote after it.`);
  if (group.revision === null && group.newest) sentences.push(`Cite a revision: the newest is ${group.newest}.`);
  else if (group.newest && group.newest !== group.revision) sentences.push(`The newest revision is ${group.newest}.`);
  if (group.beyond.length) sentences.push(`It has ${group.paragraphs} numbered paragraphs; there is no [${group.beyond.join("], [")}].`);
  if (group.damaged.size) sentences.push(`Written “${[...group.damaged].map((written) => written.replace(/\s+/g, " ")).join("”, “")}”.`);
  if (group.elsewhere.size) sentences.push(`The address is below ${[...group.elsewhere].join(", ")}, which does not publish this dossier.`);
  if (group.count > 1) sentences.push(`Cited ${group.count} times.`);
  if (group.unnumbered) sentences.push(`Named ${group.unnumbered} more times without a revision.`);
  return sentences;
}

function links(group) {
  if (!group.living) return [];
  const anchors = [];
  if (group.permalink) {
    const revision = group.revision ?? group.newest;
    anchors.push(link(root, `r/${group.id}/${revision}/`, `Revision ${revision}`));
    anchors.push(link(root, `status/${group.id}/${revision}/`, "Its status"));
    if (group.newest !== revision) anchors.push(link(root, `${group.living}#history`, "What changed since"));
  }
  anchors.push(link(root, group.living, "Living page"));
  return anchors.flatMap((anchor, index) => (index ? [" · ", anchor] : [anchor]));
}

/** Returns the text as it was read from a file, so that nobody mistakes unread words for words without citations. */
function textAsRead(input) {
  if (input.format !== "pdf" && input.format !== "docx") return null;
  const text = input.text.trim() || "No text.";
  return element("details", {}, element("summary", {}, "The text as it was read"), element("pre", { class: "d-read" }, text));
}
