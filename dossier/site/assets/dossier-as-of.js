// The page /as-of/: each record as it was on the day of a release, and what is so today.
// The release or the day, the words and the box are in the address, so that what is shown can be shared.

import { fold } from "./dossier-names.js";
import { element, link, loadJson } from "./dossier-page.js";

const MOST = 50;
const LONGEST = 200;
const page = document.querySelector("#d-then");
const [form, said, list] = ["form", "[role=status]", ".d-then__found"].map((part) => page.querySelector(part));
const { root } = page.dataset;
const { release, day, q: words, new: onlyNew } = form.elements;
const COLUMNS = ["As it was", "Standing or status then", "Permalink", "Today"];
const HIDDEN = { suspended: "Suspended now: its permalink shows a notice", protected: "Title not shown: the source is protected now" };
const dayFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

let data = null;
let latest = 0;
let isTypingDay = false;

const inWords = (date) => dayFormat.format(new Date(`${date}T00:00:00Z`));
const counted = (number, one, several) => `${number.toLocaleString("en-GB")} ${number === 1 ? one : several}`;

/** Returns the document with a name for each value of its lists. */
function read(raw) {
  const releases = raw.releases.map(([version, date]) => ({ version, date }));
  const records = raw.records.map(([id, kind, titles, revisions]) => ({
    // Found by "clm 2026 42" too.
    id, kind, key: `${fold(id)} ${fold(id).replace(/\b0+(?=\d)/g, "")}`, living: `${raw.kinds[kind][1]}${id}/`,
    revisions: revisions.map(([number, made, title, state, today, successor, suspensions]) => ({
      number, made, successor, suspensions,
      title: titles[title]?.[0] ?? null,
      names: titles[title]?.[1] ?? "",
      hidden: HIDDEN[title] ?? null,
      key: fold((titles[title] ?? []).join(" ")),
      state: state === null ? null : raw.words[state],
      today: today.map((at) => raw.words[at]),
    })),
  }));
  return { releases, records, byId: new Map(records.map((record) => [record.id, record])), kinds: raw.kinds.map(([plural]) => plural) };
}

/** Returns the revision that was the newest at a release, or undefined before the first. */
function revisionAt(record, at) {
  return record.revisions.findLast((each) => each.made <= at);
}

/** Returns the number of the release that was the newest on a day, or -1. */
function releaseOn(date) {
  return data.releases.findLastIndex((each) => each.date <= date);
}

/** Fills the form with what the address says, and returns a sentence on what it cannot show, or "". */
function readAddress() {
  const asked = new URLSearchParams(location.search);
  const [version, date] = [asked.get("release"), asked.get("day")];
  const newest = data.releases.at(-1).version;
  const isRelease = data.releases.some((each) => each.version === version);
  const notes = [];
  words.value = (asked.get("q") ?? "").slice(0, LONGEST);
  onlyNew.checked = asked.get("new") === "1";
  release.value = isRelease ? version : newest;
  day.value = date ?? "";
  if (version !== null && !isRelease) notes.push(version ? `There is no release ${version.slice(0, 40)}.` : "The address names no release.");
  if (date !== null && !isDay()) {
    day.value = "";
    notes.push(date ? `${date.slice(0, 40)} is not a day.` : "The address names no day.");
  } else if (date !== null && isRelease) {
    day.value = "";
    notes.push("The address names a release and a day. The release counts.");
  }
  if (notes.length && !isRelease && !day.value) notes.push("This is the newest release.");
  return notes.map((each) => `${each} `).join("");
}

/** Returns false for an empty field, and for a day that no calendar has or that is after the last of the field. */
function isDay() {
  return day.value !== "" && day.validity.valid;
}

function address() {
  const made = new URL(location.pathname, location.href);
  if (day.value) made.searchParams.set("day", day.value);
  else if (release.value !== data.releases.at(-1).version) made.searchParams.set("release", release.value);
  if (words.value) made.searchParams.set("q", words.value);
  if (onlyNew.checked) made.searchParams.set("new", "1");
  return made;
}

/** Returns the sentence that says which release is shown, and why. */
function sentence(at) {
  const { version, date } = data.releases[at];
  const until = at + 1 < data.releases.length ? `, the newest until ${inWords(data.releases[at + 1].date)}` : ", the newest so far";
  const shown = `release ${version} of ${inWords(date)}${until}.`;
  if (!day.value) return `This is ${shown}`;
  const shownOn = `On ${inWords(day.value)} the newest was ${shown}`;
  if (date !== day.value) return shownOn;
  const before = data.releases.findLast((each) => each.date < date);
  const many = data.releases.filter((each) => each.date === date).length;
  const made = many === 1 ? "It was made on that day" : `It was the last of ${many} releases on that day`;
  return `${shownOn} ${made}: ${before ? `at its beginning, the newest was ${before.version}` : "at its beginning, nothing had been released"}.`;
}

