// Turns a PDF into its text and the addresses it links to, with pdf.js, and says which pages it could not read.

// Characters that a font without a map to Unicode leaves behind.
const UNREADABLE = /[\p{Co}\p{Cn}\ufffd\u0000-\u0008\u000e-\u001f]/gu;
const READABLE = /[\p{L}\p{N}]/gu;

const loading = load();
// A failure is told when a PDF is chosen, not before.
loading.catch(() => {});

/** Returns the module and a worker that is running, so that no more is fetched when a file is read. */
async function load() {
  const library = await import("./vendor/pdfjs/pdf.min.mjs");
  library.GlobalWorkerOptions.workerSrc = new URL("./vendor/pdfjs/pdf.worker.min.mjs", import.meta.url).href;
  const worker = new library.PDFWorker();
  await worker.promise;
  return { library, worker };
}

/** Resolves once PDFs can be read without the network. */
export const pdfReady = loading.then(() => true, () => false);

/**
 * Returns {text, links, pages, silent, garbled}: the number of pages, and those without text or with text that cannot
 * be read. Throws Error with a sentence for the reader.
 */
export async function readPdf(bytes) {
  const { library, worker } = await loading.catch(() => {
    throw new Error("The part of this page that reads PDFs could not be loaded: load the page anew.");
  });
  // pdf.js takes the bytes over: it is given a copy, and never asked to run what a font holds.
  const task = library.getDocument({
    data: bytes.slice(), worker, isEvalSupported: false, disableFontFace: true, useSystemFonts: false,
    useWorkerFetch: false, useWasm: false, enableXfa: false, verbosity: 0,
  });
  try {
    const pdf = await task.promise;
    const found = { texts: [], links: [], pages: pdf.numPages, silent: [], garbled: [] };
    for (let number = 1; number <= pdf.numPages; number += 1) await readPage(await pdf.getPage(number), number, found);
    const { texts, ...rest } = found;
    return { text: texts.join("\n"), ...rest };
  } catch (error) {
    if (error.name === "PasswordException") throw new Error("This PDF needs a password: save a copy without one.");
    throw new Error(`This PDF cannot be read (${error.message}): copy its text and paste it instead.`);
  } finally {
    await task.destroy();
  }
}

async function readPage(page, number, found) {
  const content = await page.getTextContent();
  const text = content.items.map((one) => (one.str ?? "") + (one.hasEOL ? "\n" : "")).join("");
  const letters = text.replace(/\s/g, "");
  if (!letters) found.silent.push(number);
  else if (isGarbled(letters)) found.garbled.push(number);
  found.texts.push(text);
  for (const one of await page.getAnnotations()) {
    if (one.url || one.unsafeUrl) found.links.push(one.url ?? one.unsafeUrl);
    for (const words of [one.contentsObj?.str, one.fieldValue]) if (typeof words === "string") found.texts.push(words);
  }
  page.cleanup();
}

/** Whether the characters of a page are not those of a text, as where its fonts have a code of their own. */
function isGarbled(letters) {
  const count = (pattern) => letters.match(pattern)?.length ?? 0;
  return count(UNREADABLE) > letters.length / 20 || (letters.length > 100 && count(READABLE) < letters.length / 2);
}
