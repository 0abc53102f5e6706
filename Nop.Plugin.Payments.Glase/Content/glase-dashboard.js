// Draws the codes of each day with the host's Chart.js, and has the host save whether the card is folded.

const card = document.getElementById("glase-dashboard-card");
const canvas = document.getElementById("glase-codes-chart");

card.querySelector("[data-card-widget=collapse]").addEventListener("click", () => {
  const folded = !card.classList.contains("collapsed-card");
  window.saveUserPreferences?.(card.dataset.glasePreferences, card.dataset.glasePreference, folded);
});

if (canvas && window.Chart) {
  const { labels, paid, unpaid, paidLabel, unpaidLabel } = JSON.parse(canvas.dataset.glaseChart);
  canvas.parentElement.style.height = "12rem";
  new window.Chart(canvas.getContext("2d"), {
    type: "bar",
    data: {
      labels,
      datasets: [
        { label: paidLabel, data: paid, backgroundColor: "#14604c" },
        { label: unpaidLabel, data: unpaid, backgroundColor: "#c4ccd0" }
      ]
    },
    options: {
      maintainAspectRatio: false,
      animation: false,
      scales: { x: { stacked: true }, y: { stacked: true, ticks: { precision: 0 } } }
    }
  });
}
