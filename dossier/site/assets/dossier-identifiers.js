// Turns a text, damaged or not, into the citations of this dossier that stand in it: identifiers, revisions, pinpoints.

const WIDE = /[\uff01-\uff5e]/g;
const DASHES = /[\u2010-\u2015\u2043\u2212\ufe58\ufe63]/g;
// What copying and line breaking leave inside an identifier: white space, soft hyphens, marks of no width.
const JUNK = "[\\s\\u00ad\\u061c\\u200b-\\u200f\\u2060-\\u2064\\u2066-\\u2069\\ufeff]";
const NO_WIDTH = "[\\u00ad\\u061c\\u200b-\\u200f\\u2060-\\u2064\\u2066-\\u2069\\ufeff]*";
const BETWEEN = `(?:${JUNK}|[-._/]){0,6}`;
const INSIDE = `(?:-(?=${JUNK}{0,3}\\n)|${JUNK}){0,4}`;
const DIGIT = "[0-9oil|]";
const PREFIXES = { c: "CLM", s: "SRC", p: "PRO" };
const spaced = (letters) => [...letters].map((one) => (one === "L" ? "[l1i|]" : one === "O" ? "[o0]" : one)).join(NO_WIDTH);
const PREFIX = `(${["CLM", "SRC", "PRO", "CAP"].map(spaced).join("|")})`;
const YEAR = `(2(?:${INSIDE}${DIGIT}){3})`;
const NUMBER = `(${DIGIT}(?:${INSIDE}${DIGIT}){3}(?:${NO_WIDTH}[0-9])*)`;
const NUMBERED = new RegExp(`(?<![\\p{L}\\p{N}])${PREFIX}${BETWEEN}${YEAR}${BETWEEN}${NUMBER}`, "giu");
const SLUG = `[a-z](?:[a-z0-9]|${JUNK}{0,3}-${JUNK}{0,3}(?=[a-z0-9]))*`;
const NAMED = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:(?:r|status)${JUNK}*/${JUNK}*(${SLUG})(?=${JUNK}*/${JUNK}*${DIGIT})` +
    `|(?:forces|organisations)${JUNK}*/${JUNK}*(${SLUG})(?=${JUNK}*/))`,
  "giu",
);
const REVISION = new RegExp(`${JUNK}*/${JUNK}*(?!0)(${DIGIT}{1,5})(?![\\p{L}\\p{N}])`, "iuy");
const SAID_REVISION = /[\s,;('’"”]{0,6}(?:rev(?:ision|\.)?|r\.)\s*([1-9][0-9]{0,4})(?![0-9])/iuy;
const ANCHOR = new RegExp(`${JUNK}*/?${JUNK}*#${JUNK}*p${JUNK}*([0-9]{1,5})`, "iuy");
const ACCESSED = "(?:accessed\\s+[0-9]{1,2}\\s+\\p{L}+\\s+[0-9]{4})?";
const PARAGRAPHS = new RegExp(
  `[\\s/>,;:)'’"”]{0,12}${ACCESSED}[\\s,;]{0,4}(?:at\\s+)?((?:\\[[0-9]{1,5}\\](?:\\s*(?:-|,|and|to)\\s*(?=\\[))?)+` +
    "|(?:para(?:graph)?s?\\.?|¶+)\\s*\\[?[0-9]{1,5}\\]?)",
  "iuy",
);
const ADDRESS = /([a-z][a-z0-9+.-]*:\/\/[^\s<>"'()]*?)(?:r|status|claims|sources|proceedings|captures|forces|organisations)\s*\/\s*$/i;

/**
 * Returns the citations in a text, each {id, revision or null, pins: [numbers], written, address or null, start},
 * in the order of their places. `names` holds the identifiers that exist: a damaged slug is told by them.
 */
export function citations(text, names = []) {
  const folded = text.replace(WIDE, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0)).replace(DASHES, "-");
  const taken = [];
  for (const match of folded.matchAll(NUMBERED)) {
    const id = `${prefixOf(match[1])}-${digitsOf(match[2])}-${digitsOf(match[3])}`;
    taken.push(citation(text, folded, match.index, match[0].length, id));
  }
  const slugs = new Map(names.map((name) => [keyOf(name), name]));
  for (const match of folded.matchAll(NAMED)) {
    const slug = match[1] ?? match[2];
    const start = match.index + match[0].length - slug.length;
    if (taken.some((one) => one.start <= start && start < one.end)) continue;
    const id = slugs.get(keyOf(slug)) ?? slug.replace(new RegExp(JUNK, "gu"), "").toLowerCase();
    taken.push({ ...citation(text, folded, start, slug.length, id), isNamed: true });
  }
  return taken.sort((one, other) => one.start - other.start);
}

function citation(text, folded, start, length, id) {
  const end = start + length;
  const number = at(REVISION, folded, end) ?? at(SAID_REVISION, folded, end);
  let rest = number?.end ?? end;
  const anchor = at(ANCHOR, folded, rest);
  rest = anchor?.end ?? rest;
  const paragraphs = at(PARAGRAPHS, folded, rest);
  const pins = [anchor?.found, ...(paragraphs?.found.match(/[0-9]+/g) ?? [])].filter(Boolean).map(Number);
  return {
    id,
    revision: number === null ? null : Number(digitsOf(number.found)),
    pins: [...new Set(pins)],
    written: text.slice(start, end),
    address: folded.slice(Math.max(0, start - 300), start).match(ADDRESS)?.[1] ?? null,
    start,
    end,
  };
}

function at(pattern, text, place) {
  pattern.lastIndex = place;
  const match = pattern.exec(text);
  return match && { found: match[1], end: pattern.lastIndex };
}

function prefixOf(text) {
  const letters = text.replace(new RegExp(NO_WIDTH, "gu"), "").toLowerCase();
  return letters.startsWith("ca") ? "CAP" : PREFIXES[letters[0]];
}

function digitsOf(text) {
  return text.replace(/o/gi, "0").replace(/[il|]/gi, "1").replace(/[^0-9]/g, "");
}

/** Returns the key of a slug, equal for those that differ by 0 and o, 1 and l and i, case, or junk. */
function keyOf(slug) {
  return slug.toLowerCase().replace(/0/g, "o").replace(/[1i|]/g, "l").replace(/[^a-z2-9-]/g, "");
}
