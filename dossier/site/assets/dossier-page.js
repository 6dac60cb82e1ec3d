// Makes elements and loads documents, for the scripts of lists, of the search and of the pages that examine copies.

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
