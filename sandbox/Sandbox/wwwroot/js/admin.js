// Settings of one store: a field can be edited once its box says that the store differs.
for (const box of document.querySelectorAll(".multi-store-override-option")) {
  const fields = document.querySelectorAll(box.dataset.forInputSelector);
  const update = () => {
    for (const field of fields) {
      if (field !== box)
        field.disabled = !box.checked;
    }
  };
  box.addEventListener("change", update);
  update();
}

// A setting that only counts when another is on, or off.
for (const nested of document.querySelectorAll("[data-nested-in]")) {
  const parent = document.getElementById(nested.dataset.nestedIn);
  const update = () => {
    nested.hidden = parent.checked === (nested.dataset.inverted === "true");
  };
  parent?.addEventListener("change", update);
  if (parent)
    update();
}

// Buttons that ask before they act.
for (const question of document.querySelectorAll("[data-confirm-button]")) {
  document.getElementById(question.dataset.confirmButton)?.addEventListener("click", event => {
    if (!window.confirm(question.dataset.text))
      event.preventDefault();
  });
}
