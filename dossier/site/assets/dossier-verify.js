// The page /verify/: says of a saved page, a record.json, a PDF or a text whether it is what was published, and when.

import { readDocument, readText } from "./dossier-documents.js";
import { citations } from "./dossier-identifiers.js";
import { named, standing, wordsOf } from "./dossier-known.js";
import { element, link, loadJson, mark, ready } from "./dossier-page.js";
import { pdfReady } from "./dossier-pdf.js";
import { canonical, difference, leaves, normalised, sha256, squeezed } from "./dossier-words.js";

const page = document.getElementById("d-verify");
const root = page.dataset.root;
// How many unchanged words are shown on either side of a difference.
const AROUND = 8;

ready(page, load, examine);

async function load() {
  const known = await loadJson(`${root}verify/known.json`);
  if (!known?.releases.length) return null;
  known.originals = (await loadJson(`${root}verify/originals.json`)) ?? {};
  await pdfReady;
  return known;
}

async function examine(bytes, text, known) {
  const digest = await sha256(bytes ?? text);
  const same = Object.hasOwn(known.files, digest) ? known.files[digest] : [];
  if (same.length) return identical(same, digest, known);
  const given = bytes ? await readDocument(bytes) : readText(text);
  const rewritten = await sameContent(given, known);
  if (rewritten.length) return sameText(rewritten, digest, given, known);
  const places = identified(given, known);
  if (!places.length) return unknown(given, digest, known);
  if (given.sort === "pdf" || given.sort === "docx") return notCompared(places, digest, given, known);
  return differs(places, digest, given, known);
}

/** Returns the published files that hold the same words, or the same record, in another form. */
async function sameContent(given, known) {
  if (given.sort === "json") return known.files[await sha256(canonical(JSON.parse(given.source)))] ?? [];
  if (given.main !== null) return known.texts[await sha256(given.main)] ?? [];
  if (given.sort !== "text") return [];
  // A selection that was copied has other line breaks and spaces than the page.
  const words = squeezed(given.text);
  const places = Object.entries(known.originals).filter(([, one]) => one.text !== null && squeezed(one.text) === words);
  return places.map(([key]) => placeOf(key, known));
}

function placeOf(key, known) {
  const cut = key.lastIndexOf("/");
  const [id, revision] = [key.slice(0, cut), Number(key.slice(cut + 1))];
  return { id, revision, release: known.records[id].revisions[revision].release };
}

function identified(given, known) {
  const names = Object.keys(known.records);
  if (given.sort === "json") {
    // A record does not say which revision it is: the newest whose words are nearest is looked for among all.
    const id = JSON.parse(given.source).id;
    const revisions = Object.hasOwn(known.records, id) ? known.records[id].revisions : {};
    return Object.keys(revisions).map((revision) => ({ id, revision: Number(revision) }));
  }
  if (given.revision !== null) {
    const own = citations(`/r/${given.revision}/`, names);
    const places = named("", own, known);
    if (places.length) return places;
  }
  const places = named(given.text, citations(given.text, names), known);
  if (places.length) return places;
  const links = given.links.join("\n");
  return named(links, citations(links, names), known);
}

function identical(places, digest, known) {
  const old = places.filter((one) => one.redacted);
  if (old.length === places.length) {
    const said = "this was published, and later redacted.";
    const why = old.map((one) => element("p", {}, `This is ${one.path} as release ${one.release} published it. Release ${one.redacted} replaced it, with words removed; its reason stands there.`));
    return answer("warn", "Identical", said, why, about(places, digest, known));
  }
  const said = `byte for byte what release ${releases(places)} published.`;
  return answer("good", "Identical", said, about(places, digest, known));
}

function sameText(places, digest, given, known) {
  const what = { json: "the same record", html: "the same words" }[given.sort] ?? "the same words, copied,";
  const said = `${what} as release ${releases(places)} published; the file itself was rewritten, as browsers do when they save.`;
  const more = given.sort === "html"
    ? "Only the words of the record were compared: not its look, and not what stands around it. Rely on the permalink, or on a copy that is identical."
    : "Rely on the permalink, or on a copy that is identical.";
  return answer("good", "Same text", said, element("p", {}, more), about(places, digest, known));
}

function notCompared(places, digest, given, known) {
  const said = `it names ${listed(places)}, but a ${given.sort === "pdf" ? "PDF" : "Word document"} cannot be compared with it.`;
  const more = "Compare it by eye with the permalink, or verify a saved page or record.json.";
  return answer("warn", "Identified", said, element("p", {}, more), warnings(given), about(places, digest, known));
}

