// The one-page checkout: an accordion whose steps are fetched when the one before is done. Element ids, class names and the
// objects Checkout, PaymentMethod, PaymentInfo and ConfirmOrder are those of nopCommerce, because plugins may rely on them.
(function () {
  "use strict";

  const steps = document.getElementById("checkout-steps");
  const byId = id => document.getElementById(id);

  // As jQuery's html() does it: scripts that arrive with the markup run, and module scripts are left to the browser.
  function insertHtml(target, html) {
    target.innerHTML = html;
    for (const script of target.querySelectorAll("script"))
      run(script);
  }

  async function run(script) {
    const type = (script.type || "").toLowerCase();
    if (type && type !== "module" && !/\/(?:java|ecma)script/.test(type))
      return;

    let text = script.textContent;
    if (script.src && type !== "module")
      text = await (await fetch(script.src)).text();

    const copy = document.createElement("script");
    for (const name of ["type", "nonce"]) {
      if (script[name])
        copy[name] = script[name];
    }
    if (script.src && type === "module")
      copy.src = script.src;
    copy.text = text;
    document.head.appendChild(copy).remove();
  }

  const Checkout = {
    loadWaiting: false,

    setLoadWaiting(step) {
      if (this.loadWaiting)
        this._wait(this.loadWaiting, false);
      if (step)
        this._wait(step, true);
      this.loadWaiting = step;
    },

    _wait(step, waiting) {
      for (const control of byId(`${step}-buttons-container`).querySelectorAll("button"))
        control.disabled = waiting;
      byId(`${step}-please-wait`).hidden = !waiting;
    },

    gotoSection(name) {
      const section = byId(`opc-${name}`);
      section.classList.add("allow");
      this.openSection(section);
    },

    openSection(section) {
      let passed = false;
      for (const item of steps.children) {
        const isIt = item === section;
        item.classList.toggle("active", isIt);
        item.querySelector(".step").hidden = !isIt;
        if (passed)
          item.classList.remove("allow");
        passed ||= isIt;
      }
      const title = section.querySelector(".title");
      title.tabIndex = -1;
      title.focus({ preventScroll: true });
      section.scrollIntoView({ block: "nearest" });
    },

    back() {
      if (this.loadWaiting)
        return;
      let previous = steps.querySelector(".active")?.previousElementSibling;
      while (previous && !previous.classList.contains("allow"))
        previous = previous.previousElementSibling;
      if (previous)
        this.openSection(previous);
    },

    setStepResponse(response) {
      if (response.update_section) {
        const target = byId(`checkout-${response.update_section.name}-load`);
        insertHtml(target, response.update_section.html);
        showAddressForm();
      }
      if (response.goto_section) {
        this.gotoSection(response.goto_section);
        return true;
      }
      if (response.redirect) {
        location.href = response.redirect;
        return true;
      }
      return false;
    },

    ajaxFailure() {
      location.href = steps.dataset.cartUrl;
    }
  };

  function showAddressForm() {
    const select = document.querySelector("[data-address-select]");
    const form = document.querySelector("[data-new-address]");
    if (select && form)
      form.hidden = select.value !== "0";
  }

  function showError(message) {
    const box = byId("opc-error");
    box.hidden = !message;
    box.textContent = Array.isArray(message) ? message.join("\n") : message ?? "";
  }

  async function post(url, form) {
    const data = new URLSearchParams(form ? new FormData(form) : undefined);
    const token = document.querySelector("#opc-token input");
    data.set(token.name, token.value);
    const response = await fetch(url, {
      method: "POST",
      body: data,
      headers: { "X-Requested-With": "XMLHttpRequest" }
    });
    if (!response.ok)
      throw new Error(response.statusText);
    return response.json();
  }

  function step(name, action, formId) {
    return {
      async save() {
        if (Checkout.loadWaiting)
          return;
        Checkout.setLoadWaiting(name);
        showError(null);
        try {
          this.nextStep(await post(`/checkout/${action}/`, formId && byId(formId)));
        } catch {
          Checkout.ajaxFailure();
        } finally {
          Checkout.setLoadWaiting(false);
        }
      },

      nextStep(response) {
        if (response.error)
          showError(response.message);
        else if (response.success)
          location.href = steps.dataset.successUrl;
        else
          Checkout.setStepResponse(response);
      }
    };
  }

  const saves = {
    "billing": step("billing", "OpcSaveBilling", "co-billing-form"),
    "shipping-method": step("shipping-method", "OpcSaveShippingMethod", "co-shipping-method-form"),
    "payment-method": step("payment-method", "OpcSavePaymentMethod", "co-payment-method-form"),
    "payment-info": step("payment-info", "OpcSavePaymentInfo", "co-payment-info-form"),
    "confirm-order": step("confirm-order", "OpcConfirmOrder", null)
  };

  const placeOrder = saves["confirm-order"].save;
  saves["confirm-order"].save = function () {
    const terms = byId("termsofservice");
    if (terms && !terms.checked) {
      showError("Please agree with the terms of service.");
      return Promise.resolve();
    }
    return placeOrder.call(this);
  };

  steps.addEventListener("click", event => {
    const save = event.target.closest("[data-save]");
    if (save)
      saves[save.dataset.save].save();
    else if (event.target.closest("[data-back]"))
      Checkout.back();
    else if (event.target.closest(".step-title")) {
      const section = event.target.closest("li");
      if (section.classList.contains("allow") && !Checkout.loadWaiting)
        Checkout.openSection(section);
    }
  });

  steps.addEventListener("submit", event => {
    event.preventDefault();
    event.target.closest(".step").querySelector("[data-save]").click();
  });
  steps.addEventListener("change", showAddressForm);

  window.Checkout = Checkout;
  window.Billing = saves.billing;
  window.ShippingMethod = saves["shipping-method"];
  window.PaymentMethod = saves["payment-method"];
  window.PaymentInfo = saves["payment-info"];
  window.ConfirmOrder = saves["confirm-order"];

  showAddressForm();
  Checkout.gotoSection("billing");
})();
