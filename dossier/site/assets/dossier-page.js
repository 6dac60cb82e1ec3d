// Shared by /verify/ and /check-citations/: loading their data, receiving files and text, showing results.

/** Returns an element. Strings become text nodes, so that no word of a file becomes markup. Null children are left out. */
export function element(name, attributes = {}, ...children) {
  const created = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, value);
  created.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return created;
}

/** Returns a link to a path of this site. */
export function link(root, path, text) {
  return element("a", { href: `${root}${path}` }, text);
}

/** Returns a word in a coloured frame. The colour never says more than the word. */
export function mark(level, text) {
  return element("strong", { class: `d-verdict d-verdict--${level}` }, text);
}

/** Returns a paragraph for each part of a file that could not be read. */
export function unreadNotes(input) {
  return input.warnings.map((warning) => element("p", {}, mark("warn", "not read"), " ", warning));
}

/** Resolves to a JSON document of this site, or to null if there is none. Throws Error if it cannot be loaded. */
export async function loadJson(address) {
  const response = await fetch(address, { credentials: "same-origin" });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response.json();
}

/**
 * Loads the data of a page, then examines each file and text that the reader gives, and shows the results.
 * `load()` resolves to the content of known.json, or to null before the first release.
 * `examine(bytes or null, text or null, known)` resolves to {message, elements}: a sentence for screen readers and the
 * elements to show. It throws Error with a sentence for the reader.
 */
export async function startPage(page, load, examine) {
  const parts = {
    form: page.querySelector("form"),
    file: page.querySelector("input[type=file]"),
    text: page.querySelector("textarea"),
    status: page.querySelector("[role=status]"),
    results: page.querySelector(".d-results"),
  };
  try {
    const known = await load();
    if (known === null || known.releases.length === 0) {
      parts.status.textContent = "No release has been made yet, so no page of this dossier is frozen and there is nothing to compare with.";
      page.dataset.state = "unreleased";
      return;
    }
    known.root = new URL(page.dataset.root, location.href).href;
    listen(page, parts, (bytes, text) => examine(bytes, text, known));
    parts.form.hidden = false;
    parts.status.textContent = `Ready. All releases up to ${known.releases.at(-1)} are loaded. You can go offline now.`;
    page.dataset.state = "ready";
  } catch (error) {
    parts.status.textContent = `The list of published revisions could not be loaded (${error.message}): reload this page.`;
    page.dataset.state = "failed";
  }
}

function listen(page, parts, examine) {
  let latestRun = 0;
  const run = async (inputs) => {
    latestRun += 1;
    const thisRun = latestRun;
    parts.status.textContent = "Reading…";
    parts.results.replaceChildren();
    const results = [];
    for (const input of inputs) results.push(await examineInput(input, examine));
    // The reader may have chosen another file by now.
    if (thisRun !== latestRun) return;
    parts.results.replaceChildren(...results.map((result) => result.section));
    parts.status.textContent = results.map((result) => result.message).join(" ");
  };
  parts.form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (parts.text.value.trim()) run([{ name: "The pasted text", text: parts.text.value }]);
    else parts.status.textContent = "Choose a file or paste a text first.";
  });
  parts.file.addEventListener("change", () => {
    if (parts.file.files.length) run(Array.from(parts.file.files, (file) => ({ name: file.name, file })));
  });
  // A file dropped outside the frame must not make the browser leave this page.
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

/** Resolves to {message, section} for a file or a text, also if it cannot be examined. */
async function examineInput({ name, file, text }, examine) {
  let result;
  try {
    if (file && file.size > MOST_BYTES) throw new Error("This file is larger than 100 MB and is not read.");
    result = await examine(file ? new Uint8Array(await file.arrayBuffer()) : null, text ?? null);
  } catch (error) {
    result = { message: error.message, elements: [element("p", {}, mark("warn", "not read"), " ", error.message)] };
  }
  const heading = element("h2", {}, element("bdi", {}, name));
  return { message: `${name}: ${result.message}`, section: element("section", { class: "d-result" }, heading, result.elements) };
}
