// Turns the bytes of a file into a document: what sort it is, its text, its links, and what of it cannot be read.

import { readDocx } from "./dossier-docx.js";
import { readPdf } from "./dossier-pdf.js";
import { visibleText } from "./dossier-words.js";

/**
 * Returns {sort, text, links, source, main, revision, warnings}: `sort` is pdf, docx, html, json or text; `source` the text of
 * the file itself where it is one; `main` the visible text of the page's only <main>, else null; `revision` what the
 * page says it is, such as CLM-2026-0042/3, else null.
 * The bytes decide, not the name. Throws Error with a sentence for the reader.
 */
export async function readDocument(bytes) {
  if (begins(bytes, "%PDF-", 1024)) return fromPdf(await readPdf(bytes));
  if (begins(bytes, "PK\u0003\u0004")) return { ...blank("docx"), ...(await readDocx(bytes)) };
  if (begins(bytes, "\u00d0\u00cf\u0011\u00e0") || begins(bytes, "{\\rtf")) {
    throw new Error("This is a file of an older Word or an RTF file: save it as .docx or .pdf, or paste its text.");
  }
  return readText(decoded(bytes));
}

/** Returns the document that a text is: a page, JSON, or plain text. */
export function readText(source) {
  const start = source.trimStart();
  if (/^(?:From|MIME-Version|Subject|Snapshot-Content-Location):/.test(start) && start.slice(0, 4096).includes("multipart/related")) {
    throw new Error("This is a web archive (MHTML): save the page as HTML instead.");
  }
  if (/^<(?:!doctype|!--|html|head|body|main)/i.test(start)) return fromHtml(source);
  return { ...blank(isJson(start) ? "json" : "text"), text: source, source: start };
}

function blank(sort) {
  return { sort, text: "", links: [], source: null, main: null, revision: null, warnings: [] };
}

function fromHtml(source) {
  const page = new DOMParser().parseFromString(source, "text/html");
  const mains = page.querySelectorAll("main");
  return {
    ...blank("html"),
    text: visibleText(page.body),
    links: Array.from(page.querySelectorAll("a[href]"), (one) => one.getAttribute("href")),
    source,
    main: mains.length === 1 ? visibleText(mains[0]) : null,
    revision: page.querySelector("meta[name=dossier-revision]")?.content ?? null,
  };
}

function fromPdf({ text, links, pages, silent, garbled }) {
  const warnings = [];
  const what = (numbers) => (numbers.length === pages ? "This PDF" : `Page ${numbers.join(", ")} of this PDF`);
  if (silent.length) {
    warnings.push(`${what(silent)} holds no text, only pictures or nothing (a scan?): what stands there was not read.`);
  }
  if (garbled.length) {
    warnings.push(`${what(garbled)} has fonts whose letters cannot be told: what stands there was not read.`);
  }
  return { ...blank("pdf"), text, links, warnings };
}

function begins(bytes, mark, within = mark.length) {
  const head = String.fromCharCode(...bytes.subarray(0, within));
  return within > mark.length ? head.includes(mark) : head === mark;
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

/** Returns the text of bytes; UTF-16 by its mark, else UTF-8, else the Windows code page of western Europe. */
function decoded(bytes) {
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
