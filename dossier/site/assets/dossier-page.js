// What the pages /verify/ and /check-citations/ share: loading what is known, taking files and text, showing results.

/** Returns an element; attributes are set, children appended, texts as texts: no word of a file becomes markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.flat(Infinity).filter((one) => one !== null && one !== undefined));
  return made;
}

/** Returns a link to a place below the root of the site. */
export function link(root, path, text) {
  return element("a", { href: `${root}${path}` }, text);
}

/** Returns a word in a coloured frame; the colour never says more than the word. */
export function mark(level, text) {
  return element("strong", { class: `d-verdict d-verdict--${level}` }, text);
}

/** Returns a JSON document of this site, or null where there is none. Throws Error where it cannot be loaded. */
export async function loadJson(address) {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return answer.json();
}

/**
 * Readies a page: loads, then hands every file and text to `examine`, whose elements are shown.
 * `load` returns what is known, null before the first release; `examine(bytes or null, text or null, known)` returns
 * {said, shown} or throws Error with a sentence for the reader.
 */
export async function ready(page, load, examine) {
  const parts = {
    form: page.querySelector("form"),
    file: page.querySelector("input[type=file]"),
    text: page.querySelector("textarea"),
    said: page.querySelector("[role=status]"),
    results: page.querySelector(".d-results"),
  };
  try {
    const known = await load();
    if (known === null || known.releases.length === 0) {
      parts.said.textContent = "No release has been made yet: no page of this dossier is frozen, and there is nothing to compare with.";
      page.dataset.state = "unreleased";
      return;
    }
    known.root = new URL(page.dataset.root, location.href).href;
    listen(page, parts, (bytes, text) => examine(bytes, text, known));
    parts.form.hidden = false;
    parts.said.textContent = `Ready. All releases up to ${known.releases.at(-1)} are known. You may go offline now.`;
    page.dataset.state = "ready";
  } catch (error) {
    parts.said.textContent = `What was published could not be loaded (${error.message}): load this page anew.`;
    page.dataset.state = "failed";
  }
}

function listen(page, parts, examine) {
  let turn = 0;
  const run = async (given) => {
    turn += 1;
    const mine = turn;
    parts.said.textContent = "Reading…";
    parts.results.replaceChildren();
    const outcomes = [];
    for (const one of given) outcomes.push(await outcome(one, examine));
    // Another file may have been given meanwhile.
    if (mine !== turn) return;
    parts.results.replaceChildren(...outcomes.map((one) => one.shown));
    parts.said.textContent = outcomes.map((one) => one.said).join(" ");
  };
  parts.form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (parts.text.value.trim()) run([{ name: "The pasted text", text: parts.text.value }]);
    else parts.said.textContent = "Choose a file or paste a text first.";
  });
  parts.file.addEventListener("change", () => {
    if (parts.file.files.length) run(Array.from(parts.file.files, (file) => ({ name: file.name, file })));
  });
  // A file dropped beside the frame must not make the browser leave this page.
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    page.classList.remove("d-checker--over");
    const { files } = event.dataTransfer;
    const text = event.dataTransfer.getData("text/plain");
    if (files.length) run(Array.from(files, (file) => ({ name: file.name, file })));
    else if (text) run([{ name: "The dropped text", text }]);
  });
  page.addEventListener("dragenter", () => page.classList.add("d-checker--over"));
  page.addEventListener("dragleave", (event) => {
    if (!page.contains(event.relatedTarget)) page.classList.remove("d-checker--over");
  });
}

const MOST_BYTES = 100_000_000;

async function outcome({ name, file, text }, examine) {
  let result;
  try {
    if (file && file.size > MOST_BYTES) throw new Error("This file is larger than 100 MB and is not read.");
    result = await examine(file ? new Uint8Array(await file.arrayBuffer()) : null, text ?? null);
  } catch (error) {
    result = { said: error.message, shown: [element("p", {}, mark("warn", "not read"), " ", error.message)] };
  }
  const heading = element("h2", {}, element("bdi", {}, name));
  return { said: `${name}: ${result.said}`, shown: element("section", { class: "d-result" }, heading, result.shown) };
}
