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

// Beside each code, the phone that can pay it. The code's link for the app names the invoice, however the code came onto the page.
const phones = document.querySelector(".sandbox-bar a");

function linkToPhone() {
  for (const payment of document.querySelectorAll("glase-payment")) {
    const reference = /\/R(\d+)$/.exec(payment.querySelector("a[href^='seqr:']")?.href ?? "")?.[1];
    let link = payment.nextElementSibling;
    if (!link?.matches(".sandbox-phone")) {
      link = document.createElement("a");
      link.className = "sandbox-phone";
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = "Pay this on the simulated phone";
      payment.after(link);
    }
    const target = reference ? new URL(`phone/${reference}`, phones.href).href : "";
    if (link.hidden !== !reference || (reference && link.href !== target)) {
      link.hidden = !reference;
      link.href = target;
    }
  }
}

if (phones) {
  linkToPhone();
  new MutationObserver(linkToPhone).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["href"] });
}
