// Turns a citation, or what a document names, into what is known of it; the knowledge is that of
// /verify/known.json, and `root`, the address under which it was loaded.

/** The words for each status of a revision, and the sentence that explains it. */
const STATUSES = {
  current: ["current", "This is the newest revision."],
  revised: ["revised", "It was revised since, without a correction."],
  corrected: ["corrected since", "It was corrected after this revision was published."],
  disputed: ["disputed", "What it says is disputed."],
  superseded: ["superseded", "Later evidence or a later decision replaced it."],
  withdrawn: ["withdrawn", "It was withdrawn."],
  redacted: ["redacted", "Words of it were removed after it was published."],
  "reply-received": ["reply received", "A body that it concerns has replied since."],
};
const OTHERS = {
  unknown: ["unknown", "No record of this dossier has this identifier."],
  unreleased: ["not released", "The record exists as a living page only: no revision of it was frozen yet."],
  "no-such-revision": ["no such revision", "The record exists, but no such revision of it was published."],
};

/** Returns [name, explanation] of a status. */
export function wordsOf(status) {
  return STATUSES[status] ?? OTHERS[status] ?? [status, ""];
}

/**
 * Returns the citations grouped by what they cite, each judged: {id, revision, status, also, newest, paragraphs,
 * permalink, living, count, unnumbered, pins, beyond, damaged, elsewhere, hint}. An identifier that stands beside a
 * numbered revision of the same record is counted with it.
 */
export function judged(found, known) {
  const groups = new Map();
  const numbered = new Set(found.filter((one) => one.revision !== null).map((one) => one.id));
  const first = new Map();
  for (const one of found) if (one.revision !== null && !first.has(one.id)) first.set(one.id, one.revision);
  for (const one of found) {
    if (one.isNamed && !recordOf(one.id, known) && !isOurs(one.address, known)) continue;
    const isBeside = one.revision === null && numbered.has(one.id);
    const revision = isBeside ? first.get(one.id) : one.revision;
    const key = `${one.id}/${revision}`;
    if (!groups.has(key)) groups.set(key, { ...blank(one.id, revision), ...standing(one.id, revision, known) });
    const group = groups.get(key);
    group.count += 1;
    if (isBeside) group.unnumbered += 1;
    for (const pin of one.pins) group.pins.add(pin);
    if (one.written !== one.id) group.damaged.add(one.written);
    if (one.address !== null && !isOurs(one.address, known)) group.elsewhere.add(one.address);
  }
  for (const group of groups.values()) {
    group.beyond = [...group.pins].filter((pin) => pin === 0 || (group.paragraphs && pin > group.paragraphs));
  }
  return [...groups.values()];
}

function blank(id, revision) {
  return { id, revision, count: 0, unnumbered: 0, pins: new Set(), damaged: new Set(), elsewhere: new Set() };
}

// `constructor` is a slug like any other.
function recordOf(id, known) {
  return Object.hasOwn(known.records, id) ? known.records[id] : null;
}

/** Returns how a revision stands, or the newest where none is named. */
export function standing(id, revision, known) {
  const record = recordOf(id, known);
  if (!record) return { status: "unknown", also: [], hint: nearest(id, known) };
  const { living, newest } = record;
  if (newest === 0) return { status: "unreleased", also: [], living, newest };
  const about = record.revisions[revision ?? newest];
  if (!about) return { status: "no-such-revision", also: [], living, newest };
  const { status, also = [], permalink, paragraphs } = about;
  return { status, also, permalink, paragraphs, living, newest };
}

/** Returns the record probably meant where the number of a footnote was drawn into the identifier, or null. */
function nearest(id, known) {
  for (let length = id.length - 1; length >= "CLM-2026-0042".length; length -= 1) {
    if (/^[A-Z]{3}-/.test(id) && recordOf(id.slice(0, length), known)) return id.slice(0, length);
  }
  return null;
}

/** Whether an address is below one under which this dossier is or was published. */
function isOurs(address, known) {
  if (address === null) return false;
  known.bases ??= bases(known);
  return known.bases.has(bare(address));
}

function bases(known) {
  const found = new Set([bare(known.root)]);
  for (const [id, record] of Object.entries(known.records)) {
    for (const [number, { permalink }] of Object.entries(record.revisions)) {
      found.add(bare(permalink.slice(0, permalink.lastIndexOf(`r/${id}/${number}`))));
    }
  }
  return found;
}

function bare(address) {
  return address.toLowerCase().replace(/^[a-z]+:\/\/(?:www\.)?/, "").replace(/\/+$/, "");
}

/**
 * Returns the files that a document says it is a copy of, as [{id, revision}], by the digests in its text, else by
 * the permalinks in it: `found` are the citations in the document.
 */
export function named(text, found, known) {
  const digests = new Set(Array.from(text.replace(/\s/g, "").matchAll(/(?=([0-9a-f]{64}))/gi), (one) => one[1].toLowerCase()));
  const files = [...digests].flatMap((digest) => (Object.hasOwn(known.files, digest) ? known.files[digest] : []));
  const cited = found.filter((one) => one.revision !== null && recordOf(one.id, known)?.revisions[one.revision]);
  const confirmed = files.filter((file) => cited.some((one) => one.id === file.id && one.revision === file.revision));
  return distinct(confirmed.length ? confirmed : files.length ? files : cited);
}

function distinct(places) {
  const found = new Map(places.map(({ id, revision }) => [`${id}/${revision}`, { id, revision }]));
  return [...found.values()];
}
