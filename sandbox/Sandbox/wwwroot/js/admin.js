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

// A search panel folds, and stays so; Enter in it searches.
for (const row of document.querySelectorAll(".card-search .search-row")) {
  const panel = row.closest(".card-search");
  const body = panel.querySelector(".search-body");
  body.hidden = body.classList.contains("closed");
  row.addEventListener("click", async () => {
    body.hidden = !body.hidden;
    row.classList.toggle("opened", !body.hidden);
    await window.saveUserPreferences("/Admin/Preferences/SavePreference", row.dataset.hideattribute, body.hidden);
  });
  panel.addEventListener("keydown", event => {
    if (event.key === "Enter" && event.target.matches("input, select")) {
      event.preventDefault();
      panel.querySelector(".btn-search").click();
    }
  });
}

// What an administrator folds stays folded.
window.saveUserPreferences = (address, name, value) => {
  const token = document.querySelector("input[name=__RequestVerificationToken]").value;
  return fetch(address, { method: "POST", body: new URLSearchParams({ name, value, __RequestVerificationToken: token }) });
};
for (const button of document.querySelectorAll("[data-card-widget=collapse]"))
  button.addEventListener("click", () => setTimeout(() => button.closest(".card").classList.toggle("collapsed-card")));
