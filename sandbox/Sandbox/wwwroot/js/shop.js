// Language and currency: choosing is going there.
for (const select of document.querySelectorAll("select[data-go]")) {
  select.addEventListener("change", () => {
    const here = encodeURIComponent(location.pathname + location.search);
    const target = select.dataset.go + select.value;
    location.href = `${target}${target.includes("?") ? "&" : "?"}returnUrl=${here}`;
  });
}

// The address form is only needed for a new address.
export function showAddressForm(root = document) {
  const select = root.querySelector("[data-address-select]");
  const form = root.querySelector("[data-new-address]");
  if (!select || !form)
    return;

  const update = () => {
    form.hidden = select.value !== "0";
  };
  select.addEventListener("change", update);
  update();
}

showAddressForm();

for (const form of document.querySelectorAll("form[data-confirm]")) {
  form.addEventListener("submit", event => {
    if (!window.confirm(form.dataset.confirm))
      event.preventDefault();
  });
}
