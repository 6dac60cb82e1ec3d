// Reads a file or a text: its format, its text, its links, and warnings about parts that cannot be read.

import { readDocx } from "./dossier-docx.js";
import { readPdf } from "./dossier-pdf.js";
import { visibleText } from "./dossier-words.js";

/**
 * Returns {format, text, links, source, main, revision, warnings} for the bytes of a file. The bytes decide the format,
 * not the file's name. `format` is pdf, docx, html, json or text. `source` is the file's own text, or null for a pdf or
 * docx. `main` is the visible text of the only <main> of a page, else null. `revision` is the revision that the page
 * names in its head, such as CLM-2026-0042/3, else null.
 * Throws Error with a sentence for the reader.
 */
export async function readDocument(bytes) {
  if (startsWith(bytes, "%PDF-", 1024)) return fromPdf(await readPdf(bytes));
  if (startsWith(bytes, "PK\u0003\u0004")) return { ...empty("docx"), ...(await readDocx(bytes)) };
  if (startsWith(bytes, "\u00d0\u00cf\u0011\u00e0") || startsWith(bytes, "{\\rtf")) {
    throw new Error("This is an RTF file or a file of an older Word: save it as .docx or .pdf, or paste its text.");
  }
  return readText(decode(bytes));
}

/** Returns the same for a text: an HTML page, JSON or plain text. */
export function readText(source) {
  const start = source.trimStart();
  if (/^(?:From|MIME-Version|Subject|Snapshot-Content-Location):/.test(start) && start.slice(0, 4096).includes("multipart/related")) {
    throw new Error("This is a web archive (MHTML): save the page as HTML instead.");
  }
  if (/^<(?:!doctype|!--|html|head|body|main)/i.test(start)) return fromHtml(source);
  if (!isJson(start)) return { ...empty("text"), text: source, source: start };
  if (repeatsName(start)) {
    throw new Error("This JSON has a name twice in an object, so programs read it differently. No published file is like that.");
  }
  return { ...empty("json"), text: source, source: start };
}

function empty(format) {
  return { format, text: "", links: [], source: null, main: null, revision: null, warnings: [] };
}

function fromHtml(source) {
  const page = new DOMParser().parseFromString(source, "text/html");
  const mains = page.querySelectorAll("main");
  return {
    ...empty("html"),
    text: visibleText(page.body),
    links: Array.from(page.querySelectorAll("a[href]"), (anchor) => anchor.getAttribute("href")),
    source,
    main: mains.length === 1 ? visibleText(mains[0]) : null,
    revision: page.querySelector("meta[name=dossier-revision]")?.content ?? null,
  };
}

function fromPdf({ text, links, pages, withoutText, garbled }) {
  const warnings = [];
  const subject = (numbers) => (numbers.length === pages ? "This PDF" : `Page ${numbers.join(", ")} of this PDF`);
  if (withoutText.length) {
    warnings.push(`${subject(withoutText)} has no text. It may be a scan. Nothing on it was read.`);
  }
  if (garbled.length) {
    warnings.push(`${subject(garbled)} has fonts whose letters cannot be recognised. Nothing on it was read.`);
  }
  return { ...empty("pdf"), text, links, warnings };
}

function startsWith(bytes, signature, within = signature.length) {
  const head = String.fromCharCode(...bytes.subarray(0, within));
  return within > signature.length ? head.includes(signature) : head === signature;
}

function isJson(text) {
  if (!text.startsWith("{")) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Returns true if an object of a JSON text has a name twice. JSON.parse keeps the last of the values only. */
function repeatsName(text) {
  const strings = Array.from(text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g));
  return strings.filter(([, colon]) => colon).length !== countNames(JSON.parse(text));
}

function countNames(value) {
  if (value === null || typeof value !== "object") return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum, inner) => sum + countNames(inner), own);
}

/** Returns the text of bytes: UTF-16 if they start with its byte order mark, else UTF-8, else Windows-1252. */
function decode(bytes) {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes.includes(0)) throw new Error("This is not a text, a page, a Word document or a PDF.");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