/** Shows the records as they were. `note` is said first. */
function show(note = "") {
  list.replaceChildren();
  if (!day.validity.valid) {
    said.textContent = "That is not a day.";
    return;
  }
  if (!day.value && release.selectedIndex < 0) release.value = data.releases.at(-1).version;
  const at = day.value ? releaseOn(day.value) : data.releases.findIndex((each) => each.version === release.value);
  if (at >= 0) release.value = data.releases[at].version;
  else release.selectedIndex = -1;
  if (at < 0) {
    const [first] = data.releases;
    said.textContent = `${note}On ${inWords(day.value)} nothing had been released. The first release is ${first.version} of ${inWords(first.date)}.`;
    return;
  }
  const all = data.records.map((record) => ({ record, then: revisionAt(record, at) })).filter(({ then }) => then);
  const tokens = fold(words.value).split(" ").filter(Boolean);
  const found = all.filter(({ record, then }) => fits(record, then, tokens) && (!onlyNew.checked || then.made === at));
  const unsearched = words.value.trim() && !tokens.length ? "Without a letter or a digit there is nothing to look for: all are shown. " : "";
  said.textContent = `${note}${unsearched}${sentence(at)} ${counted(found.length, "record", "records")}${found.length < all.length ? ` of ${all.length.toLocaleString("en-GB")}` : ""}.`;
  list.replaceChildren(...data.kinds.map((plural, kind) => group(plural, found.filter(({ record }) => record.kind === kind), at)).filter(Boolean));
  if (!found.length) list.append(element("p", { class: "d-none" }, "No record that had been released by then fits. That is not evidence for or against anything."));
}

/** Returns true if each word begins a word of the title then, of another name then, or of the identifier. */
function fits(record, then, tokens) {
  const places = ` ${record.key} ${then.key}`;
  return tokens.every((token) => places.includes(` ${token}`));
}

/** Returns the records of a kind under a heading, or null if there are none. More than a screen can hold are shown on demand. */
function group(plural, found, at) {
  if (!found.length) return null;
  const body = element("tbody", {}, found.slice(0, MOST).map((each) => row(each, at)));
  const head = element("thead", {}, element("tr", {}, COLUMNS.map((name) => element("th", { scope: "col" }, name))));
  const heading = element("h2", {}, `${plural.charAt(0).toUpperCase()}${plural.slice(1)} (${found.length.toLocaleString("en-GB")})`);
  const section = element("section", {}, heading, element("table", { class: "d-table d-list__rows" }, head, body));
  if (found.length > MOST) {
    const more = element("button", { type: "button" }, `Show all ${found.length.toLocaleString("en-GB")}`);
    more.addEventListener("click", () => {
      const added = found.slice(MOST).map((each) => row(each, at));
      body.append(...added);
      more.remove();
      added[0].querySelector("a").focus();
    });
    section.append(more);
  }
  return section;
}

function row({ record, then }, at) {
  const permalink = `r/${record.id}/${then.number}/`;
  const title = then.hidden ?? then.title ?? record.id;
  const made = data.releases[then.made];
  const cells = [
    stateThen(then, at),
    [link(root, permalink, `${record.id}, revision ${then.number}`), ` of ${inWords(made.date)}`],
    stateToday(record, then),
  ];
  return element(
    "tr", { "data-record": record.id },
    element(
      "th", { scope: "row" },
      element("a", { href: `${root}${permalink}`, dir: "auto" }, title),
      then.names ? [" ", element("span", { class: "d-meta", dir: "auto" }, then.names)] : null,
    ),
    cells.map((content, place) => element("td", { "data-label": COLUMNS[place + 1] }, content)),
  );
}

/** Returns the standing or status then. If it was suspended on that day, a reader saw a notice. */
function stateThen(then, at) {
  const parts = [];
  if (then.suspensions.some(([from, to]) => from <= at && (to === null || at < to))) parts.push(element("strong", {}, "Suspended then"), " ");
  if (then.state) parts.push(element("span", { class: `d-badge d-badge--${then.state[0]}` }, then.state[1]));
  if (then.successor) {
    const successor = data.byId.get(then.successor);
    const known = successor && revisionAt(successor, at);
    parts.push(" Replaced by ", known ? link(root, `r/${successor.id}/${known.number}/`, successor.id) : then.successor);
  }
  return parts;
}

/** Returns what is so today: the statuses of the revision, and its newest revision. */
function stateToday(record, then) {
  const parts = then.today.map(([, text]) => [element("strong", { dir: "auto" }, text), " "]);
  const newest = record.revisions.at(-1);
  if (newest !== then) {
    const isSaid = newest.state === null || [then.state, ...then.today].some((each) => each?.[0] === newest.state[0]);
    const state = !isSaid ? [": ", element("span", { class: `d-badge d-badge--${newest.state[0]}` }, newest.state[1])] : [];
    parts.push("Newest: ", link(root, `r/${record.id}/${newest.number}/`, `revision ${newest.number}`), state, ". ");
  }
  if (!parts.length) return ["No change"];
  return [parts, link(root, `${record.living}#history`, "Reasons and history")];
}

/** Shows what was chosen. Choices in one go are one step of Back. */
function change({ isSameStep = false } = {}) {
  latest += 1;
  if (isSameStep) history.replaceState(null, "", address());
  else history.pushState(null, "", address());
  show();
}

form.addEventListener("submit", (event) => event.preventDefault());
release.addEventListener("change", () => {
  day.value = "";
  change();
});
day.addEventListener("change", () => {
  change({ isSameStep: isTypingDay });
  isTypingDay = true;
});
day.addEventListener("blur", () => {
  isTypingDay = false;
});
onlyNew.addEventListener("change", () => change());
words.addEventListener("input", () => {
  latest += 1;
  const mine = latest;
  setTimeout(() => {
    if (mine !== latest) return;
    history.replaceState(null, "", address());
    show();
  }, 150);
});

async function begin() {
  said.textContent = "Loading…";
  const raw = await loadJson(`${root}as-of/revisions.json`);
  if (raw === null) throw new Error("the site has no list");
  data = read(raw);
  form.hidden = false;
  show(readAddress());
  addEventListener("popstate", () => {
    isTypingDay = false;
    show(readAddress());
  });
  page.dataset.state = "ready";
}

begin().catch((error) => {
  page.dataset.state = "failed";
  said.textContent = `The list of revisions could not be loaded (${error.message}): reload this page.`;
});
