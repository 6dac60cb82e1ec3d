// Looks up citations and documents in /verify/known.json, which lists all published revisions and their statuses.
// `known` is that document, with `root`: the address of the site it was loaded from.

// Results of a look-up that are not a status of a revision. The words for statuses are in the document itself.
const NOT_FOUND = {
  unknown: { label: "unknown", sentence: "No record of this dossier has this identifier." },
  unreleased: { label: "not released", sentence: "The record has only a living page: none of its revisions was frozen yet." },
  "no-such-revision": { label: "no such revision", sentence: "The record exists, but this revision of it was never published." },
};

/** Returns {label, sentence}: the words for a status. `own` has the sentences made for a revision, by status. */
export function statusWords(status, known, own = {}) {
  const { label, sentence } = known.statuses[status] ?? NOT_FOUND[status] ?? { label: status, sentence: "" };
  return { label, sentence: [own[status], sentence].filter(Boolean).join(" ") };
}

/**
 * Returns the citations grouped by the revision they cite, with its status: [{id, revision, status, also, sentences,
 * newest, paragraphs, permalink, living, count, unnumbered, pins, beyond, damaged, elsewhere, hint}].
 * If a text names a record both with and without a revision, the mentions without one count for the revision.
 */
export function groupCitations(citations, known) {
  const groups = new Map();
  const firstRevision = new Map();
  for (const { id, revision } of citations) {
    if (revision !== null && !firstRevision.has(id)) firstRevision.set(id, revision);
  }
  for (const citation of citations) {
    const { id, address } = citation;
    if (citation.isSlug && !recordOf(id, known) && !isOurs(address, known)) continue;
    const isUnnumbered = citation.revision === null && firstRevision.has(id);
    const revision = isUnnumbered ? firstRevision.get(id) : citation.revision;
    const key = `${id}/${revision}`;
    if (!groups.has(key)) groups.set(key, { ...emptyGroup(id, revision), ...lookUp(id, revision, known) });
    const group = groups.get(key);
    group.count += 1;
    if (isUnnumbered) group.unnumbered += 1;
    for (const pin of citation.pins) group.pins.add(pin);
    if (citation.written !== id) group.damaged.add(citation.written);
    if (address !== null && !isOurs(address, known)) group.elsewhere.add(address);
  }
  for (const group of groups.values()) {
    group.beyond = [...group.pins].filter((pin) => pin === 0 || (group.paragraphs && pin > group.paragraphs));
  }
  return [...groups.values()];
}

function emptyGroup(id, revision) {
  return { id, revision, count: 0, unnumbered: 0, pins: new Set(), damaged: new Set(), elsewhere: new Set() };
}

// Object.hasOwn, because a text may name a slug such as `constructor`.
function recordOf(id, known) {
  return Object.hasOwn(known.records, id) ? known.records[id] : null;
}

/** Returns the status and addresses of a revision, or of the newest revision if `revision` is null. */
export function lookUp(id, revision, known) {
  const record = recordOf(id, known);
  if (!record) return { status: "unknown", also: [], hint: nearest(id, known) };
  const { living, newest } = record;
  if (newest === 0) return { status: "unreleased", also: [], living, newest };
  const published = record.revisions[revision ?? newest];
  if (!published) return { status: "no-such-revision", also: [], living, newest };
  const { status, also = [], sentences, permalink, paragraphs } = published;
  return { status, also, sentences, permalink, paragraphs, living, newest };
}

/** Returns the record that is probably meant if the number of a footnote got into the identifier, or null. */
function nearest(id, known) {
  for (let length = id.length - 1; length >= "CLM-2026-0042".length; length -= 1) {
    if (/^[A-Z]{3}-/.test(id) && recordOf(id.slice(0, length), known)) return id.slice(0, length);
  }
  return null;
}

/** Returns true if an address belongs to this site or to one that a permalink names. */
function isOurs(address, known) {
  if (address === null) return false;
  known.bases ??= bases(known);
  return known.bases.has(withoutScheme(address));
}

function bases(known) {
  const addresses = new Set([withoutScheme(known.root)]);
  for (const [id, record] of Object.entries(known.records)) {
    for (const [number, { permalink }] of Object.entries(record.revisions)) {
      addresses.add(withoutScheme(permalink.slice(0, permalink.lastIndexOf(`r/${id}/${number}`))));
    }
  }
  return addresses;
}

function withoutScheme(address) {
  return address.toLowerCase().replace(/^[a-z]+:\/\/(?:www\.)?/, "").replace(/\/+$/, "");
}

/**
 * Returns the revisions that a document may be a copy of, as [{id, revision}]. They are found by the digests in its
 * text, or else by `citations`, the citations in the document.
 */
export function claimedRevisions(text, citations, known) {
  const hashes = text.replace(/\s/g, "").matchAll(/(?=([0-9a-f]{64}))/gi);
  const digests = new Set(Array.from(hashes, (match) => match[1].toLowerCase()));
  const files = [...digests].flatMap((digest) => (Object.hasOwn(known.files, digest) ? known.files[digest] : []));
  const cited = citations.filter(({ id, revision }) => revision !== null && recordOf(id, known)?.revisions[revision]);
  const confirmed = files.filter((file) => cited.some(({ id, revision }) => id === file.id && revision === file.revision));
  return distinct(confirmed.length ? confirmed : files.length ? files : cited);
}

function distinct(revisions) {
  const byKey = new Map(revisions.map(({ id, revision }) => [`${id}/${revision}`, { id, revision }]));
  return [...byKey.values()];
}
