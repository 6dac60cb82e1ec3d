// The menu of a narrow screen, by keyboard: its button is a real one, and no link of the closed menu has the focus.
// The theme has a label that only a pointer can use, and keeps the focus on links that nobody sees (WCAG 2.1.1, 2.4.7).

(() => {
  const drawer = document.getElementById("__drawer");
  const label = document.querySelector("label.md-header__button[for=__drawer]");
  const menu = document.querySelector(".md-sidebar--primary");
  if (drawer === null || label === null || menu === null) return;
  const button = document.createElement("button");
  // From this width on, the theme shows the menu next to the text.
  const narrow = matchMedia("(max-width: 76.1875em)");

  menu.id = "d-menu";
  button.type = "button";
  button.className = `${label.className} d-menu`;
  for (const [name, value] of [["aria-label", "Menu"], ["aria-controls", menu.id]]) button.setAttribute(name, value);
  button.append(...label.childNodes);
  label.replaceWith(button);

  function update() {
    menu.inert = narrow.matches && !drawer.checked;
    button.setAttribute("aria-expanded", String(drawer.checked));
  }

  function set(isOpen) {
    drawer.checked = isOpen;
    drawer.dispatchEvent(new Event("change"));
  }

  button.addEventListener("click", () => set(!drawer.checked));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !narrow.matches || !drawer.checked) return;
    set(false);
    button.focus();
  });
  // A link within the page leads out of the open menu.
  menu.addEventListener("click", (event) => {
    if (event.target.closest("a[href^='#']")) set(false);
  });
  drawer.addEventListener("change", update);
  narrow.addEventListener("change", update);
  // A browser may remember from before a reload that the menu was open.
  drawer.checked = false;
  update();
})();
