// Finds the citations of this dossier in a text, even a damaged one: identifiers, revisions and pinpoints.

const WIDE = /[\uff01-\uff5e]/g;
const DASHES = /[\u2010-\u2015\u2043\u2212\ufe58\ufe63]/g;
// Characters that copying and line breaks leave inside an identifier: white space, soft hyphens, zero-width marks.
const JUNK = "[\\s\\u00ad\\u061c\\u200b-\\u200f\\u2060-\\u2064\\u2066-\\u2069\\ufeff]";
const NO_WIDTH = "[\\u00ad\\u061c\\u200b-\\u200f\\u2060-\\u2064\\u2066-\\u2069\\ufeff]*";
const BETWEEN = `(?:${JUNK}|[-._/]){0,6}`;
const INSIDE = `(?:-(?=${JUNK}{0,3}\\n)|${JUNK}){0,4}`;
const DIGIT = "[0-9oil|]";
const PREFIXES = { c: "CLM", s: "SRC", p: "PRO" };
const spaced = (letters) => [...letters].map((letter) => (letter === "L" ? "[l1i|]" : letter === "O" ? "[o0]" : letter)).join(NO_WIDTH);
const PREFIX = `(${["CLM", "SRC", "PRO", "CAP"].map(spaced).join("|")})`;
const YEAR = `(2(?:${INSIDE}${DIGIT}){3})`;
const NUMBER = `(${DIGIT}(?:${INSIDE}${DIGIT}){3}(?:${NO_WIDTH}[0-9])*)`;
const IDENTIFIERS = new RegExp(`(?<![\\p{L}\\p{N}])${PREFIX}${BETWEEN}${YEAR}${BETWEEN}${NUMBER}`, "giu");
const SLUG = `[a-z](?:[a-z0-9]|${JUNK}{0,3}-${JUNK}{0,3}(?=[a-z0-9]))*`;
const NUMBERED = /^[A-Z]{3}-[0-9]/;
const slugsIn = (folders) =>
  new RegExp(
    `(?<![\\p{L}\\p{N}-])(?:(?:r|status)${JUNK}*/${JUNK}*(${SLUG})(?=${JUNK}*/${JUNK}*${DIGIT})` +
      `|(?:${folders.join("|")})${JUNK}*/${JUNK}*(${SLUG})(?=${JUNK}*/))`,
    "giu",
  );
const REVISION = new RegExp(`${JUNK}*/${JUNK}*(?!0)(${DIGIT}{1,5})(?![\\p{L}\\p{N}])`, "iuy");
const REVISION_IN_WORDS = /[\s,;('’"”]{0,6}(?:rev(?:ision|\.)?|r\.)\s*([1-9][0-9]{0,4})(?![0-9])/iuy;
const ANCHOR = new RegExp(`${JUNK}*/?${JUNK}*#${JUNK}*p${JUNK}*([0-9]{1,5})`, "iuy");
const ACCESSED = "(?:accessed\\s+[0-9]{1,2}\\s+\\p{L}+\\s+[0-9]{4})?";
const PARAGRAPHS = new RegExp(
  `[\\s/>,;:)'’"”]{0,12}${ACCESSED}[\\s,;]{0,4}(?:at\\s+)?((?:\\[[0-9]{1,5}\\](?:\\s*(?:-|,|and|to)\\s*(?=\\[))?)+` +
    "|(?:para(?:graph)?s?\\.?|¶+)\\s*\\[?[0-9]{1,5}\\]?)",
  "iuy",
);
const addressBefore = (folders) =>
  new RegExp(`([a-z][a-z0-9+.-]*:\\/\\/[^\\s<>"'()]*?)(?:${["r", "status", ...folders].join("|")})\\s*\\/\\s*$`, "i");

/**
 * Returns the citations in a text, in order: [{id, revision or null, pins: [numbers], written, address or null, start}].
 * `records` are the records that exist, by identifier, each with the address of its `living` page. A damaged slug is
 * recognised by its identifier, and a slug in an address by the folder of the page.
 */
export function findCitations(text, records = {}) {
  const named = Object.entries(records).filter(([id]) => !NUMBERED.test(id));
  const folders = [...new Set(["organisations", ...named.map(([, record]) => record.living.split("/")[0])])];
  const address = addressBefore([...folders, "claims", "sources", "proceedings", "captures"]);
  const folded = text.replace(WIDE, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0)).replace(DASHES, "-");
  const citations = [];
  for (const match of folded.matchAll(IDENTIFIERS)) {
    const id = `${prefixOf(match[1])}-${digitsOf(match[2])}-${digitsOf(match[3])}`;
    citations.push(readCitation(text, folded, match.index, match[0].length, id, address));
  }
  const slugs = new Map(Object.keys(records).map((name) => [keyOf(name), name]));
  for (const match of folded.matchAll(slugsIn(folders))) {
    const slug = match[1] ?? match[2];
    const start = match.index + match[0].length - slug.length;
    if (citations.some((citation) => citation.start <= start && start < citation.end)) continue;
    const id = slugs.get(keyOf(slug)) ?? slug.replace(new RegExp(JUNK, "gu"), "").toLowerCase();
    citations.push({ ...readCitation(text, folded, start, slug.length, id, address), isSlug: true });
  }
  return citations.sort((first, second) => first.start - second.start);
}

function readCitation(text, folded, start, length, id, addressPattern) {
  const end = start + length;
  const number = matchAt(REVISION, folded, end) ?? matchAt(REVISION_IN_WORDS, folded, end);
  let rest = number?.end ?? end;
  const anchor = matchAt(ANCHOR, folded, rest);
  rest = anchor?.end ?? rest;
  const paragraphs = matchAt(PARAGRAPHS, folded, rest);
  const pins = [anchor?.text, ...(paragraphs?.text.match(/[0-9]+/g) ?? [])].filter(Boolean).map(Number);
  return {
    id,
    revision: number === null ? null : Number(digitsOf(number.text)),
    pins: [...new Set(pins)],
    written: text.slice(start, end),
    address: folded.slice(Math.max(0, start - 300), start).match(addressPattern)?.[1] ?? null,
    start,
    end,
  };
}

function matchAt(pattern, text, position) {
  pattern.lastIndex = position;
  const match = pattern.exec(text);
  return match && { text: match[1], end: pattern.lastIndex };
}

function prefixOf(text) {
  const letters = text.replace(new RegExp(NO_WIDTH, "gu"), "").toLowerCase();
  return letters.startsWith("ca") ? "CAP" : PREFIXES[letters[0]];
}

function digitsOf(text) {
  return text.replace(/o/gi, "0").replace(/[il|]/gi, "1").replace(/[^0-9]/g, "");
}

/** Returns a key that is equal for slugs that differ only in 0 and o, in 1, l and i, in case, or in junk. */
function keyOf(slug) {
  return slug.toLowerCase().replace(/0/g, "o").replace(/[1i|]/g, "l").replace(/[^a-z2-9-]/g, "");
}
