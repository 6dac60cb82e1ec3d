// The names of the record, and how a query is matched with them. Shared by the box in the header and the search page.

/** Letters that Unicode does not take apart into a letter and a mark. */
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };
const IDENTIFIER = /^([a-z]{3}) ?(\d{4}) ?(\d{1,6})$/;
/** How well a record fits, best first. From `SOME` on, another record may be meant. */
export const RANK = { EXACT: 0, INITIALS: 1, BEGINNING: 2, NAME: 3, WORDS: 4, TYPING_ERROR: 5, SOME: 6 };
const MOST_WEAK = 5;

/** Returns the text without case, accents and punctuation: "[2025] UKUT 319" and "2025 ukut 319" are one. */
export function fold(text) {
  const letters = text.toLowerCase().replace(/[ßæœøłđðþı]/gu, (letter) => LETTERS[letter]);
  return letters.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[’'‘`]s\b/gu, "s").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

let loading = null;

/** Resolves to the names. They are loaded once. */
export function loadNames(root) {
  loading ??= fetch(new URL("names.json", root)).then((answer) => {
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    return answer.json();
  }).then((data) => read(data, root)).catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

function read(data, root) {
  const phrases = data.phrases.map((phrase) => fold(phrase).split(" "));
  const records = data.records.map(([kind, id, title, label, term, line, names, described, uses, language = "", english = -1]) => {
    const keys = [title, ...names].map(fold);
    const shared = described.flatMap((number) => phrases[number]);
    const group = data.kinds[kind];
    return {
      id, title, language, english: names[english] ?? "", line, uses, keys, kind, label, term,
      group: group.plural, sort: group.name, page: `${group.folder}${id}/`,
      initials: keys.map(initialsOf),
      // A name with the words for what it names. Words of two names together would be the name of another body.
      wordings: keys.map((key) => new Set([...key.split(" "), ...shared])),
      words: new Set([...keys.flatMap((key) => key.split(" ")), ...shared]),
    };
  });
  const pages = data.pages.map(([title, page, line]) => ({
    id: "", title, line, uses: 0, keys: [fold(title)], kind: data.kinds.length, label: "", term: "", group: "pages", sort: "page",
    page, initials: [], wordings: [new Set(fold(`${title} ${line}`).split(" "))], words: new Set(fold(`${title} ${line}`).split(" ")),
  }));
  return { root, kinds: data.kinds, statuses: data.statuses, examples: data.examples, records: [...records, ...pages] };
}

/** Returns the first letters of the words of a name: "mod" of "Ministry of Defence". */
function initialsOf(key) {
  const words = key.split(" ");
  return words.length > 2 ? words.map((word) => word[0]).join("") : "";
}

/**
 * Returns what fits a query: `found`, best first, each with its `rank`; and if nothing does, `weak`, which has some of
 * the words. `identifier` is {kind, id} if the query has the form of one.
 */
export function find(query, names) {
  const folded = fold(query).replace(/^the /u, "");
  const identifier = identifierOf(folded, names);
  if (folded === "") return { folded, identifier, found: [], weak: [] };
  const tokens = folded.split(" ");
  const found = [];
  for (const record of names.records) {
    const rank = rankOf(record, folded, tokens);
    if (rank < RANK.SOME) found.push({ ...record, rank });
  }
  found.sort((one, other) => one.rank - other.rank || one.kind - other.kind || other.uses - one.uses || compare(one.id, other.id));
  return { folded, identifier, found, weak: found.length ? [] : weak(tokens, names.records) };
}

function compare(one, other) {
  return one < other ? -1 : Number(one > other);
}

function identifierOf(folded, names) {
  const match = IDENTIFIER.exec(folded);
  const group = match && names.kinds.find((each) => each.prefix === match[1]);
  return group ? { group, id: `${match[1].toUpperCase()}-${match[2]}-${match[3].padStart(4, "0")}` } : null;
}

function rankOf(record, folded, tokens) {
  const keys = record.keys.map((key) => key.replace(/^the /u, ""));
  if (keys.includes(folded) || fold(record.id) === folded) return RANK.EXACT;
  if (tokens.length === 1 && folded.length > 2 && record.initials.includes(folded)) return RANK.INITIALS;
  if (keys.some((key) => key.startsWith(folded))) return RANK.BEGINNING;
  if (keys.some((key) => all(tokens, key.split(" "), begins))) return RANK.NAME;
  if (record.wordings.some((words) => all(tokens, words, begins))) return RANK.WORDS;
  return record.wordings.some((words) => all(tokens, words, isNear)) ? RANK.TYPING_ERROR : RANK.SOME;
}

function all(tokens, words, fits) {
  const listed = [...words];
  return tokens.every((token) => listed.some((word) => fits(word, token)));
}

function begins(word, token) {
  // A single digit or letter is the beginning of nearly everything.
  return token.length < 2 || /^\d+$/u.test(token) ? word === token : word.startsWith(token);
}

/** Returns true if a word begins like the token, except for one wrong, missing or added letter, or two in a long word. */
function isNear(word, token) {
  if (begins(word, token)) return true;
  if (token.length < 4 || /\d/u.test(token) || word[0] !== token[0]) return false;
  const most = token.length < 8 ? 1 : 2;
  return Math.abs(word.length - token.length) <= most && distance(word, token) <= most;
}

/** Returns the number of letters to add, remove, replace or exchange with their neighbour (Damerau-Levenshtein). */
function distance(one, other) {
  let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const change = one[row - 1] === other[at - 1] ? 0 : 1;
      next[at] = Math.min(last[at] + 1, next[at - 1] + 1, last[at - 1] + change);
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]) {
        next[at] = Math.min(next[at], before[at - 2] + 1);
      }
    }
    [before, last] = [last, next];
  }
  return last[other.length];
}

/** Returns the records that have the rarest word of a query. A word that many have says nothing. */
function weak(tokens, records) {
  const having = tokens.filter((token) => token.length > 2).map((token) => records.filter((record) => [...record.words].some((word) => isNear(word, token))));
  const known = having.filter((each) => each.length > 0 && each.length <= MOST_WEAK).sort((one, other) => one.length - other.length);
  return known.length ? [...known[0]].sort((one, other) => one.kind - other.kind || other.uses - one.uses) : [];
}

/** Resolves to a claim, source or preserved copy by its identifier as a record of the names, or to null if there is none. */
export async function byIdentifier({ group, id }, names) {
  const known = names.records.find((record) => record.id === id);
  if (known) return known;
  const answer = await fetch(new URL(`${group.documents}${id}.json`, names.root));
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  const { title, page, record } = await answer.json();
  const term = record.standing ?? record.checked?.level ?? "";
  // A description is ours, so it is in English, in whichever language the document is.
  const isOurs = record.title === undefined || record.title_basis === "described" || /^(?:en|und)\b/.test(record.language);
  const [language, english] = [isOurs ? "" : record.language, record.title_in_english ?? ""];
  return { id, title, language, english, page, line: "", sort: group.name, group: group.plural, term, label: names.statuses[term] ?? "", rank: RANK.EXACT };
}
