// Shows a field of the settings page only where it has an effect: each names the field that it depends on, and its value. What is hidden is
// saved as it is; a field with an error is never hidden.

const dependents = document.querySelectorAll("[data-glase-needs]");

function update() {
  for (const dependent of dependents) {
    const field = document.getElementById(dependent.dataset.glaseNeeds);
    const value = field.type === "checkbox" ? String(field.checked) : field.value;
    const applies = value === dependent.dataset.glaseValue || dependent.querySelector(".field-validation-error");
    dependent.style.display = applies ? "" : "none";
  }
}

document.getElementById("glase-settings").addEventListener("change", update);
update();

// The bar on top would cover a field that the browser jumps to.
document.getElementById("glase-wrong")?.addEventListener("click", event => {
  const field = event.target.closest("a") && document.querySelector(event.target.closest("a").hash);
  if (!field)
    return;

  event.preventDefault();
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: "center" });
});
