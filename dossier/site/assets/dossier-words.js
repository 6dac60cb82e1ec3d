// Compares texts: their normal form, its SHA-256, and the words that differ.
// dossier/releases/aftermath/browser_data.py computes the same normal form, and a test compares the two.

// Listed here because `\s` and Python's `str.split` disagree on what white space is.
const WHITE_SPACE = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+/g;
const INVISIBLE_TAGS = new Set(["script", "style", "template", "noscript", "iframe"]);
// If more words than this differ, the shortest difference is not searched for: it would take too long.
const MOST_EDITS = 1000;

/** Returns the text in Unicode form NFC, with each run of white space as one space, trimmed. */
export function normalise(text) {
  return text.normalize("NFC").replace(WHITE_SPACE, " ").replace(/^ | $/g, "");
}

/** Returns the text in Unicode form NFC without white space, which does not depend on line breaks. */
export function removeSpaces(text) {
  return text.normalize("NFC").replace(WHITE_SPACE, "");
}

/** Returns the visible text of an element in normal form. A tag separates words, a comment does not. */
export function visibleText(element) {
  const pieces = [];
  const walk = (node) => {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) {
        pieces.push(child.data);
      } else if (child.nodeType === 1) {
        pieces.push(" ");
        if (!INVISIBLE_TAGS.has(child.localName)) walk(child);
        pieces.push(" ");
      }
    }
  };
  walk(element);
  return normalise(pieces.join(""));
}

/** Resolves to the SHA-256 of bytes, or of a text as UTF-8, in lower-case hexadecimal. */
export async function sha256(content) {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Returns the canonical JSON (RFC 8785) of a value without fractions. Keys are sorted by UTF-16 code units. */
export function canonicalJson(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const pairs = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
  return `{${pairs.join(",")}}`;
}

/** Returns the values of a JSON document as text, each on a line after its path. */
export function listValues(value, path = "") {
  if (value === null || typeof value !== "object") return `${path}: ${value}`;
  const inner = Object.keys(value).sort().map((key) => listValues(value[key], path ? `${path}.${key}` : key));
  return inner.length ? inner.join("\n") : `${path}: none`;
}

/**
 * Returns the difference of two texts as [{kind: "same" | "removed" | "added", words: [...]}, ...].
 * It is the shortest difference (Myers' algorithm), unless more than MOST_EDITS words differ.
 */
export function difference(before, after) {
  const old = before.split(" ").filter(Boolean);
  const now = after.split(" ").filter(Boolean);
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const parts = [];
  add(parts, "same", old.slice(0, head));
  const [from, to] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)];
  for (const [kind, words] of edits(from, to) ?? [["removed", from], ["added", to]]) add(parts, kind, words);
  add(parts, "same", old.slice(old.length - tail));
  return parts;
}

function add(parts, kind, words) {
  if (!words.length) return;
  const last = parts.at(-1);
  if (last?.kind === kind) last.words.push(...words);
  else parts.push({ kind, words: [...words] });
}

/** Returns the edits as [kind, [word]] pairs, or null if more than MOST_EDITS words differ. */
function edits(old, now) {
  const reach = new Map([[1, 0]]);
  const trace = [];
  for (let depth = 0; depth <= Math.min(old.length + now.length, MOST_EDITS); depth += 1) {
    trace.push(new Map(reach));
    for (let line = -depth; line <= depth; line += 2) {
      let x = goesDown(reach, line, depth) ? reach.get(line + 1) : reach.get(line - 1) + 1;
      let y = x - line;
      while (x < old.length && y < now.length && old[x] === now[y]) [x, y] = [x + 1, y + 1];
      reach.set(line, x);
      if (x >= old.length && y >= now.length) return walkBack(trace, old, now);
    }
  }
  return null;
}

function goesDown(reach, line, depth) {
  return line === -depth || (line !== depth && reach.get(line - 1) < reach.get(line + 1));
}

/** Returns the edits along the path that `trace` recorded, from the start of the texts. */
function walkBack(trace, old, now) {
  const reversed = [];
  let [x, y] = [old.length, now.length];
  for (let depth = trace.length - 1; depth >= 0; depth -= 1) {
    const reach = trace[depth];
    const line = x - y;
    const before = goesDown(reach, line, depth) ? line + 1 : line - 1;
    const [fromX, fromY] = [reach.get(before), reach.get(before) - before];
    while (x > fromX && y > fromY) {
      [x, y] = [x - 1, y - 1];
      reversed.push(["same", [old[x]]]);
    }
    if (depth > 0) reversed.push(x === fromX ? ["added", [now[fromY]]] : ["removed", [old[fromX]]]);
    [x, y] = [fromX, fromY];
  }
  return reversed.reverse();
}
