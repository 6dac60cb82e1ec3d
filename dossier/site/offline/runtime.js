// A page of a disk can neither fetch a file nor open a folder. These take the place of what a server does for the site.

/** An address of the copy: that of a folder is that of its page. */
class URL extends globalThis.URL {
  constructor(address, base) {
    super(address, base);
    if (this.pathname.endsWith("/")) this.pathname += "index.html";
  }
}

/** Resolves to the answer for a document: its text is in a script of the same name. */
const fetch = (address) => new Promise((resolve) => {
  const script = document.createElement("script");
  script.src = `${address}.js`;
  script.addEventListener("load", () => {
    script.remove();
    resolve({ ok: true, status: 200, json: async () => JSON.parse(script.dossierText) });
  });
  script.addEventListener("error", () => {
    script.remove();
    resolve({ ok: false, status: 404 });
  });
  document.head.append(script);
});
