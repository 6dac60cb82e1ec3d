// Reads the text and links of a Word document (.docx: a ZIP archive of XML, ECMA-376).

const PARTS = /^word\/(?:document|footnotes|endnotes|header\d*|footer\d*|comments)\.xml$/;
const RELATIONS = /^word\/_rels\/[^/]+\.rels$/;
const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
// A document of a thousand pages unpacks to about 20 MB. The limit refuses an archive made to fill the memory.
const MOST_BYTES = 100_000_000;

const SPECIAL_CHARACTERS = { tab: "\t", br: "\n", cr: "\n", noBreakHyphen: "\u2011", softHyphen: "\u00ad" };

/** Returns {text, links} with the text of body, notes, headers and comments. Throws Error with a sentence for the reader. */
export async function readDocx(bytes) {
  const entries = readDirectory(bytes);
  if (!entries.some((entry) => entry.name === "word/document.xml")) {
    throw new Error("This archive is not a Word document: choose a .docx, .pdf or .txt file.");
  }
  const texts = [];
  const links = [];
  let left = MOST_BYTES;
  // The body comes first, although the archive may have another order.
  entries.sort((first, second) => (second.name === "word/document.xml") - (first.name === "word/document.xml"));
  for (const entry of entries.filter(({ name }) => PARTS.test(name) || RELATIONS.test(name))) {
    const content = await unpack(bytes, entry, left);
    left -= content.length;
    const xml = new DOMParser().parseFromString(new TextDecoder().decode(content), "application/xml");
    if (xml.querySelector("parsererror")) throw new Error(`The part ${entry.name} of this document is damaged.`);
    if (RELATIONS.test(entry.name)) {
      for (const relation of xml.getElementsByTagName("Relationship")) {
        if (relation.getAttribute("TargetMode") === "External") links.push(relation.getAttribute("Target") ?? "");
      }
    } else {
      readPart(xml.documentElement, texts, links);
    }
  }
  return { text: texts.join(""), links };
}

/** Adds the text of an element. Text that a tracked change deleted is left out. */
function readPart(element, texts, links) {
  for (const child of element.children) {
    const name = child.localName;
    if (name === "t") texts.push(child.textContent);
    else if (name === "instrText") links.push(child.textContent);
    else if (Object.hasOwn(SPECIAL_CHARACTERS, name)) texts.push(SPECIAL_CHARACTERS[name]);
    // `Fallback` repeats the text of a drawing for older programs.
    else if (name !== "del" && name !== "Fallback") readPart(child, texts, links);
    if (name === "p") texts.push("\n");
  }
}

/** Returns the entries that the central directory of a ZIP archive lists. */
function readDirectory(bytes) {
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

/** Resolves to the content of an entry of at most `limit` bytes. */
async function unpack(bytes, entry, limit) {
  if (entry.isEncrypted || (entry.method !== 0 && entry.method !== 8)) {
    throw new Error("This document is encrypted, or packed in a way that browsers cannot read: save it as .docx again.");
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
    if (size > limit) throw new Error("This document unpacks to more than 100 MB and is not read.");
    pieces.push(step.value);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
