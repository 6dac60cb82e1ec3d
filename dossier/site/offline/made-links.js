// Links that a script makes lead to folders and to published pages. In a copy, they lead to files, and to the status first.

(() => {
  const PUBLISHED = /\/r\/([A-Za-z0-9-]+\/[1-9]\d*)\/(?:index\.html)?(?:#.*)?$/;

  function lead(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || link.protocol !== location.protocol || link.host !== location.host) return;
    if (link.pathname.endsWith("/")) link.pathname += "index.html";
    if (PUBLISHED.test(link.href)) link.href = link.href.replace(PUBLISHED, "/status/$1/index.html");
  }

  // Before the browser follows, copies or shows the address.
  for (const name of ["pointerover", "focusin", "click", "auxclick"]) document.addEventListener(name, lead, true);
})();
