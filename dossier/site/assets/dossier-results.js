// What a reader is shown of a record that fits a query. Shared by the box in the header and the search page.

import { RANK } from "./dossier-names.js";
import { element } from "./dossier-page.js";

// The identifier of a body only repeats its name.
const NUMBERED = /^[A-Z]{3}-\d/u;

/** Returns the content of a result: its sort, title, status and line. */
export function resultParts(record) {
  const badge = record.label ? [" ", element("span", { class: `d-badge d-badge--${record.term}` }, record.label)] : [];
  return [
    element("span", { class: "d-found__sort" }, `${record.sort}${NUMBERED.test(record.id) ? ` ${record.id}` : ""} `),
    element("span", { class: "d-found__title", dir: "auto", ...(record.language ? { lang: record.language } : {}) }, record.title),
    ...(record.english ? [element("span", { class: "d-english" }, ` (${record.english})`)] : []),
    ...badge,
    ...(record.line ? [element("span", { class: "d-found__line", dir: "auto" }, record.line)] : []),
  ];
}

/** Returns the records by their group, in the order of the first of each: [[group, records]]. */
export function grouped(records) {
  const groups = new Map();
  for (const record of records) {
    if (!groups.has(record.group)) groups.set(record.group, []);
    groups.get(record.group).push(record);
  }
  return [...groups];
}

/** Returns true if the first of the records found is surely meant: Enter opens it. */
export function isMeant(found) {
  return found.length > 0 && (found[0].rank <= RANK.BEGINNING || found.length === 1 || found[1].rank > found[0].rank);
}

const MOST_WORDS_OF_A_NAME = 6;
// No name has these signs.
const NOT_OF_A_NAME = /[?£$€]/u;

/** Returns the sentence for a query that no name fits. A missing record says nothing about a body. */
export function absence(query) {
  const isSentence = NOT_OF_A_NAME.test(query) || query.trim().split(/\s+/).length > MOST_WORDS_OF_A_NAME;
  const missing = isSentence ? "No name here fits these words" : `No record of ${query} here`;
  return `${missing}. That is not evidence for or against anything: this dossier is not complete.`;
}
