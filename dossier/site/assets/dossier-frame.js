// The frame of a page: the place of the reader in the table of contents, the button back to the top, and code that a
// keyboard can scroll. Without this script the page is complete.

(() => {
  const top = document.querySelector(".md-top");
  const contents = document.querySelector(".md-sidebar--secondary .md-sidebar__scrollwrap");
  const entries = [...(contents?.querySelectorAll("a[href^='#']") ?? [])].flatMap((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return heading ? [{ link, heading }] : [];
  });
  // A heading lower than this, in CSS pixels, is not yet the one that is read.
  const read = 100;
  let before = scrollY;
  let isAwaited = false;

  document.documentElement.classList.replace("no-js", "js");

  function update() {
    isAwaited = false;
    if (top) {
      // The button shows while the reader goes back up, from the second screen on.
      if (scrollY < innerHeight) top.hidden = true;
      else if (scrollY !== before) top.hidden = scrollY > before;
    }
    before = scrollY;
    const passed = entries.filter(({ heading }) => heading.getBoundingClientRect().top < read).length;
    entries.forEach(({ link }, place) => {
      link.classList.toggle("md-nav__link--passed", place < passed - 1);
      const wasActive = link.classList.contains("md-nav__link--active");
      const isActive = link.classList.toggle("md-nav__link--active", place === passed - 1);
      if (isActive && !wasActive) follow(link);
    });
  }

  /** Scrolls the table of contents, and nothing else, so that a link is in it. */
  function follow(link) {
    const [frame, box] = [contents.getBoundingClientRect(), link.getBoundingClientRect()];
    if (box.top < frame.top || box.bottom > frame.bottom) contents.scrollTop += box.top - frame.top - frame.height / 2;
  }

  /** Lets the keyboard reach what has to be scrolled sideways. */
  function reach() {
    for (const wide of document.querySelectorAll("article :is(pre > code, .md-typeset__scrollwrap)")) {
      if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
      else wide.removeAttribute("tabindex");
    }
  }

  top?.addEventListener("click", () => {
    scrollTo({ top: 0 });
    document.querySelector(".md-skip")?.focus();
  });
  addEventListener("scroll", () => {
    if (!isAwaited) requestAnimationFrame(update);
    isAwaited = true;
  }, { passive: true });
  addEventListener("resize", reach);
  reach();
  update();
})();
