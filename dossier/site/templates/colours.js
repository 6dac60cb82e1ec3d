(() => {
  // The choice of colours: the one that the reader made before, or the one that the system asks for.
  const choices = [...document.querySelectorAll("input[name=__palette]")];
  const asked = (each) => matchMedia(each.dataset.mdColorMedia).matches;
  let kept = null;
  try {
    kept = localStorage.getItem("dossier-colours");
  } catch {
    // A browser that keeps nothing shows what the system asks for.
  }

  function show() {
    const chosen = choices.find((each) => each.dataset.mdColorScheme === kept) ?? choices.find(asked) ?? choices[0];
    chosen.checked = true;
    for (const label of document.querySelectorAll("[data-md-component=palette] label")) {
      label.hidden = label.previousElementSibling !== chosen;
    }
    for (const name of ["mdColorScheme", "mdColorPrimary", "mdColorAccent"]) {
      document.body.dataset[name] = chosen.dataset[name];
    }
  }

  for (const each of choices) {
    each.addEventListener("change", () => {
      kept = each.dataset.mdColorScheme;
      try {
        localStorage.setItem("dossier-colours", kept);
      } catch {
        // The choice lasts as long as the page.
      }
      show();
    });
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  show();
})();
