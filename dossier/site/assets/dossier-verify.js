// For the page /verify/: compares a saved page, a record.json, a PDF or a text with the published revisions.

import { readDocument, readText } from "./dossier-documents.js";
import { findCitations } from "./dossier-identifiers.js";
import { claimedRevisions, lookUp, statusWords } from "./dossier-known.js";
import { element, link, loadJson, mark, unreadNotes } from "./dossier-page.js";
import { pdfReady } from "./dossier-pdf.js";
import { canonicalJson, difference, listValues, normalise, removeSpaces, sha256 } from "./dossier-words.js";

const page = document.getElementById("d-verify");
const root = page.dataset.root;
// The number of unchanged words that are shown before and after a difference.
const CONTEXT = 8;

/** Resolves to the revisions that were published, with their words, or to null if the site lacks the list. */
export async function load() {
  const known = await loadJson(`${root}verify/known.json`);
  if (known === null) return null;
  known.originals = (await loadJson(`${root}verify/originals.json`)) ?? {};
  await pdfReady;
  return known;
}

export async function examine(bytes, text, known) {
  const digest = await sha256(bytes ?? text);
  const identical = Object.hasOwn(known.files, digest) ? known.files[digest] : [];
  if (identical.length) return identicalResult(identical, digest, known);
  const input = bytes ? await readDocument(bytes) : readText(text);
  const sameText = await findSameText(input, known);
  if (sameText.length) return sameTextResult(sameText, digest, input, known);
  const revisions = identifyRevisions(input, known);
  if (!revisions.length) return unknownResult(input, digest, known);
  if (input.format === "pdf" || input.format === "docx") return identifiedResult(revisions, digest, input, known);
  return differsResult(revisions, digest, input, known);
}

/** Resolves to the revisions that have the same words, or the same record, as [{id, revision, release}]. */
async function findSameText(input, known) {
  if (input.format === "json") return known.files[await sha256(canonicalJson(JSON.parse(input.source)))] ?? [];
  if (input.main !== null) return known.texts[await sha256(input.main)] ?? [];
  if (input.format !== "text") return [];
  // A copied selection has other line breaks and spaces than the page.
  const words = removeSpaces(input.text);
  const same = Object.entries(known.originals).filter(([, { text }]) => text !== null && removeSpaces(text) === words);
  return same.map(([key]) => revisionOf(key, known));
}

/** Returns {id, revision, release} for a key such as CLM-2026-0042/3. */
function revisionOf(key, known) {
  const slash = key.lastIndexOf("/");
  const [id, revision] = [key.slice(0, slash), Number(key.slice(slash + 1))];
  return { id, revision, release: known.records[id].revisions[revision].release };
}

/** Returns the revisions that a document may be a copy of, as [{id, revision}]. */
function identifyRevisions(input, known) {
  if (input.format === "json") {
    // A record does not name its revision, so it is compared with all of them.
    const id = JSON.parse(input.source).id;
    const revisions = Object.hasOwn(known.records, id) ? known.records[id].revisions : {};
    return Object.keys(revisions).map((revision) => ({ id, revision: Number(revision) }));
  }
  if (input.revision !== null) {
    const revisions = claimedRevisions("", findCitations(`/r/${input.revision}/`, known.records), known);
    if (revisions.length) return revisions;
  }
  const revisions = claimedRevisions(input.text, findCitations(input.text, known.records), known);
  if (revisions.length) return revisions;
  const links = input.links.join("\n");
  return claimedRevisions(links, findCitations(links, known.records), known);
}

function identicalResult(files, digest, known) {
  const suspended = files.filter((file) => file.suspended);
  if (suspended.length === files.length) {
    const message = "this was published, and later suspended.";
    const reasons = suspended.map((file) => element("p", {}, `This is ${file.path} as release ${file.release} published it. Release ${file.suspended} suspended it. A notice with the reason is in its place.`));
    return result("warn", "Identical", message, reasons, facts(files, digest, known));
  }
  const redacted = files.filter((file) => file.redacted);
  if (redacted.length === files.length) {
    const message = "this was published, and later redacted.";
    const reasons = redacted.map((file) => element("p", {}, `This is ${file.path} as release ${file.release} published it. Release ${file.redacted} replaced it and removed words. The page of that release gives the reason.`));
    return result("warn", "Identical", message, reasons, facts(files, digest, known));
  }
  const message = `byte for byte what release ${releasesOf(files)} published.`;
  return result("good", "Identical", message, facts(files, digest, known));
}

function sameTextResult(revisions, digest, input, known) {
  const subject = { json: "the same record", html: "the same words" }[input.format] ?? "the same words, copied,";
  const message = `${subject} as release ${releasesOf(revisions)} published; the file itself was rewritten, as browsers do when they save.`;
  const advice = input.format === "html"
    ? "Only the words of the record were compared, not the look of the page or the parts around the record. Rely on the permalink, or on a copy that is identical."
    : "Rely on the permalink, or on a copy that is identical.";
  return result("good", "Same text", message, element("p", {}, advice), facts(revisions, digest, known));
}

