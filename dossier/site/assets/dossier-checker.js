// The pages /verify/ and /check-citations/: receive files and texts, and show what was found in them.
// What examines them is large. It is loaded when a reader first uses the form, and what was given before waits for it.

import { element, mark } from "./dossier-page.js";

const page = document.querySelector(".d-checker");
const [form, status, results] = ["form", "[role=status]", ".d-results"].map((part) => page.querySelector(part));
const [file, text] = ["input[type=file]", "textarea"].map((part) => form.querySelector(part));
const MOST_BYTES = 100_000_000;
let loading = null;
let latestRun = 0;

/**
 * Resolves to a function that examines the bytes of a file or a text. It resolves to {message, elements}: a sentence for
 * screen readers and the elements to show. It throws Error with a sentence for the reader.
 */
function load() {
  loading ??= loadExaminer().catch((error) => {
    loading = null;
    page.dataset.state = "failed";
    status.textContent = `The list of published revisions could not be loaded (${error.message}): reload this page.`;
    throw error;
  });
  return loading;
}

/** The module has `load()`, which resolves to the content of known.json, and `examine(bytes, text, known)`. */
async function loadExaminer() {
  status.textContent = "Loading the list of published revisions…";
  const examiner = await import(`./${page.dataset.examiner}`);
  const known = await examiner.load();
  if (known === null) throw new Error("the site has no list");
  known.root = new URL(page.dataset.root, location.href).href;
  status.textContent = `Ready. All releases up to ${known.releases.at(-1)} are loaded. You can go offline now.`;
  page.dataset.state = "ready";
  return (bytes, words) => examiner.examine(bytes, words, known);
}

async function run(inputs) {
  latestRun += 1;
  const thisRun = latestRun;
  results.replaceChildren();
  // If it cannot be loaded, the status says why.
  const examine = await load().catch(() => null);
  if (examine === null || thisRun !== latestRun) return;
  status.textContent = "Reading…";
  const found = [];
  for (const input of inputs) found.push(await examineInput(input, examine));
  // The reader may have chosen another file by now.
  if (thisRun !== latestRun) return;
  results.replaceChildren(...found.map((result) => result.section));
  status.textContent = found.map((result) => result.message).join(" ");
}

/** Resolves to {message, section} for a file or a text, also if it cannot be examined. */
async function examineInput({ name, file: given, text: words }, examine) {
  let result;
  try {
    if (given && given.size > MOST_BYTES) throw new Error("This file is larger than 100 MB and is not read.");
    result = await examine(given ? new Uint8Array(await given.arrayBuffer()) : null, words ?? null);
  } catch (error) {
    result = { message: error.message, elements: [element("p", {}, mark("warn", "not read"), " ", error.message)] };
  }
  const heading = element("h2", {}, element("bdi", {}, name));
  return { message: `${name}: ${result.message}`, section: element("section", { class: "d-result" }, heading, result.elements) };
}

function filesOf(list) {
  return Array.from(list, (each) => ({ name: each.name, file: each }));
}

// A failure is in the status already.
const use = () => { load().catch(() => {}); };

for (const event of ["focusin", "pointerdown"]) form.addEventListener(event, use);
document.addEventListener("dragenter", use);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (text.value.trim()) run([{ name: "The pasted text", text: text.value }]);
  else status.textContent = "Choose a file or paste a text first.";
});
file.addEventListener("change", () => {
  if (file.files.length) run(filesOf(file.files));
});
// A file dropped outside the frame must not make the browser leave this page.
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  page.classList.remove("d-checker--over");
  const { files } = event.dataTransfer;
  const words = event.dataTransfer.getData("text/plain");
  if (files.length) run(filesOf(files));
  else if (words) run([{ name: "The dropped text", text: words }]);
});
page.addEventListener("dragenter", () => page.classList.add("d-checker--over"));
page.addEventListener("dragleave", (event) => {
  if (!page.contains(event.relatedTarget)) page.classList.remove("d-checker--over");
});
form.hidden = false;
status.textContent = "What examines your files is loaded when you first use this form. After that you can go offline.";
page.dataset.state = "waiting";
// A browser may have kept what was chosen or typed before the page was loaded again.
if (file.files.length || text.value) use();
