// Reads the text and links of a PDF with pdf.js, and lists the pages that it could not read.

// Characters that come from a font without a map to Unicode.
const UNREADABLE = /[\p{Co}\p{Cn}\ufffd\u0000-\u0008\u000e-\u001f]/gu;
const READABLE = /[\p{L}\p{N}]/gu;

const loading = load();
// A failure is reported when the reader chooses a PDF, not before.
loading.catch(() => {});

/** Resolves to the module and a running worker. After that, reading a file fetches nothing. */
async function load() {
  const library = await import("./vendor/pdfjs/pdf.min.mjs");
  library.GlobalWorkerOptions.workerSrc = new URL("./vendor/pdfjs/pdf.worker.min.mjs", import.meta.url).href;
  const worker = new library.PDFWorker();
  await worker.promise;
  return { library, worker };
}

/** Resolves when PDFs can be read without the network: true, or false if the reader of PDFs did not load. */
export const pdfReady = loading.then(() => true, () => false);

/**
 * Resolves to {text, links, pages, withoutText, garbled}. `pages` is the number of pages. `withoutText` and `garbled`
 * are the numbers of the pages that have no text, or text that cannot be read.
 * Throws Error with a sentence for the reader.
 */
export async function readPdf(bytes) {
  const { library, worker } = await loading.catch(() => {
    throw new Error("The part of this page that reads PDFs could not be loaded: reload the page.");
  });
  // A copy, because pdf.js takes over the bytes. No code that a font contains is run.
  const task = library.getDocument({
    data: bytes.slice(), worker, isEvalSupported: false, disableFontFace: true, useSystemFonts: false,
    useWorkerFetch: false, useWasm: false, enableXfa: false, verbosity: 0,
  });
  try {
    const pdf = await task.promise;
    const contents = { texts: [], links: [], pages: pdf.numPages, withoutText: [], garbled: [] };
    for (let number = 1; number <= pdf.numPages; number += 1) await readPage(await pdf.getPage(number), number, contents);
    const { texts, ...rest } = contents;
    return { text: texts.join("\n"), ...rest };
  } catch (error) {
    if (error.name === "PasswordException") throw new Error("This PDF needs a password: save a copy without one.");
    throw new Error(`This PDF cannot be read (${error.message}): copy its text and paste it instead.`);
  } finally {
    await task.destroy();
  }
}

/** Adds the text and links of a page to `contents`. */
async function readPage(page, number, contents) {
  const content = await page.getTextContent();
  const text = content.items.map((item) => (item.str ?? "") + (item.hasEOL ? "\n" : "")).join("");
  const letters = text.replace(/\s/g, "");
  if (!letters) contents.withoutText.push(number);
  else if (isGarbled(letters)) contents.garbled.push(number);
  contents.texts.push(text);
  for (const annotation of await page.getAnnotations()) {
    const { url, unsafeUrl, contentsObj, fieldValue } = annotation;
    if (url || unsafeUrl) contents.links.push(url ?? unsafeUrl);
    for (const words of [contentsObj?.str, fieldValue]) if (typeof words === "string") contents.texts.push(words);
  }
  page.cleanup();
}

/** Returns true if the characters of a page are not readable text, for example because its fonts use a private code. */
function isGarbled(letters) {
  const count = (pattern) => letters.match(pattern)?.length ?? 0;
  return count(UNREADABLE) > letters.length / 20 || (letters.length > 100 && count(READABLE) < letters.length / 2);
}