function identifiedResult(revisions, digest, input, known) {
  const message = `it names ${revisions.map(nameOf).join("; ")}, but a ${input.format === "pdf" ? "PDF" : "Word document"} cannot be compared with it.`;
  const advice = "Compare it by eye with the permalink, or verify a saved page or record.json.";
  return result("warn", "Identified", message, element("p", {}, advice), unreadNotes(input), facts(revisions, digest, known));
}

function differsResult(revisions, digest, input, known) {
  const first = revisions.find(({ id, revision }) => lookUp(id, revision, known).status === "suspended");
  if (first) {
    const suspension = `it says it is ${nameOf(first)}, which is suspended, so it cannot be compared now.`;
    return result("warn", "Suspended", suspension, facts([first], digest, known));
  }
  const nearest = revisions
    .map((revision) => ({ revision, parts: compare(revision, input, known) }))
    .sort((first, second) => countChanges(first.parts) - countChanges(second.parts) || second.revision.revision - first.revision.revision)[0];
  const message = `it says it is ${nameOf(nearest.revision)}, but its words differ from what was published.`;
  const elements = nearest.parts === null
    ? [element("p", {}, "It does not have a single main part, as a frozen page has, so the words that differ cannot be shown.")]
    : [element("p", {}, "Struck out: published, and missing here. Underlined: here, and not published."), differenceParagraph(nearest.parts)];
  return result("bad", "Differs", message, elements, facts([nearest.revision], digest, known));
}

/** Returns the difference from the published words, or null if they cannot be compared. */
function compare({ id, revision }, input, known) {
  const original = known.originals[`${id}/${revision}`];
  if (!original) return null;
  if (input.format === "json") {
    return difference(normalise(listValues(JSON.parse(original.record))), normalise(listValues(JSON.parse(input.source))));
  }
  if (original.text === null) return null;
  const words = input.format === "text" ? normalise(input.text) : input.main;
  return words === null ? null : difference(original.text, words);
}

function countChanges(parts) {
  if (parts === null) return Infinity;
  return parts.reduce((sum, part) => sum + (part.kind === "same" ? 0 : part.words.length), 0);
}

function unknownResult(input, digest, known) {
  const message = "this is not a file or text of any release, and it names no frozen revision.";
  const citations = findCitations(`${input.text}\n${input.links.join("\n")}`, known.records);
  const ids = new Set(citations.map(({ id }) => id));
  const records = [...ids].filter((id) => Object.hasOwn(known.records, id)).slice(0, 10);
  const hint = records.length
    ? element("p", {}, `It names ${records.join(", ")} without a revision. Living pages change and are not verified: verify the frozen page.`)
    : null;
  return result("bad", "Unknown", message, hint, unreadNotes(input), facts([], digest, known));
}

function result(level, word, message, ...elements) {
  const outcome = element("p", { class: "d-outcome" }, mark(level, word), ` ${message[0].toUpperCase()}${message.slice(1)}`);
  return { message: `${word}: ${message}`, elements: [outcome, ...elements] };
}

function nameOf({ id, revision }) {
  return `${id}, revision ${revision}`;
}

function releasesOf(revisions) {
  return [...new Set(revisions.map(({ release }) => release))].join(" and ");
}

/** Returns a list with the permalink and status of each revision, and the hash of the file. */
function facts(revisions, digest, known) {
  const rows = revisions.map((revision) => {
    const { status, also, sentences, permalink, living } = lookUp(revision.id, revision.revision, known);
    const words = [status, ...also].map((each) => statusWords(each, known, sentences));
    const labels = words.map(({ label }) => label).join("; ");
    const explained = words.map(({ sentence }) => sentence).filter(Boolean).join(" ");
    return [
      element("dt", {}, nameOf(revision)),
      element("dd", {}, link(root, `r/${revision.id}/${revision.revision}/`, permalink ?? ""), element("br"),
        `Status: ${labels}. ${explained} `, link(root, living ?? "", "Living page")),
    ];
  });
  const hash = [element("dt", {}, "SHA-256"), element("dd", {}, element("code", { class: "d-hash" }, digest))];
  return element("dl", { class: "d-facts" }, [...rows, hash].map((row) => element("div", {}, row)));
}

/** Returns a paragraph with the differing words, each with a few unchanged words around it. */
function differenceParagraph(parts) {
  const pieces = parts.map((part, index) => {
    const text = part.words.join(" ");
    if (part.kind === "removed") return element("del", {}, spoken("[published: "), text, spoken("]"));
    if (part.kind === "added") return element("ins", {}, spoken("[here: "), text, spoken("]"));
    return shorten(part.words, index > 0, index < parts.length - 1);
  });
  return element("p", { class: "d-difference", dir: "auto" }, pieces.flatMap((piece) => [piece, " "]));
}

/** Returns words for screen readers only. */
function spoken(text) {
  return element("span", { class: "d-unseen" }, text);
}

/** Returns unchanged words as text, with an ellipsis for those that are far from any difference. */
function shorten(words, isAfterDifference, isBeforeDifference) {
  const head = isAfterDifference ? CONTEXT : 0;
  const tail = isBeforeDifference ? CONTEXT : 0;
  if (words.length <= head + tail) return words.join(" ");
  return [...words.slice(0, head), "…", ...words.slice(words.length - tail)].join(" ");
}