function differs(places, digest, given, known) {
  const nearest = places
    .map((place) => ({ place, parts: compared(place, given, known) }))
    .sort((one, other) => changes(one.parts) - changes(other.parts) || other.place.revision - one.place.revision)[0];
  const said = `it says it is ${name(nearest.place)}, but its words differ from what was published.`;
  const shown = [];
  if (nearest.parts === null) shown.push(element("p", {}, "It has no single main part, as a frozen page has, so it cannot be said in which words."));
  else shown.push(element("p", {}, "Struck out: published, and missing here. Underlined: here, and not published."), shownDifference(nearest.parts));
  return answer("bad", "Differs", said, shown, about([nearest.place], digest, known));
}

/** Returns the difference from the published words, or null where they cannot be had. */
function compared({ id, revision }, given, known) {
  const original = known.originals[`${id}/${revision}`];
  if (!original) return null;
  if (given.sort === "json") {
    return difference(normalised(leaves(JSON.parse(original.record))), normalised(leaves(JSON.parse(given.source))));
  }
  if (original.text === null) return null;
  const words = given.sort === "text" ? normalised(given.text) : given.main;
  return words === null ? null : difference(original.text, words);
}

function changes(parts) {
  if (parts === null) return Infinity;
  return parts.reduce((sum, part) => sum + (part.kind === "same" ? 0 : part.words.length), 0);
}

function unknown(given, digest, known) {
  const said = "it is no file or text of any release, and names no frozen revision.";
  const ids = new Set(citations(`${given.text}\n${given.links.join("\n")}`, Object.keys(known.records)).map((one) => one.id));
  const living = [...ids].filter((id) => Object.hasOwn(known.records, id)).slice(0, 10);
  const hint = living.length
    ? element("p", {}, `It names ${living.join(", ")} without a revision. Living pages change and are not verified: verify the frozen page.`)
    : null;
  return answer("bad", "Unknown", said, hint, warnings(given), about([], digest, known));
}

function warnings(given) {
  return given.warnings.map((one) => element("p", {}, mark("warn", "not read"), " ", one));
}

function answer(level, word, said, ...shown) {
  const outcome = element("p", { class: "d-outcome" }, mark(level, word), ` ${said[0].toUpperCase()}${said.slice(1)}`);
  return { said: `${word}: ${said}`, shown: [outcome, ...shown] };
}

function name({ id, revision }) {
  return `${id}, revision ${revision}`;
}

function listed(places) {
  return places.map(name).join("; ");
}

function releases(places) {
  return [...new Set(places.map((one) => one.release))].join(" and ");
}

/** Returns what is known of the revisions, and the hash of the file. */
function about(places, digest, known) {
  const rows = places.map((place) => {
    const { status, also, permalink, living } = standing(place.id, place.revision, known);
    const [word, meaning] = wordsOf(status);
    const more = also.map((one) => `; ${wordsOf(one)[0]}`).join("");
    return [
      element("dt", {}, name(place)),
      element("dd", {}, link(root, `r/${place.id}/${place.revision}/`, permalink ?? ""), element("br"),
        `Status: ${word}${more}. ${meaning} `, link(root, living ?? "", "Living page")),
    ];
  });
  const hash = [element("dt", {}, "SHA-256"), element("dd", {}, element("code", { class: "d-hash" }, digest))];
  return element("dl", { class: "d-facts" }, [...rows, hash].map((row) => element("div", {}, row)));
}

/** Returns the differing words, each with a few of the unchanged ones around it. */
function shownDifference(parts) {
  const shown = parts.map((part, place) => {
    const text = part.words.join(" ");
    if (part.kind === "removed") return element("del", {}, element("span", { class: "d-unseen" }, "[published: "), text, element("span", { class: "d-unseen" }, "]"));
    if (part.kind === "added") return element("ins", {}, element("span", { class: "d-unseen" }, "[here: "), text, element("span", { class: "d-unseen" }, "]"));
    return kept(part.words, place > 0, place < parts.length - 1);
  });
  return element("p", { class: "d-difference", dir: "auto" }, shown.flatMap((one) => [one, " "]));
}

function kept(words, isAfter, isBefore) {
  const head = isAfter ? AROUND : 0;
  const tail = isBefore ? AROUND : 0;
  if (words.length <= head + tail) return words.join(" ");
  return [...words.slice(0, head), "…", ...words.slice(words.length - tail)].join(" ");
}
