// Buttons that put a citation on the clipboard: exactly its text, and its emphasis for word processors.
// Without this script the citations stand there to be selected.

const SHOWN_FOR = 2500;

/** Returns a button that copies what stands in an element, and tells it to whoever looks or listens. */
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
    // Emptied first: a text set anew to what it was is not announced.
    said.textContent = "";
    said.textContent = copied
      ? `Copied: ${source.dataset.copy}.`
      : `The browser did not let this page copy. ${source.dataset.copy} is selected: copy it with your keyboard.`;
    clearTimeout(made.timer);
    made.timer = setTimeout(() => { made.textContent = "Copy"; }, SHOWN_FOR);
  });
  return made;
}

/** Puts the text of an element on the clipboard, and its markup unless it is code; returns whether that was allowed. */
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

for (const box of document.querySelectorAll(".d-cites")) {
  const said = box.querySelector("[role=status]");
  for (const source of box.querySelectorAll("[data-copy]")) {
    source.closest("dd").append(button(source, said));
  }
}
