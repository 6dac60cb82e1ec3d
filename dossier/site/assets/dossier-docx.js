// Turns a Word document (.docx: a ZIP archive of XML, ECMA-376) into its text and the addresses it links to.

const PARTS = /^word\/(?:document|footnotes|endnotes|header\d*|footer\d*|comments)\.xml$/;
const RELATIONS = /^word\/_rels\/[^/]+\.rels$/;
const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
// A document of a thousand pages unpacks to some 20 MB; an archive made to fill the memory is refused.
const MOST_BYTES = 100_000_000;

const MARKS = { tab: "\t", br: "\n", cr: "\n", noBreakHyphen: "\u2011", softHyphen: "\u00ad" };

/** Returns {text, links}: the text of body, notes, headers and comments. Throws Error with a sentence for the reader. */
export async function readDocx(bytes) {
  const entries = directory(bytes);
  if (!entries.some((one) => one.name === "word/document.xml")) {
    throw new Error("This archive holds no Word document: choose a .docx, .pdf or .txt file.");
  }
  const texts = [];
  const links = [];
  let left = MOST_BYTES;
  // The body comes first, whatever the order in the archive.
  entries.sort((one, other) => (other.name === "word/document.xml") - (one.name === "word/document.xml"));
  for (const entry of entries.filter((one) => PARTS.test(one.name) || RELATIONS.test(one.name))) {
    const content = await unpacked(bytes, entry, left);
    left -= content.length;
    const xml = new DOMParser().parseFromString(new TextDecoder().decode(content), "application/xml");
    if (xml.querySelector("parsererror")) throw new Error(`The part ${entry.name} of this document is damaged.`);
    if (RELATIONS.test(entry.name)) {
      for (const one of xml.getElementsByTagName("Relationship")) {
        if (one.getAttribute("TargetMode") === "External") links.push(one.getAttribute("Target") ?? "");
      }
    } else {
      readPart(xml.documentElement, texts, links);
    }
  }
  return { text: texts.join(""), links };
}

/** Adds the text below an element; text that a tracked change deleted is left out. */
function readPart(element, texts, links) {
  for (const child of element.children) {
    const name = child.localName;
    if (name === "t") texts.push(child.textContent);
    else if (name === "instrText") links.push(child.textContent);
    else if (Object.hasOwn(MARKS, name)) texts.push(MARKS[name]);
    // Word keeps a copy of each drawing's text for older programs.
    else if (name !== "del" && name !== "Fallback") readPart(child, texts, links);
    if (name === "p") texts.push("\n");
  }
}

/** Returns the entries of a ZIP archive as its central directory lists them. */
function directory(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw new Error("This file begins as a ZIP archive but is cut off or damaged.");
  const entries = [];
  let place = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; count -= 1) {
    if (place + 46 > bytes.length || view.getUint32(place, true) !== ENTRY) throw new Error("The directory of this archive is damaged.");
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(place + offset, true));
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(place + 46, place + 46 + name)),
      isEncrypted: (view.getUint16(place + 8, true) & 1) === 1,
      method: view.getUint16(place + 10, true),
      packed: view.getUint32(place + 20, true),
      place: view.getUint32(place + 42, true),
    });
    place += 46 + name + extra + comment;
  }
  return entries;
}

/** Returns the content of an entry. */
async function unpacked(bytes, entry, most) {
  if (entry.isEncrypted || (entry.method !== 0 && entry.method !== 8)) {
    throw new Error("This document is encrypted or packed in a way browsers do not read: save it anew as .docx.");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = entry.place + 30 + view.getUint16(entry.place + 26, true) + view.getUint16(entry.place + 28, true);
  const packed = bytes.subarray(start, start + entry.packed);
  const stored = new Blob([packed]).stream();
  const stream = entry.method === 0 ? stored : stored.pipeThrough(new DecompressionStream("deflate-raw"));
  const pieces = [];
  let size = 0;
  for (let reader = stream.getReader(), step = await reader.read(); !step.done; step = await reader.read()) {
    size += step.value.length;
    if (size > most) throw new Error("This document unpacks to more than 100 MB and is not read.");
    pieces.push(step.value);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
