// Buttons that put a citation on the clipboard: exactly its text, and its emphasis for word processors.
// The formats of other tools are fetched from the record's document when their list is opened.
// Paper gets the address of the page, the day, and no list that was closed.
// Without this script the citations are there to be selected, and a link leads to the document.

const SHOWN_FOR = 2500;

/** Returns a button that copies the text of an element, and announces it in the status line `said`. */
function button(source, said) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "d-copy";
  made.textContent = "Copy";
  made.setAttribute("aria-label", `Copy: ${source.dataset.copy}`);
  made.addEventListener("click", async () => {
    const copied = await copy(source);
    if (!copied) getSelection().selectAllChildren(source);
    made.textContent = copied ? "Copied" : "Selected";
    announce(said, copied
      ? `Copied: ${source.dataset.copy}.`
      : `The browser did not let this page copy. ${source.dataset.copy} is selected: copy it with your keyboard.`);
    clearTimeout(made.timer);
    made.timer = setTimeout(() => { made.textContent = "Copy"; }, SHOWN_FOR);
  });
  return made;
}

/** Emptied first: a text set again to what it was is not announced. */
function announce(said, text) {
  said.textContent = "";
  said.textContent = text;
}

/** Puts the text of an element on the clipboard, and its markup unless it is code; returns true if that was allowed. */
async function copy(source) {
  const forms = { "text/plain": source.textContent };
  if (source.tagName !== "CODE") forms["text/html"] = source.innerHTML;
  try {
    const blobs = Object.entries(forms).map(([type, text]) => [type, new Blob([text], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch {
    // A page that came without encryption, or an older browser, has no such clipboard, or not for us.
    return copyByCommand(forms);
  }
}

function copyByCommand(forms) {
  const fill = (event) => {
    for (const [type, text] of Object.entries(forms)) event.clipboardData.setData(type, text);
    event.preventDefault();
  };
  document.addEventListener("copy", fill);
  const copied = document.execCommand("copy");
  document.removeEventListener("copy", fill);
  return copied;
}

// The boxes of a page share one document.
let fetched = null;

/** Returns the formats of the record's document. */
function formatsAt(address) {
  fetched ??= fetch(address).then((answer) => {
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  }).then((record) => record.formats);
  return fetched;
}

/** Prints the formats that `line` names in the list above it; if they cannot be had, the line and its link stay. */
async function printFormats(line, said) {
  const names = [...line.querySelectorAll("[data-format]")];
  let texts;
  try {
    const formats = (await formatsAt(line.querySelector("a").href))[line.dataset.formats];
    texts = names.map((name) => formats[name.dataset.format]);
    if (texts.includes(undefined)) throw new Error("a format is missing");
  } catch {
    // Opening the list again tries again.
    fetched = null;
    announce(said, "The other formats could not be fetched: they are in the record’s document, which is linked.");
    return;
  }
  // Two quick openings of the list ask twice.
  if (!line.isConnected) return;
  line.previousElementSibling.append(...names.map((name, at) => entry(name.textContent, texts[at], said)));
  line.remove();
  announce(said, `Added: ${names.map((name) => name.textContent).join(", ")}.`);
}

/** Returns a citation for programs as an entry of a list, with its button; its lines and spaces count. */
function entry(name, text, said) {
  const [made, term, value, frame, code] = ["div", "dt", "dd", "pre", "code"].map((tag) => document.createElement(tag));
  term.textContent = name;
  Object.assign(frame, { tabIndex: 0, dir: "ltr" });
  code.dataset.copy = name;
  code.textContent = text;
  frame.append(code);
  value.append(frame, button(code, said));
  made.append(term, value);
  return made;
}

// A printed page says where it is from and when it was printed. That of an offline copy says itself where it is from.
addEventListener("beforeprint", () => {
  const line = document.querySelector(".d-printed") ?? document.createElement("p");
  line.className = "d-printed";
  const site = document.querySelector(".md-header__topic")?.textContent.trim();
  const address = document.querySelector(".d-copied") ? "" : `${location.origin}${location.pathname}${location.search}, `;
  line.textContent = `${site ? `${site}, ` : ""}${address}printed on ${new Date().toISOString().slice(0, 10)}`;
  document.querySelector("article")?.prepend(line);
});

for (const box of document.querySelectorAll(".d-cites")) {
  const said = box.querySelector("[role=status]");
  for (const source of box.querySelectorAll("[data-copy]")) {
    source.closest("dd").append(button(source, said));
  }
  for (const line of box.querySelectorAll("[data-formats]")) {
    const list = line.closest("details");
    list.addEventListener("toggle", () => { if (list.open && line.isConnected) printFormats(line, said); });
  }
}
