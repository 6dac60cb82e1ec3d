// Turns text into comparable words: the normal form, its SHA-256, and the words in which two texts differ.
// The normal form is also computed in Python, in dossier/releases/known.py; a test holds the two together.

// White space is listed, for `\s` and Python's `str.split` do not mean the same characters.
const BLANKS = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+/g;
const UNSEEN = new Set(["script", "style", "template", "noscript", "iframe"]);
// The number of differing words past which the shortest difference is no longer looked for.
const MOST_EDITS = 1000;

/** Returns the text in Unicode form NFC, every run of white space as one space, trimmed. */
export function normalised(text) {
  return text.normalize("NFC").replace(BLANKS, " ").replace(/^ | $/g, "");
}

/** Returns the text in Unicode form NFC without any white space: what remains however its lines were set. */
export function squeezed(text) {
  return text.normalize("NFC").replace(BLANKS, "");
}

/** Returns the visible text of an element, normalised; every tag separates words, a comment does not. */
export function visibleText(element) {
  const pieces = [];
  const walk = (node) => {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) {
        pieces.push(child.data);
      } else if (child.nodeType === 1) {
        pieces.push(" ");
        if (!UNSEEN.has(child.localName)) walk(child);
        pieces.push(" ");
      }
    }
  };
  walk(element);
  return normalised(pieces.join(""));
}

/** Returns the SHA-256 of bytes, or of a text as UTF-8, in lower-case hexadecimal. */
export async function sha256(content) {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Returns the canonical JSON (RFC 8785) of a value without fractions; keys go by their UTF-16 code units. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const pairs = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${pairs.join(",")}}`;
}

/** Returns the values of a JSON document, one a line, each after its path. */
export function leaves(value, path = "") {
  if (value === null || typeof value !== "object") return `${path}: ${value}`;
  const inner = Object.keys(value).sort().map((key) => leaves(value[key], path ? `${path}.${key}` : key));
  return inner.length ? inner.join("\n") : `${path}: none`;
}

/**
 * Returns the difference of two texts as [{kind: "same" | "removed" | "added", words: [...]}, ...].
 * The shortest one, as Myers' algorithm finds it, unless very many words differ.
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

/** Returns the edits as [kind, [word]] pairs, or null where more than MOST_EDITS words differ. */
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
      if (x >= old.length && y >= now.length) return walkedBack(trace, old, now);
    }
  }
  return null;
}

function goesDown(reach, line, depth) {
  return line === -depth || (line !== depth && reach.get(line - 1) < reach.get(line + 1));
}

function walkedBack(trace, old, now) {
  const found = [];
  let [x, y] = [old.length, now.length];
  for (let depth = trace.length - 1; depth >= 0; depth -= 1) {
    const reach = trace[depth];
    const line = x - y;
    const before = goesDown(reach, line, depth) ? line + 1 : line - 1;
    const [fromX, fromY] = [reach.get(before), reach.get(before) - before];
    while (x > fromX && y > fromY) {
      [x, y] = [x - 1, y - 1];
      found.push(["same", [old[x]]]);
    }
    if (depth > 0) found.push(x === fromX ? ["added", [now[fromY]]] : ["removed", [old[fromX]]]);
    [x, y] = [fromX, fromY];
  }
  return found.reverse();
}
